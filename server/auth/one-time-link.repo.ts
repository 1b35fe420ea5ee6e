import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { LinkPurpose } from '../mail/mail.table.ts'
import type { OneTimeLinkRow } from './one-time-link.table.ts'

/** Keeps a new link. */
export async function insertLink(tx: Tx, link: OneTimeLinkRow): Promise<void> {
  await tx.insertInto('one_time_link').values(link).execute()
}

/**
 * Ends the links of the same portal, purpose and address that went out with other mails. A mail that is sent twice keeps
 * both of its links: only one of the two arrives, nobody knows which.
 */
export async function endEarlierLinks(
  tx: Tx,
  link: Pick<OneTimeLinkRow, 'account_id' | 'portal_id' | 'purpose' | 'email_folded' | 'mail_id'>,
  at: Timestamp,
): Promise<void> {
  await tx
    .updateTable('one_time_link')
    .set({ used_at: at })
    .where('account_id', '=', link.account_id)
    .where('portal_id', '=', link.portal_id)
    .where('purpose', '=', link.purpose)
    .where('email_folded', '=', link.email_folded)
    .where('mail_id', '!=', link.mail_id)
    .where('used_at', 'is', null)
    .execute()
}

/** A link of a portal and a purpose by its token's hash, while it is good. */
export function findGoodLink(db: Db, accountId: string, portalId: string, purpose: LinkPurpose, tokenHash: string, now: Timestamp) {
  return db
    .selectFrom('one_time_link')
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .where('purpose', '=', purpose)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .select(['id', 'contact_id', 'email', 'email_folded', 'details'])
    .executeTakeFirst()
}

/**
 * Counts a try at the newest code of an address, while it is good and has tries left.
 *
 * @returns the link that it belongs to, or undefined when there is none such.
 */
export function countCodeTry(
  db: Db,
  accountId: string,
  portalId: string,
  addressFolded: string,
  now: Timestamp,
  triesMax: number,
  purpose: LinkPurpose = 'magic_link',
) {
  return db
    .updateTable('one_time_link')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('tries', '<', triesMax)
    .where('used_at', 'is', null)
    .where('id', '=', (eb) =>
      eb
        .selectFrom('one_time_link as newest')
        .select('newest.id')
        .where('newest.account_id', '=', accountId)
        .where('newest.portal_id', '=', portalId)
        .where('newest.purpose', '=', purpose)
        .where('newest.email_folded', '=', addressFolded)
        .where('newest.used_at', 'is', null)
        .where('newest.expires_at', '>', now)
        .orderBy('newest.created_at', 'desc')
        .orderBy('newest.id', 'desc')
        .limit(1),
    )
    .returning(['id', 'contact_id', 'email', 'email_folded', 'code_hash'])
    .executeTakeFirst()
}

/** Uses a link up. False when somebody was quicker, or it is over. */
export async function useLink(tx: Tx, accountId: string, linkId: string, now: Timestamp): Promise<boolean> {
  const result = await tx
    .updateTable('one_time_link')
    .set({ used_at: now })
    .where('account_id', '=', accountId)
    .where('id', '=', linkId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Ends every link of a contact, on every portal: whoever sets a password leaves no other way in behind. */
export async function endLinksOfContact(tx: Tx, accountId: string, contactId: string, at: Timestamp): Promise<void> {
  await tx
    .updateTable('one_time_link')
    .set({ used_at: at })
    .where('account_id', '=', accountId)
    .where('contact_id', '=', contactId)
    .where('used_at', 'is', null)
    .execute()
}

/** Forgets links that ended before a time, of every account. */
export async function deleteOldLinks(db: Db, before: Timestamp): Promise<void> {
  await db.deleteFrom('one_time_link').where('expires_at', '<', before).returning('account_id').execute()
}
