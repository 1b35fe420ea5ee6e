import { guarded, type Timestamp, type Tx } from '../db/index.ts'

/** What a customer can see of a ticket's change. Everything left out stays as it is. */
export interface TicketChange {
  lastActivityAt?: Timestamp
  stage?: { id: string; pipelineId: string; isClosed: 0 | 1 }
  isHidden?: 0 | 1
}

/**
 * Changes a ticket and the copies of it that lists are read from. The only writer of either.
 * It also locks the ticket until the transaction ends, so that a second writer waits.
 *
 * @param expected What the caller found; when it no longer holds, nothing is changed and the answer is false.
 */
export async function touchTicket(
  tx: Tx,
  ticket: { account_id: string; id: string },
  change: TicketChange,
  expected: { isClosed?: 0 | 1 } = {},
): Promise<boolean> {
  const copies = {
    ...(change.lastActivityAt !== undefined && { last_activity_at: change.lastActivityAt }),
    ...(change.stage && { pipeline_id: change.stage.pipelineId, is_closed: change.stage.isClosed }),
    ...(change.isHidden !== undefined && { is_hidden: change.isHidden }),
  }
  const tables = guarded(tx)
  const { numUpdatedRows } = await tables
    .updateTable('ticket')
    .set({ ...copies, ...(change.stage && { stage_id: change.stage.id }) })
    .where('account_id', '=', ticket.account_id)
    .where('id', '=', ticket.id)
    .$if(expected.isClosed !== undefined, (qb) => qb.where('is_closed', '=', expected.isClosed ?? 0))
    .executeTakeFirst()
  if (Number(numUpdatedRows) === 0) return false
  for (const link of ['ticket_contact', 'ticket_company'] as const) {
    await tables.updateTable(link).set(copies).where('account_id', '=', ticket.account_id).where('ticket_id', '=', ticket.id).execute()
  }
  return true
}
