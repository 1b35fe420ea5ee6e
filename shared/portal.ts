import { z } from '@hono/zod-openapi'
import { signInMethods } from './auth.ts'
import { id, localizedText } from './common.ts'
import { consentTexts, publicConsent } from './consent.ts'
import { rule } from './filters.ts'
import { accessListIds, accessMode } from './lists.ts'
import { homeRoutePattern } from './home-route.ts'
import { limits } from './limits.ts'
import { publicMenu } from './menus.ts'
import { theme, themeChanges, publicTheme } from './look.ts'

const statusDisplay = z.enum(['open_closed', 'stages'])
const passwordEntry = z.enum(['page', 'window'])
const closedPolicy = z.enum(['refuse', 'reopen', 'reopen_within'])

/** What any page may know of a portal before sign-in. */
export const publicPortal = z
  .object({
    key: z.string(),
    title: z.string(),
    isOn: z.boolean(),
    /** False when the asking page's origin is not in the portal's list: nothing but this answer is readable there. */
    isOriginAllowed: z.boolean(),
    language: z.string(),
    /** Whatever a page says, the elements speak only these. */
    languages: z.array(z.string()),
    theme: publicTheme,
    permissionMode: z.enum(['own', 'company']),
    hasForm: z.boolean(),
    /** What stands on top of the portal; null: the usual. */
    menu: publicMenu,
    /** `cp-portal-link` shows. */
    hasPortalLink: z.boolean(),
    /** Contacts may copy colleagues of their company in and file tickets for them. */
    canInvolveColleagues: z.boolean(),
    /** Our own ways to sign in; none where people get in through providers alone. */
    signInMethods: z.array(z.enum(signInMethods)),
    /** Where a password is typed: in the page, or in a window of the portal alone (never in a frame). */
    passwordEntry,
    /** Of the words of the login's pages; 0: nothing was changed, there is nothing to ask for. */
    pagesVersion: z.number().int(),
    /** What contacts agree to before anything is open to them; null: nothing. */
    consent: publicConsent.nullable(),
    /** People may make their own login here. */
    canRegister: z.boolean(),
    /** After how long without activity a session ends; null: never for that. */
    sessionIdleSeconds: z.number().int().nullable(),
    /** Shortest password that may be chosen. */
    passwordMinChars: z.number().int(),
    /** Buttons that lead to somebody else who says who the customer is. */
    identityProviders: z.array(z.object({ id, kind: z.enum(['jwt', 'oidc', 'saml']), name: z.string() })),
    limits: z.object({
      messageMaxChars: z.number().int(),
      subjectMaxChars: z.number().int(),
      attachmentMaxBytes: z.number().int(),
      attachmentsPerMessageMax: z.number().int(),
      attachmentTypes: z.array(z.string()),
    }),
    /** First nonce for DPoP proofs; later ones come in the `DPoP-Nonce` header. */
    dpopNonce: z.string(),
  })
  .openapi('PublicPortal')
export type PublicPortal = z.infer<typeof publicPortal>

/** `https://host[:port]`; http only for localhost, 127.0.0.1 and [::1]. Stored normalised. */
export const originText = z.string().trim().max(300)

export const portalSettings = z
  .object({
    id,
    key: z.string(),
    slug: z.string(),
    title: z.string(),
    isOn: z.boolean(),
    allowedOrigins: z.array(z.string()),
    homeUrl: z.string().nullable(),
    /** What fragments begin with on that page: the attribute `route` of `cp-portal` there. */
    homeRoute: z.string(),
    defaultInboxId: id,
    permissionMode: z.enum(['own', 'company', 'rule']),
    /** With mode `rule`: contacts who match see the tickets of their primary company, the rest their own. */
    companyRule: rule.nullable(),
    /** Tickets that are not the contact's own can be read and not answered. */
    isCompanyReadOnly: z.boolean(),
    /** Empty: tickets of every pipeline are shown. */
    pipelineIds: z.array(id),
    /** Only tickets that match exist in the portal; null: all. */
    ticketFilter: rule.nullable(),
    /** What a ticket's status says: open or closed, or the full name of its stage. */
    statusDisplay,
    /** Names of the ticket properties that customers see beside the usual ones, in their order. */
    shownProperties: z.array(z.string()),
    /** By the name of such a property: what customers read in the place of its label, by language. */
    shownLabels: z.record(z.string(), localizedText),
    /** What a customer's answer to a closed ticket does (D6): nothing, reopen it, or reopen it within `reopenDays`. */
    closedPolicy,
    reopenDays: z.number().int(),
    /** Contacts close their own tickets and open them again. */
    canContactsClose: z.boolean(),
    canInvolveColleagues: z.boolean(),
    /** Of a ticket all threads are shown, not the newest alone. */
    hasEarlierThreads: z.boolean(),
    language: z.enum(['en', 'nb']),
    /** What readers may have the portal in; the primary one is always among them. */
    languages: z.array(z.enum(['en', 'nb'])),
    theme,
    /** What contacts agree to, for this portal only; null: nothing. Other words are asked for again. */
    consentTexts: consentTexts.nullable(),
    /** People make their own login (S35). Not together with lists. */
    canRegister: z.boolean(),
    /** Who gets in: everybody with a login, or contacts on one of the lists. */
    accessMode,
    accessListIds,
    /** Ways to sign in that the portal offers; at least one. */
    signInMethods: z.array(z.enum(signInMethods)),
    /** Where a password is typed: in the page that holds the elements, whose scripts can read it, or in a window of the portal. */
    passwordEntry,
    /** People get in through providers alone: no login of our own is offered, taken or mailed. */
    isSsoRequired: z.boolean(),
    /** After how long without activity a session ends (D12); null: never for that. Holds for open sessions at once. */
    sessionIdleSeconds: z.number().int().nullable(),
    /** When a session ends whatever happens. */
    sessionAbsoluteSeconds: z.number().int(),
    /** Shortest password that a contact may choose (D11). */
    passwordMinChars: z.number().int(),
    /** The form that customers find first; null: none. */
    formId: id.nullable(),
    /** The navigation menu on top; null: the usual one. */
    menuId: id.nullable(),
    /** `cp-portal-link` shows on other pages (S93). */
    hasPortalLink: z.boolean(),
    /** Grows with every save; a save must name the version it started from. */
    version: z.number().int(),
    /** What keeps the portal from being switched on (D17). */
    missing: z.array(z.enum(['allowedOrigins', 'defaultInbox', 'signInMethod', 'consentTexts'])),
    /** The page of this server that shows the portal: at the account's domain, where it has one. */
    hostedUrl: z.string(),
    /** The verified domain that counts as a place where the portal may appear; null: none. */
    domain: z.string().nullable(),
    scriptUrl: z.string(),
  })
  .openapi('PortalSettings')
export type PortalSettings = z.infer<typeof portalSettings>

export const updatePortalBody = z
  .strictObject({
    version: z.number().int(),
    title: z.string().trim().min(1, 'required').max(limits.nameMaxChars),
    slug: z
      .string()
      .trim()
      .min(1, 'required')
      .max(62, 'too_long')
      .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, 'invalid'),
    isOn: z.boolean(),
    allowedOrigins: z.array(originText).max(limits.allowedOriginsMax),
    homeUrl: z
      .url({ protocol: /^https?$/, error: 'not_a_url' })
      .max(2000)
      .nullable(),
    homeRoute: z.string().trim().min(1, 'required').max(limits.homeRouteMaxChars).regex(homeRoutePattern, 'invalid'),
    defaultInboxId: id,
    permissionMode: z.enum(['own', 'company', 'rule']),
    companyRule: rule.nullable(),
    isCompanyReadOnly: z.boolean(),
    pipelineIds: z.array(id).max(100),
    ticketFilter: rule.nullable(),
    statusDisplay,
    shownProperties: z.array(z.string().max(60)).max(limits.shownPropertiesMax, 'too_many'),
    shownLabels: z.record(z.string().max(60), localizedText),
    closedPolicy,
    reopenDays: z.number().int('invalid').min(1, 'invalid').max(3650, 'invalid'),
    canContactsClose: z.boolean(),
    canInvolveColleagues: z.boolean(),
    hasEarlierThreads: z.boolean(),
    language: z.enum(['en', 'nb']),
    languages: z.array(z.enum(['en', 'nb'])).min(1, 'required'),
    /** What is left out stays. */
    theme: themeChanges,
    consentTexts: consentTexts.nullable(),
    canRegister: z.boolean(),
    accessMode,
    accessListIds,
    signInMethods: z.array(z.enum(signInMethods)).min(1, 'required'),
    passwordEntry,
    isSsoRequired: z.boolean(),
    sessionIdleSeconds: z
      .number()
      .int('invalid')
      .min(limits.sessionIdleSecondsMin, 'invalid')
      .max(limits.sessionIdleSecondsMax, 'invalid')
      .nullable(),
    sessionAbsoluteSeconds: z
      .number()
      .int('invalid')
      .min(limits.sessionAbsoluteSecondsMin, 'invalid')
      .max(limits.sessionAbsoluteSecondsMax, 'invalid'),
    menuId: id.nullable(),
    hasPortalLink: z.boolean(),
    passwordMinChars: z.number().int('invalid').min(limits.passwordMinCharsMin, 'invalid').max(limits.passwordMinCharsMax, 'invalid'),
  })
  .partial()
  .required({ version: true })
  .openapi('UpdatePortal')
export type UpdatePortalBody = z.infer<typeof updatePortalBody>
