import { guarded, type Db, type Tx } from '../db/index.ts'
import type { TicketContactRow } from './ticket.table.ts'

/** People tied to a ticket, with their primary addresses. */
export function listTicketContacts(db: Db, accountId: string, ticketId: string) {
  return guarded(db)
    .selectFrom('ticket_contact')
    .innerJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'ticket_contact.account_id').onRef('contact.id', '=', 'ticket_contact.contact_id'),
    )
    .innerJoin('contact_address', (join) =>
      join
        .onRef('contact_address.account_id', '=', 'contact.account_id')
        .onRef('contact_address.contact_id', '=', 'contact.id')
        .on('contact_address.is_primary', '=', 1),
    )
    .select(['contact.id', 'contact.name', 'contact.company_id', 'contact.language', 'contact_address.email', 'ticket_contact.role'])
    .where('ticket_contact.account_id', '=', accountId)
    .where('ticket_contact.ticket_id', '=', ticketId)
    .orderBy('contact.id')
    .execute()
}

/** How far the contacts of a ticket have read it; who never did is missing. */
export function listTicketReaders(db: Db, accountId: string, ticketId: string) {
  return guarded(db)
    .selectFrom('ticket_contact')
    .innerJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'ticket_contact.account_id').onRef('contact.id', '=', 'ticket_contact.contact_id'),
    )
    .innerJoin('ticket_read', (join) =>
      join
        .onRef('ticket_read.account_id', '=', 'ticket_contact.account_id')
        .onRef('ticket_read.ticket_id', '=', 'ticket_contact.ticket_id')
        .onRef('ticket_read.contact_id', '=', 'ticket_contact.contact_id'),
    )
    .select(['contact.name', 'ticket_read.read_up_to', 'ticket_read.read_at'])
    .where('ticket_contact.account_id', '=', accountId)
    .where('ticket_contact.ticket_id', '=', ticketId)
    .orderBy('ticket_read.read_up_to', 'desc')
    .orderBy('contact.id')
    .execute()
}

/** The companies that a ticket is tied to. */
export async function listTicketCompanyIds(db: Db, accountId: string, ticketId: string): Promise<string[]> {
  const rows = await guarded(db)
    .selectFrom('ticket_company')
    .select('company_id')
    .where('account_id', '=', accountId)
    .where('ticket_id', '=', ticketId)
    .execute()
  return rows.map((row) => row.company_id)
}

const copied = ['pipeline_id', 'stage_id', 'is_closed', 'is_hidden', 'last_activity_at', 'number', 'created_at'] as const

/**
 * Ties a contact to a ticket; who is tied to it already stays what they are. Call it behind the ticket's lock, so that the
 * copies of the ticket are those of now.
 *
 * @returns whether the contact is new to the ticket.
 */
export async function addTicketContact(
  tx: Tx,
  ticket: { account_id: string; id: string },
  contactId: string,
  role: TicketContactRow['role'],
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await guarded(tx)
    .insertInto('ticket_contact')
    .columns(['account_id', 'ticket_id', 'contact_id', 'role', ...copied])
    .expression((eb) =>
      eb
        .selectFrom('ticket')
        .select(['account_id', 'id', eb.val(contactId).as('contact_id'), eb.val(role).as('role'), ...copied])
        .where('account_id', '=', ticket.account_id)
        .where('id', '=', ticket.id),
    )
    .onConflict((conflict) => conflict.columns(['account_id', 'ticket_id', 'contact_id']).doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0) > 0
}

/** Unties a contact who was copied in. */
export async function removeCopiedContact(tx: Tx, ticket: { account_id: string; id: string }, contactId: string): Promise<void> {
  await guarded(tx)
    .deleteFrom('ticket_contact')
    .where('account_id', '=', ticket.account_id)
    .where('ticket_id', '=', ticket.id)
    .where('contact_id', '=', contactId)
    .where('role', '=', 'copied')
    .execute()
}
