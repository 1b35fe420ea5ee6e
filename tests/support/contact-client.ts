import { createHash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'
import type { SessionTokens } from '../../shared/auth.ts'
import { siteOrigin } from './world-rows.ts'

/** Sends a request to the app of a world, as if to its public address. */
export type Send = (path: string, init?: RequestInit) => Promise<Response>

/** What a proof may be made wrong in, for tests that attack it. */
export interface ProofOptions {
  htm?: string
  htu?: string
  nonce?: string
  accessToken?: string | null
  jti?: string
}

/**
 * A browser with a DPoP key of its own (RFC 9449), on a page of the site that embeds the portal. The proofs are made with
 * jose, independently of the widget's and the server's code.
 */
export class ContactClient {
  tokens: SessionTokens | null = null
  nonce = ''
  readonly send: Send
  readonly publicUrl: string
  readonly portalKey: string
  readonly origin: string
  private keys: { privateKey: CryptoKey; jwk: JWK } | null = null

  constructor(send: Send, publicUrl: string, portalKey: string, origin: string = siteOrigin) {
    this.send = send
    this.publicUrl = publicUrl
    this.portalKey = portalKey
    this.origin = origin
  }

  get base(): string {
    return `/api/v1/portals/${this.portalKey}`
  }

  async jkt(): Promise<string> {
    const { jwk } = await this.key()
    return calculateJwkThumbprint(jwk)
  }

  /** A proof for one request. */
  async proof(method: string, path: string, options: ProofOptions = {}): Promise<string> {
    const { privateKey, jwk } = await this.key()
    const accessToken = options.accessToken === undefined ? this.tokens?.accessToken : options.accessToken
    return new SignJWT({
      jti: options.jti ?? randomUUID(),
      htm: options.htm ?? method,
      htu: options.htu ?? `${this.publicUrl}${path.split('?')[0]}`,
      nonce: options.nonce ?? this.nonce,
      ...(accessToken && { ath: createHash('sha256').update(accessToken).digest('base64url') }),
    })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
      .setIssuedAt()
      .sign(privateKey)
  }

  /** Sends one request below the portal's address with proof and token; takes a new nonce and tries once more when asked to. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const full = `${this.base}${path}`
    const method = init.method ?? 'GET'
    const once = async () => {
      const headers = new Headers(init.headers)
      headers.set('Origin', this.origin)
      headers.set('DPoP', await this.proof(method, full))
      if (this.tokens) headers.set('Authorization', `DPoP ${this.tokens.accessToken}`)
      const response = await this.send(full, { ...init, headers })
      this.nonce = response.headers.get('DPoP-Nonce') ?? this.nonce
      return response
    }
    const first = await once()
    if (first.status !== 401) return first
    const body = (await first.clone().json()) as { code?: string }
    return body.code === 'proof_nonce_required' ? once() : first
  }

  get(path: string): Promise<Response> {
    return this.fetch(path)
  }

  /** Sends JSON, with an Idempotency-Key of its own unless one is given. */
  json(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, {
      method,
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...headers },
    })
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.json('POST', path, body, headers)
  }

  /** Signs in and keeps the tokens. @throws Error when the server refuses. */
  async signIn(email: string, password: string): Promise<this> {
    this.tokens = null
    const response = await this.post('/session', { email, password })
    if (response.status !== 201) throw new Error(`sign-in of ${email}: ${response.status} ${await response.text()}`)
    this.tokens = (await response.json()) as SessionTokens
    return this
  }

  /** Gets the next tokens, as a page does when its access token is too old. */
  async renew(): Promise<SessionTokens> {
    const refreshToken = this.tokens?.refreshToken
    this.tokens = null
    const response = await this.post('/session/refresh', { refreshToken, requestId: randomUUID() })
    if (response.status !== 200) throw new Error(`refresh: ${response.status} ${await response.text()}`)
    this.tokens = (await response.json()) as SessionTokens
    return this.tokens
  }

  private async key(): Promise<{ privateKey: CryptoKey; jwk: JWK }> {
    if (!this.keys) {
      const pair = await generateKeyPair('ES256')
      const { kty, crv, x, y } = await exportJWK(pair.publicKey)
      this.keys = { privateKey: pair.privateKey, jwk: { kty, crv, x, y } as JWK }
    }
    return this.keys
  }
}
