/** What one proof of possession speaks for (RFC 9449 §4.2). */
export interface ProofSubject {
  method: string
  url: string
  nonce: string | undefined
  accessToken?: string | undefined
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** A fresh ES256 key whose private half no script can read, not even ours. */
export async function createProofKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
}

/** The value of a `DPoP` header: signed with the session's key, for this request alone. */
export async function createProof(key: CryptoKeyPair, { method, url, nonce, accessToken }: ProofSubject): Promise<string> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', key.publicKey)
  const { origin, pathname } = new URL(url)
  const payload = {
    jti: crypto.randomUUID(),
    htm: method,
    htu: origin + pathname,
    iat: Math.floor(Date.now() / 1000),
    nonce,
    ath: accessToken && encode(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(accessToken)))),
  }
  const signed = `${encodeJson({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } })}.${encodeJson(payload)}`
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, utf8(signed))
  return `${signed}.${encode(new Uint8Array(signature))}`
}

function encodeJson(value: object): string {
  return encode(utf8(JSON.stringify(value)))
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/[+/]/g, (sign) => (sign === '+' ? '-' : '_'))
    .replace(/=+$/, '')
}
