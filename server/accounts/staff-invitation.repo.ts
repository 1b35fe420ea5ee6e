import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { StaffInvitationRow } from './account.table.ts'

/** An invitation that is open, expired or not. */
export type OpenInvitation = NonNullable<Awaited<ReturnType<typeof findInvitation>>>

/** Those of an account, the newest first. */
export function listInvitations(db: Db, accountId: string) {
  return invitations(db)
    .where('staff_invitation.account_id', '=', accountId)
    .orderBy('staff_invitation.created_at', 'desc')
    .orderBy('staff_invitation.id', 'desc')
    .execute()
}

/** One of an account. */
export function findInvitation(db: Db, accountId: string, invitationId: string) {
  return invitations(db)
    .where('staff_invitation.account_id', '=', accountId)
    .where('staff_invitation.id', '=', invitationId)
    .executeTakeFirst()
}

/** The one of an account that an address has. */
export function findInvitationByAddress(db: Db, accountId: string, addressFolded: string) {
  return invitations(db)
    .where('staff_invitation.account_id', '=', accountId)
    .where('staff_invitation.email_folded', '=', addressFolded)
    .executeTakeFirst()
}

function invitations(db: Db) {
  return db
    .selectFrom('staff_invitation')
    .innerJoin('staff', (join) =>
      join.onRef('staff.account_id', '=', 'staff_invitation.account_id').onRef('staff.id', '=', 'staff_invitation.invited_by'),
    )
    .innerJoin('account', 'account.id', 'staff_invitation.account_id')
    .leftJoin('mail', (join) =>
      join.onRef('mail.account_id', '=', 'staff_invitation.account_id').onRef('mail.id', '=', 'staff_invitation.mail_id'),
    )
    .select(['staff_invitation.account_id', 'staff_invitation.id', 'staff_invitation.email', 'staff_invitation.email_folded'])
    .select(['staff_invitation.name', 'staff_invitation.permissions', 'staff_invitation.language', 'staff_invitation.invited_by'])
    .select(['staff_invitation.created_at', 'staff_invitation.sent_at', 'staff_invitation.expires_at'])
    .select(['staff.name as inviter_name', 'account.name as account_name', 'mail.state as mail_state'])
}

/** Keeps a new invitation. */
export async function insertInvitation(tx: Tx, row: StaffInvitationRow): Promise<void> {
  await tx.insertInto('staff_invitation').values(row).execute()
}

/** Notes the mail that an invitation went out with. */
export async function setInvitationMail(
  tx: Tx,
  accountId: string,
  invitationId: string,
  mail: Pick<StaffInvitationRow, 'mail_id' | 'sent_at' | 'expires_at'>,
): Promise<void> {
  await tx.updateTable('staff_invitation').set(mail).where('account_id', '=', accountId).where('id', '=', invitationId).execute()
}

/** Its time begins when the mail leaves. False when the invitation is gone. */
export async function renewInvitation(
  tx: Tx,
  accountId: string,
  invitationId: string,
  times: { sent_at: Timestamp; expires_at: Timestamp },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('staff_invitation')
    .set(times)
    .where('account_id', '=', accountId)
    .where('id', '=', invitationId)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Takes an invitation out. False when it was gone. */
export async function deleteInvitation(tx: Tx, accountId: string, invitationId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('staff_invitation')
    .where('account_id', '=', accountId)
    .where('id', '=', invitationId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
