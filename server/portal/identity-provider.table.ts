import type { Timestamp } from '../db/index.ts'

/** Somebody whom a portal trusts to say who a person is. */
export interface IdentityProviderRow {
  account_id: string
  id: string
  portal_id: string
  kind: 'jwt' | 'oidc' | 'saml'
  /** What its button says. */
  name: string
  is_on: 0 | 1
  /** Whom its statements must name as their maker: `iss` of a token. */
  issuer: string
  /** JSON array of mail domains whose addresses it may vouch for; null: every domain. */
  email_domains: string | null
  /** JSON of what only its kind has. */
  settings: string
  secret_sealed: string | null
  version: number
  created_at: Timestamp
}

/** A key with which a host page signs who its user is. */
export interface JwtKeyRow {
  account_id: string
  id: string
  portal_id: string
  provider_id: string
  /** Names the key in the header of a token; ours, unique in the portal. */
  kid: string
  name: string
  algorithm: 'ES256' | 'EdDSA' | 'RS256' | 'HS256'
  /** JSON; null for HS256. */
  public_jwk: string | null
  /** Of HS256, encrypted with the installation's key. */
  secret_sealed: string | null
  created_at: Timestamp
}

/** Which contact a provider's subject is. */
export interface IdentityLinkRow {
  account_id: string
  provider_id: string
  subject: string
  contact_id: string
  created_at: Timestamp
}

/** A token or assertion that was used; kept until it would have expired. */
export interface UsedStatementRow {
  account_id: string
  provider_id: string
  statement_hash: string
  expires_at: Timestamp
}
