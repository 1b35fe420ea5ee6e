import { z } from '@hono/zod-openapi'
import { attachment } from './attachments.ts'
import { attachmentIds, id, messageText, pageQuery, timestamp } from './common.ts'
import { limits } from './limits.ts'
import { staffTicket } from './tickets.ts'

export const inbox = z.object({ id, name: z.string(), openCount: z.number().int(), unreadCount: z.number().int() }).openapi('Inbox')
export type Inbox = z.infer<typeof inbox>

export const listThreadsQuery = pageQuery.extend({
  inboxId: id.optional(),
  state: z.enum(['open', 'closed', 'all']).default('open'),
  q: z.string().trim().max(limits.searchMaxChars).optional(),
})

export const threadSummary = z
  .object({
    id,
    inboxId: id,
    /** `portal`, `form`, … */
    channelKind: z.string(),
    subject: z.string(),
    ticketId: id.nullable(),
    ticketNumber: z.number().int().nullable(),
    contactName: z.string().nullable(),
    companyName: z.string().nullable(),
    /** First line of the newest message, notes included. */
    preview: z.string(),
    lastMessageAt: timestamp,
    isOpen: z.boolean(),
    /** True while the newest customer message has not been seen by any agent. */
    isUnread: z.boolean(),
  })
  .openapi('ThreadSummary')
export type ThreadSummary = z.infer<typeof threadSummary>

export const threadPage = z.object({ threads: z.array(threadSummary), next: z.string().nullable() }).openapi('ThreadPage')
export type ThreadPage = z.infer<typeof threadPage>

export const staffMessage = z
  .object({
    id,
    direction: z.enum(['inbound', 'outbound', 'internal']),
    authorName: z.string(),
    text: z.string(),
    /** The same with markup, made safe; null for a message that came without. Pictures are `cid:` and the `contentId` of an attachment. */
    html: z.string().nullable(),
    createdAt: timestamp,
    attachments: z.array(attachment),
  })
  .openapi('StaffMessage')
export type StaffMessage = z.infer<typeof staffMessage>

/** A contact of the ticket who has looked at it in the portal. Who never did is missing. */
export const ticketReader = z
  .object({
    name: z.string(),
    /** Everything up to this time was seen. */
    readUpTo: timestamp,
    /** When that was; null where it is not known any more. */
    readAt: timestamp.nullable(),
  })
  .openapi('TicketReader')
export type TicketReader = z.infer<typeof ticketReader>

export const threadDetail = z
  .object({
    thread: threadSummary,
    ticket: staffTicket.nullable(),
    messages: z.array(staffMessage),
    olderMessages: z.string().nullable(),
    readers: z.array(ticketReader),
  })
  .openapi('ThreadDetail')
export type ThreadDetail = z.infer<typeof threadDetail>

/** The agent's page of one ticket; `thread` is null after a phone call. */
export const staffTicketDetail = z
  .object({
    ticket: staffTicket,
    thread: threadSummary.nullable(),
    messages: z.array(staffMessage),
    olderMessages: z.string().nullable(),
    readers: z.array(ticketReader),
  })
  .openapi('StaffTicketDetail')
export type StaffTicketDetail = z.infer<typeof staffTicketDetail>

/** `isInternal`: a note for colleagues. It never leaves the staff pages. */
export const agentMessageBody = z
  .strictObject({ text: messageText, isInternal: z.boolean().default(false), attachmentIds })
  .openapi('AgentMessage')
export type AgentMessageBody = z.input<typeof agentMessageBody>
