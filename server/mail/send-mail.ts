import type { Deps } from '../deps.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import type { JobPayloads } from '../jobs/enqueue.ts'
import { PermanentFailure, RunLater } from '../jobs/job-failures.ts'
import type { Job } from '../jobs/worker.ts'
import { findQueuedMail, hasOlderQueuedMail, settleMail, type QueuedMail } from './mail.repo.ts'
import { linkPlaces, type LinkOrder, type StaffLinkOrder } from './mail.table.ts'

/** How long a mail waits behind an older one to the same address before it looks again. */
const orderWaitSeconds = 10

/** What stands in a mail in place of `linkPlaces`. */
export interface LinkSecrets {
  token: string
  /** Empty where the purpose has none. */
  code: string
}

/** Makes the link that a mail carries. */
export type IssueLink = (deps: Deps, accountId: string, mailId: string, order: LinkOrder | StaffLinkOrder) => Promise<LinkSecrets>

/**
 * Sends one mail of the outbox. At least once: a server that takes the mail and dies before it says so gets it again,
 * under the same Message-ID. Mails to one address leave in the order in which they were written. A link is made now and
 * leaves with the mail: what stays in the database are its place and its hash.
 */
export async function sendMail(deps: Deps, { accountId, payload }: Job<JobPayloads['send_mail']>, issueLink: IssueLink): Promise<void> {
  const mail = await findQueuedMail(deps.db, accountId, payload.mailId)
  if (!mail) return
  if (await hasOlderQueuedMail(deps.db, mail)) throw new RunLater(orderWaitSeconds, 'an older mail to the same address waits')
  if (mail.expires_at !== null && mail.expires_at <= deps.now()) throw new PermanentFailure('too late to be of use')
  const { text, html } = await bodiesToSend(deps, mail, issueLink)
  const outcome = await deps.mailer
    .deliver({
      ...{ from: deps.config.mailFrom, to: mail.to_address, subject: mail.subject, text, messageId: mail.message_id },
      ...(html !== null && { html }),
    })
    .catch(async (error: unknown) => {
      // Left to `giveUpMail` when it is final, so that the state and its event commit together.
      if (!(error instanceof PermanentFailure)) await settleMail(deps.db, accountId, mail.id, { state: 'queued', error: textOf(error) })
      throw error
    })
  // Kept mail is there to be read by whoever tries the portal out: without its link it would be of no use.
  const kept = outcome === 'kept' && mail.link_order !== null && { text }
  await settleMail(deps.db, accountId, mail.id, { state: outcome, error: null, sent_at: deps.now(), ...kept })
}

async function bodiesToSend(deps: Deps, mail: QueuedMail, issueLink: IssueLink): Promise<{ text: string; html: string | null }> {
  if (mail.link_order === null) return mail
  const { token, code } = await issueLink(deps, mail.account_id, mail.id, JSON.parse(mail.link_order) as LinkOrder | StaffLinkOrder)
  const fill = (body: string) => body.replaceAll(linkPlaces.token, token).replaceAll(linkPlaces.code, code)
  return { text: fill(mail.text), html: mail.html === null ? null : fill(mail.html) }
}

/** Marks a mail as failed, for good, and records `mail.failed`. */
export async function giveUpMail(deps: Deps, { accountId, payload }: Job<JobPayloads['send_mail']>, error: Error): Promise<void> {
  await write(deps, accountId, async (tx) => {
    if (!(await settleMail(tx, accountId, payload.mailId, { state: 'failed', error: textOf(error) }))) return
    await recordEvent(tx, { kind: 'system', accountId }, deps.now(), {
      kind: 'mail.failed',
      isPublic: false,
      data: { mailId: payload.mailId },
    })
  })
}

function textOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 300)
}
