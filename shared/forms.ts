import { z } from '@hono/zod-openapi'
import { attachmentIds, emailAddress, id, localizedText } from './common.ts'
import { limits } from './limits.ts'
import { ticketSummary } from './tickets.ts'

export const formFieldTypes = ['text', 'long_text', 'choice', 'file'] as const

/**
 * One field of a support form. `name` is the property it fills: `subject` and `text` (the first message) are the ticket's
 * own; any other name is a line above the text of the first message.
 */
export const formField = z
  .object({
    name: z.string().regex(/^[a-z0-9_]{1,40}$/),
    type: z.enum(formFieldTypes),
    labels: localizedText,
    help: localizedText.optional(),
    isRequired: z.boolean(),
    options: z.array(z.object({ value: z.string().max(100), labels: localizedText })).optional(),
  })
  .openapi('FormField')
export type FormField = z.infer<typeof formField>

export const supportForm = z.object({ id, name: z.string(), fields: z.array(formField) }).openapi('SupportForm')
export type SupportForm = z.infer<typeof supportForm>

export const submitFormBody = z
  .strictObject({
    formId: id,
    values: z.record(z.string().regex(/^[a-z0-9_]{1,40}$/), z.string().max(limits.messageMaxChars)),
    attachmentIds,
    /** A colleague of the own company for whom it is filed, where the portal allows it. */
    requesterEmail: emailAddress.optional(),
  })
  .openapi('SubmitForm')
export type SubmitFormBody = z.input<typeof submitFormBody>

export const submitFormResult = z.object({ ticket: ticketSummary }).openapi('SubmitFormResult')
export type SubmitFormResult = z.infer<typeof submitFormResult>
