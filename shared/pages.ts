import { z } from '@hono/zod-openapi'
import { id } from './common.ts'
import { mailKinds, pageKinds, pageTemplates, textLanguages } from './page-kinds.ts'
import { safeHref } from './safe-text.ts'

const oneLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max, 'too_long')
    .refine((text) => !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text), 'invalid')

const imageUrl = z
  .url({ protocol: /^https?$/, error: 'not_a_url' })
  .max(2000, 'too_long')
  .refine((text) => safeHref(text) !== undefined, 'not_a_url')

const pageLink = z.strictObject({
  label: oneLine(100).min(1, 'required'),
  url: z
    .string()
    .trim()
    .min(1, 'required')
    .max(2000, 'too_long')
    .refine((text) => safeHref(text) !== undefined, 'not_a_url'),
})

/** What a page says in one language. Empty: the portal's own words. */
export const pageContents = z
  .strictObject({
    title: oneLine(120),
    /** Paragraphs with `**bold**` and `[words](https://…)`; anything else is shown as it was typed. */
    text: z.string().trim().max(4000, 'too_long'),
    imageUrl: imageUrl.nullable(),
    imageAlt: oneLine(200),
    links: z.array(pageLink).max(6, 'too_many'),
  })
  .openapi('PageContents')
export type PageContents = z.infer<typeof pageContents>

const pageTexts = z.strictObject({ en: pageContents.nullable(), nb: pageContents.nullable() })
export type PageTexts = z.infer<typeof pageTexts>

export const portalPage = z
  .object({
    page: z.enum(pageKinds),
    template: z.enum(pageTemplates),
    contents: pageTexts,
    /** Grows with every save; 0: as it came. */
    version: z.number().int(),
    isEdited: z.boolean(),
  })
  .openapi('PortalPage')
export type PortalPage = z.infer<typeof portalPage>

export const savePageBody = z
  .strictObject({ version: z.number().int(), template: z.enum(pageTemplates), contents: pageTexts })
  .openapi('SavePage')
export type SavePageBody = z.infer<typeof savePageBody>

const safeRun = z.object({ text: z.string(), isBold: z.literal(true).optional(), href: z.string().optional() })

/** A page as the element draws it: no markup, only structure. */
export const drawnPage = z
  .object({
    template: z.enum(pageTemplates),
    texts: z.partialRecord(
      z.enum(textLanguages),
      z.object({
        title: z.string(),
        paragraphs: z.array(z.array(safeRun)),
        image: z.object({ url: z.string(), alt: z.string() }).nullable(),
        links: z.array(z.object({ label: z.string(), url: z.string() })),
      }),
    ),
  })
  .openapi('DrawnPage')
export type DrawnPage = z.infer<typeof drawnPage>

export const drawnPages = z.object({ pages: z.partialRecord(z.enum(pageKinds), drawnPage) }).openapi('DrawnPages')
export type DrawnPages = z.infer<typeof drawnPages>

/** What a mail says in one language. Empty: the portal's own words. The link, and what it is good for, always stand in it. */
export const mailContents = z
  .strictObject({
    subject: oneLine(200),
    before: z.string().trim().max(4000, 'too_long'),
    button: oneLine(80),
    after: z.string().trim().max(4000, 'too_long'),
  })
  .openapi('MailContents')
export type MailContents = z.infer<typeof mailContents>

const mailTexts = z.strictObject({ en: mailContents.nullable(), nb: mailContents.nullable() })
export type MailTexts = z.infer<typeof mailTexts>

export const portalMail = z
  .object({
    mail: z.enum(mailKinds),
    contents: mailTexts,
    /** What stands there without words of one's own. */
    defaults: z.object({ en: mailContents, nb: mailContents }),
    placeholders: z.array(z.string()),
    version: z.number().int(),
    isEdited: z.boolean(),
  })
  .openapi('PortalMail')
export type PortalMail = z.infer<typeof portalMail>

export const saveMailBody = z.strictObject({ version: z.number().int(), contents: mailTexts }).openapi('SaveMail')
export type SaveMailBody = z.infer<typeof saveMailBody>

const language = z.enum(textLanguages)

/** A look at a page as it would be, saved or not. */
export const pagePreviewBody = z
  .strictObject({ language, template: z.enum(pageTemplates), contents: pageContents.nullable() })
  .openapi('PreviewPage')
export type PagePreviewBody = z.infer<typeof pagePreviewBody>

/** A look at a mail as it would be; with a contact, or with a ticket of one: what those are called. */
export const mailPreviewBody = z
  .strictObject({
    language,
    contents: mailContents.nullable(),
    contactId: id.nullable().default(null),
    ticketId: id.nullable().default(null),
  })
  .openapi('PreviewMail')
export type MailPreviewBody = z.infer<typeof mailPreviewBody>

/** The address of a document without scripts, for a frame of the page that asked. */
export const templatePreview = z.object({ url: z.string(), subject: z.string().nullable() }).openapi('TemplatePreview')
export type TemplatePreview = z.infer<typeof templatePreview>

export const mailTrialBody = z.strictObject({ language, contents: mailContents.nullable() }).openapi('TryMail')
export const mailTrial = z.object({ to: z.string() }).openapi('TriedMail')
export type MailTrial = z.infer<typeof mailTrial>
