/**
 * The start chunk: Lit, what all elements share, English texts and the ticket list (the element that most pages show first).
 * Every element imports this file, so that the bundler keeps it in one piece and a page loads one chunk before its first request.
 */
export { TicketList } from './ticket-list/ticket-list.ts'
// A few hundred bytes that most other elements need; alone they would be a request each.
export { field } from './ui/field.ts'
