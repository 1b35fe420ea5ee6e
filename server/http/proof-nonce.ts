import { createHmac } from 'node:crypto'
import type { Timestamp } from '../db/index.ts'

/** How long one nonce is the newest; it is accepted for one window more. */
export const nonceWindowSeconds = 300

interface Nonces {
  window: number
  current: string
  previous: string
}

/** The two nonces of the running window, by secret: made once in five minutes, not once a request. */
const noncesBySecret = new WeakMap<Uint8Array, Nonces>()

/** The nonce that a DPoP proof should carry now (RFC 9449 §8). The same in every process that shares the secret. */
export function currentNonce(secret: Uint8Array, now: Timestamp): string {
  return noncesAt(secret, now).current
}

/** Whether a proof's nonce is the running one or the one before. Replaces trust in the client's clock. */
export function isFreshNonce(secret: Uint8Array, now: Timestamp, nonce: unknown): boolean {
  const { current, previous } = noncesAt(secret, now)
  return nonce === current || nonce === previous
}

function noncesAt(secret: Uint8Array, now: Timestamp): Nonces {
  const window = Math.floor(Date.parse(now) / 1000 / nonceWindowSeconds)
  const known = noncesBySecret.get(secret)
  if (known?.window === window) return known
  const nonces = { window, current: nonceOf(secret, window), previous: nonceOf(secret, window - 1) }
  noncesBySecret.set(secret, nonces)
  return nonces
}

function nonceOf(secret: Uint8Array, window: number): string {
  return createHmac('sha256', secret).update(`dpop-nonce ${window}`).digest('base64url').slice(0, 22)
}
