import { hash, randomBytes } from 'node:crypto'

/** A new secret of 256 random bits, base64url, behind a prefix that says what it is (secret scanners look for those). */
export function makeSecretToken(prefix: string): string {
  return prefix + randomBytes(32).toString('base64url')
}

/** What is stored of a secret token: SHA-256, hex. A random 256-bit value needs no salt and no slow hash. */
export function hashSecretToken(token: string): string {
  return hash('sha256', token, 'hex')
}

/** Whether a text could be a token with this prefix. Anything else need not be looked up. */
export function isSecretToken(prefix: string, text: string): boolean {
  return text.length === prefix.length + 43 && text.startsWith(prefix) && /^[\w-]{43}$/.test(text.slice(prefix.length))
}
