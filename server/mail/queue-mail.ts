import type { Timestamp, Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { enqueue } from '../jobs/enqueue.ts'
import type { LinkOrder, StaffLinkOrder } from './mail.table.ts'

/** Puts a mail in the outbox and queues its sending, in the caller's transaction. The Message-ID stays the same over retries. @returns its id. */
export async function queueMail(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId' | 'config'>,
  accountId: string,
  mail: { to: string; subject: string; text: string; html?: string; link?: LinkOrder | StaffLinkOrder; expiresAt?: Timestamp },
): Promise<string> {
  const id = deps.newId()
  const at = deps.now()
  await tx
    .insertInto('mail')
    .values({
      account_id: accountId,
      id,
      to_address: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html ?? null,
      link_order: mail.link ? JSON.stringify(mail.link) : null,
      expires_at: mail.expiresAt ?? null,
      message_id: `<${id}@${new URL(deps.config.publicUrl).hostname}>`,
      state: 'queued',
      error: null,
      created_at: at,
      sent_at: null,
    })
    .execute()
  await enqueue(tx, { id: deps.newId(), accountId, name: 'send_mail', payload: { mailId: id }, at })
  return id
}
