import type { ListOptions, ReplyBody, ReplyResult, TicketCounts, TicketDetail, TicketPage, TicketStatus } from '../../shared/tickets.ts'
import { sendForJson, type Api } from './client.ts'

/** Which tickets a list shows, and in which order. */
export interface TicketQuery {
  status: TicketStatus | 'all'
  view: 'mine' | 'company'
  q: string
  sort: 'activity' | 'created' | 'number'
  order: 'asc' | 'desc'
  /** Conditions that all hold, each as shared/list-filter.ts writes it. */
  where: readonly string[]
}

interface CallOptions {
  byUser?: boolean
  signal?: AbortSignal
}

/** One page of tickets; `after` is the `next` of the page before. */
export function listTickets(api: Api, query: TicketQuery & { after?: string; limit?: number }, options: CallOptions): Promise<TicketPage> {
  return sendForJson(api, { method: 'GET', path: '/tickets', query: { ...query }, ...options })
}

/** How many tickets there are in each view. */
export function countTickets(api: Api, { status, q, where }: TicketQuery, signal: AbortSignal): Promise<TicketCounts> {
  return sendForJson(api, { method: 'GET', path: '/tickets/counts', query: { status, q, where }, signal })
}

/** What the list may be narrowed by and show as columns. */
export function getListOptions(api: Api, signal: AbortSignal): Promise<ListOptions> {
  return sendForJson(api, { method: 'GET', path: '/tickets/options', signal })
}

/** All tickets of the list as a file. */
export async function exportTickets(api: Api, query: TicketQuery): Promise<Blob> {
  const response = await api.send({ method: 'GET', path: '/tickets/export', query: { ...query }, byUser: true })
  return response.blob()
}

/** A ticket with the last messages of its newest visible thread; `before` asks for older ones. */
export function getTicket(api: Api, ticketId: string, before: string | undefined, options: CallOptions): Promise<TicketDetail> {
  return sendForJson(api, { method: 'GET', path: ticketPath(ticketId), query: { before }, ...options })
}

/** Adds the contact's message. The same key never makes a second one. */
export function postReply(api: Api, ticketId: string, body: ReplyBody, idempotencyKey: string): Promise<ReplyResult> {
  return sendForJson(api, { method: 'POST', path: `${ticketPath(ticketId)}/messages`, json: body, idempotencyKey, byUser: true })
}

/** Everything up to this message was seen. */
export function putReadState(api: Api, ticketId: string, messageId: string): Promise<void> {
  return sendForJson(api, { method: 'PUT', path: `${ticketPath(ticketId)}/read-state`, json: { messageId } })
}

function ticketPath(ticketId: string): string {
  return `/tickets/${encodeURIComponent(ticketId)}`
}
