import { z } from '@hono/zod-openapi'
import { giveConsentBody } from './consent.ts'
import { emailAddress, id, timestamp } from './common.ts'
import { limits } from './limits.ts'

export { signInMethods, type SignInMethod } from './sign-in-methods.ts'

export const signInBody = z
  .strictObject({ email: emailAddress, password: z.string().min(1, 'required').max(limits.passwordMaxChars) })
  .openapi('SignIn')
export type SignInBody = z.infer<typeof signInBody>

export const refreshBody = z
  .strictObject({
    refreshToken: z.string().max(100),
    /** Made by the client, once per refresh; the same id within the grace time gives the same successor. */
    requestId: z.string().min(8).max(64),
  })
  .openapi('Refresh')

/** Asks for a link by mail. */
export const requestLinkBody = z.strictObject({ email: emailAddress }).openapi('RequestLink')

/** Any text, however long, is a token that is not good: what is wrong with it is nobody's business. */
export const linkToken = z.string()

/** Only the outer bounds; the portal's own rules name what is wrong with the password. */
export const newPassword = z
  .string()
  .min(1, 'required')
  .max(limits.passwordMaxChars * 2)

export const redeemPasswordBody = z.strictObject({ token: linkToken, password: newPassword }).openapi('RedeemPassword')

/** Asks for a login. */
export const registerBody = z
  .strictObject({
    email: emailAddress,
    name: z
      .string()
      .trim()
      .min(1, 'required')
      .max(limits.nameMaxChars)
      .refine((text) => text.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(text), 'invalid'),
    /** That the box was ticked, where the portal asks for consent. */
    consent: giveConsentBody.optional(),
    /** Hidden from people: whoever fills it in is a program. */
    website: z.string().max(1000).default(''),
  })
  .openapi('Register')

/** A new password of who knows the one before. */
export const changePasswordBody = z
  .strictObject({ currentPassword: z.string().min(1, 'required').max(limits.passwordMaxChars), password: newPassword })
  .openapi('ChangePassword')
export type ChangePasswordBody = z.infer<typeof changePasswordBody>

/** The mailed link, or the code beside it, typed on another device. */
export const redeemMagicLinkBody = z
  .union([
    z.strictObject({ token: linkToken }),
    z.strictObject({
      email: emailAddress,
      code: z
        .string()
        .transform((typed) => typed.replaceAll(/[\s-]+/g, ''))
        .pipe(z.string().regex(/^\d{8}$/, 'invalid')),
    }),
  ])
  .openapi('RedeemMagicLink')
export type RedeemMagicLinkBody = z.infer<typeof redeemMagicLinkBody>

/** The signed-in contact. */
export const me = z
  .object({
    id,
    name: z.string(),
    email: z.string(),
    companyName: z.string().nullable(),
    /** True when the portal lets this contact see the tickets of the primary company. */
    seesCompany: z.boolean(),
    /** The portal asks for a consent that this contact has not given, or to other words: nothing else is open before. */
    needsConsent: z.boolean(),
    /** Last chosen view (D2). */
    view: z.enum(['mine', 'company']),
    /** Columns chosen for the list, `usualColumns` or names of properties of shared/list-filter.ts; null: the usual ones. */
    columns: z.array(z.string()).nullable(),
  })
  .openapi('Me')
export type Me = z.infer<typeof me>

export const updateMeBody = z
  .strictObject({
    view: z.enum(['mine', 'company']),
    columns: z.array(z.string().max(60)).min(1).max(limits.shownPropertiesMax).nullable(),
  })
  .partial()
  .openapi('UpdateMe')

/** Both tokens are bound to the DPoP key of the request that made them (RFC 9449 §6). */
export const sessionTokens = z
  .object({
    accessToken: z.string(),
    refreshToken: z.string(),
    accessExpiresInSeconds: z.number().int(),
    me,
  })
  .openapi('SessionTokens')
export type SessionTokens = z.infer<typeof sessionTokens>

export const staffPermissions = ['inbox.answer', 'contacts.edit', 'portal.settings', 'account.admin'] as const
export type StaffPermission = (typeof staffPermissions)[number]

export const staffMe = z
  .object({
    id,
    name: z.string(),
    email: z.string(),
    accountName: z.string(),
    permissions: z.array(z.enum(staffPermissions)),
    /** True while no SMTP server is set: mail stays on the outbox page. */
    hasOutbox: z.boolean(),
    /** Asked for the code of an app, at sign-in and where a fresh proof is needed. */
    hasSecondFactor: z.boolean(),
    /** The account wants a second factor of everybody and this person has none: nothing else is open before. */
    lacksSecondFactor: z.boolean(),
  })
  .openapi('StaffMe')
export type StaffMe = z.infer<typeof staffMe>

/** A session of a contact as staff see it. */
export const contactSessionEntry = z
  .object({
    id,
    portalId: id,
    portalTitle: z.string(),
    origin: z.string(),
    userAgent: z.string(),
    createdAt: timestamp,
    lastSeenAt: timestamp,
  })
  .openapi('ContactSession')
export type ContactSessionEntry = z.infer<typeof contactSessionEntry>

/** A session of a staff member, as its owner sees it. */
export const staffSessionEntry = z
  .object({ id, userAgent: z.string(), createdAt: timestamp, lastSeenAt: timestamp, isCurrent: z.boolean() })
  .openapi('StaffSession')
export type StaffSessionEntry = z.infer<typeof staffSessionEntry>

export const sessionEntry = z
  .object({ id, origin: z.string(), userAgent: z.string(), createdAt: timestamp, lastSeenAt: timestamp, isCurrent: z.boolean() })
  .openapi('Session')
export type SessionEntry = z.infer<typeof sessionEntry>
