import { z } from '@hono/zod-openapi'
import { timeZone } from './account.ts'
import { connectDomainBody, updateDomainBody } from './domains.ts'
import { createFormBody, saveInboxBody } from './forms.ts'
import { limits } from './limits.ts'
import { themeChanges } from './look.ts'
import { createMenuBody } from './menus.ts'
import { mailKinds, pageKinds } from './page-kinds.ts'
import { saveMailBody, savePageBody } from './pages.ts'
import { savePipelineBody, stageBody } from './pipelines.ts'
import { updatePortalBody } from './portal.ts'
import { createPropertyBody } from './properties.ts'
import { updateIdentityProviderBody } from './single-sign-on.ts'
import { uploadedImagePattern } from './theme.ts'

/** What a settings file calls itself. */
export const settingsFormat = 'customer-portal-settings'

/** Grows when an older server could not read a newer file any more. */
export const settingsVersion = 1

const name = z.string().trim().min(1, 'required').max(limits.nameMaxChars, 'too_long')

/** Looked at as the server's own schema has it once its names are ids. */
const ruleByNames = z.strictObject({
  groups: z
    .array(z.strictObject({ conditions: z.array(z.looseObject({ property: z.string() })).max(100, 'too_many') }))
    .max(100, 'too_many'),
})
export type RuleByNames = z.infer<typeof ruleByNames>

const account = z.strictObject({ name, timeZone }).partial()

/** Of whoever runs an empty installation; never exported. */
const admin = z.strictObject({ name, email: z.email('not_an_email').max(limits.emailMaxChars) })

/** What proves it is of its own place: the record stands on the page. */
const domain = z.strictObject({ host: connectDomainBody.shape.host, language: updateDomainBody.shape.language.optional() })
export type DomainInFile = z.infer<typeof domain>

const property = z.strictObject({
  object: createPropertyBody.shape.object,
  key: createPropertyBody.shape.key,
  type: createPropertyBody.shape.type,
  labels: createPropertyBody.shape.labels,
  options: createPropertyBody.shape.options.unwrap().optional(),
})

const stage = z.strictObject({
  labels: stageBody.shape.labels,
  customerLabels: stageBody.shape.customerLabels.unwrap().optional(),
  isClosed: stageBody.shape.isClosed,
})

const pipeline = z.strictObject({
  name: savePipelineBody.shape.name,
  isConfidential: z.boolean().optional(),
  stages: z.array(stage).max(limits.stagesPerPipelineMax, 'too_many').optional(),
})

const list = z.strictObject({ name, kind: z.enum(['static', 'active']), rule: ruleByNames.optional() })

const image = z.strictObject({
  path: z.string().regex(uploadedImagePattern, 'invalid'),
  data: z.base64('invalid').max(1_500_000, 'too_long'),
})
export type ImageInFile = z.infer<typeof image>

const menu = z.strictObject(createMenuBody.shape)

const { key, name: formName, titles, fields } = createFormBody.shape
const form = z.strictObject({
  key,
  name: formName,
  titles: titles.optional(),
  /** Names; null: none. */
  inbox: z.string().nullable().optional(),
  pipeline: z.string().nullable().optional(),
  stage: z.string().nullable().optional(),
  fields: fields.optional(),
})

const identityProvider = updateIdentityProviderBody.omit({ version: true, clientSecret: true }).extend({
  kind: z.enum(['jwt', 'oidc', 'saml']),
  name,
  /** The secret itself, and the keys of sites, never leave the server: they are entered on its page. */
  hasClientSecret: z.boolean().optional(),
})

const named = z.array(z.string().max(300)).max(200, 'too_many')

const portal = updatePortalBody
  .omit({
    version: true,
    defaultInboxId: true,
    pipelineIds: true,
    accessListIds: true,
    menuId: true,
    ticketFilter: true,
    companyRule: true,
  })
  .extend({
    /** A new portal begins with it; that of one that is there never changes. */
    key: z
      .string()
      .regex(/^pk_[a-z0-9]{20}$/, 'invalid')
      .optional(),
    /** Which portal it is. */
    slug: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?$/, 'invalid'),
    defaultInbox: z.string().optional(),
    pipelines: named.optional(),
    ticketFilter: ruleByNames.nullable().optional(),
    companyRule: ruleByNames.nullable().optional(),
    accessLists: named.optional(),
    menu: z.string().nullable().optional(),
    /** Keys; the first is the one that customers find first. */
    forms: named.optional(),
    pages: z.partialRecord(z.enum(pageKinds), savePageBody.omit({ version: true }).nullable()).optional(),
    mails: z.partialRecord(z.enum(mailKinds), saveMailBody.omit({ version: true }).nullable()).optional(),
    identityProviders: z.array(identityProvider).max(limits.identityProvidersMax, 'too_many').optional(),
  })

/**
 * The settings of an account: what staff may set, by names. No people, no tickets, no secrets, no ids. What a file leaves
 * out stays as it is.
 */
export const settingsFile = z
  .strictObject({
    format: z.literal(settingsFormat),
    version: z.number().int(),
    account: account.optional(),
    admin: admin.optional(),
    domains: listOf(domain, (one) => one.host),
    inboxes: listOf(z.strictObject({ name: saveInboxBody.shape.name }), (one) => one.name),
    properties: listOf(property, (one) => `${one.object}.${one.key}`),
    pipelines: listOf(pipeline, (one) => one.name),
    lists: listOf(list, (one) => one.name),
    /** What was uploaded for the looks below, in base64. */
    images: z.array(image).max(200, 'too_many').optional(),
    brand: themeChanges.optional(),
    menus: listOf(menu, (one) => one.name),
    forms: listOf(form, (one) => one.key),
    portals: listOf(portal, (one) => one.slug),
  })
  .openapi('SettingsFile')
export type SettingsFile = z.infer<typeof settingsFile>

export type PropertyInFile = z.infer<typeof property>
export type PipelineInFile = z.infer<typeof pipeline>
export type ListInFile = z.infer<typeof list>
export type MenuInFile = z.infer<typeof menu>
export type FormInFile = z.infer<typeof form>
export type PortalInFile = z.infer<typeof portal>
export type IdentityProviderInFile = z.infer<typeof identityProvider>

/** Settings of a portal that a file has under the names that the API has. */
export const plainPortalSettings = Object.keys(updatePortalBody.shape).filter((one) => one in portal.shape && !/Filter$|Rule$/.test(one))

function listOf<Item extends z.ZodType>(item: Item, nameOf: (item: z.infer<Item>) => string) {
  return z
    .array(item)
    .max(500, 'too_many')
    .superRefine((items, context) => {
      const seen = new Set<string>()
      for (const [index, one] of items.entries()) {
        const own = nameOf(one).toLowerCase()
        if (seen.has(own)) context.addIssue({ code: 'custom', message: 'duplicate', path: [index] })
        seen.add(own)
      }
    })
    .optional()
}
