import type { Db, Timestamp, Tx } from '../../db/index.ts'
import type { StaffLinkPurpose } from '../../mail/mail.table.ts'
import type { StaffOneTimeLinkRow } from '../staff-one-time-link.table.ts'

/** Keeps a new link. */
export async function insertStaffLink(tx: Tx, row: StaffOneTimeLinkRow): Promise<void> {
  await tx.insertInto('staff_one_time_link').values(row).execute()
}

/**
 * Ends the links of the same purpose and person that went out with other mails. A mail that is sent twice keeps both of its
 * links: only one of the two arrives, nobody knows which.
 */
export async function endEarlierStaffLinks(
  tx: Tx,
  link: Pick<StaffOneTimeLinkRow, 'account_id' | 'purpose' | 'staff_id' | 'invitation_id' | 'mail_id'>,
  at: Timestamp,
): Promise<void> {
  await tx
    .updateTable('staff_one_time_link')
    .set({ used_at: at })
    .where('account_id', '=', link.account_id)
    .where('purpose', '=', link.purpose)
    .where(link.staff_id === null ? 'invitation_id' : 'staff_id', '=', link.staff_id ?? link.invitation_id)
    .where((eb) => (link.mail_id === null ? eb.lit(true) : eb.or([eb('mail_id', '!=', link.mail_id), eb('mail_id', 'is', null)])))
    .where('used_at', 'is', null)
    .execute()
}

/** A link of a purpose by its token's hash, of whatever account, while it is good: this is how it finds its account. */
export function findGoodStaffLink(db: Db, purpose: StaffLinkPurpose, tokenHash: string, now: Timestamp) {
  return db
    .selectFrom('staff_one_time_link')
    .select(['account_id', 'id', 'staff_id', 'invitation_id'])
    .where('purpose', '=', purpose)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Uses a link up. False when somebody was quicker, or it is over. */
export async function useStaffLink(tx: Tx, accountId: string, linkId: string, now: Timestamp): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('staff_one_time_link')
    .set({ used_at: now })
    .where('account_id', '=', accountId)
    .where('id', '=', linkId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Ends every link to a staff member's password. */
export async function endLinksOfStaff(tx: Tx, accountId: string, staffId: string, at: Timestamp): Promise<void> {
  await tx
    .updateTable('staff_one_time_link')
    .set({ used_at: at })
    .where('account_id', '=', accountId)
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .execute()
}

/** Forgets the links of an invitation, with which it goes. */
export async function deleteLinksOfInvitation(tx: Tx, accountId: string, invitationId: string): Promise<void> {
  await tx.deleteFrom('staff_one_time_link').where('account_id', '=', accountId).where('invitation_id', '=', invitationId).execute()
}

/** Forgets links that ended before a time, of every account. */
export async function deleteOldStaffLinks(db: Db, before: Timestamp): Promise<void> {
  await db.deleteFrom('staff_one_time_link').where('expires_at', '<', before).returning('account_id').execute()
}
