import { z } from '@hono/zod-openapi'
import { emailAddress, id, timestamp } from './common.ts'
import { limits } from './limits.ts'
import { issuer, mailDomain } from './single-sign-on.ts'

const fields = {
  name: z.string().trim().min(1, 'required').max(limits.nameMaxChars),
  isOn: z.boolean(),
  issuer,
  clientId: z.string().min(1, 'required').max(300),
  /** Written, never read. Null: the client has none. */
  clientSecret: z.string().min(1, 'required').max(1_000).nullable(),
  emailDomains: z.array(mailDomain).min(1, 'required').max(limits.mailDomainsMax, 'too_many'),
}

/** An OpenID provider that staff of an account sign in with. */
export const staffProvider = z
  .object({
    id,
    name: z.string(),
    isOn: z.boolean(),
    issuer: z.string(),
    clientId: z.string(),
    hasClientSecret: z.boolean(),
    /** Domains whose addresses it may vouch for. */
    emailDomains: z.array(z.string()),
    /** What the provider must be told to send people back to. */
    redirectUrl: z.string(),
    version: z.number().int(),
    createdAt: timestamp,
  })
  .openapi('StaffProvider')
export type StaffProvider = z.infer<typeof staffProvider>

export const createStaffProviderBody = z
  .strictObject({ ...fields, isOn: fields.isOn.default(true), clientSecret: fields.clientSecret.default(null) })
  .openapi('CreateStaffProvider')
export type CreateStaffProviderBody = z.infer<typeof createStaffProviderBody>

export const updateStaffProviderBody = z
  .strictObject({ version: z.number().int(), ...fields })
  .partial()
  .required({ version: true })
  .openapi('UpdateStaffProvider')
export type UpdateStaffProviderBody = z.infer<typeof updateStaffProviderBody>

/** Who wants to sign in: by the domain of the address alone. */
export const findStaffProvidersBody = z.strictObject({ email: emailAddress.optional() }).openapi('FindStaffProviders')

export const foundStaffProviders = z
  .object({
    providers: z.array(z.object({ id, name: z.string() })),
    /** There are some, and only an address tells which. */
    needsAddress: z.boolean(),
  })
  .openapi('FoundStaffProviders')
export type FoundStaffProviders = z.infer<typeof foundStaffProviders>

export const startStaffSignInBody = z
  .strictObject({
    providerId: id,
    /** The staff page to come back to. */
    returnPath: z
      .string()
      .max(2000)
      .regex(/^\/staff(?:[/?#][^\\\s]*)?$/, 'invalid')
      .default('/staff'),
  })
  .openapi('StartStaffSignIn')

export const startedStaffSignIn = z.object({ url: z.string() }).openapi('StartedStaffSignIn')
