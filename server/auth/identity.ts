import type { CompanyClaim } from '../../shared/single-sign-on.ts'

/** What a sign-in method proves about a person. */
export type Identity = OwnIdentity | VouchedIdentity

/** Somebody who proved to us to be a contact. */
export interface OwnIdentity {
  method: 'password' | 'password_reset' | 'invitation' | 'registration' | 'magic_link'
  /** Our own contact id. */
  subject: string
  email: string
  /** True only when the method vouches for the address. */
  emailVerified: boolean
}

/** Somebody of whom a provider says who it is. Nothing here has been matched to a contact yet. */
export interface VouchedIdentity {
  method: 'jwt' | 'oidc' | 'saml'
  providerId: string
  /** Stable id at the provider. */
  subject: string
  /** Null when nothing was said about it. */
  email: string | null
  /** True only when the provider vouches for the address and may do so for its domain. */
  emailVerified: boolean
  name: string | null
  /** Of whatever company the provider names the person. */
  company?: ClaimedCompany
  /** When the provider's own session ends: ours ends with it. */
  sessionEndsAt?: string
}

/** What a provider's statement says of the company, and what that is the name of. */
export interface ClaimedCompany {
  by: CompanyClaim['by']
  value: string
}
