import { createRoute, z } from '@hono/zod-openapi'
import { id, timestamp } from '../../shared/common.ts'
import {
  agentMessageBody,
  inbox,
  listThreadsQuery,
  staffMessage,
  threadDetail,
  threadPage,
  threadSummary,
  type TicketReader,
} from '../../shared/threads.ts'
import { presentAttachmentsByMessage } from '../attachments/attachment.presenter.ts'
import { listAttachments } from '../attachments/attachment.repo.ts'
import type { Deps } from '../deps.ts'
import { readCursor } from '../db/paging.ts'
import { AppError } from '../errors.ts'
import { errors, json, jsonBody } from '../http/answers.ts'
import { onceHeaders, readOnceKey } from '../http/idempotency.ts'
import { makeRouter } from '../http/router.ts'
import { listMessages } from '../tickets/message.repo.ts'
import { listTicketReaders } from '../tickets/ticket-contact.repo.ts'
import { presentStaffTicket } from '../tickets/ticket.presenter.ts'
import { findStaffTicket } from '../tickets/ticket.repo.ts'
import { requireStaff, type StaffViewer } from '../viewer.ts'
import { markThreadRead } from './mark-thread-read.ts'
import { pageOfMessages } from './message-page.ts'
import { presentStaffMessage } from './message.presenter.ts'
import { presentThread, presentThreadPage } from './thread.presenter.ts'
import { findThread, listInboxes, listThreads } from './thread.repo.ts'
import { writeInThread } from './write-as-agent.ts'

const threadParams = z.object({ threadId: id })
export const agentMessageResult = z.object({ message: staffMessage, thread: threadSummary }).openapi('AgentMessageResult')

const inboxes = createRoute({
  method: 'get',
  path: '/inboxes',
  tags: ['Inbox'],
  summary: 'Inboxes with their counts',
  responses: { 200: json(z.object({ inboxes: z.array(inbox) }).openapi('InboxList'), 'All inboxes'), ...errors('sign_in_required') },
})

const list = createRoute({
  method: 'get',
  path: '/threads',
  tags: ['Inbox'],
  summary: 'Threads, newest message first',
  request: { query: listThreadsQuery },
  responses: { 200: json(threadPage, 'One page of threads'), ...errors('sign_in_required') },
})

const detail = createRoute({
  method: 'get',
  path: '/threads/{threadId}',
  tags: ['Inbox'],
  summary: 'One thread with its newest messages, internal notes included',
  request: { params: threadParams, query: z.object({ before: z.string().max(200).optional() }) },
  responses: { 200: json(threadDetail, 'The thread'), ...errors('thread_not_found', 'sign_in_required') },
})

const post = createRoute({
  method: 'post',
  path: '/threads/{threadId}/messages',
  tags: ['Inbox'],
  summary: 'Answer the customer, or leave a note for colleagues',
  request: { params: threadParams, headers: onceHeaders, body: jsonBody(agentMessageBody) },
  responses: {
    201: json(agentMessageResult, 'The message and its thread'),
    ...errors('thread_not_found', 'attachment_not_found', 'idempotency_key_required', 'idempotency_key_reused', 'sign_in_required'),
  },
})

const readState = createRoute({
  method: 'put',
  path: '/threads/{threadId}/read-state',
  tags: ['Inbox'],
  summary: 'An agent has read the thread',
  request: { params: threadParams, body: jsonBody(z.strictObject({ readAt: timestamp.optional() })) },
  responses: { 204: { description: 'Noted' }, ...errors('thread_not_found', 'sign_in_required') },
})

/** A page of a thread's messages as staff see them. */
export async function presentMessagePage(deps: Deps, viewer: StaffViewer, threadId: string, before: string | undefined) {
  const cursor = readCursor(before)
  if (cursor === null) throw new AppError('invalid_request', 'before', { fields: { before: 'invalid' } })
  const page = pageOfMessages(await listMessages(deps.db, viewer, threadId, cursor))
  const attachments = presentAttachmentsByMessage(
    await listAttachments(
      deps.db,
      viewer,
      page.messages.map((row) => row.id),
    ),
  )
  return {
    messages: page.messages.map((row) => presentStaffMessage(row, attachments.get(row.id) ?? [])),
    olderMessages: page.olderMessages,
  }
}

/** Who of a ticket's contacts has read how far. */
export async function readReaders(deps: Deps, viewer: StaffViewer, ticketId: string): Promise<TicketReader[]> {
  const rows = await listTicketReaders(deps.db, viewer.accountId, ticketId)
  return rows.map(({ name, read_up_to, read_at }) => ({ name, readUpTo: read_up_to, readAt: read_at }))
}

/** The agents' inbox. */
export const inboxRoutes = makeRouter()
  .openapi(inboxes, async (c) => c.json({ inboxes: await listInboxes(c.var.deps.db, requireStaff(c.var.viewer)) }, 200))
  .openapi(list, async (c) => {
    const query = c.req.valid('query')
    const after = readCursor(query.after)
    if (after === null) throw new AppError('invalid_request', 'after', { fields: { after: 'invalid' } })
    const rows = await listThreads(c.var.deps.db, requireStaff(c.var.viewer), { ...query, after })
    return c.json(presentThreadPage(rows, query.limit), 200)
  })
  .openapi(detail, async (c) => {
    const { deps } = c.var
    const viewer = requireStaff(c.var.viewer)
    const thread = await findThread(deps.db, viewer, c.req.valid('param').threadId)
    if (!thread) throw new AppError('thread_not_found')
    const ticket = thread.ticket_id === null ? undefined : await findStaffTicket(deps.db, viewer, thread.ticket_id)
    const page = await presentMessagePage(deps, viewer, thread.id, c.req.valid('query').before)
    const readers = ticket ? await readReaders(deps, viewer, ticket.id) : []
    return c.json({ thread: presentThread(thread), ticket: ticket ? presentStaffTicket(ticket) : null, ...page, readers }, 200)
  })
  .openapi(post, async (c) => {
    const onceKey = await readOnceKey(c)
    const viewer = requireStaff(c.var.viewer)
    return c.json(await writeInThread(c.var.deps, viewer, c.req.valid('param').threadId, c.req.valid('json'), onceKey), 201)
  })
  .openapi(readState, async (c) => {
    await markThreadRead(c.var.deps, requireStaff(c.var.viewer), c.req.valid('param').threadId)
    return c.body(null, 204)
  })
