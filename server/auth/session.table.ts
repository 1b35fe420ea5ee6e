import type { Generated, Insertable } from 'kysely'
import type { Timestamp } from '../db/index.ts'

/** A session to be kept. */
export type NewSession = Insertable<SessionRow>

/** A contact's session on one portal, bound to one key (RFC 9449) and one origin. */
export interface SessionRow {
  account_id: string
  id: string
  portal_id: string
  contact_id: string
  origin: string
  /** RFC 7638 thumbprint of the DPoP key. */
  jkt: string
  access_hash: string
  access_expires_at: Timestamp
  user_agent: string
  /** The words that the contact agreed to; null: to none. Copy of the newest record of consent. */
  consent_version: Generated<string | null>
  /** Who vouched for the person; null: our own ways to sign in. Outlives the provider. */
  provider_id: Generated<string | null>
  /** When its person last proved anew who it is; null: when it began. */
  proved_at: Generated<Timestamp | null>
  created_at: Timestamp
  /** Moved only by requests that the user caused, at most once a minute. */
  last_seen_at: Timestamp
  /** End of the session whatever happens. */
  expires_at: Timestamp
  revoked_at: Timestamp | null
}

/** One refresh token of a session. All but the newest are used. */
export interface RefreshTokenRow {
  account_id: string
  token_hash: string
  session_id: string
  created_at: Timestamp
  used_at: Timestamp | null
  /** The client's id of the refresh that used it. */
  request_id: string | null
  /** Random; with the token itself it gives the successor again within the grace time. */
  successor_salt: string | null
}

/** A staff member's cookie session. */
export interface StaffSessionRow {
  account_id: string
  id: string
  staff_id: string
  token_hash: string
  user_agent: string
  created_at: Timestamp
  last_seen_at: Timestamp
  expires_at: Timestamp
  revoked_at: Timestamp | null
  /** When its person last proved who it is. */
  proved_at: Timestamp | null
  /** The provider that vouched for the person; null: a password. Outlives the provider. */
  provider_id: Generated<string | null>
}

/** Failed sign-ins under one key (a hash of who and from where). */
export interface ThrottleRow {
  key: string
  count: number
  window_started_at: Timestamp
  blocked_until: Timestamp | null
}

/** A DPoP key that has signed a contact in before: its owner is not locked out by a stranger's guesses. */
export interface KnownKeyRow {
  account_id: string
  contact_id: string
  jkt: string
  seen_at: Timestamp
}
