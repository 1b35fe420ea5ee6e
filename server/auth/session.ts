import { createHmac } from 'node:crypto'
import type { Timestamp } from '../db/index.ts'
import { hashSecretToken, makeSecretToken } from '../http/secret-token.ts'
import { later } from '../later.ts'
import type { PortalRow } from '../portal/portal.table.ts'

/** How long an access token is good, in seconds. */
export const accessSeconds = 600

/** How long the same refresh may be asked for again, in seconds: a lost answer, a second tab. */
export const refreshGraceSeconds = 10

/** The two tokens of a session. Only their hashes are stored. */
export interface Tokens {
  accessToken: string
  refreshToken: string
}

interface SessionTimes {
  created_at: Timestamp
  last_seen_at: Timestamp
  expires_at: Timestamp
  revoked_at: Timestamp | null
}

type SessionPolicy = Pick<PortalRow, 'session_idle_seconds' | 'session_absolute_seconds'>

/** Fresh tokens from the system's random source. */
export function makeTokens(): Tokens {
  return { accessToken: makeSecretToken('cpa_'), refreshToken: makeSecretToken('cpr_') }
}

/**
 * The tokens that follow a refresh token. Made from the token itself and a random salt, so the same successor can be given
 * again within the grace time although no token is stored; the salt alone is worth nothing.
 */
export function successorOf(refreshToken: string, salt: string): Tokens {
  const derive = (purpose: string) => createHmac('sha256', refreshToken).update(`${purpose} ${salt}`).digest('base64url')
  return { accessToken: `cpa_${derive('access')}`, refreshToken: `cpr_${derive('refresh')}` }
}

/** What the session row keeps of an access token; it never outlives its session. */
export function accessColumns(accessToken: string, now: Timestamp, end: Timestamp): { access_hash: string; access_expires_at: Timestamp } {
  const expiresAt = later(now, accessSeconds)
  return { access_hash: hashSecretToken(accessToken), access_expires_at: expiresAt < end ? expiresAt : end }
}

/** When a session ends whatever happens: the stricter of what it was issued with and what the portal says now. */
export function endOf(session: Pick<SessionTimes, 'created_at' | 'expires_at'>, policy: SessionPolicy): Timestamp {
  const byPolicy = later(session.created_at, policy.session_absolute_seconds)
  return byPolicy < session.expires_at ? byPolicy : session.expires_at
}

/** Whether a session is over: ended by somebody, at its end, or idle for too long. */
export function isOver(session: SessionTimes, policy: SessionPolicy, now: Timestamp): boolean {
  if (session.revoked_at !== null || now >= endOf(session, policy)) return true
  return policy.session_idle_seconds !== null && now >= later(session.last_seen_at, policy.session_idle_seconds)
}
