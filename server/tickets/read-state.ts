import { hotWrite, param } from '../db/hot-query.ts'
import type { Timestamp, Tx } from '../db/index.ts'

const markRead = hotWrite('ticket_read', (db) =>
  db
    .insertInto('ticket_read')
    .values({
      account_id: param('accountId'),
      ticket_id: param('ticketId'),
      contact_id: param('contactId'),
      read_up_to: param('upTo'),
      read_at: param('at'),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'ticket_id', 'contact_id'])
        .doUpdateSet({ read_up_to: param<string>('upTo'), read_at: param<string>('at') })
        .where('ticket_read.read_up_to', '<', param<string>('upTo')),
    ),
)

/** Notes that a contact has seen a ticket up to a time. It never moves back. @returns whether anything of it was new. */
export async function markTicketRead(
  tx: Tx,
  ticket: { account_id: string; id: string },
  contactId: string,
  upTo: Timestamp,
  at: Timestamp,
): Promise<boolean> {
  return (await markRead(tx, 'ticket', { accountId: ticket.account_id, ticketId: ticket.id, contactId, upTo, at })) > 0
}
