import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import {
  hideTicketBody,
  moveTicketBody,
  pipeline,
  staffListTicketsQuery,
  staffOpenTicketBody,
  staffTicket,
  staffTicketPage,
} from '../../shared/tickets.ts'
import { agentMessageBody, staffTicketDetail } from '../../shared/threads.ts'
import { readCursor, writeCursor } from '../db/paging.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { onceHeaders, readOnceKey } from '../http/idempotency.ts'
import { makeRouter } from '../http/router.ts'
import { hideTicket } from '../tickets/hide-ticket.ts'
import { moveTicket } from '../tickets/move-ticket.ts'
import { listPipelines } from '../tickets/pipeline.repo.ts'
import { presentStaffTicket } from '../tickets/ticket.presenter.ts'
import { findStaffTicket, listStaffTickets } from '../tickets/ticket.repo.ts'
import { requireStaff, type StaffViewer } from '../viewer.ts'
import { agentMessageResult, presentMessagePage, readReaders } from './inbox.routes.ts'
import { openTicketForContact } from './open-ticket-for-contact.ts'
import { presentThread } from './thread.presenter.ts'
import { findThread } from './thread.repo.ts'
import { writeOnTicket } from './write-as-agent.ts'

const ticketParams = z.object({ ticketId: id })
const oneTicket = json(staffTicket, 'The ticket as it is now')

const list = createRoute({
  method: 'get',
  path: '/tickets',
  tags: ['Tickets for staff'],
  summary: 'All tickets of the account, newest activity first',
  request: { query: staffListTicketsQuery },
  responses: { 200: json(staffTicketPage, 'One page of tickets'), ...errors('sign_in_required') },
})

const open = createRoute({
  method: 'post',
  path: '/tickets',
  tags: ['Tickets for staff'],
  summary: 'Open a ticket for a customer, after a phone call for instance',
  request: { headers: onceHeaders, body: jsonBody(staffOpenTicketBody) },
  responses: {
    201: json(staffTicket, 'The new ticket, without a thread'),
    ...errors('idempotency_key_required', 'idempotency_key_reused', 'not_found', 'sign_in_required'),
  },
})

const detail = createRoute({
  method: 'get',
  path: '/tickets/{ticketId}',
  tags: ['Tickets for staff'],
  summary: 'One ticket with its newest thread',
  request: { params: ticketParams, query: z.object({ before: z.string().max(200).optional() }) },
  responses: { 200: json(staffTicketDetail, 'The ticket'), ...errors('ticket_not_found', 'sign_in_required') },
})

const post = createRoute({
  method: 'post',
  path: '/tickets/{ticketId}/messages',
  tags: ['Tickets for staff'],
  summary: 'Write on a ticket; without a thread one is made in the default inbox',
  request: { params: ticketParams, headers: onceHeaders, body: jsonBody(agentMessageBody) },
  responses: {
    201: json(agentMessageResult, 'The message and its thread'),
    ...errors('ticket_not_found', 'attachment_not_found', 'idempotency_key_required', 'idempotency_key_reused', 'sign_in_required'),
  },
})

const move = createRoute({
  method: 'put',
  path: '/tickets/{ticketId}/stage',
  tags: ['Tickets for staff'],
  summary: 'Move a ticket to a stage',
  request: { params: ticketParams, body: jsonBody(moveTicketBody) },
  responses: { 200: oneTicket, ...errors('ticket_not_found', 'not_found', 'sign_in_required') },
})

const close = createRoute({
  method: 'post',
  path: '/tickets/{ticketId}/closure',
  tags: ['Tickets for staff'],
  summary: 'Close a ticket: the first closed stage of its pipeline',
  request: { params: ticketParams },
  responses: { 200: oneTicket, ...errors('ticket_not_found', 'sign_in_required') },
})

const reopen = createRoute({
  method: 'delete',
  path: '/tickets/{ticketId}/closure',
  tags: ['Tickets for staff'],
  summary: 'Open a ticket again: the first open stage of its pipeline',
  request: { params: ticketParams },
  responses: { 200: oneTicket, ...errors('ticket_not_found', 'sign_in_required') },
})

const hide = createRoute({
  method: 'put',
  path: '/tickets/{ticketId}/hidden',
  tags: ['Tickets for staff'],
  summary: 'Hide a ticket from the portal, or show it again',
  request: { params: ticketParams, body: jsonBody(hideTicketBody) },
  responses: { 200: oneTicket, ...errors('ticket_not_found', 'sign_in_required') },
})

const pipelines = createRoute({
  method: 'get',
  path: '/pipelines',
  tags: ['Tickets for staff'],
  summary: 'Pipelines and their stages',
  responses: { 200: json(z.object({ pipelines: z.array(pipeline) }).openapi('PipelineList'), 'In order'), ...errors('sign_in_required') },
})

async function presentOne(deps: Deps, viewer: StaffViewer, ticketId: string) {
  const row = await findStaffTicket(deps.db, viewer, ticketId)
  if (!row) throw new AppError('ticket_not_found')
  return presentStaffTicket(row)
}

/** Tickets as staff see and change them. */
export const staffTicketRoutes = makeRouter()
  .openapi(list, async (c) => {
    const query = c.req.valid('query')
    const after = readCursor(query.after)
    if (after === null) throw new AppError('invalid_request', 'after', { fields: { after: 'invalid' } })
    const rows = await listStaffTickets(c.var.deps.db, requireStaff(c.var.viewer), { ...query, after })
    const shown = rows.slice(0, query.limit)
    const last = shown.at(-1)
    const next = rows.length > query.limit && last ? writeCursor({ at: last.last_activity_at, id: last.id }) : null
    return c.json({ tickets: shown.map(presentStaffTicket), next }, 200)
  })
  .openapi(open, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    return c.json(await openTicketForContact(c.var.deps, viewer, c.req.valid('json'), await readOnceKey(c)), 201)
  })
  .openapi(detail, async (c) => {
    const { deps } = c.var
    const viewer = requireStaff(c.var.viewer)
    const ticket = await presentOne(deps, viewer, c.req.valid('param').ticketId)
    const thread = ticket.threadId === null ? undefined : await findThread(deps.db, viewer, ticket.threadId)
    const page = thread
      ? await presentMessagePage(deps, viewer, thread.id, c.req.valid('query').before)
      : { messages: [], olderMessages: null }
    const readers = await readReaders(deps, viewer, ticket.id)
    return c.json({ ticket, thread: thread ? presentThread(thread) : null, ...page, readers }, 200)
  })
  .openapi(post, async (c) => {
    const onceKey = await readOnceKey(c)
    const viewer = requireStaff(c.var.viewer)
    return c.json(await writeOnTicket(c.var.deps, viewer, c.req.valid('param').ticketId, c.req.valid('json'), onceKey), 201)
  })
  .openapi(move, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const { ticketId } = c.req.valid('param')
    await moveTicket(c.var.deps, viewer, ticketId, c.req.valid('json'))
    return c.json(await presentOne(c.var.deps, viewer, ticketId), 200)
  })
  .openapi(close, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const { ticketId } = c.req.valid('param')
    await moveTicket(c.var.deps, viewer, ticketId, { isClosed: 1 })
    return c.json(await presentOne(c.var.deps, viewer, ticketId), 200)
  })
  .openapi(reopen, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const { ticketId } = c.req.valid('param')
    await moveTicket(c.var.deps, viewer, ticketId, { isClosed: 0 })
    return c.json(await presentOne(c.var.deps, viewer, ticketId), 200)
  })
  .openapi(hide, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    const { ticketId } = c.req.valid('param')
    await hideTicket(c.var.deps, viewer, ticketId, c.req.valid('json').isHidden)
    return c.json(await presentOne(c.var.deps, viewer, ticketId), 200)
  })
  .openapi(pipelines, async (c) => {
    const viewer = requireStaff(c.var.viewer)
    return c.json({ pipelines: await listPipelines(c.var.deps.db, viewer.accountId) }, 200)
  })
