import type { ContactList } from '../../../shared/contacts.ts'
import type { AgentMessageBody, StaffTicketDetail } from '../../../shared/threads.ts'
import type { Pipeline, StaffOpenTicketBody, StaffTicket, StaffTicketPage } from '../../../shared/tickets.ts'
import type { StaffClient } from './client.ts'
import type { AgentMessageResult } from './threads.ts'

/** Which tickets the table shows. */
export interface StaffTicketFilter {
  status: 'all' | 'open' | 'closed'
  q?: string
}

/** A page of tickets, newest activity first. */
export function listStaffTickets(
  client: StaffClient,
  filter: StaffTicketFilter,
  page: { after?: string; limit?: number },
  signal: AbortSignal,
): Promise<StaffTicketPage> {
  return client.send({ path: '/tickets', query: { ...filter, ...page }, signal })
}

/** A ticket with its thread, if it has one; `before` gives older messages. */
export function findStaffTicket(
  client: StaffClient,
  ticketId: string,
  before: string | undefined,
  signal?: AbortSignal,
): Promise<StaffTicketDetail> {
  return client.send({ path: `/tickets/${ticketId}`, query: { before }, ...(signal ? { signal } : {}) })
}

/** Opens a ticket for a customer. */
export function openTicketForContact(client: StaffClient, body: StaffOpenTicketBody, idempotencyKey: string): Promise<StaffTicket> {
  return client.send({ method: 'POST', path: '/tickets', body, idempotencyKey })
}

/** Writes the first message of a ticket without thread; the thread is made in the default inbox. */
export function writeInTicket(
  client: StaffClient,
  ticketId: string,
  body: AgentMessageBody,
  idempotencyKey: string,
): Promise<AgentMessageResult> {
  return client.send({ method: 'POST', path: `/tickets/${ticketId}/messages`, body, idempotencyKey })
}

/** Moves a ticket to another stage of its pipeline. */
export function moveTicket(client: StaffClient, ticketId: string, stageId: string): Promise<StaffTicket> {
  return client.send({ method: 'PUT', path: `/tickets/${ticketId}/stage`, body: { stageId } })
}

/** Moves a ticket to the first closed stage of its pipeline. */
export function closeTicket(client: StaffClient, ticketId: string): Promise<StaffTicket> {
  return client.send({ method: 'POST', path: `/tickets/${ticketId}/closure` })
}

/** Moves a ticket to the first open stage of its pipeline. */
export function reopenTicket(client: StaffClient, ticketId: string): Promise<StaffTicket> {
  return client.send({ method: 'DELETE', path: `/tickets/${ticketId}/closure` })
}

/** Shows a ticket in the portal, or hides it there. */
export function hideTicket(client: StaffClient, ticketId: string, isHidden: boolean): Promise<StaffTicket> {
  return client.send({ method: 'PUT', path: `/tickets/${ticketId}/hidden`, body: { isHidden } })
}

/** All pipelines with their stages, in order. */
export async function listPipelines(client: StaffClient, signal?: AbortSignal): Promise<Pipeline[]> {
  const answer = await client.send<{ pipelines: Pipeline[] }>({ path: '/pipelines', ...(signal ? { signal } : {}) })
  return answer.pipelines
}

/** Contacts whose name or address holds `q`. */
export function searchContacts(client: StaffClient, q: string, signal: AbortSignal): Promise<ContactList> {
  return client.send({ path: '/contacts', query: { q, limit: 8 }, signal })
}
