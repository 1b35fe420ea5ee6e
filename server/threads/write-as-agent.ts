import type { StaffMessage, ThreadSummary } from '../../shared/threads.ts'
import { claimAttachments } from '../attachments/claim-attachments.ts'
import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { once, type OnceKey } from '../http/idempotency.ts'
import { addMessage } from '../tickets/message.repo.ts'
import { addThread, findThreadForReply } from '../tickets/thread.repo.ts'
import { indexMessage } from '../tickets/index-ticket.repo.ts'
import { findStaffTicket } from '../tickets/ticket.repo.ts'
import { lockTicket, touchTicket } from '../tickets/touch-ticket.ts'
import type { StaffViewer } from '../viewer.ts'
import { presentStaffMessage } from './message.presenter.ts'
import { notifyContacts } from './notify-contacts.ts'
import { findThread, type ThreadListRow } from './thread.repo.ts'
import { presentThread } from './thread.presenter.ts'

/** An agent's answer to the customer, or a note for colleagues. */
export interface AgentMessage {
  text: string
  isInternal: boolean
  attachmentIds: readonly string[]
}

export interface AgentMessageResult {
  message: StaffMessage
  thread: ThreadSummary
}

/**
 * Writes in a thread of the inbox.
 *
 * @throws AppError `thread_not_found`, `attachment_not_found`, `idempotency_key_reused`.
 */
export function writeInThread(
  deps: Deps,
  viewer: StaffViewer,
  threadId: string,
  message: AgentMessage,
  onceKey: OnceKey,
): Promise<AgentMessageResult> {
  return writeOnce(deps, viewer, message, onceKey, async (tx) => {
    const thread = await findThread(tx, viewer, threadId)
    if (!thread) throw new AppError('thread_not_found')
    return thread
  })
}

/**
 * Writes on a ticket: in its newest thread, or, when it has none, in a new one in the default inbox (Q21).
 *
 * @throws AppError `ticket_not_found`, `attachment_not_found`, `idempotency_key_reused`.
 */
export function writeOnTicket(
  deps: Deps,
  viewer: StaffViewer,
  ticketId: string,
  message: AgentMessage,
  onceKey: OnceKey,
): Promise<AgentMessageResult> {
  return writeOnce(deps, viewer, message, onceKey, async (tx, at) => {
    const ticket = await findStaffTicket(tx, viewer, ticketId)
    if (!ticket) throw new AppError('ticket_not_found')
    const key = { account_id: viewer.accountId, id: ticket.id }
    // So that two first messages make one thread.
    await lockTicket(tx, key)
    const inboxId = await findDefaultInbox(tx, viewer.accountId)
    const thread =
      (await findThreadForReply(tx, key, inboxId)) ??
      (await addThread(tx, {
        account_id: viewer.accountId,
        id: deps.newId(),
        inbox_id: inboxId,
        ticket_id: ticket.id,
        contact_id: ticket.requester_id,
        subject: ticket.subject,
        channelKind: 'portal',
        at,
      }))
    const found = await findThread(tx, viewer, thread.id)
    if (!found) throw new Error(`thread ${thread.id} is gone inside its own transaction`)
    return found
  })
}

function writeOnce(
  deps: Deps,
  viewer: StaffViewer,
  message: AgentMessage,
  onceKey: OnceKey,
  findOrMake: (tx: Tx, at: string) => Promise<ThreadListRow>,
): Promise<AgentMessageResult> {
  const at = deps.now()
  return write(deps, viewer.accountId, (tx) =>
    once(tx, viewer, onceKey, at, async () => {
      const thread = await findOrMake(tx, at)
      const row = await addMessage(tx, thread, {
        id: deps.newId(),
        direction: message.isInternal ? 'internal' : 'outbound',
        contact_id: null,
        staff_id: viewer.staffId,
        author_name: viewer.name,
        html: null,
        text: message.text,
        created_at: at,
      })
      const attachments = await claimAttachments(tx, viewer, message.attachmentIds, row.id)
      if (!message.isInternal && thread.ticket_id !== null) {
        const key = { account_id: viewer.accountId, id: thread.ticket_id }
        await touchTicket(tx, key, { lastActivityAt: at, lastMessageBy: 'staff' })
        await indexMessage(tx, key, row)
        await notifyContacts(tx, deps, viewer.accountId, thread.ticket_id, 'new_reply')
      }
      await recordEvent(tx, viewer, at, {
        kind: 'message.added',
        ticketId: thread.ticket_id,
        threadId: thread.id,
        messageId: row.id,
        isPublic: !message.isInternal,
      })
      const changed = await findThread(tx, viewer, thread.id)
      return { message: presentStaffMessage(row, attachments), thread: presentThread(changed ?? thread) }
    }),
  )
}

/** The default inbox of the account's oldest portal. */
async function findDefaultInbox(tx: Tx, accountId: string): Promise<string> {
  const portal = await tx
    .selectFrom('portal')
    .select('default_inbox_id')
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!portal) throw new AppError('portal_not_found', `account ${accountId} has no portal`)
  return portal.default_inbox_id
}
