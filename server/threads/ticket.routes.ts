import { createRoute, z } from '@hono/zod-openapi'
import { id } from '../../shared/common.ts'
import { replyBody, replyResult, ticketDetail } from '../../shared/tickets.ts'
import { presentAttachmentsByMessage } from '../attachments/attachment.presenter.ts'
import { listAttachments } from '../attachments/attachment.repo.ts'
import { readCursor } from '../db/paging.ts'
import { AppError } from '../errors.ts'
import { write } from '../events/write.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { onceHeaders, readOnceKey } from '../http/idempotency.ts'
import { makeRouter } from '../http/router.ts'
import { markTicketRead } from '../tickets/read-state.ts'
import { listMessages } from '../tickets/message.repo.ts'
import { findVisibleThreadId } from '../tickets/thread.repo.ts'
import { abilities } from '../tickets/ticket.policy.ts'
import { summariseTicket } from '../tickets/summarise-tickets.ts'
import { findTicket } from '../tickets/ticket.repo.ts'
import { requireContact } from '../viewer.ts'
import { presentPublicMessage } from './message.presenter.ts'
import { pageOfMessages } from './message-page.ts'
import { replyToTicket } from './reply-to-ticket.ts'

const ticketParams = z.object({ ticketId: id })

const detail = createRoute({
  method: 'get',
  path: '/tickets/{ticketId}',
  tags: ['Tickets'],
  summary: 'One ticket with the newest messages of its newest visible thread',
  request: { params: ticketParams, query: z.object({ before: z.string().max(200).optional() }) },
  responses: { 200: json(ticketDetail, 'The ticket'), ...errors('ticket_not_found', 'sign_in_required', 'session_expired') },
})

const reply = createRoute({
  method: 'post',
  path: '/tickets/{ticketId}/messages',
  tags: ['Tickets'],
  summary: 'Answer an open ticket',
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
    const viewer = requireContact(c.var.viewer)
    const before = readCursor(c.req.valid('query').before)
    if (before === null) throw new AppError('invalid_request', 'before', { fields: { before: 'invalid' } })
    const ticket = await findTicket(deps.db, viewer, c.req.valid('param').ticketId)
    if (!ticket) throw new AppError('ticket_not_found')
    const threadId = await findVisibleThreadId(deps.db, viewer, ticket.id)
    const rows = threadId === undefined ? [] : await listMessages(deps.db, viewer, threadId, before)
    const page = pageOfMessages(rows)
    const attachments = presentAttachmentsByMessage(
      await listAttachments(
        deps.db,
        viewer,
        page.messages.map((row) => row.id),
      ),
    )
    return c.json(
      {
        ticket: await summariseTicket(deps.db, portal, ticket),
        can: abilities(viewer, ticket),
        closedAt: ticket.closed_at,
        isReopenedByReply: false,
        reopensUntil: null,
        steps: null,
        properties: [],
        people: [],
        threadId: threadId ?? null,
        earlierThreads: [],
        messages: page.messages.map((row) => presentPublicMessage(row, viewer, attachments.get(row.id) ?? [])),
        olderMessages: page.olderMessages,
        readUpTo: ticket.read_up_to,
      },
      200,
    )
  })
  .openapi(reply, async (c) => {
    const { deps, portal } = c.var
    const viewer = requireContact(c.var.viewer)
    const onceKey = await readOnceKey(c)
    return c.json(await replyToTicket(deps, viewer, portal, c.req.valid('param').ticketId, c.req.valid('json'), onceKey), 201)
  })
  .openapi(readState, async (c) => {
    const { deps } = c.var
    const viewer = requireContact(c.var.viewer)
    await write(deps, viewer.accountId, async (tx) => {
      const ticket = await findTicket(tx, viewer, c.req.valid('param').ticketId)
      if (!ticket) throw new AppError('ticket_not_found')
      await markTicketRead(tx, ticket, viewer.contactId, ticket.last_activity_at)
    })
    return c.body(null, 204)
  })
