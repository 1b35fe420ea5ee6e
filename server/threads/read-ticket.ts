import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { findMessageTime } from '../tickets/message.repo.ts'
import { markTicketRead } from '../tickets/read-state.ts'
import { listVisibleThreads } from '../tickets/thread.repo.ts'
import { findTicket } from '../tickets/ticket.repo.ts'
import type { ContactViewer } from '../viewer.ts'

/**
 * Notes how far a contact has read: up to a message, or, when that is the newest, up to everything that happened. What came
 * in meanwhile stays unread. Agents hear of it when it is one of the ticket's own contacts (B19).
 *
 * @param messageId Null: everything. A message that the contact does not see says nothing.
 * @throws AppError `ticket_not_found`.
 */
export async function readTicket(
  deps: Pick<Deps, 'db' | 'bus' | 'now'>,
  viewer: ContactViewer,
  ticketId: string,
  messageId: string | null,
): Promise<void> {
  const at = deps.now()
  await write(deps, viewer.accountId, async (tx) => {
    const ticket = await findTicket(tx, viewer, ticketId)
    if (!ticket) throw new AppError('ticket_not_found')
    const [thread] = await listVisibleThreads(tx, viewer, ticketId)
    const seen = messageId === null ? ticket.last_activity_at : await findMessageTime(tx, viewer, ticketId, messageId)
    if (seen === undefined) return
    const isNewest = messageId === null || seen >= (thread?.last_public_at ?? '')
    const isNews = await markTicketRead(tx, ticket, viewer.contactId, isNewest ? ticket.last_activity_at : seen, at)
    if (!isNews || ticket.own_contact_id === null) return
    await recordEvent(tx, viewer, at, { kind: 'thread.changed', ticketId, threadId: thread?.id ?? null, isPublic: false })
  })
}
