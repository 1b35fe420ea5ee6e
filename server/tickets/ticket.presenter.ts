import type { ListOptions, StaffTicket, TicketPage, TicketSummary } from '../../shared/tickets.ts'
import { writeListCursor, type ListSort } from './list-cursor.ts'
import { plainFrame, type ListFrame } from './list-frame.ts'
import type { ShownValues } from './shown-values.repo.ts'
import type { StaffTicketListRow, TicketListRow } from './ticket.repo.ts'

/** A ticket as a contact sees it, with what the portal shows besides the usual. summarise-tickets.ts reads both. */
export function presentTicket(row: TicketListRow, frame: ListFrame = plainFrame, values: ShownValues = {}): TicketSummary {
  return {
    id: row.id,
    number: row.number,
    subject: row.subject,
    status: row.is_closed === 1 ? 'closed' : 'open',
    createdAt: row.created_at,
    lastActivityAt: row.last_activity_at,
    requesterName: row.requester_name,
    isUnread: row.read_up_to === null || row.last_activity_at > row.read_up_to,
    isYourTurn: row.waits_for_contact === 1 && row.is_closed === 0,
    isCopiedIn: row.own_role === 'copied',
    // A stage that the account no longer has says open or closed.
    stageLabels: frame.stages?.get(row.stage_id)?.labels ?? null,
    values,
    snippet: null,
  }
}

/** A page of them. `rows` holds one more than `limit` when there is a next page, `tickets` does not. */
export function presentTicketPage(
  tickets: TicketSummary[],
  rows: readonly TicketListRow[],
  query: ListSort & { limit: number },
): TicketPage {
  const last = rows[query.limit - 1]
  return { tickets, next: rows.length > query.limit && last ? writeListCursor(query, last) : null }
}

/** What a contact may narrow the list by and show as columns. */
export function presentListOptions(frame: ListFrame): ListOptions {
  return {
    properties: frame.properties.map(({ name, type, labels, choices }) => ({ name, type, labels, options: choices })),
    stages: frame.offeredStages?.map(({ id, labels, isClosed }) => ({ id, labels, isClosed })) ?? null,
  }
}

/** A ticket as staff see it. */
export function presentStaffTicket(row: StaffTicketListRow): StaffTicket {
  return {
    id: row.id,
    number: row.number,
    subject: row.subject,
    status: row.is_closed === 1 ? 'closed' : 'open',
    pipelineId: row.pipeline_id,
    stageId: row.stage_id,
    isHidden: row.is_hidden === 1,
    createdAt: row.created_at,
    lastActivityAt: row.last_activity_at,
    requester:
      row.requester_id === null
        ? null
        : {
            id: row.requester_id,
            name: row.requester_name ?? '',
            email: row.requester_email ?? '',
            companyName: row.requester_company ?? null,
          },
    threadId: row.thread_id,
  }
}
