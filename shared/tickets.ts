import { z } from '@hono/zod-openapi'
import { attachmentIds, emailAddress, id, localizedText, messageText, pageQuery, subjectText, timestamp } from './common.ts'
import { propertyTypes } from './filter-rule.ts'
import { limits } from './limits.ts'
import { attachment } from './attachments.ts'

export const ticketStatus = z.enum(['open', 'closed'])
export type TicketStatus = z.infer<typeof ticketStatus>

export const listTicketsQuery = pageQuery.extend({
  view: z.enum(['mine', 'company']).default('mine'),
  status: z.enum(['all', 'open', 'closed']).default('all'),
  /** Words of the subject and of the messages, or a ticket number with or without `#`. The last word may be half written. */
  q: z.string().trim().max(limits.searchMaxChars).optional(),
  sort: z.enum(['activity', 'created', 'number']).default('activity'),
  order: z.enum(['asc', 'desc']).default('desc'),
  /** Conditions that all hold, each as shared/list-filter.ts `formatCondition` writes it. */
  where: z
    .union([z.string().max(2000), z.array(z.string().max(2000))])
    .transform((value) => [value].flat())
    .pipe(z.array(z.string()).max(limits.listConditionsMax, 'too_many'))
    .optional(),
})
export type ListTicketsQuery = z.infer<typeof listTicketsQuery>

export const exportTicketsQuery = listTicketsQuery.omit({ after: true, limit: true })
/** What a list is narrowed to, in either view. */
export const countTicketsQuery = listTicketsQuery.pick({ status: true, q: true, where: true })

/** A value that a ticket has for a property that the admin shows: text, number, day (`2026-11-22`), yes or no, or values of its options. */
export const shownValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])
export type ShownValue = z.infer<typeof shownValue>

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
    /** The team answered last and the ticket is open: it waits for the customer. */
    isYourTurn: z.boolean(),
    /** This contact was copied in by somebody else. */
    isCopiedIn: z.boolean(),
    /** Full name of its stage per language where the portal shows stages; null: say open or closed. */
    stageLabels: localizedText.nullable(),
    /** What it has for the properties that the admin shows, by their names; what is unknown is missing. */
    values: z.record(z.string(), shownValue),
    /** Where the words searched for stand in a message; null when they are in subject or number alone, or none were given. */
    snippet: z
      .object({ text: z.string(), /** Start and end of each hit in `text`. */ marks: z.array(z.tuple([z.number(), z.number()])) })
      .nullable(),
  })
  .openapi('TicketSummary')
export type TicketSummary = z.infer<typeof ticketSummary>

export const ticketPage = z
  .object({ tickets: z.array(ticketSummary), /** Null on the last page. */ next: z.string().nullable() })
  .openapi('TicketPage')
export type TicketPage = z.infer<typeof ticketPage>

/** How many tickets the list would show in each view, with the same words, status and conditions. 100: at least that many. Null: too many to count, or no such view. */
export const ticketCounts = z.object({ mine: z.number().int().nullable(), company: z.number().int().nullable() }).openapi('TicketCounts')
export type TicketCounts = z.infer<typeof ticketCounts>

/** What this contact may narrow the list by and show as columns, besides the usual. */
export const listOptions = z
  .object({
    properties: z.array(
      z.object({
        /** As in conditions and in `TicketSummary.values`: `ticket.custom.tier`. */
        name: z.string(),
        type: z.enum(propertyTypes),
        labels: localizedText,
        options: z.array(z.object({ value: z.string(), labels: localizedText })).nullable(),
      }),
    ),
    /** Stages of the tickets' pipelines where the portal shows them; null: there is only open and closed. */
    stages: z.array(z.object({ id, labels: localizedText, isClosed: z.boolean() })).nullable(),
  })
  .openapi('ListOptions')
export type ListOptions = z.infer<typeof listOptions>

/** A message as its reader in the portal sees it. Internal notes do not exist here. */
export const publicMessage = z
  .object({
    id,
    /** `me`, a colleague, or the company's team. */
    from: z.enum(['me', 'contact', 'staff']),
    authorName: z.string(),
    text: z.string(),
    /** The same with its markup, made safe by the server; null for plain text. */
    html: z.string().nullable(),
    createdAt: timestamp,
    attachments: z.array(attachment),
  })
  .openapi('PublicMessage')
export type PublicMessage = z.infer<typeof publicMessage>

export const ticketAbilities = z.object({
  reply: z.boolean(),
  close: z.boolean(),
  reopen: z.boolean(),
  /** Copy colleagues of the own company in, and take out those copied in. */
  copyIn: z.boolean(),
})
export type TicketAbilities = z.infer<typeof ticketAbilities>

const ticketPerson = z.object({ contactId: id, name: z.string(), role: z.enum(['requester', 'copied', 'added']), isMe: z.boolean() })

export const ticketDetail = z
  .object({
    ticket: ticketSummary,
    can: ticketAbilities,
    /** Closed since; null while it is open. */
    closedAt: timestamp.nullable(),
    /** A closed ticket: a reply opens it again. Until `reopensUntil` where that is limited. */
    isReopenedByReply: z.boolean(),
    reopensUntil: timestamp.nullable(),
    /** Stages of its pipeline in their order, where the portal shows them; else null. */
    steps: z.array(z.object({ labels: localizedText, isClosed: z.boolean(), isCurrent: z.boolean() })).nullable(),
    /** Properties that the admin shows and this ticket has, in their order. */
    properties: z.array(
      z.object({
        name: z.string(),
        type: z.enum(propertyTypes),
        labels: localizedText,
        value: shownValue,
        /** Labels of the options that are chosen, in the order of `value`; null for other types. */
        valueLabels: z.array(localizedText).nullable(),
      }),
    ),
    /** Contacts of the ticket: who opened it first, then who was copied in or added. */
    people: z.array(ticketPerson),
    /** The thread that `messages` are of; null for a ticket without thread. */
    threadId: id.nullable(),
    /** Visible threads besides the newest, newest first, where the portal shows them. */
    earlierThreads: z.array(z.object({ id, subject: z.string(), lastMessageAt: timestamp })),
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

/** A colleague of the own company, by address. */
export const copyInBody = z.strictObject({ email: emailAddress }).openapi('CopyIn')

/** Who is on the ticket now; empty for somebody who took themselves out and no longer sees it. */
export const ticketPeople = z.object({ people: z.array(ticketPerson) }).openapi('TicketPeople')
export type TicketPeople = z.infer<typeof ticketPeople>

/** A ticket that a customer closed or opened again, and what may be done to it now. */
export const closureResult = z.object({ ticket: ticketSummary, can: ticketAbilities }).openapi('ClosureResult')
export type ClosureResult = z.infer<typeof closureResult>

export const replyResult = z.object({ message: publicMessage, ticket: ticketSummary }).openapi('ReplyResult')
export type ReplyResult = z.infer<typeof replyResult>

// --- staff -----------------------------------------------------------------------------------------------------------

export const stage = z
  .object({
    id,
    pipelineId: id,
    labels: localizedText,
    /** What customers read in the place of `labels`, by language; null: the same. */
    customerLabels: localizedText.nullable(),
    isClosed: z.boolean(),
  })
  .openapi('Stage')
export type Stage = z.infer<typeof stage>
export const pipeline = z
  .object({
    id,
    name: z.string(),
    isConfidential: z.boolean(),
    /** Grows with every save; a save must name the version it started from. */
    version: z.number().int(),
    stages: z.array(stage),
  })
  .openapi('Pipeline')
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
