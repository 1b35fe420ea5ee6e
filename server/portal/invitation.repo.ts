import { guarded, type Db, type Timestamp, type Tx } from '../db/index.ts'
import type { Cursor } from '../db/paging.ts'
import type { InvitationRow } from './invitation.table.ts'
import { contactsWhere, listContactsWhere, type ContactCondition } from './portal-access.repo.ts'

/** Contacts who meet a condition, have no login yet and were not invited to a portal: at most `limit`. */
export function listUninvited(db: Db, portal: { account_id: string; id: string }, condition: ContactCondition, limit: number) {
  return contactsWhere(db, portal.account_id, condition)
    .innerJoin('contact_address', (join) =>
      join
        .onRef('contact_address.account_id', '=', 'contact.account_id')
        .onRef('contact_address.contact_id', '=', 'contact.id')
        .on('contact_address.is_primary', '=', 1),
    )
    .leftJoin('invitation', (join) =>
      join
        .onRef('invitation.account_id', '=', 'contact.account_id')
        .onRef('invitation.contact_id', '=', 'contact.id')
        .on('invitation.portal_id', '=', portal.id),
    )
    .where('contact.password_hash', 'is', null)
    .where('invitation.contact_id', 'is', null)
    .select(['contact.id', 'contact.name', 'contact.language', 'contact_address.email'])
    .orderBy('contact.id')
    .limit(limit)
    .execute()
}

/** Notes that a contact is being invited. False when somebody else just did. */
export async function insertInvitation(tx: Tx, invitation: Omit<InvitationRow, 'mail_id'>): Promise<boolean> {
  const result = await tx
    .insertInto('invitation')
    .values({ ...invitation, mail_id: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
}

/** Notes the mail that an invitation went out with. */
export async function setInvitationMail(
  tx: Tx,
  invitation: Pick<InvitationRow, 'account_id' | 'portal_id' | 'contact_id'>,
  mailId: string,
  at: Timestamp,
): Promise<void> {
  await tx
    .updateTable('invitation')
    .set({ mail_id: mailId, invited_at: at })
    .where('account_id', '=', invitation.account_id)
    .where('portal_id', '=', invitation.portal_id)
    .where('contact_id', '=', invitation.contact_id)
    .execute()
}

/** A page of the contacts that a portal lets in; one more than the page. */
export async function listMembers(
  db: Db,
  portal: { account_id: string; id: string },
  condition: ContactCondition,
  page: { after: Cursor | undefined; limit: number; q?: string },
) {
  const rows = await listContactsWhere(db, portal.account_id, condition, page)
  const states = await listInvitationStates(
    db,
    portal,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({ ...row, state: states.get(row.id) }))
}

async function listInvitationStates(db: Db, portal: { account_id: string; id: string }, contactIds: readonly string[]) {
  if (contactIds.length === 0) return new Map()
  const rows = await guarded(db)
    .selectFrom('contact')
    .leftJoin('invitation', (join) =>
      join
        .onRef('invitation.account_id', '=', 'contact.account_id')
        .onRef('invitation.contact_id', '=', 'contact.id')
        .on('invitation.portal_id', '=', portal.id),
    )
    .leftJoin('mail', (join) => join.onRef('mail.account_id', '=', 'invitation.account_id').onRef('mail.id', '=', 'invitation.mail_id'))
    .where('contact.account_id', '=', portal.account_id)
    .where('contact.id', 'in', contactIds)
    .select(['contact.id', 'contact.password_hash', 'invitation.invited_at', 'mail.state'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('identity_link')
            .innerJoin('identity_provider', (join) =>
              join
                .onRef('identity_provider.account_id', '=', 'identity_link.account_id')
                .onRef('identity_provider.id', '=', 'identity_link.provider_id'),
            )
            .select('identity_link.contact_id')
            .whereRef('identity_link.account_id', '=', 'contact.account_id')
            .whereRef('identity_link.contact_id', '=', 'contact.id')
            .where('identity_provider.portal_id', '=', portal.id),
        )
        .as('is_vouched_for'),
    )
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Portals that are on and let in only who is on a list, of every account. */
export function listPortalsWithLists(db: Db) {
  return db.selectFrom('portal').select(['account_id', 'id']).where('access_mode', '=', 'lists').where('is_on', '=', 1).execute()
}
