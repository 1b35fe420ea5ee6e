import type { ClosureResult, TicketDetail } from '../../shared/tickets.ts'
import { sendForJson, type Api } from './client.ts'

/** Closes a ticket, or opens it again. */
export function setClosed(api: Api, ticketId: string, isClosed: boolean): Promise<ClosureResult> {
  return sendForJson(api, { method: isClosed ? 'POST' : 'DELETE', path: `${ticketPath(ticketId)}/closure`, byUser: true })
}

/** Copies a colleague in, by address. An address that no colleague has is `contact_not_found`. */
export function postContact(api: Api, ticketId: string, email: string): Promise<unknown> {
  return sendForJson(api, { method: 'POST', path: `${ticketPath(ticketId)}/contacts`, json: { email }, byUser: true })
}

/** Takes somebody out who was copied in. */
export function deleteContact(api: Api, ticketId: string, contactId: string): Promise<unknown> {
  return sendForJson(api, { method: 'DELETE', path: `${ticketPath(ticketId)}/contacts/${encodeURIComponent(contactId)}`, byUser: true })
}

/** One of a ticket's earlier threads; `before` asks for older messages. */
export function getThread(api: Api, ticketId: string, thread: string, before: string | undefined): Promise<TicketDetail> {
  return sendForJson(api, { method: 'GET', path: ticketPath(ticketId), query: { thread, before }, byUser: true })
}

function ticketPath(ticketId: string): string {
  return `/tickets/${encodeURIComponent(ticketId)}`
}
