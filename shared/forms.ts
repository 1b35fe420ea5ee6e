import { z } from '@hono/zod-openapi'
import { attachmentIds, emailAddress, id, timestamp } from './common.ts'
import { formLimits } from './form-values.ts'
import { limits } from './limits.ts'
import { ticketSummary } from './tickets.ts'

export const formFieldTypes = ['text', 'long_text', 'number', 'choice', 'choices', 'date', 'yes_no', 'file', 'consent', 'heading'] as const
export type FormFieldType = (typeof formFieldTypes)[number]

const language = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/)
const words = (maxChars: number) => z.record(language, z.string().max(maxChars, 'too_long'))
const fieldName = z.string().regex(/^(ticket\.custom\.)?[a-z0-9_]{1,40}$/, 'invalid')
const fieldValue = z.union([
  z.string().max(limits.messageMaxChars, 'too_long'),
  z.number(),
  z.boolean(),
  z.array(z.string().max(100)).max(200, 'too_many'),
])

/**
 * One field of a support form. `name` is what it fills: `subject` and `text` (the first message) are the ticket's own,
 * `ticket.custom.…` is a property of the account's tickets; any other name is a file field, a consent, a heading, or a line
 * above the text of the first message.
 */
export const formField = z
  .object({
    name: fieldName,
    type: z.enum(formFieldTypes),
    labels: words(formLimits.wordsMaxChars),
    help: words(formLimits.wordsMaxChars).optional(),
    isRequired: z.boolean(),
    options: z.array(z.object({ value: z.string().max(100), labels: words(formLimits.titleMaxChars) })).optional(),
    /** What stands in it before anybody has typed. */
    default: fieldValue.optional(),
    /** Only when another field, which stands before it, is one of these; an empty list: is filled in. */
    when: z
      .object({ field: fieldName, is: z.array(z.string().max(200)).max(50, 'too_many') })
      .optional()
      .openapi('FormCondition'),
  })
  .openapi('FormField')
export type FormField = z.infer<typeof formField>

/** A form that customers can choose. */
const formChoice = z.object({ key: z.string(), name: z.string(), titles: words(formLimits.titleMaxChars) }).openapi('FormChoice')
export type FormChoice = z.infer<typeof formChoice>

export const supportForm = z
  .object({
    id,
    key: z.string(),
    name: z.string(),
    /** What customers read above it; empty: nothing of its own. */
    titles: words(formLimits.titleMaxChars),
    fields: z.array(formField),
    /** Every form of the portal, the default one first. */
    choices: z.array(formChoice),
  })
  .openapi('SupportForm')
export type SupportForm = z.infer<typeof supportForm>

export const submitFormBody = z
  .strictObject({
    formId: id,
    /** By the names of fields. A consent's value is the text that was agreed to. */
    values: z.record(fieldName, fieldValue),
    attachmentIds,
    /** A colleague of the own company for whom it is filed, where the portal allows it. */
    requesterEmail: emailAddress.optional(),
  })
  .openapi('SubmitForm')
export type SubmitFormBody = z.input<typeof submitFormBody>

export const submitFormResult = z.object({ ticket: ticketSummary }).openapi('SubmitFormResult')
export type SubmitFormResult = z.infer<typeof submitFormResult>

const formKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'invalid')

/** A field as staff set it up. Empty labels of a property's field are the property's own; its options always are. */
const fieldSettings = formField
  .extend({
    /** Customers do not see it: the server fills in `default`. */
    isHidden: z.boolean().optional(),
  })
  .strict()
  .openapi('FormFieldSettings')
export type FieldSettings = z.infer<typeof fieldSettings>

const formContent = z.strictObject({
  name: z.string().trim().min(1, 'required').max(limits.nameMaxChars, 'too_long'),
  /** What pages name it by: `<cp-support-form form="returns">`. */
  key: formKey,
  titles: words(formLimits.titleMaxChars),
  inboxId: id.nullable(),
  /** Null: the account's first pipeline, its first open stage. */
  pipelineId: id.nullable(),
  stageId: id.nullable(),
  fields: z.array(fieldSettings).max(formLimits.fieldsMax, 'too_many'),
})
export const createFormBody = formContent.openapi('CreateForm')
export type FormContent = z.infer<typeof formContent>

export const updateFormBody = formContent.extend({ version: z.number().int() }).openapi('UpdateForm')
export type UpdateFormBody = z.infer<typeof updateFormBody>

/** What keeps a form from being connected to a portal (D15), or is amiss with it. */
export const formProblemCodes = ['subject_missing', 'inbox_missing', 'property_missing', 'stage_missing'] as const

export const staffForm = formContent
  .extend({
    id,
    version: z.number().int(),
    createdAt: z.string(),
    /** False: no portal can be connected to it; `problems` says why. */
    isConnectable: z.boolean(),
    problems: z.array(z.object({ code: z.enum(formProblemCodes), field: z.string().nullable() })),
    usedBy: z.array(z.object({ portalId: id, title: z.string(), isDefault: z.boolean() })),
  })
  .openapi('StaffForm')
export type StaffForm = z.infer<typeof staffForm>
export type FormProblem = StaffForm['problems'][number]

export const staffForms = z.object({ forms: z.array(staffForm) }).openapi('StaffForms')
export const duplicateFormBody = z.strictObject({ name: formContent.shape.name }).openapi('DuplicateForm')
export const connectFormBody = z.strictObject({ isDefault: z.boolean() }).openapi('ConnectForm')

export const saveInboxBody = z
  .strictObject({ name: z.string().trim().min(1, 'required').max(limits.nameMaxChars, 'too_long') })
  .openapi('SaveInbox')
export const inboxEntry = z.object({ id, name: z.string(), createdAt: timestamp }).openapi('InboxEntry')
