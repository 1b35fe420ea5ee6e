import { randomBytes } from 'node:crypto'
import { decodeJwt } from 'jose'
import * as client from 'openid-client'
import { emailAddress } from '../../../shared/common.ts'
import { limits } from '../../../shared/limits.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../errors.ts'
import { guardedFetch, GuardedFetchError, isAllowedUrl } from '../../http/guarded-fetch.ts'
import { oidcSettingsOf } from '../../portal/identity-provider.presenter.ts'
import type { IdentityProviderRow } from '../../portal/identity-provider.table.ts'
import { readClaimedCompany } from '../claimed-company.ts'
import type { VouchedIdentity } from '../identity.ts'
import { vouchesFor } from '../vouch.ts'

/** Longest time that a provider gets for all its answers of one step, in milliseconds. */
const stepMs = 5_000

const answerMaxBytes = 512 * 1024

/** How long what a provider says about itself is believed, and how long one that did not answer is left alone, in milliseconds. */
const metadataMs = 3_600_000
const pauseMs = 10_000
const knownMax = 500

/** By how much the provider's clock may differ from ours, in seconds. */
export const oidcSkewSeconds = 120

/** What of a provider the protocol needs. */
export type OidcParty = Pick<IdentityProviderRow, 'account_id' | 'id' | 'issuer' | 'settings' | 'secret_sealed' | 'email_domains'>

/** What a provider said, proved or not: for a test sign-in to show. */
export interface OidcSeen {
  /** Of the ID token. */
  claims: Record<string, unknown> | null
  /** Of the userinfo. */
  more: Record<string, unknown>
}

/** What has to be remembered between the way to the provider and back. */
interface Protocol {
  nonce: string
  verifier: string
}

interface Known {
  metadata: Promise<client.ServerMetadata>
  jwks: client.ExportedJWKSCache | undefined
  untilMs: number
}

/** Of each server what its providers said of themselves, by issuer. */
const knownByVault = new WeakMap<Deps['vault'], Map<string, Known>>()

/** Where a provider sends people back to; the same for all. */
export function oidcRedirectUrl({ config }: Pick<Deps, 'config'>): string {
  return `${config.publicUrl}/sso/callback`
}

/** Asks a provider what it says of itself. @throws AppError `identity_refused` with the reason for the log. */
export async function discoverProvider(deps: Deps, issuer: string): Promise<void> {
  await knownOf(deps, issuer, Date.now() + stepMs).metadata.catch(refuse)
}

/** The address of the provider to go to, and what to remember. @throws AppError `identity_refused`. */
export async function beginOidc(deps: Deps, provider: OidcParty, state: string): Promise<{ url: string; protocol: string }> {
  const protocol: Protocol = { nonce: randomBytes(32).toString('base64url'), verifier: client.randomPKCECodeVerifier() }
  const config = await configure(deps, provider).catch(refuse)
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: oidcRedirectUrl(deps),
    scope: 'openid email profile',
    state,
    nonce: protocol.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(protocol.verifier),
    code_challenge_method: 'S256',
  })
  return { url: url.href, protocol: JSON.stringify(protocol) }
}

/**
 * Proves a person by a provider's answer (OpenID Connect Core §3.1, RFC 9700): state, `iss`, code with verifier, and an ID
 * token with signature, issuer, audience, times and nonce, all by openid-client.
 *
 * @throws AppError `identity_refused` whatever is wrong; the log says what.
 */
export async function identifyByOidc(
  deps: Deps,
  provider: OidcParty,
  answer: { search: string; state: string; protocol: string },
  seen?: OidcSeen,
): Promise<VouchedIdentity> {
  const { nonce, verifier } = JSON.parse(answer.protocol) as Protocol
  const config = await configure(deps, provider).catch(refuse)
  if (seen) watch(config, seen)
  const tokens = await client
    .authorizationCodeGrant(config, new URL(oidcRedirectUrl(deps) + answer.search), {
      expectedState: answer.state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    .catch(refuse)
  const claims = tokens.claims()
  if (!claims) return refuse(new Error('no ID token'))
  const ageSeconds = Date.parse(deps.now()) / 1000 - claims.iat
  // It was made a moment ago, by whatever clock: an old one comes from elsewhere.
  if (Math.abs(ageSeconds) > oidcSkewSeconds + stepMs / 1000)
    return refuse(new Error(`the ID token is ${Math.round(ageSeconds)} s old: compare the clocks`))
  const hasMore = claims['email'] === undefined && config.serverMetadata().userinfo_endpoint !== undefined
  const more = hasMore ? await client.fetchUserInfo(config, tokens.access_token, claims.sub).catch(refuse) : {}
  if (seen) seen.more = { ...more }
  keepKeys(deps, provider, config)
  return readIdentity(provider, { ...more, ...claims })
}

/** Notes the claims of the ID token as they come, whatever becomes of them. */
function watch(config: client.Configuration, seen: OidcSeen): void {
  const fetchBounded = config[client.customFetch]
  const tokenEndpoint = config.serverMetadata().token_endpoint
  config[client.customFetch] = async (url, options) => {
    const response = await (fetchBounded as client.CustomFetch)(url, options)
    if (url === tokenEndpoint && response.ok) seen.claims = await readClaims(response.clone())
    return response
  }
}

async function readClaims(response: Response): Promise<Record<string, unknown> | null> {
  try {
    const { id_token } = (await response.json()) as { id_token?: unknown }
    if (typeof id_token !== 'string') return null
    const claims: Record<string, unknown> = decodeJwt<Record<string, unknown>>(id_token)
    return claims
  } catch {
    return null
  }
}

function readIdentity(provider: OidcParty, claims: Record<string, unknown>): VouchedIdentity {
  const { sub, email, email_verified: verified, name } = claims
  if (typeof sub !== 'string' || sub === '' || sub.length > 255 || !sub.isWellFormed() || /[\u0000-\u001f\u007f]/.test(sub)) {
    return refuse(new Error('sub'))
  }
  const address = emailAddress.safeParse(email)
  const known = address.success && address.data.isWellFormed() ? address.data : null
  const shown =
    typeof name === 'string'
      ? name
          .replaceAll(/\p{Cc}/gu, ' ')
          .trim()
          .slice(0, limits.nameMaxChars)
      : ''
  return {
    method: 'oidc',
    providerId: provider.id,
    subject: sub,
    email: known,
    emailVerified: vouchesFor(provider, known, verified),
    name: shown || null,
    ...readClaimedCompany(provider, (claim) => claims[claim]),
  }
}

async function configure(deps: Deps, provider: OidcParty): Promise<client.Configuration> {
  const deadline = Date.now() + stepMs
  const known = knownOf(deps, provider.issuer, deadline)
  const { clientId } = oidcSettingsOf(provider)
  const secret = provider.secret_sealed === null ? null : deps.vault.open(provider.secret_sealed, placeOfClientSecret(provider))
  const metadata = {
    [client.clockSkew]: Math.round((Date.parse(deps.now()) - Date.now()) / 1000),
    [client.clockTolerance]: oidcSkewSeconds,
  }
  const config = new client.Configuration(
    await known.metadata,
    clientId,
    metadata,
    secret === null ? client.None() : client.ClientSecretPost(secret),
  )
  harden(deps, config, deadline)
  // Also of a token that came over TLS from the provider itself the signature is checked.
  client.enableNonRepudiationChecks(config)
  if (known.jwks) client.setJwksCache(config, known.jwks)
  return config
}

/** Where the secret of a client is kept. */
export function placeOfClientSecret({ account_id, id }: Pick<IdentityProviderRow, 'account_id' | 'id'>): string {
  return `identity_provider/${account_id}/${id}`
}

function harden(deps: Deps, config: client.Configuration, deadline: number): void {
  config[client.customFetch] = boundedFetch(deps, deadline)
  if (deps.config.allowPrivateProviders) client.allowInsecureRequests(config)
}

function boundedFetch({ config }: Pick<Deps, 'config'>, deadline: number): client.CustomFetch {
  return (url, { method, headers, body }) =>
    guardedFetch(
      url,
      { method, headers, ...(body !== undefined && body !== null && { body: String(body as string | URLSearchParams) }) },
      { timeoutMs: Math.max(1, deadline - Date.now()), maxBytes: answerMaxBytes, allowsPrivate: config.allowPrivateProviders },
    )
}

function knownOf(deps: Deps, issuer: string, deadline: number): Known {
  let all = knownByVault.get(deps.vault)
  if (!all) knownByVault.set(deps.vault, (all = new Map()))
  const found = all.get(issuer)
  if (found && Date.now() < found.untilMs) return found
  const known: Known = { metadata: discover(deps, issuer, deadline), jwks: undefined, untilMs: Date.now() + metadataMs }
  known.metadata.catch(() => {
    known.untilMs = Date.now() + pauseMs
  })
  if (all.size >= knownMax) all.clear()
  all.set(issuer, known)
  return known
}

async function discover(deps: Deps, issuer: string, deadline: number): Promise<client.ServerMetadata> {
  const server = URL.parse(issuer)
  if (!server || !isAllowedUrl(server, { allowsPrivate: deps.config.allowPrivateProviders }))
    throw new GuardedFetchError(`issuer ${issuer}`)
  const config = await client.discovery(server, 'unused', undefined, client.None(), {
    [client.customFetch]: boundedFetch(deps, deadline),
    ...(deps.config.allowPrivateProviders && { execute: [client.allowInsecureRequests] }),
  })
  const metadata = config.serverMetadata()
  if (metadata.issuer !== issuer) throw new GuardedFetchError(`calls itself ${metadata.issuer}`)
  return metadata
}

function keepKeys(deps: Deps, provider: OidcParty, config: client.Configuration): void {
  const known = knownByVault.get(deps.vault)?.get(provider.issuer)
  if (known) known.jwks = client.getJwksCache(config)
}

function refuse(error: unknown): never {
  const { message, cause } = error instanceof Error ? error : new Error(String(error))
  const detail = cause instanceof Error ? `: ${cause.message}` : cause ? `: ${JSON.stringify(cause).slice(0, 300)}` : ''
  throw new AppError('identity_refused', `OpenID provider: ${message}${detail}`, { cause: error })
}
