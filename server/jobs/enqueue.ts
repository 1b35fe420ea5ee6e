import type { Tx } from '../db/index.ts'

/** That somebody without a login ticked the box. */
export interface TickedConsent {
  version: string
  language: 'en' | 'nb'
  ip: string
  at: string
}

/** What each job needs to know. Its handler is in handlers.ts. */
export interface JobPayloads {
  send_mail: { mailId: string }
  mail_link:
    | { portalId: string; purpose: 'password_reset' | 'magic_link'; email: string }
    | { portalId: string; purpose: 'registration'; email: string; name: string; consent: TickedConsent | null }
  invite: { portalId: string }
  staff_password_link: { email: string }
  forget_traces: { storeKeys: string[] }
}

/** Queues work in the caller's transaction: it is done at least once after the commit, and not at all without it. */
export async function enqueue<Name extends keyof JobPayloads>(
  tx: Tx,
  job: { id: string; accountId: string; name: Name; payload: JobPayloads[Name]; at: string },
): Promise<void> {
  await tx
    .insertInto('job')
    .values({
      account_id: job.accountId,
      id: job.id,
      name: job.name,
      payload: JSON.stringify(job.payload),
      run_at: job.at,
      attempts: 0,
      leased_until: null,
      state: 'waiting',
      last_error: null,
      created_at: job.at,
    })
    .execute()
}
