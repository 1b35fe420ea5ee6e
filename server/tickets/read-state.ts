import type { Timestamp, Tx } from '../db/index.ts'

/** Notes that a contact has seen a ticket up to a time. It never moves back. */
export async function markTicketRead(
  tx: Tx,
  ticket: { account_id: string; id: string },
  contactId: string,
  upTo: Timestamp,
): Promise<void> {
  await tx
    .insertInto('ticket_read')
    .values({ account_id: ticket.account_id, ticket_id: ticket.id, contact_id: contactId, read_up_to: upTo })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'ticket_id', 'contact_id'])
        .doUpdateSet({ read_up_to: upTo })
        .where('ticket_read.read_up_to', '<', upTo),
    )
    .execute()
}
