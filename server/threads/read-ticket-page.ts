import type { TicketDetail } from '../../shared/tickets.ts'
import { presentAttachmentsByMessage } from '../attachments/attachment.presenter.ts'
import { listAttachments } from '../attachments/attachment.repo.ts'
import { readCursor } from '../db/paging.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { listMessages } from '../tickets/message.repo.ts'
import { readListFrame } from '../tickets/list-frame.ts'
import { summariseTicket } from '../tickets/summarise-tickets.ts'
import { listVisibleThreads } from '../tickets/thread.repo.ts'
import { listTicketContacts } from '../tickets/ticket-contact.repo.ts'
import { abilities, reopening } from '../tickets/ticket.policy.ts'
import { findTicket } from '../tickets/ticket.repo.ts'
import type { ContactViewer } from '../viewer.ts'
import { pageOfMessages } from './message-page.ts'
import { presentPublicMessage } from './message.presenter.ts'
import { presentPeople, presentShown, presentSteps } from './ticket-page.presenter.ts'

/** Which part of the conversation is asked for. */
export interface PageWanted {
  /** One of the visible threads; the newest when it is not named. */
  thread?: string | undefined
  /** Cursor of a page before. */
  before?: string | undefined
}

/**
 * The page of one ticket as a contact sees it.
 *
 * @throws AppError `ticket_not_found`, `thread_not_found` when the ticket shows no such thread, `invalid_request` for a cursor
 *   that is none.
 */
export async function readTicketPage(
  deps: Pick<Deps, 'db' | 'now'>,
  viewer: ContactViewer,
  portal: PortalRow,
  ticketId: string,
  wanted: PageWanted,
): Promise<TicketDetail> {
  const before = readCursor(wanted.before)
  if (before === null) throw new AppError('invalid_request', 'before', { fields: { before: 'invalid' } })
  const { db } = deps
  const ticket = await findTicket(db, viewer, ticketId)
  if (!ticket) throw new AppError('ticket_not_found')
  const threads = await listVisibleThreads(db, viewer, ticket.id)
  const thread = wanted.thread === undefined ? threads[0] : threads.find(({ id }) => id === wanted.thread)
  if (!thread && wanted.thread !== undefined) throw new AppError('thread_not_found')
  const page = pageOfMessages(thread ? await listMessages(db, viewer, thread.id, before) : [])
  const attachments = presentAttachmentsByMessage(
    await listAttachments(
      db,
      viewer,
      page.messages.map((row) => row.id),
    ),
  )
  const frame = await readListFrame(db, portal)
  const summary = await summariseTicket(db, portal, ticket, frame)
  const now = deps.now()
  const can = abilities(viewer, ticket, now)
  return {
    ticket: summary,
    can,
    closedAt: ticket.closed_at,
    isReopenedByReply: ticket.is_closed === 1 && can.reply,
    reopensUntil: can.reply ? reopening(viewer, ticket, now).until : null,
    steps: presentSteps(frame, ticket),
    properties: presentShown(frame, summary.values),
    people: presentPeople(await listTicketContacts(db, viewer.accountId, ticket.id), viewer),
    threadId: thread?.id ?? null,
    earlierThreads: threads.slice(1).map(({ id, subject, last_public_at }) => ({ id, subject, lastMessageAt: last_public_at })),
    messages: page.messages.map((row) => presentPublicMessage(row, viewer, attachments.get(row.id) ?? [])),
    olderMessages: page.olderMessages,
    readUpTo: ticket.read_up_to,
  }
}
