import type { Timestamp } from '../db/index.ts'

/** An OpenID provider that staff of an account sign in with. */
export interface StaffProviderRow {
  account_id: string
  id: string
  name: string
  is_on: 0 | 1
  issuer: string
  client_id: string
  secret_sealed: string | null
  /** JSON array of mail domains whose addresses it may vouch for. */
  email_domains: string
  version: number
  created_at: Timestamp
}

/** Which staff member a provider's subject is. */
export interface StaffLinkRow {
  account_id: string
  provider_id: string
  subject: string
  staff_id: string
  created_at: Timestamp
}

/** A staff member's way to a provider and back. */
export interface StaffSignInAttemptRow {
  account_id: string
  /** `stf` and 112 random bits, hex: no id of a customer's sign-in looks like it. */
  id: string
  provider_id: string
  state: 'opened' | 'answered'
  /** Of the browser that began. */
  cookie_hash: string
  /** What the protocol has to remember, encrypted. */
  protocol_sealed: string
  /** The staff page to come back to. */
  return_path: string
  created_at: Timestamp
  expires_at: Timestamp
}
