import { z } from '@hono/zod-openapi'
import { id } from './common.ts'
import { rule } from './filters.ts'

/** What has to hold for a contact to see a ticket, in the order in which it is told. */
export const visibilityClauses = [
  /** The portal is switched on. */
  'portal_on',
  /** Staff have not hidden the ticket. */
  'not_hidden',
  /** The ticket is in one of the portal's pipelines. */
  'pipeline',
  /** The ticket matches the portal's filter. */
  'ticket_filter',
  /** The ticket is the contact's own. If not, the four that follow have to hold. */
  'own',
  'of_company',
  'company_mode',
  'company_rule',
  'not_confidential',
] as const

export const explanation = z
  .object({
    isVisible: z.boolean(),
    canReply: z.boolean(),
    clauses: z.array(
      z.object({
        clause: z.enum(visibilityClauses),
        isMet: z.boolean(),
        /** Of a rule: which conditions of each group hold, in the order of the settings. */
        groups: z.array(z.array(z.boolean())).optional(),
      }),
    ),
  })
  .openapi('Explanation')
export type Explanation = z.infer<typeof explanation>
export type VisibilityClause = (typeof visibilityClauses)[number]

/** Settings as they stand on a page, not yet saved. What is left out is as it was saved. */
const unsavedSettings = z
  .strictObject({
    permissionMode: z.enum(['own', 'company', 'rule']),
    companyRule: rule.nullable(),
    pipelineIds: z.array(id).max(100),
    ticketFilter: rule.nullable(),
  })
  .partial()
  .openapi('UnsavedSettings')
export type UnsavedSettings = z.infer<typeof unsavedSettings>

export const explainBody = z
  .strictObject({
    /** Null: nobody in particular; only whether the ticket is in the portal at all is told. */
    contactId: id.nullable(),
    ticketId: id,
    unsaved: unsavedSettings.optional(),
  })
  .openapi('Explain')

/** Whether one contact matches a rule about contacts. */
export const matchBody = z.strictObject({ contactId: id, rule }).openapi('MatchContact')
export const ruleMatch = z
  .object({
    isMet: z.boolean(),
    /** Which conditions of each group hold. */
    groups: z.array(z.array(z.boolean())),
  })
  .openapi('RuleMatch')
export type RuleMatch = z.infer<typeof ruleMatch>

export const countBody = z.strictObject({ rule }).openapi('CountTickets')
export const ticketCount = z
  .object({
    /** Tickets that were found to match. */
    count: z.number().int(),
    /** False: time ran out before every ticket was looked at; there are at least so many. */
    isComplete: z.boolean(),
  })
  .openapi('TicketCount')
