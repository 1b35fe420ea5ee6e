import { createHash } from 'node:crypto'
import { fold } from '../../server/db/fold.ts'
import { sanitiseHtml, sanitiserVersion } from '../../server/tickets/sanitise-html.ts'
import type { FileStore } from '../../server/attachments/file-store.ts'
import type { AccountPlan } from './account-rows.ts'
import type { PlannedMessage, PlannedThread, PlannedTicket } from './plan.ts'
import type { RowSet } from './rows.ts'

interface SeedEvent {
  minutesAgo: number
  kind: 'ticket.opened' | 'message.added'
  actor: { kind: 'contact' | 'staff'; id: string }
  ticketId: string | null
  threadId: string | null
  messageId: string | null
  isPublic: 0 | 1
}

/**
 * Adds planned tickets with their threads, messages, files, read marks and history. Numbers follow the order of opening.
 *
 * @returns the tickets as they were added.
 */
export async function addTickets(
  rows: RowSet,
  account: AccountPlan,
  files: FileStore,
  tickets: readonly PlannedTicket[],
): Promise<{ id: string; number: number; subject: string }[]> {
  const events: SeedEvent[] = []
  const added: { id: string; number: number; subject: string }[] = []
  const inOrder = tickets.toSorted((a, b) => b.openedMinutesAgo - a.openedMinutesAgo)
  for (const [index, ticket] of inOrder.entries()) await addTicket(index + 1, ticket)
  account.row.last_ticket_number = inOrder.length
  account.row.last_event_seq = events.length
  for (const [index, event] of events.toSorted((a, b) => b.minutesAgo - a.minutesAgo).entries()) {
    rows.add('event', {
      account_id: account.id,
      seq: index + 1,
      kind: event.kind,
      actor_kind: event.actor.kind,
      actor_id: event.actor.id,
      ticket_id: event.ticketId,
      thread_id: event.threadId,
      message_id: event.messageId,
      is_public: event.isPublic,
      data: '{}',
      created_at: account.timeOf(event.minutesAgo),
    })
  }
  return added

  async function addTicket(number: number, ticket: PlannedTicket): Promise<void> {
    const id = account.idOf(ticket.openedMinutesAgo)
    const requester = account.contactOf(ticket.requester)
    const { pipelineId, stages } = account.pipelineOf(ticket.pipeline)
    const stage = stages[ticket.stage]
    if (!stage) throw new Error(`${ticket.pipeline} has no stage ${ticket.stage}`)
    const publicTimes = ticket.threads.flatMap(({ messages }) =>
      messages.filter(({ by }) => by !== 'note').map(({ minutesAgo }) => minutesAgo),
    )
    const copies = {
      account_id: account.id,
      last_activity_at: account.timeOf(Math.min(ticket.openedMinutesAgo, ...publicTimes)),
      pipeline_id: pipelineId,
      stage_id: stage.id,
      is_closed: stage.isClosed,
      is_hidden: ticket.isHidden ? 1 : 0,
      number,
      created_at: account.timeOf(ticket.openedMinutesAgo),
    }
    const { subject } = ticket
    added.push({ id, number, subject })
    const newestPublic = ticket.threads
      .flatMap(({ messages }) => messages.filter(({ by }) => by !== 'note'))
      .toSorted((a, b) => a.minutesAgo - b.minutesAgo)[0]
    rows.add('ticket', {
      ...copies,
      id,
      subject,
      subject_folded: fold(subject),
      waits_for_contact: newestPublic?.by === 'agent' ? 1 : 0,
      closed_at: stage.isClosed ? copies.last_activity_at : null,
    })
    rows.add('ticket_contact', { ...copies, ticket_id: id, contact_id: requester.id, role: 'requester' })
    if (ticket.alsoOf)
      rows.add('ticket_contact', { ...copies, ticket_id: id, contact_id: account.contactOf(ticket.alsoOf).id, role: 'copied' })
    const companyId = ticket.company ? account.companyOf(ticket.company) : requester.companyId
    if (companyId) rows.add('ticket_company', { ...copies, ticket_id: id, company_id: companyId })
    for (const reader of new Set(ticket.readBy)) {
      rows.add('ticket_read', {
        account_id: account.id,
        ticket_id: id,
        contact_id: account.contactOf(reader).id,
        read_up_to: copies.last_activity_at,
        read_at: copies.last_activity_at,
      })
    }
    events.push({
      minutesAgo: ticket.openedMinutesAgo,
      kind: 'ticket.opened',
      actor: ticket.threads.length > 0 ? { kind: 'contact', id: requester.id } : { kind: 'staff', id: account.agentId },
      ticketId: id,
      threadId: null,
      messageId: null,
      isPublic: 1,
    })
    for (const thread of ticket.threads) await addThread(id, requester.id, ticket, thread, stage.isClosed)
  }

  async function addThread(
    ticketId: string,
    contactId: string,
    ticket: PlannedTicket,
    thread: PlannedThread,
    isClosed: 0 | 1,
  ): Promise<void> {
    const { messages } = thread
    const last = messages.at(-1)
    const first = messages[0]
    if (!first || !last) throw new Error(`"${ticket.subject}" has a thread without messages`)
    const id = account.idOf(first.minutesAgo)
    const inbox = account.inboxOf(thread.inbox)
    const newest = (wanted: (message: PlannedMessage) => boolean) => {
      const found = messages.findLast(wanted)
      return found ? account.timeOf(found.minutesAgo) : null
    }
    // The newest customer message waits for an agent, unless somebody of the team wrote after it.
    const isRead = typeof last.by === 'string'
    rows.add('thread', {
      account_id: account.id,
      id,
      inbox_id: inbox.id,
      channel_id: thread.kind === 'form' ? inbox.formChannelId : inbox.portalChannelId,
      ticket_id: ticketId,
      contact_id: contactId,
      subject: ticket.subject,
      is_open: isClosed ? 0 : 1,
      last_public_at: newest(({ by }) => by !== 'note'),
      last_message_at: account.timeOf(last.minutesAgo),
      last_inbound_at: newest(({ by }) => typeof by !== 'string'),
      staff_read_up_to: isRead ? account.timeOf(last.minutesAgo) : newest(({ by }) => by === 'agent'),
      preview: last.text.replaceAll(/\s+/g, ' ').slice(0, 140),
      created_at: account.timeOf(first.minutesAgo),
    })
    for (const message of messages) await addMessage(ticketId, id, message)
  }

  async function addMessage(ticketId: string, threadId: string, message: PlannedMessage): Promise<void> {
    const id = account.idOf(message.minutesAgo)
    const contact = typeof message.by === 'string' ? null : account.contactOf(message.by)
    rows.add('message', {
      account_id: account.id,
      id,
      thread_id: threadId,
      direction: contact ? 'inbound' : message.by === 'note' ? 'internal' : 'outbound',
      contact_id: contact?.id ?? null,
      staff_id: contact ? null : account.agentId,
      author_name: contact?.name ?? account.agentName,
      text: message.text,
      html: message.html === undefined ? null : sanitiseHtml(message.html, [message.file?.contentId ?? '']).html,
      html_original: message.html ?? null,
      sanitiser_version: message.html === undefined ? null : sanitiserVersion,
      created_at: account.timeOf(message.minutesAgo),
    })
    events.push({
      minutesAgo: message.minutesAgo,
      kind: 'message.added',
      actor: contact ? { kind: 'contact', id: contact.id } : { kind: 'staff', id: account.agentId },
      ticketId,
      threadId,
      messageId: id,
      isPublic: message.by === 'note' ? 0 : 1,
    })
    if (message.file) await addFile(id, message, message.file)
  }

  async function addFile(messageId: string, message: PlannedMessage, file: NonNullable<PlannedMessage['file']>): Promise<void> {
    const bytes = file.bytes()
    // 40 hexadecimal digits like any other key, and the same on every machine.
    const storeKey = createHash('sha256').update(`demo ${account.id} ${messageId}`).digest('hex').slice(0, 40)
    await files.remove(storeKey)
    const { sizeBytes, sha256 } = await files.write(storeKey, new Blob([Buffer.from(bytes)]).stream(), bytes.length)
    rows.add('attachment', {
      account_id: account.id,
      id: account.idOf(message.minutesAgo),
      message_id: messageId,
      session_id: 'seed',
      file_name: file.name,
      content_id: file.contentId ?? null,
      media_type: file.mediaType,
      size_bytes: sizeBytes,
      sha256,
      store_key: storeKey,
      created_at: account.timeOf(message.minutesAgo),
    })
  }
}
