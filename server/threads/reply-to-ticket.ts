import type { ReplyResult } from '../../shared/tickets.ts'
import { claimAttachments } from '../attachments/claim-attachments.ts'
import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { once, type OnceKey } from '../http/idempotency.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { enterStage } from '../tickets/move-ticket.ts'
import { findFirstStage } from '../tickets/pipeline.repo.ts'
import { indexMessage } from '../tickets/index-ticket.repo.ts'
import { markTicketRead } from '../tickets/read-state.ts'
import { addMessage } from '../tickets/message.repo.ts'
import { addThread, findThreadForReply } from '../tickets/thread.repo.ts'
import { abilities } from '../tickets/ticket.policy.ts'
import { summariseTicket } from '../tickets/summarise-tickets.ts'
import { findTicket, type TicketFoundRow } from '../tickets/ticket.repo.ts'
import { lockTicket, touchTicket } from '../tickets/touch-ticket.ts'
import type { ContactViewer } from '../viewer.ts'
import { presentPublicMessage } from './message.presenter.ts'

/**
 * Adds a customer's message to a ticket and moves the ticket to the top of every list. It goes to the newest visible
 * thread; a ticket without one gets a thread in the portal's default inbox, once whatever races (D7). A closed ticket is
 * opened again in the same transaction where the portal's policy says so (D6).
 *
 * @throws AppError `ticket_not_found` when the viewer cannot see the ticket (missing and hidden look the same),
 *   `ticket_closed` when it is closed and a reply does not reopen it, `not_allowed` when the company's tickets are only read, `attachment_not_found`, `idempotency_key_reused`.
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
      const ticket = (await takeTicket(tx, viewer, ticketId, at)) ?? (await takeLockedTicket(tx, viewer, ticketId, at))
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
      await markTicketRead(tx, ticket, viewer.contactId, at, at)
      await indexMessage(tx, ticket, message)
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

/**
 * Makes the ticket the newest one, opened again if it is closed and the portal's policy says so (D6). Locks it.
 *
 * @returns undefined, with nothing changed, when somebody opened or closed it between reading and writing.
 */
async function takeTicket(tx: Tx, viewer: ContactViewer, ticketId: string, at: string): Promise<TicketFoundRow | undefined> {
  const ticket = await findTicket(tx, viewer, ticketId)
  if (!ticket) throw new AppError('ticket_not_found')
  if (!abilities(viewer, ticket, at).reply) throw new AppError(ticket.is_closed === 1 ? 'ticket_closed' : 'not_allowed')
  const change = { lastActivityAt: at, lastMessageBy: 'contact' } as const
  if (ticket.is_closed === 0) return (await touchTicket(tx, ticket, change, { isClosed: 0 })) ? ticket : undefined

  const stage = await findFirstStage(tx, viewer.accountId, { pipelineId: ticket.pipeline_id, isClosed: 0 })
  if (!stage) throw new AppError('ticket_closed', `pipeline ${ticket.pipeline_id} has no open stage`)
  if (!(await enterStage(tx, viewer, ticket, stage, at, change))) return undefined
  return { ...ticket, stage_id: stage.id, is_closed: 0, closed_at: null }
}

/** The same behind the ticket's lock: what is read now stays until the transaction ends. */
async function takeLockedTicket(tx: Tx, viewer: ContactViewer, ticketId: string, at: string): Promise<TicketFoundRow> {
  await lockTicket(tx, { account_id: viewer.accountId, id: ticketId })
  const ticket = await takeTicket(tx, viewer, ticketId, at)
  if (!ticket) throw new Error(`ticket ${ticketId} changed behind its lock`)
  return ticket
}
