import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import { replyBody, replyResult, ticketDetail } from '../../shared/tickets.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { onceHeaders, readOnceKey } from '../http/idempotency.ts'
import { makeRouter } from '../http/router.ts'
import { requireContact, requireReader } from '../viewer.ts'
import { readTicket } from './read-ticket.ts'
import { readTicketPage } from './read-ticket-page.ts'
import { replyToTicket } from './reply-to-ticket.ts'

const ticketParams = z.object({ ticketId: id })

const detail = createRoute({
  method: 'get',
  path: '/tickets/{ticketId}',
  tags: ['Tickets'],
  summary: 'One ticket with the newest messages of its newest visible thread, or of an earlier one',
  request: { params: ticketParams, query: z.object({ before: z.string().max(200).optional(), thread: id.optional() }) },
  responses: {
    200: json(ticketDetail, 'The ticket'),
    ...errors('ticket_not_found', 'thread_not_found', 'sign_in_required', 'session_expired'),
  },
})

const reply = createRoute({
  method: 'post',
  path: '/tickets/{ticketId}/messages',
  tags: ['Tickets'],
  summary: 'Answer a ticket; a closed one is opened again where the portal says so',
  request: {
    params: ticketParams,
    headers: onceHeaders,
    body: jsonBody(replyBody),
  },
  responses: {
    201: json(replyResult, 'The message as it now stands in the conversation'),
    ...errors(
      'ticket_not_found',
      'ticket_closed',
      'not_allowed',
      'attachment_not_found',
      'idempotency_key_required',
      'idempotency_key_reused',
    ),
  },
})

const readState = createRoute({
  method: 'put',
  path: '/tickets/{ticketId}/read-state',
  tags: ['Tickets'],
  summary: 'Everything up to this message was seen',
  request: { params: ticketParams, body: jsonBody(z.strictObject({ messageId: id.nullable() }).openapi('ReadState')) },
  responses: { 204: { description: 'Noted' }, ...errors('ticket_not_found') },
})

/** Tickets as contacts see them. */
export const ticketRoutes = makeRouter()
  .openapi(detail, async (c) => {
    const { deps, portal } = c.var
    const viewer = requireReader(c.var.viewer)
    return c.json(await readTicketPage(deps, viewer, portal, c.req.valid('param').ticketId, c.req.valid('query')), 200)
  })
  .openapi(reply, async (c) => {
    const { deps, portal } = c.var
    const viewer = requireContact(c.var.viewer)
    const onceKey = await readOnceKey(c)
    return c.json(await replyToTicket(deps, viewer, portal, c.req.valid('param').ticketId, c.req.valid('json'), onceKey), 201)
  })
  .openapi(readState, async (c) => {
    const viewer = requireContact(c.var.viewer)
    await readTicket(c.var.deps, viewer, c.req.valid('param').ticketId, c.req.valid('json').messageId)
    return c.body(null, 204)
  })
