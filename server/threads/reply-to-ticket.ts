import type { ReplyResult } from '../../shared/tickets.ts'
import { claimAttachments } from '../attachments/claim-attachments.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { once, type OnceKey } from '../http/idempotency.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { markTicketRead } from '../tickets/read-state.ts'
import { addMessage } from '../tickets/message.repo.ts'
import { addThread, findThreadForReply } from '../tickets/thread.repo.ts'
import { abilities } from '../tickets/ticket.policy.ts'
import { summariseTicket } from '../tickets/summarise-tickets.ts'
import { findTicket } from '../tickets/ticket.repo.ts'
import { touchTicket } from '../tickets/touch-ticket.ts'
import type { ContactViewer } from '../viewer.ts'
import { presentPublicMessage } from './message.presenter.ts'

/**
 * Adds a customer's message to a ticket and moves the ticket to the top of every list. It goes to the newest visible
 * thread; a ticket without one gets a thread in the portal's default inbox, once whatever races (D7).
 *
 * @throws AppError `ticket_not_found` when the viewer cannot see the ticket (missing and hidden look the same),
 *   `ticket_closed` when its stage is closed, `not_allowed` when the company's tickets are only read, `attachment_not_found`, `idempotency_key_reused`.
 */
export async function replyToTicket(
  deps: Pick<Deps, 'db' | 'bus' | 'now' | 'newId'>,
  viewer: ContactViewer,
  portal: PortalRow,
  ticketId: string,
  reply: { text: string; attachmentIds: readonly string[] },
  onceKey: OnceKey,
): Promise<ReplyResult> {
  const at = deps.now()
  return write(deps, viewer.accountId, (tx) =>
    once(tx, viewer, onceKey, at, async () => {
      const ticket = await findTicket(tx, viewer, ticketId)
      if (!ticket) throw new AppError('ticket_not_found')
      if (!abilities(viewer, ticket).reply) throw new AppError(ticket.is_closed === 1 ? 'ticket_closed' : 'not_allowed')
      // Locks the ticket; an agent who closed it between the two statements wins.
      if (!(await touchTicket(tx, ticket, { lastActivityAt: at, lastMessageBy: 'contact' }, { isClosed: 0 })))
        throw new AppError('ticket_closed')

      const thread =
        (await findThreadForReply(tx, ticket, portal.default_inbox_id)) ??
        (await addThread(tx, {
          account_id: viewer.accountId,
          id: deps.newId(),
          inbox_id: portal.default_inbox_id,
          ticket_id: ticket.id,
          contact_id: viewer.contactId,
          subject: ticket.subject,
          channelKind: 'portal',
          at,
        }))
      const message = await addMessage(tx, thread, {
        id: deps.newId(),
        direction: 'inbound',
        contact_id: viewer.contactId,
        staff_id: null,
        author_name: viewer.name,
        html: null,
        text: reply.text,
        created_at: at,
      })
      const attachments = await claimAttachments(tx, viewer, reply.attachmentIds, message.id)
      await markTicketRead(tx, ticket, viewer.contactId, at)
      await recordEvent(tx, viewer, at, {
        kind: 'message.added',
        ticketId: ticket.id,
        threadId: thread.id,
        messageId: message.id,
        isPublic: true,
      })
      return {
        message: presentPublicMessage(message, viewer, attachments),
        ticket: await summariseTicket(tx, portal, { ...ticket, last_activity_at: at, read_up_to: at, waits_for_contact: 0 }),
      }
    }),
  )
}
