/** What the routes of tickets answer with: for tests of this folder. */
export type { ClosureResult, ReplyResult, TicketDetail, TicketPage, TicketPeople } from '../../../shared/tickets.ts'
export type { StaffTicketDetail, ThreadDetail } from '../../../shared/threads.ts'
