import { createHash, randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'

/** A DPoP key of a test. */
export interface TestKey {
  privateKey: CryptoKey
  publicJwk: JWK
  privateJwk: JWK
}

/** A new key of whatever algorithm. */
export async function makeKey(alg = 'ES256'): Promise<TestKey> {
  const pair = await generateKeyPair(alg, { extractable: true })
  return { privateKey: pair.privateKey, publicJwk: await exportJWK(pair.publicKey), privateJwk: await exportJWK(pair.privateKey) }
}

/** Base64url of a text. */
export function encode(text: string): string {
  return Buffer.from(text).toString('base64url')
}

/** The `ath` of an access token. */
export function athOf(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest('base64url')
}

/** A proof made by jose; what is given replaces members of header and payload, `undefined` leaves them out. */
export function makeProof(key: TestKey, payload: Record<string, unknown>, header: Record<string, unknown> = {}): Promise<string> {
  const head = { typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk, ...header }
  return new SignJWT({ jti: randomUUID(), iat: 1, ...payload }).setProtectedHeader(head).sign(key.privateKey)
}
