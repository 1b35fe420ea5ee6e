import type { Selectable } from 'kysely'
import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { Cursor } from '../db/paging.ts'
import type { MailRow } from './mail.table.ts'

export type QueuedMail = Selectable<MailRow>

/** A mail that has not been sent, kept or given up yet. */
export async function findQueuedMail(db: Db, accountId: string, mailId: string): Promise<QueuedMail | undefined> {
  return db
    .selectFrom('mail')
    .select([
      'account_id',
      'id',
      'to_address',
      'subject',
      'text',
      'html',
      'message_id',
      'state',
      'error',
      'created_at',
      'sent_at',
      'link_order',
      'expires_at',
    ])
    .where('account_id', '=', accountId)
    .where('id', '=', mailId)
    .where('state', '=', 'queued')
    .executeTakeFirst()
}

/** Whether an older mail to the same address still waits. */
export async function hasOlderQueuedMail(db: Db, mail: QueuedMail): Promise<boolean> {
  const older = await db
    .selectFrom('mail')
    .select('id')
    .where('account_id', '=', mail.account_id)
    .where('to_address', '=', mail.to_address)
    .where('state', '=', 'queued')
    .where('id', '<', mail.id)
    .limit(1)
    .executeTakeFirst()
  return older !== undefined
}

/** Writes down what became of a queued mail. @returns false when it was settled before. */
export async function settleMail(
  db: Db | Tx,
  accountId: string,
  mailId: string,
  outcome: { state: MailRow['state']; error: string | null; sent_at?: Timestamp; text?: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('mail')
    .set(outcome)
    .where('account_id', '=', accountId)
    .where('id', '=', mailId)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The account's mails, newest first, one more than a page. */
export async function listMails(db: Db, accountId: string, page: { after: Cursor | undefined; limit: number }) {
  const { after } = page
  return db
    .selectFrom('mail')
    .select(['id', 'to_address', 'subject', 'text', 'state', 'created_at'])
    .where('account_id', '=', accountId)
    .$if(after !== undefined, (qb) =>
      qb.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(after?.at ?? '', after?.id ?? ''))),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
}
