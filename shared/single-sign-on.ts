import { z } from '@hono/zod-openapi'
import { emailAddress, id, timestamp } from './common.ts'
import { limits } from './limits.ts'

const kind = z.enum(['jwt', 'oidc', 'saml'])

/** `example.com`: of addresses that a provider may vouch for. */
export const mailDomain = z
  .string()
  .trim()
  .max(253)
  .transform((text) => text.toLowerCase())
  .refine((text) => /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text), 'invalid')

/** Compared as it is with what a token names: no trimming, no case. */
export const issuer = z
  .string()
  .min(1, 'required')
  .max(300)
  .refine((text) => !/[\u0000-\u0020\u007f]/.test(text), 'invalid')

const webAddress = z.url({ protocol: /^https?$/, error: 'not_a_url' }).max(2000)
const attributeName = z.string().min(1, 'required').max(300).nullable()

/** What of a statement names the person's company, and what it is the name of. */
export const companyClaim = z
  .strictObject({ name: z.string().trim().min(1, 'required').max(300), by: z.enum(['domain', 'name', 'id']) })
  .openapi('CompanyClaim')
export type CompanyClaim = z.infer<typeof companyClaim>

/** What a SAML provider says of itself. */
export const samlMetadata = z
  .object({
    issuer: z.string(),
    ssoUrl: z.string(),
    /** PEM. */
    certificates: z.array(z.string()),
  })
  .openapi('SamlMetadata')
export type SamlMetadata = z.infer<typeof samlMetadata>

/** The text of a provider's metadata, or where it stands. */
export const readSamlMetadataBody = z
  .union([
    z.strictObject({ xml: z.string().min(1, 'required').max(200_000) }),
    z.strictObject({ url: z.string().min(1, 'required').max(2000) }),
  ])
  .openapi('ReadSamlMetadata')

const samlSettings = z.strictObject({
  ssoUrl: webAddress,
  /** PEM; while the provider changes its certificate both the old and the new one. */
  certificates: z.array(z.string().max(20_000)).min(1, 'required').max(5, 'too_many'),
  /** Attributes that hold address and name; null: the usual ones. */
  emailAttribute: attributeName.default(null),
  nameAttribute: attributeName.default(null),
  /** Our requests are signed, with a key that is made here. */
  signsRequests: z.boolean().default(false),
})

const providerFields = {
  name: z.string().trim().min(1, 'required').max(limits.nameMaxChars),
  isOn: z.boolean(),
  issuer,
  emailDomains: z.array(mailDomain).max(limits.mailDomainsMax, 'too_many').nullable(),
  loginUrl: z
    .url({ protocol: /^https?$/, error: 'not_a_url' })
    .max(2000)
    .nullable(),
  /** Where the site publishes its public keys (RFC 7517); beside keys that were handed in. */
  jwksUrl: webAddress.nullable(),
  companyClaim: companyClaim.nullable(),
  saml: samlSettings.nullable(),
  clientId: z.string().min(1, 'required').max(300).nullable(),
  /** Written, never read. Null: the client has none. */
  clientSecret: z.string().min(1, 'required').max(1_000).nullable(),
}

/** One of those whom a portal trusts to say who a person is, as staff see it. */
export const identityProvider = z
  .object({
    id,
    kind,
    /** What its button says. */
    name: z.string(),
    isOn: z.boolean(),
    /** Whom its tokens must name in `iss`; of an OpenID provider also where it describes itself. */
    issuer: z.string(),
    /** Whom its tokens must name in `aud`: this portal. */
    audience: z.string(),
    /** Domains whose addresses it may vouch for; null: every domain. An address of another one opens no earlier tickets. */
    emailDomains: z.array(z.string()).nullable(),
    /** The site's own sign-in page, for a button in the portal; null: tokens only come by `identify`. */
    loginUrl: z.string().nullable(),
    /** Where that page posts its token. */
    tokenUrl: z.string(),
    /** Where the site publishes its public keys. */
    jwksUrl: z.string().nullable(),
    /** The claim, or attribute, that names the person's company; null: none. */
    companyClaim: companyClaim.nullable(),
    /** Of an OpenID provider: what it calls the portal. */
    clientId: z.string().nullable(),
    hasClientSecret: z.boolean(),
    /** What an OpenID provider must be told to send people back to. */
    redirectUrl: z.string(),
    saml: z
      .object({
        ssoUrl: z.string(),
        certificates: z.array(z.object({ pem: z.string(), subject: z.string(), fingerprint: z.string(), notAfter: timestamp })),
        emailAttribute: z.string().nullable(),
        nameAttribute: z.string().nullable(),
        signsRequests: z.boolean(),
        /** PEM: with it the provider checks our requests. */
        signingCertificate: z.string().nullable(),
        /** What the provider must know of the portal. */
        entityId: z.string(),
        acsUrl: z.string(),
        metadataUrl: z.string(),
      })
      .nullable(),
    version: z.number().int(),
    createdAt: timestamp,
  })
  .openapi('IdentityProvider')
export type IdentityProvider = z.infer<typeof identityProvider>

export const createIdentityProviderBody = z
  .strictObject({
    kind,
    /** So that our addresses are known before the provider's are. 32 random letters and digits; one is chosen without. */
    id: z
      .string()
      .regex(/^[0-9a-z]{32}$/, 'invalid')
      .optional(),
    ...providerFields,
    isOn: providerFields.isOn.default(true),
    /** An OpenID provider's has to be said. */
    emailDomains: providerFields.emailDomains.optional(),
    loginUrl: providerFields.loginUrl.default(null),
    jwksUrl: providerFields.jwksUrl.default(null),
    companyClaim: providerFields.companyClaim.default(null),
    saml: providerFields.saml.default(null),
    clientId: providerFields.clientId.default(null),
    clientSecret: providerFields.clientSecret.default(null),
  })
  .openapi('CreateIdentityProvider')
export type CreateIdentityProviderBody = z.infer<typeof createIdentityProviderBody>

export const updateIdentityProviderBody = z
  .strictObject({ version: z.number().int(), ...providerFields })
  .partial()
  .required({ version: true })
  .openapi('UpdateIdentityProvider')
export type UpdateIdentityProviderBody = z.infer<typeof updateIdentityProviderBody>

/** A key with which a host page signs who its user is. */
export const jwtKey = z
  .object({
    id,
    /** Stands in the header of each token. */
    kid: z.string(),
    name: z.string(),
    algorithm: z.enum(['ES256', 'EdDSA', 'RS256', 'HS256']),
    createdAt: timestamp,
  })
  .openapi('JwtKey')
export type JwtKey = z.infer<typeof jwtKey>

/** With `publicKey` the page keeps a private key; without one both sides share a secret that is made here (HS256). */
export const createJwtKeyBody = z
  .strictObject({
    name: z.string().trim().min(1, 'required').max(limits.nameMaxChars),
    /** PEM or JWK of a public key: P-256, Ed25519, or RSA of 2048 bits or more. */
    publicKey: z.string().trim().min(1, 'required').max(8_000).optional(),
  })
  .openapi('CreateJwtKey')
export type CreateJwtKeyBody = z.infer<typeof createJwtKeyBody>

export const newJwtKey = z
  .object({
    key: jwtKey,
    /** Of HS256, told this once: the text itself is the key's bytes. */
    secret: z.string().nullable(),
  })
  .openapi('NewJwtKey')
export type NewJwtKey = z.infer<typeof newJwtKey>

/** A token that the host page signed a moment ago, of one of the portal's keys (RFC 7519). */
export const jwtSessionBody = z.strictObject({ token: z.string().min(1, 'required').max(limits.jwtMaxChars) }).openapi('JwtSession')

const base64url43 = z.string().regex(/^[\w-]{43}$/, 'invalid')

/** A sign-in through a provider's pages begins: the element keeps the verifier of the challenge (RFC 7636 S256). */
export const startSignInBody = z
  .strictObject({
    /** Left out: address and password, on a page of ours. */
    providerId: id.optional(),
    codeChallenge: base64url43,
    /** For a sign-in without a window of its own: the page to come back to, of the asking origin. */
    returnUrl: z
      .url({ protocol: /^https?$/, error: 'not_a_url' })
      .max(2000)
      .optional(),
  })
  .openapi('StartSignIn')

export const startedSignIn = z
  .object({
    ssoId: z.string(),
    /** To open in a window, or to go to. */
    url: z.string(),
    expiresInSeconds: z.number().int(),
  })
  .openapi('StartedSignIn')
export type StartedSignIn = z.infer<typeof startedSignIn>

export const signInStatus = z
  .object({
    state: z.enum(['pending', 'ready', 'failed', 'ended']),
    /** With `ready`: to redeem within a minute. */
    code: z.string().nullable(),
  })
  .openapi('SignInStatus')
export type SignInStatus = z.infer<typeof signInStatus>

export const redeemSignInBody = z
  .strictObject({ ssoId: id, code: z.string().max(100), verifier: z.string().regex(/^[\w.~-]{43,128}$/, 'invalid') })
  .openapi('RedeemSignIn')

/** The message that the window sends to the page that opened it, to exactly the origin that started the sign-in. */
export interface SignInMessage {
  type: 'cp-sso'
  v: 1
  ssoId: string
  /** Missing when it did not work. */
  code?: string
}

/** Which provider is for an address (B12): the first one whose domains name its domain. */
export const findProviderBody = z.strictObject({ email: emailAddress }).openapi('FindProvider')
export const foundProvider = z.object({ providerId: id.nullable() }).openapi('FoundProvider')
