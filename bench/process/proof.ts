import { createHash, type KeyObject, randomUUID, sign } from 'node:crypto'

/** What a contact's client holds: token and key. */
export interface Credentials {
  accessToken: string
  privateKey: KeyObject
  jwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string }
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Makes proofs (RFC 9449) for one key: what does not change from one to the next is encoded once. */
export function makeProver({ accessToken, privateKey, jwk }: Credentials) {
  const header = encode({ typ: 'dpop+jwt', alg: 'ES256', jwk })
  const ath = createHash('sha256').update(accessToken).digest('base64url')
  return function prove(htm: string, htu: string, nonce: string): string {
    const claims = { jti: randomUUID(), htm, htu, iat: Math.floor(Date.now() / 1000), nonce, ath }
    const signed = `${header}.${encode(claims)}`
    const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' })
    return `${signed}.${signature.toString('base64url')}`
  }
}
