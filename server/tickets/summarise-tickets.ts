import type { TicketSummary } from '../../shared/tickets.ts'
import type { Db } from '../db/index.ts'
import { readListFrame, type FramedPortal, type ListFrame } from './list-frame.ts'
import { listShownValues } from './shown-values.repo.ts'
import { presentTicket } from './ticket.presenter.ts'
import type { TicketListRow } from './ticket.repo.ts'

/**
 * Tickets that a contact may see as the portal shows them: with the stages and the values that its admin shows.
 *
 * @param frame Of the portal, where the caller has read it already.
 */
export async function summariseTickets(
  db: Db,
  portal: FramedPortal,
  rows: readonly TicketListRow[],
  frame?: ListFrame,
): Promise<TicketSummary[]> {
  const shown = frame ?? (await readListFrame(db, portal))
  const values = await listShownValues(db, portal.account_id, shown, rows)
  return rows.map((row) => presentTicket(row, shown, values.get(row.id)))
}

/** One ticket, the same way. */
export async function summariseTicket(db: Db, portal: FramedPortal, row: TicketListRow, frame?: ListFrame): Promise<TicketSummary> {
  const [summary] = await summariseTickets(db, portal, [row], frame)
  if (!summary) throw new Error('a ticket without a summary')
  return summary
}
