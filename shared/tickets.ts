import { z } from '@hono/zod-openapi'
import { attachmentIds, emailAddress, id, localizedText, messageText, pageQuery, subjectText, timestamp } from './common.ts'
import { limits } from './limits.ts'
import { attachment } from './attachments.ts'

export const ticketStatus = z.enum(['open', 'closed'])
export type TicketStatus = z.infer<typeof ticketStatus>

export const listTicketsQuery = pageQuery.extend({
  view: z.enum(['mine', 'company']).default('mine'),
  status: z.enum(['all', 'open', 'closed']).default('all'),
  /** Words of the subject, or a ticket number with or without `#`. */
  q: z.string().trim().max(limits.searchMaxChars).optional(),
})
export type ListTicketsQuery = z.infer<typeof listTicketsQuery>

export const ticketSummary = z
  .object({
    id,
    number: z.number().int(),
    subject: z.string(),
    status: ticketStatus,
    createdAt: timestamp,
    lastActivityAt: timestamp,
    /** Who opened it; null when nobody of the company did. */
    requesterName: z.string().nullable(),
    isUnread: z.boolean(),
  })
  .openapi('TicketSummary')
export type TicketSummary = z.infer<typeof ticketSummary>

export const ticketPage = z
  .object({ tickets: z.array(ticketSummary), /** Null on the last page. */ next: z.string().nullable() })
  .openapi('TicketPage')
export type TicketPage = z.infer<typeof ticketPage>

/** A message as its reader in the portal sees it. Internal notes do not exist here. */
export const publicMessage = z
  .object({
    id,
    /** `me`, a colleague, or the company's team. */
    from: z.enum(['me', 'contact', 'staff']),
    authorName: z.string(),
    text: z.string(),
    createdAt: timestamp,
    attachments: z.array(attachment),
  })
  .openapi('PublicMessage')
export type PublicMessage = z.infer<typeof publicMessage>

export const ticketAbilities = z.object({ reply: z.boolean() })
export type TicketAbilities = z.infer<typeof ticketAbilities>

export const ticketDetail = z
  .object({
    ticket: ticketSummary,
    can: ticketAbilities,
    /** The newest visible thread, oldest message first. Empty for a ticket without thread. */
    messages: z.array(publicMessage),
    /** Give it as `before` to get the messages before these; null when these are the first. */
    olderMessages: z.string().nullable(),
    /** Time of the newest message that this contact had seen before this request; null on the first visit. */
    readUpTo: timestamp.nullable(),
  })
  .openapi('TicketDetail')
export type TicketDetail = z.infer<typeof ticketDetail>

export const replyBody = z.strictObject({ text: messageText, attachmentIds }).openapi('Reply')
export type ReplyBody = z.input<typeof replyBody>

export const replyResult = z.object({ message: publicMessage, ticket: ticketSummary }).openapi('ReplyResult')
export type ReplyResult = z.infer<typeof replyResult>

// --- staff -----------------------------------------------------------------------------------------------------------

export const stage = z.object({ id, pipelineId: id, labels: localizedText, isClosed: z.boolean() }).openapi('Stage')
export type Stage = z.infer<typeof stage>
export const pipeline = z.object({ id, name: z.string(), isConfidential: z.boolean(), stages: z.array(stage) }).openapi('Pipeline')
export type Pipeline = z.infer<typeof pipeline>

export const staffTicket = z
  .object({
    id,
    number: z.number().int(),
    subject: z.string(),
    status: ticketStatus,
    pipelineId: id,
    stageId: id,
    isHidden: z.boolean(),
    createdAt: timestamp,
    lastActivityAt: timestamp,
    requester: z.object({ id, name: z.string(), email: z.string(), companyName: z.string().nullable() }).nullable(),
    threadId: id.nullable(),
  })
  .openapi('StaffTicket')
export type StaffTicket = z.infer<typeof staffTicket>

export const staffTicketPage = z.object({ tickets: z.array(staffTicket), next: z.string().nullable() }).openapi('StaffTicketPage')
export type StaffTicketPage = z.infer<typeof staffTicketPage>

export const staffListTicketsQuery = pageQuery.extend({
  status: z.enum(['all', 'open', 'closed']).default('all'),
  q: z.string().trim().max(limits.searchMaxChars).optional(),
})

/** A ticket opened for a customer, after a phone call for instance. It has no thread until somebody writes. */
export const staffOpenTicketBody = z
  .strictObject({
    email: emailAddress,
    /** Used only when no contact has the address. */
    name: z.string().trim().max(limits.nameMaxChars).optional(),
    subject: subjectText,
    /** An internal note is not offered here: without thread there is nowhere to keep one. */
    pipelineId: id.optional(),
  })
  .openapi('StaffOpenTicket')
export type StaffOpenTicketBody = z.infer<typeof staffOpenTicketBody>

export const moveTicketBody = z.strictObject({ stageId: id }).openapi('MoveTicket')
export const hideTicketBody = z.strictObject({ isHidden: z.boolean() }).openapi('HideTicket')
