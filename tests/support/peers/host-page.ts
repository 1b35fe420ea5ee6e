import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto'
import { SignJWT, type JWTPayload } from 'jose'
import type { SessionTokens } from '../../../shared/auth.ts'
import type { IdentityProvider, NewJwtKey } from '../../../shared/single-sign-on.ts'
import type { ContactClient } from '../contact-client.ts'
import type { AccountIds } from '../world-rows.ts'
import type { World } from '../world.ts'

export const issuer = 'https://shop.acme.example'

/** A key of a host page, as its developer holds it. */
export interface HostKeys {
  alg: string
  kid: string
  /** Signs: a private key, or the shared secret. */
  signer: KeyObject | Uint8Array
  /** PEM of the public half; null for a shared secret. */
  publicPem: string | null
}

/** A site that signs who its user is, with its settings in a portal. */
export interface HostPage {
  world: World
  account: AccountIds
  provider: IdentityProvider
  /** Below `/api/v1/staff`. */
  path: string
  keys: HostKeys
}

/** Makes a provider with one key, as an admin does on the settings page. */
export async function openHostPage(
  world: World,
  options: { account?: AccountIds; alg?: 'ES256' | 'EdDSA' | 'RS256' | 'HS256'; settings?: Record<string, unknown> } = {},
): Promise<HostPage> {
  const account = options.account ?? world.acme
  const admin = await world.staff('admin', account)
  const providers = `/portals/${account.portalId}/identity-providers`
  const created = await admin.post(providers, { kind: 'jwt', name: 'Shop', issuer, ...options.settings })
  if (created.status !== 201) throw new Error(await created.text())
  const provider = (await created.json()) as IdentityProvider
  const path = `${providers}/${provider.id}`
  return { world, account, provider, path, keys: await addHostKey(world, account, path, options.alg ?? 'ES256') }
}

/** One more key of a page. */
export async function addHostKey(world: World, account: AccountIds, path: string, alg: string): Promise<HostKeys> {
  const pair = makeHostPair(alg)
  const admin = await world.staff('admin', account)
  const added = await admin.post(`${path}/keys`, { name: alg, ...(pair && { publicKey: pair.publicPem }) })
  if (added.status !== 201) throw new Error(await added.text())
  const { key, secret } = (await added.json()) as NewJwtKey
  return { alg, kid: key.kid, signer: pair?.privateKey ?? new TextEncoder().encode(secret ?? ''), publicPem: pair?.publicPem ?? null }
}

/** A pair for an algorithm; null for one with a shared secret. */
export function makeHostPair(alg: string): { privateKey: KeyObject; publicPem: string } | null {
  if (alg === 'HS256') return null
  const { privateKey, publicKey } =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : alg === 'EdDSA'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { privateKey, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
}

/** Good claims for Anna's account at the shop. */
export function claimsOf(page: Pick<HostPage, 'world' | 'account'>, more: JWTPayload = {}): JWTPayload {
  const now = Math.floor(Date.parse(page.world.deps.now()) / 1000)
  return {
    iss: issuer,
    aud: page.account.portalKey,
    sub: 'user-1',
    iat: now,
    exp: now + 120,
    jti: randomUUID(),
    email: page.account.email('anna'),
    email_verified: true,
    name: 'Anna Shopper',
    ...more,
  }
}

/** Signs claims as the page does. */
export function signToken({ alg, kid, signer }: HostKeys, claims: JWTPayload, header: Record<string, unknown> = {}): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg, kid, typ: 'JWT', ...header }).sign(signer)
}

/** Hands a token in; keeps the tokens of the session when it is good. */
export async function handIn(client: ContactClient, token: unknown): Promise<Response> {
  client.tokens = null
  const response = await client.post('/sso/jwt-session', { token })
  if (response.status === 201) client.tokens = (await response.clone().json()) as SessionTokens
  return response
}
