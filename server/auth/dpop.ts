import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { isFreshNonce } from '../http/proof-nonce.ts'
import { proofMemoryOf } from './proof-memory.ts'

/** The request that a proof has to be made for. */
export interface ProvedRequest {
  method: string
  /** Scheme, host and path of the request as its sender wrote them, without query. */
  url: string
  /** The access token beside the proof, and the key that it is bound to. Left out at sign-in and refresh. */
  bound?: { accessToken: string; jkt: string }
}

interface Jwk {
  kty: 'EC'
  crv: 'P-256'
  x: string
  y: string
}

interface ParsedProof {
  jwk: Jwk
  payload: Record<string, unknown>
  signed: string
  signature: Buffer
}

const proofMaxChars = 4_000

/**
 * Checks a proof of possession (RFC 9449 §4.3). The order is the cheapest first; nothing is remembered of a proof
 * whose signature does not hold.
 *
 * @returns the thumbprint of the key that signed it (RFC 7638).
 * @throws AppError `proof_invalid`; `proof_nonce_required` when only the nonce is missing or too old.
 */
export function verifyProof(deps: Pick<Deps, 'now' | 'nonceSecret'>, jwt: string | undefined, request: ProvedRequest): string {
  const now = deps.now()
  const { keys, ofSessions, ofStrangers } = proofMemoryOf(deps)

  const proof = parseProof(jwt)
  const jkt = thumbprintOf(proof.jwk)
  requireSameRequest(proof.payload, request)
  if (request.bound && request.bound.jkt !== jkt) refuse('signed by another key than the session')
  if (!isFreshNonce(deps.nonceSecret, now, proof.payload['nonce'])) throw new AppError('proof_nonce_required')

  const known = keys.get(jkt)
  const key = known ?? importKey(proof.jwk)
  if (!isSignedBy(key, proof)) refuse('signature')
  if (!known) keys.set(jkt, key)

  const used = request.bound ? ofSessions : ofStrangers
  if (!used.add(Date.parse(now), jkt, String(proof.payload['jti']))) refuse('used before')
  return jkt
}

function refuse(reason: string): never {
  throw new AppError('proof_invalid', `DPoP proof: ${reason}`)
}

function parseProof(jwt: string | undefined): ParsedProof {
  if (jwt === undefined) refuse('missing')
  if (jwt.length > proofMaxChars) refuse('too long')
  const [header = '', payload = '', signature = '', ...rest] = jwt.split('.')
  if (rest.length > 0 || ![header, payload, signature].every((part) => /^[\w-]+$/.test(part))) refuse('not a compact JWS')
  return {
    jwk: readHeader(decodeJson(header)),
    payload: decodeJson(payload),
    signed: `${header}.${payload}`,
    signature: Buffer.from(signature, 'base64url'),
  }
}

function decodeJson(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Not JSON: refused below.
  }
  return refuse('not JSON')
}

/** The algorithm is ours to choose: exactly these three members, so neither `crit` nor a key elsewhere (`jku`, `x5c`, `kid`) is looked at. */
function readHeader(header: Record<string, unknown>): Jwk {
  const names = Object.keys(header).sort().join()
  if (names !== 'alg,jwk,typ' || header['typ'] !== 'dpop+jwt' || header['alg'] !== 'ES256') refuse('header')
  const jwk = header['jwk']
  if (typeof jwk !== 'object' || jwk === null) refuse('key')
  const { kty, crv, x, y } = jwk as Record<string, unknown>
  if ('d' in jwk) refuse('a private key was sent')
  if (kty !== 'EC' || crv !== 'P-256' || !isCoordinate(x) || !isCoordinate(y)) refuse('key')
  return { kty, crv, x, y }
}

/** 32 bytes as base64url. */
function isCoordinate(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{43}$/.test(value)
}

function requireSameRequest(payload: Record<string, unknown>, { method, url, bound }: ProvedRequest): void {
  const { htm, htu, ath, jti, iat } = payload
  if (htm !== method) refuse('made for another method')
  if (htu !== url) refuse(`made for another address than ${url}`)
  if (bound && ath !== hash('sha256', bound.accessToken, 'base64url')) refuse('made for another access token')
  if (typeof jti !== 'string' || jti.length < 8 || jti.length > 128) refuse('jti')
  // Its value is not looked at: the nonce says how old the proof is, by our own clock.
  if (typeof iat !== 'number') refuse('iat')
}

function thumbprintOf({ crv, kty, x, y }: Jwk): string {
  return hash('sha256', JSON.stringify({ crv, kty, x, y }), 'base64url')
}

function importKey(jwk: Jwk): KeyObject {
  try {
    return createPublicKey({ key: { ...jwk }, format: 'jwk' })
  } catch {
    return refuse('not a point of the curve')
  }
}

function isSignedBy(key: KeyObject, { signed, signature }: ParsedProof): boolean {
  return signature.length === 64 && verify('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }, signature)
}
