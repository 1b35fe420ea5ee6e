import { createPublicKey, type KeyObject } from 'node:crypto'
import { AppError } from '../errors.ts'
import type { JwtKeyRow } from '../portal/identity-provider.table.ts'

/** A public key as it is kept, and the one algorithm that it may be used with. */
export interface HostKey {
  algorithm: Exclude<JwtKeyRow['algorithm'], 'HS256'>
  publicJwk: string
}

const modulusMinBits = 2048

/**
 * Reads a public key, PEM or JWK, that a site owner pasted. The algorithm follows from the key, never from a token.
 *
 * @throws AppError `invalid_request` naming `publicKey`: no key, a private one, one that is too short or of another kind.
 */
export function readHostKey(text: string): HostKey {
  // From a private key a public one could be made: but it has been shown to others now, and must not be used.
  if (/PRIVATE KEY/.test(text)) refuse('a private key')
  const key = text.startsWith('{') ? importJwk(text) : importPem(text)
  const jwk = key.export({ format: 'jwk' })
  const publicJwk = JSON.stringify(jwk)
  if (jwk.kty === 'EC' && jwk.crv === 'P-256') return { algorithm: 'ES256', publicJwk }
  if (jwk.kty === 'OKP' && jwk.crv === 'Ed25519') return { algorithm: 'EdDSA', publicJwk }
  if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= modulusMinBits) {
    return { algorithm: 'RS256', publicJwk }
  }
  return refuse('another kind of key, or too short')
}

function importJwk(text: string): KeyObject {
  try {
    const jwk = JSON.parse(text) as Record<string, unknown>
    if ('d' in jwk || 'k' in jwk) refuse('a private key')
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch (error) {
    if (error instanceof AppError) throw error
    return refuse('not a JWK')
  }
}

function importPem(text: string): KeyObject {
  try {
    return createPublicKey({ key: text, format: 'pem' })
  } catch {
    return refuse('not PEM')
  }
}

function refuse(reason: string): never {
  throw new AppError('invalid_request', `publicKey: ${reason}`, { fields: { publicKey: 'invalid' } })
}
