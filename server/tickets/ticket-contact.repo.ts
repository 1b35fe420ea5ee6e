import { guarded, type Db } from '../db/index.ts'

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
