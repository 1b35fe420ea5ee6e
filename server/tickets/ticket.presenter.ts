import type { StaffTicket, TicketPage, TicketSummary } from '../../shared/tickets.ts'
import { writeCursor } from '../db/paging.ts'
import type { StaffTicketListRow, TicketListRow } from './ticket.repo.ts'

/** A ticket as a contact sees it. */
export function presentTicket(row: TicketListRow): TicketSummary {
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
    stageLabels: null,
    values: {},
    snippet: null,
  }
}

/** A page of them. `rows` holds one more than `limit` when there is a next page. */
export function presentTicketPage(rows: TicketListRow[], limit: number): TicketPage {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    tickets: shown.map(presentTicket),
    next: rows.length > limit && last ? writeCursor({ at: last.last_activity_at, id: last.id }) : null,
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
