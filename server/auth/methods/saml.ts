import { createHash } from 'node:crypto'
import { SAML, ValidateInResponseTo, type CacheProvider } from '@node-saml/node-saml'
import { getVerifiedXml } from '@node-saml/node-saml/lib/xml.js'
import { emailAddress } from '../../../shared/common.ts'
import { limits } from '../../../shared/limits.ts'
import { transact } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../errors.ts'
import { samlEntityId, samlAcsUrl, samlSettingsOf } from '../../portal/identity-provider.presenter.ts'
import { useStatement } from '../../portal/identity-provider.repo.ts'
import type { IdentityProviderRow } from '../../portal/identity-provider.table.ts'
import { readClaimedCompany } from '../claimed-company.ts'
import type { VouchedIdentity } from '../identity.ts'
import { mayVouchFor } from '../vouch.ts'
import {
  requireAssertion,
  requireSoundAnswer,
  samlMaxBytes,
  samlSkewMs,
  type SamlExpectation,
  type SignedAssertion,
} from './saml-checks.ts'

/** Oldest assertion, and longest wait for an answer, in milliseconds. */
const assertionMaxMs = 300_000
const requestMaxMs = 600_000

/** Where providers usually put a person's address and name. */
export const samlNames = {
  email: [
    'email',
    'mail',
    'emailAddress',
    'urn:oid:0.9.2342.19200300.100.1.3',
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  ],
  person: [
    'displayName',
    'name',
    'cn',
    'urn:oid:2.16.840.1.113730.3.1.241',
    'urn:oid:2.5.4.3',
    'http://schemas.microsoft.com/identity/claims/displayname',
    'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
  ],
} as const
const emailFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'

/** The address of the provider to go to, with our request, and what to remember: its id. */
export async function beginSaml(deps: Deps, provider: IdentityProviderRow, relayState: string): Promise<{ url: string; protocol: string }> {
  let requestId = ''
  const remember: CacheProvider = {
    saveAsync(key, value) {
      requestId = key
      return Promise.resolve({ value, createdAt: Date.now() })
    },
    getAsync: () => Promise.resolve(null),
    removeAsync: () => Promise.resolve(null),
  }
  const url = await makeSaml(deps, provider, remember).getAuthorizeUrlAsync(relayState, undefined, {})
  return { url, protocol: JSON.stringify({ requestId, at: new Date().toISOString() }) }
}

/**
 * Proves a person by a provider's answer (SAML 2.0 profiles §4.1.4). First what holds of the whole document, then the signature
 * by node-saml, then what holds of the bytes that it covers: saml-checks.ts names each check. Last, that it is used once.
 *
 * @throws AppError `identity_refused` whatever is wrong; the log says what.
 */
export async function identifyBySaml(
  deps: Deps,
  provider: IdentityProviderRow,
  answer: { samlResponse: string; protocol: string },
): Promise<VouchedIdentity> {
  const { assertion, identity } = await readSamlAnswer(deps, provider, answer)
  await useOnce(deps, provider, assertion)
  return identity
}

/** The same without using it up: whoever calls this signs nobody in. @throws AppError `identity_refused`. */
export async function readSamlAnswer(
  deps: Deps,
  provider: IdentityProviderRow,
  answer: { samlResponse: string; protocol: string },
): Promise<{ assertion: SignedAssertion; identity: VouchedIdentity }> {
  const { requestId, at } = JSON.parse(answer.protocol) as { requestId: string; at: string }
  const { config } = deps
  const expected: SamlExpectation = {
    issuer: provider.issuer,
    entityId: samlEntityId(provider, config.publicUrl),
    acsUrl: samlAcsUrl(provider, config.publicUrl),
    requestId,
    nowMs: Date.parse(deps.now()),
  }
  const asked: CacheProvider = {
    saveAsync: () => Promise.resolve(null),
    getAsync: (key) => Promise.resolve(key === requestId ? at : null),
    removeAsync: () => Promise.resolve(null),
  }
  let assertion: SignedAssertion
  try {
    const { isAnswerSigned } = requireSoundAnswer(decodeSamlAnswer(answer.samlResponse), expected)
    const saml = makeSaml(deps, provider, asked, isAnswerSigned)
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: answer.samlResponse })
    assertion = requireAssertion(profile?.getAssertionXml?.() ?? '', expected)
  } catch (error) {
    throw new AppError('identity_refused', `SAML: ${(error as Error).message}`, { cause: error })
  }
  return { assertion, identity: readIdentity(provider, assertion) }
}

/** The text of an answer. @throws Error: no base64, no UTF-8, too large. */
export function decodeSamlAnswer(samlResponse: string): string {
  if (samlResponse.length > (samlMaxBytes * 4) / 3 + 4) throw new Error('more than 256 KiB')
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(samlResponse)) throw new Error('not base64')
  const xml = Buffer.from(samlResponse, 'base64').toString('utf8')
  // Bytes that are no UTF-8 would be read one way here and another way elsewhere.
  if (xml.includes('\ufffd')) throw new Error('not UTF-8')
  return xml
}

function makeSaml(deps: Deps, provider: IdentityProviderRow, cacheProvider: CacheProvider, wantAuthnResponseSigned = false): SAML {
  const { ssoUrl, certificates, signsRequests } = samlSettingsOf(provider)
  const entityId = samlEntityId(provider, deps.config.publicUrl)
  return new SAML({
    issuer: entityId,
    audience: entityId,
    callbackUrl: samlAcsUrl(provider, deps.config.publicUrl),
    entryPoint: ssoUrl,
    idpIssuer: provider.issuer,
    idpCert: [...certificates],
    wantAssertionsSigned: true,
    wantAuthnResponseSigned,
    validateInResponseTo: ValidateInResponseTo.always,
    acceptedClockSkewMs: samlSkewMs,
    maxAssertionAgeMs: assertionMaxMs,
    requestIdExpirationPeriodMs: requestMaxMs,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    ...(signsRequests &&
      provider.secret_sealed !== null && { privateKey: deps.vault.open(provider.secret_sealed, placeOfSigningKey(provider)) }),
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    cacheProvider,
  })
}

/** Whether a certificate’s key signed an assertion: for the log of a test sign-in alone. */
export function isSignedBy(xml: string, assertion: Element, certificate: string): boolean {
  try {
    return getVerifiedXml(xml, assertion, [certificate]) !== null
  } catch {
    return false
  }
}

/** Where the key that signs our requests to a provider is kept. */
export function placeOfSigningKey({ account_id, id }: Pick<IdentityProviderRow, 'account_id' | 'id'>): string {
  return `saml_signing_key/${account_id}/${id}`
}

/** The database says who was first, so that two processes never take the same assertion. */
async function useOnce(deps: Deps, provider: IdentityProviderRow, { id, usableUntilMs }: SignedAssertion): Promise<void> {
  const statement = {
    account_id: provider.account_id,
    provider_id: provider.id,
    statement_hash: createHash('sha256').update(id).digest('hex'),
    expires_at: new Date(usableUntilMs).toISOString(),
  }
  if (await transact(deps.db, (tx) => useStatement(tx, statement))) return
  throw new AppError('identity_refused', 'SAML: the assertion was used before')
}

function readIdentity(
  provider: IdentityProviderRow,
  { nameId, nameIdFormat, attributes, sessionEndsMs }: SignedAssertion,
): VouchedIdentity {
  const { emailAttribute, nameAttribute } = samlSettingsOf(provider)
  const first = (names: readonly string[]) =>
    names.map((name) => attributes.get(name)?.[0]).find((value) => value !== undefined && value !== '')
  const said = first(emailAttribute === null ? samlNames.email : [emailAttribute]) ?? (nameIdFormat === emailFormat ? nameId : undefined)
  const address = emailAddress.safeParse(said)
  const email = address.success ? address.data : null
  const name = (first(nameAttribute === null ? samlNames.person : [nameAttribute]) ?? '').slice(0, limits.nameMaxChars)
  return {
    method: 'saml',
    providerId: provider.id,
    subject: nameId,
    email,
    emailVerified: mayVouchFor(provider, email),
    name: name || null,
    ...readClaimedCompany(provider, (claim) => attributes.get(claim)?.[0]),
    ...(sessionEndsMs !== null && { sessionEndsAt: new Date(sessionEndsMs).toISOString() }),
  }
}
