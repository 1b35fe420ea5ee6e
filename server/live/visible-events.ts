import { liveEventKinds, type LiveEvent, type LiveEventKind } from '../../shared/live.ts'
import { hotQuery, param } from '../db/hot-query.ts'
import type { Db } from '../db/index.ts'
import { messagesVisibleTo, threadsVisibleTo, ticketsHiddenFrom, ticketsVisibleTo } from '../tickets/ticket.visibility.ts'
import { shapeOf, viewerOfShape } from '../tickets/viewer-shape.ts'
import type { ContactViewer, StaffViewer } from '../viewer.ts'
import type { StreamViewer } from './live-hub.ts'
import type { StreamEvent } from './live.repo.ts'

/** An event as one viewer may get it, with its place in the history. */
export interface VisibleEvent {
  seq: number
  /** Null: something is gone that the viewer may have on the page. Not a word about what. */
  event: LiveEvent | null
}

/**
 * Those of the events that this viewer may hear of, asked anew: what they concern has to be visible now, not when it
 * happened. A contact hears of public facts alone, and of no id that the contact's own routes would not give.
 */
export async function listVisibleEvents(db: Db, viewer: StreamViewer, events: readonly StreamEvent[]): Promise<VisibleEvent[]> {
  const asked = events.filter(isLive).filter((event) => viewer.kind === 'staff' || isForContacts(event))
  if (asked.length === 0) return []
  if (viewer.kind === 'staff') return listForStaff(db, viewer, asked)
  return listForContact(db, viewer.kind === 'preview' ? viewer.as : viewer, asked)
}

/** Whether contacts may hear of an event at all, before it is asked which of them. */
export function isForContacts(event: StreamEvent): boolean {
  return event.is_public === 1 && event.ticket_id !== null && isLive(event) && event.kind !== 'thread.changed'
}

/** Who was taken out of the ticket's people by this event; null: nobody. */
export function takenOutBy(event: StreamEvent): string | null {
  if (event.kind !== 'ticket.changed' || !event.data.includes('"takenOut"')) return null
  return (JSON.parse(event.data) as { takenOut?: string }).takenOut ?? null
}

async function listForContact(db: Db, viewer: ContactViewer, events: readonly (StreamEvent & { kind: LiveEventKind })[]) {
  const tickets = await listVisibleIds(db, viewer, 'ticket', idsOf(events, 'ticket_id'))
  const hidden = await listVisibleIds(
    db,
    viewer,
    'hidden',
    idsOf(
      events.filter((event) => hides(event) && !tickets.has(event.ticket_id ?? '')),
      'ticket_id',
    ),
  )
  if (tickets.size === 0 && hidden.size === 0 && !events.some((event) => takenOutBy(event) === viewer.contactId)) return []
  const messages = await listVisibleIds(db, viewer, 'message', idsOf(events, 'message_id'))
  return events.flatMap((one): VisibleEvent[] => {
    const { seq, kind, ticket_id, message_id } = one
    if (ticket_id !== null && hidden.has(ticket_id) && hides(one)) return [{ seq, event: null }]
    if (ticket_id === null) return []
    if (!tickets.has(ticket_id)) return takenOutBy(one) === viewer.contactId ? [{ seq, event: null }] : []
    const messageId = message_id !== null && messages.has(message_id) ? message_id : null
    if (kind === 'message.added' && messageId === null) return []
    return [{ seq, event: { kind, ticketId: ticket_id, ...(messageId !== null && { messageId }) } }]
  })
}

/** Visible tickets, visible messages, or tickets that staff hid. */
type Asked = 'ticket' | 'message' | 'hidden'

/** Those of the ids that the contact may see. Asked for every open stream, hence compiled once for the usual few ids. */
async function listVisibleIds(db: Db, viewer: ContactViewer, of: Asked, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const [first] = ids
  if (first === undefined) return new Set()
  const length = ids.length === 1 ? 1 : ids.length <= 10 ? 10 : 0
  if (length === 0) return idSet(selectIds(db, viewer, of, ids))
  const { key, values } = shapeOf(viewer)
  const filled = Object.fromEntries(Array.from({ length }, (_, index) => [`id${index}`, ids[index] ?? first]))
  const rows = await visibleIds(db, `${of} ${key} ${length}`, { ...values, ...filled })
  return new Set(rows.map((row) => row.id))
}

const visibleIds = hotQuery<string, { id: string }>('live_visible', (db, key) => {
  const [of, shape = '', length] = key.split(' ')
  const ids = Array.from({ length: Number(length) }, (_, index) => param<string>(`id${index}`))
  return selectIds(db, viewerOfShape(shape), of as Asked, ids)
})

function selectIds(db: Db, viewer: ContactViewer, of: Asked, ids: readonly string[]) {
  if (of === 'message') return messagesVisibleTo(db, viewer).select('message.id').where('message.id', 'in', ids)
  const tickets = of === 'ticket' ? ticketsVisibleTo(db, viewer) : ticketsHiddenFrom(db, viewer)
  return tickets.select('ticket.id').where('ticket.id', 'in', ids)
}

async function listForStaff(db: Db, viewer: StaffViewer, events: readonly (StreamEvent & { kind: LiveEventKind })[]) {
  const ticketIds = idsOf(events, 'ticket_id')
  const threadIds = idsOf(
    events.filter((event) => event.ticket_id === null),
    'thread_id',
  )
  const tickets =
    ticketIds.length > 0
      ? await idSet(ticketsVisibleTo(db, viewer).select('ticket.id').where('ticket.id', 'in', ticketIds))
      : new Set<string>()
  const threads =
    threadIds.length > 0
      ? await idSet(threadsVisibleTo(db, viewer).select('thread.id').where('thread.id', 'in', threadIds))
      : new Set<string>()
  return events.flatMap(({ seq, kind, ticket_id, thread_id, message_id }): VisibleEvent[] => {
    const isVisible = ticket_id !== null ? tickets.has(ticket_id) : thread_id !== null && threads.has(thread_id)
    return isVisible ? [{ seq, event: { kind, ticketId: ticket_id, threadId: thread_id, messageId: message_id } }] : []
  })
}

/** Whether staff hid a ticket by this. */
function hides(event: StreamEvent): boolean {
  return event.kind === 'ticket.changed' && (JSON.parse(event.data) as { isHidden?: boolean }).isHidden === true
}

function isLive(event: StreamEvent): event is StreamEvent & { kind: LiveEventKind } {
  return (liveEventKinds as readonly string[]).includes(event.kind)
}

function idsOf(events: readonly StreamEvent[], column: 'ticket_id' | 'thread_id' | 'message_id'): string[] {
  return [...new Set(events.map((event) => event[column]))].filter((id) => id !== null)
}

async function idSet(query: { execute: () => Promise<readonly { id: string }[]> }): Promise<ReadonlySet<string>> {
  return new Set((await query.execute()).map((row) => row.id))
}
