import { createHash, createPublicKey, createSecretKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose'
import { emailAddress } from '../../../shared/common.ts'
import { limits } from '../../../shared/limits.ts'
import { transact } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../errors.ts'
import { GuardedFetchError } from '../../http/guarded-fetch.ts'
import { jwksUrlOf } from '../../portal/identity-provider.presenter.ts'
import { findJwtKey, listIdentityProviders, useStatement } from '../../portal/identity-provider.repo.ts'
import type { IdentityProviderRow, JwtKeyRow } from '../../portal/identity-provider.table.ts'
import type { PortalRow } from '../../portal/portal.table.ts'
import { readClaimedCompany } from '../claimed-company.ts'
import type { VouchedIdentity } from '../identity.ts'
import { mayVouchFor } from '../vouch.ts'
import { findPublishedKey } from './jwks.ts'

/** Longest life of a token, from `iat` to `exp`, in seconds. */
const lifetimeMaxSeconds = 300

/** By how much the host's clock may differ from ours, in seconds. */
const skewSeconds = 60

/** Claims of a token once everything about it was checked. */
interface HostClaims {
  jti: string
  sub: string
  exp: number
  email: string | null
  emailVerified: boolean
  name: string | null
}

/**
 * Proves a contact by a token that the host page signed a moment ago (RFC 7519, RFC 8725). The checks, in their order: size
 * and form · header with nothing but algorithm and key name · a key of this portal, or of its site's · the algorithm of that key · signature ·
 * issuer · audience, this portal alone · times · subject · bound key · used for the first time.
 *
 * @param jkt The key that the new session will be bound to.
 * @throws AppError `identity_refused` whatever is wrong; the log says what.
 */
export async function identifyByJwt(deps: Deps, portal: PortalRow, token: string, jkt: string): Promise<VouchedIdentity> {
  const { provider, ...key } = await findKey(deps, portal, token)
  const payload = await verify(deps, portal, provider, key, token)
  const claims = readClaims(payload, portal, Date.parse(deps.now()) / 1000, jkt)
  await useOnce(deps, provider, claims)
  return {
    method: 'jwt',
    providerId: provider.id,
    subject: claims.sub,
    email: claims.email,
    emailVerified: claims.emailVerified && mayVouchFor(provider, claims.email),
    name: claims.name,
    ...readClaimedCompany(provider, (claim) => payload[claim]),
  }
}

/** A key to check a token with, the one algorithm it is for, and whose it is. */
interface TokenKey {
  provider: IdentityProviderRow
  key: KeyObject
  algorithm: JwtKeyRow['algorithm']
}

/** The key that a token names: one that was handed in here, or one that the site with the token's issuer publishes. */
async function findKey(deps: Deps, portal: PortalRow, token: string): Promise<TokenKey> {
  const kid = readKeyName(token)
  const found = await findJwtKey(deps.db, portal.account_id, portal.id, kid)
  if (found) return { provider: found.provider, key: importKey(deps, found.key), algorithm: found.key.algorithm }
  const issuer = readIssuer(token)
  for (const provider of await listIdentityProviders(deps.db, portal.account_id, portal.id)) {
    const url = jwksUrlOf(provider)
    if (provider.kind !== 'jwt' || provider.is_on !== 1 || provider.issuer !== issuer || url === null) continue
    const published = await findPublishedKey(deps, url, kid).catch((error: unknown) => {
      if (error instanceof GuardedFetchError) return refuse(error.message)
      throw error
    })
    if (published) return { provider, key: importJwk(published.publicJwk), algorithm: published.algorithm }
  }
  return refuse('no key of this portal has the name in "kid"')
}

/** Only to know whose keys to look at: the signature is checked with the issuer of that provider. */
function readIssuer(token: string): unknown {
  try {
    return decodeJwt(token).iss
  } catch {
    return refuse('the payload is not JSON')
  }
}

function refuse(reason: string): never {
  throw new AppError('identity_refused', `token of the host page: ${reason}`)
}

/** Where the header names a key in any other way (`jku`, `jwk`, `x5u`) or an extension (`crit`, `b64`), nothing is looked at. */
function readKeyName(token: string): string {
  if (token.length > limits.jwtMaxChars || !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) refuse('not a compact JWS')
  let header: Record<string, unknown>
  try {
    header = decodeProtectedHeader(token)
  } catch {
    return refuse('the header is not JSON')
  }
  const { kid, typ } = header
  if (Object.keys(header).some((name) => !['alg', 'kid', 'typ'].includes(name))) refuse('a header other than alg, kid and typ')
  if (typ !== undefined && (typeof typ !== 'string' || typ.toUpperCase() !== 'JWT')) refuse('typ')
  if (!isPlainText(kid, 255)) return refuse('kid')
  return kid
}

async function verify(
  deps: Deps,
  portal: PortalRow,
  provider: IdentityProviderRow,
  { key, algorithm }: Omit<TokenKey, 'provider'>,
  token: string,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      issuer: provider.issuer,
      audience: portal.key,
      clockTolerance: skewSeconds,
      currentDate: new Date(deps.now()),
      requiredClaims: ['iss', 'aud', 'sub', 'exp', 'iat', 'jti'],
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JOSEError) return refuse(error.message)
    throw error
  }
}

function importKey({ vault }: Deps, key: JwtKeyRow): KeyObject {
  if (key.public_jwk !== null) return importJwk(key.public_jwk)
  return createSecretKey(Buffer.from(vault.open(key.secret_sealed ?? '', placeOfJwtKey(key))))
}

function importJwk(text: string): KeyObject {
  return createPublicKey({ key: JSON.parse(text) as JsonWebKey, format: 'jwk' })
}

/** Where the secret of a key is kept. */
export function placeOfJwtKey({ account_id, id }: Pick<JwtKeyRow, 'account_id' | 'id'>): string {
  return `jwt_key/${account_id}/${id}`
}

function readClaims(payload: JWTPayload, portal: PortalRow, now: number, jkt: string): HostClaims {
  const { aud, exp, iat, jti, sub } = payload
  // One that names other portals too could be taken there.
  if (aud !== portal.key && !(Array.isArray(aud) && aud.length === 1)) return refuse('made for others besides this portal')
  if (!isTime(exp) || !isTime(iat)) return refuse('exp or iat is no time')
  if (exp <= iat || exp - iat > lifetimeMaxSeconds) return refuse(`lives for ${exp - iat} s instead of at most ${lifetimeMaxSeconds}`)
  if (iat > now + skewSeconds) return refuse('made in the future')
  if (!isPlainText(jti, 255)) return refuse('jti')
  if (!isPlainText(sub, 255)) return refuse('sub')
  if (payload['cnf'] !== undefined && boundKeyOf(payload['cnf']) !== jkt) return refuse('bound to another key')
  return { jti, sub, exp, ...readPerson(payload) }
}

function readPerson(payload: JWTPayload): Pick<HostClaims, 'email' | 'emailVerified' | 'name'> {
  const { email, email_verified: verified, name } = payload
  const address = email === undefined || email === null ? null : emailAddress.safeParse(email)
  if (address && !(address.success && address.data.isWellFormed())) return refuse('email is no address')
  if (name !== undefined && name !== null && typeof name !== 'string') return refuse('name')
  const shown = (name ?? '')
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, limits.nameMaxChars)
  return { email: address?.data ?? null, emailVerified: address !== null && verified === true, name: shown || null }
}

function boundKeyOf(cnf: unknown): unknown {
  return typeof cnf === 'object' && cnf !== null && 'jkt' in cnf ? cnf.jkt : undefined
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 && value < 1e11
}

function isPlainText(value: unknown, maxChars: number): value is string {
  if (typeof value !== 'string' || value.length === 0 || value.length > maxChars) return false
  // A lone surrogate is stored as another character: two subjects would become one.
  return value.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(value)
}

/** The database says who was first, so that two processes never take the same token. */
async function useOnce(deps: Deps, provider: IdentityProviderRow, { jti, exp }: HostClaims): Promise<void> {
  const statement = {
    account_id: provider.account_id,
    provider_id: provider.id,
    statement_hash: createHash('sha256').update(jti).digest('hex'),
    expires_at: new Date((exp + skewSeconds + 1) * 1000).toISOString(),
  }
  if (!(await transact(deps.db, (tx) => useStatement(tx, statement)))) refuse('used before')
}
