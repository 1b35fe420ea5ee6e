import type { FieldErrorCode } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type {
  CreateIdentityProviderBody,
  CreateJwtKeyBody,
  IdentityProvider,
  NewJwtKey,
  UpdateIdentityProviderBody,
} from '../../shared/single-sign-on.ts'
import type { Db, Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { makeSecretToken } from '../http/secret-token.ts'
import {
  deleteIdentityLinks,
  deleteIdentityProvider,
  deleteJwtKey,
  findIdentityProvider,
  insertIdentityProvider,
  insertJwtKey,
  listIdentityProviders,
  listJwtKeys,
  updateIdentityProvider,
} from '../portal/identity-provider.repo.ts'
import type { IdentityProviderRow, JwtKeyRow } from '../portal/identity-provider.table.ts'
import { presentIdentityProvider, presentJwtKey, type SamlSettings } from '../portal/identity-provider.presenter.ts'
import { normaliseOrigin } from '../portal/origin.ts'
import { findPortal } from '../portal/portal.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import type { StaffViewer } from '../viewer.ts'
import { readHostKey } from './host-key.ts'
import { placeOfJwtKey } from './methods/jwt.ts'
import { revokeSessionsOfProvider } from './session.repo.ts'
import { readCertificate } from './saml-metadata.ts'
import { discoverProvider, placeOfClientSecret } from './methods/oidc.ts'

/** The portal of the viewer's account. @throws AppError `portal_not_found`. */
export async function requirePortal(db: Db, viewer: StaffViewer, portalId: string): Promise<PortalRow> {
  const portal = await findPortal(db, viewer.accountId, portalId)
  if (!portal) throw new AppError('portal_not_found')
  return portal
}

/** A provider of a portal of the viewer's account. @throws AppError `portal_not_found`, `not_found`. */
export async function requireProvider(db: Db, viewer: StaffViewer, portalId: string, providerId: string) {
  const portal = await requirePortal(db, viewer, portalId)
  const provider = await findIdentityProvider(db, viewer.accountId, portalId, providerId)
  if (!provider) throw new AppError('not_found', `identity provider ${providerId}`)
  return { portal, provider }
}

/** Lets a portal trust somebody more. @throws AppError `portal_not_found`, `invalid_request`: too many. */
export async function addIdentityProvider(
  deps: Deps,
  viewer: StaffViewer,
  portalId: string,
  body: CreateIdentityProviderBody,
): Promise<IdentityProvider> {
  const at = deps.now()
  const id = deps.newId()
  const { clientSecret, emailDomains, ...shown } = body
  requireComplete(body)
  await requirePortal(deps.db, viewer, portalId)
  if (body.kind === 'oidc') await requireReachable(deps, body.issuer)
  return write(deps, viewer.accountId, async (tx) => {
    const portal = await requirePortal(tx, viewer, portalId)
    const others = await listIdentityProviders(tx, viewer.accountId, portalId)
    if (others.length >= limits.identityProvidersMax) refuseField('name', 'too_many')
    const row: IdentityProviderRow = {
      account_id: viewer.accountId,
      id,
      portal_id: portalId,
      kind: body.kind,
      name: body.name,
      is_on: body.isOn ? 1 : 0,
      issuer: body.issuer,
      email_domains: emailDomains ? JSON.stringify([...new Set(emailDomains)]) : null,
      settings: JSON.stringify({ loginUrl: requireSafe(body.loginUrl, 'loginUrl'), clientId: body.clientId, saml: readSaml(body.saml) }),
      secret_sealed: clientSecret && deps.vault.seal(clientSecret, placeOfClientSecret({ account_id: viewer.accountId, id })),
      version: 1,
      created_at: at,
    }
    await insertIdentityProvider(tx, row)
    const data = { portalId, providerId: row.id, after: { ...shown, emailDomains } }
    await recordEvent(tx, viewer, at, { kind: 'identity_provider.changed', isPublic: false, data })
    return presentIdentityProvider(row, portal, deps.config.publicUrl)
  })
}

/** Saves the given settings of a provider; what is left out stays. Switched off, or with another issuer, its sessions end. @throws AppError `portal_not_found`, `not_found`, `changed_meanwhile`. */
export async function saveIdentityProvider(
  deps: Deps,
  viewer: StaffViewer,
  place: { portalId: string; providerId: string },
  { version, ...changes }: UpdateIdentityProviderBody,
): Promise<IdentityProvider> {
  const { name, isOn, issuer, emailDomains, loginUrl, clientId, clientSecret, saml } = changes
  const known = await requireProvider(deps.db, viewer, place.portalId, place.providerId)
  if (known.provider.kind === 'oidc' && issuer !== undefined) await requireReachable(deps, issuer)
  const saved = await write(deps, viewer.accountId, async (tx) => {
    const { portal, provider } = await requireProvider(tx, viewer, place.portalId, place.providerId)
    requireFitting(provider.kind, changes)
    const settings = JSON.parse(provider.settings) as object
    const row: IdentityProviderRow = {
      ...provider,
      ...(name !== undefined && { name }),
      ...(isOn !== undefined && { is_on: isOn ? 1 : 0 }),
      ...(issuer !== undefined && { issuer }),
      ...(emailDomains !== undefined && { email_domains: emailDomains && JSON.stringify([...new Set(emailDomains)]) }),
      settings: JSON.stringify({
        ...settings,
        ...(loginUrl !== undefined && { loginUrl: requireSafe(loginUrl, 'loginUrl') }),
        ...(clientId !== undefined && { clientId }),
        ...(saml !== undefined && { saml: readSaml(saml) }),
      }),
      ...(clientSecret !== undefined && { secret_sealed: clientSecret && deps.vault.seal(clientSecret, placeOfClientSecret(provider)) }),
      version: provider.version + 1,
    }
    if (!(await updateIdentityProvider(tx, row, version))) throw new AppError('changed_meanwhile')
    if (row.issuer !== provider.issuer) await deleteIdentityLinks(tx, viewer.accountId, provider.id)
    const after = presentIdentityProvider(row, portal, deps.config.publicUrl)
    const data = { ...place, before: presentIdentityProvider(provider, portal, deps.config.publicUrl), after }
    await recordEvent(tx, viewer, deps.now(), { kind: 'identity_provider.changed', isPublic: false, data })
    const isOver = row.is_on !== 1 || row.issuer !== provider.issuer
    return { after, ended: isOver ? await endTrust(tx, deps, viewer, provider.id) : [] }
  })
  deps.hub.endSessions(saved.ended)
  return saved.after
}

/** Ends the trust in a provider: its keys are gone, who its subjects were, and their sessions. @throws AppError `portal_not_found`, `not_found`. */
export async function removeIdentityProvider(deps: Deps, viewer: StaffViewer, portalId: string, providerId: string): Promise<void> {
  const ended = await write(deps, viewer.accountId, async (tx) => {
    await requireProvider(tx, viewer, portalId, providerId)
    await deleteIdentityProvider(tx, viewer.accountId, providerId)
    const data = { portalId, providerId, deleted: true }
    await recordEvent(tx, viewer, deps.now(), { kind: 'identity_provider.changed', isPublic: false, data })
    return endTrust(tx, deps, viewer, providerId)
  })
  deps.hub.endSessions(ended)
}

/**
 * Gives a provider a key: the site owner's public one, or a secret made here, which is told in this answer and never again.
 *
 * @throws AppError `portal_not_found`, `not_found`, `invalid_request` naming `publicKey` or `name` (too many keys).
 */
export async function addJwtKey(
  deps: Deps,
  viewer: StaffViewer,
  place: { portalId: string; providerId: string },
  body: CreateJwtKeyBody,
): Promise<NewJwtKey> {
  const at = deps.now()
  const hostKey = body.publicKey === undefined ? null : readHostKey(body.publicKey)
  const secret = hostKey ? null : makeSecretToken('cpj_')
  return write(deps, viewer.accountId, async (tx) => {
    const { provider } = await requireProvider(tx, viewer, place.portalId, place.providerId)
    if (provider.kind !== 'jwt') throw new AppError('not_found', 'only a site that signs tokens has keys')
    const others = await listJwtKeys(tx, viewer.accountId, place.providerId)
    if (others.length >= limits.jwtKeysMax) refuseField('name', 'too_many')
    const id = deps.newId()
    const row: JwtKeyRow = {
      account_id: viewer.accountId,
      id,
      portal_id: place.portalId,
      provider_id: place.providerId,
      kid: makeSecretToken('').slice(0, 16),
      name: body.name,
      algorithm: hostKey?.algorithm ?? 'HS256',
      public_jwk: hostKey?.publicJwk ?? null,
      secret_sealed: secret && deps.vault.seal(secret, placeOfJwtKey({ account_id: viewer.accountId, id })),
      created_at: at,
    }
    await insertJwtKey(tx, row)
    const data = { ...place, addedKey: { id, kid: row.kid, algorithm: row.algorithm } }
    await recordEvent(tx, viewer, at, { kind: 'identity_provider.changed', isPublic: false, data })
    return { key: presentJwtKey(row), secret }
  })
}

/** Takes a key back: tokens that it signed are refused from now on. @throws AppError `portal_not_found`, `not_found`. */
export async function removeJwtKey(
  deps: Deps,
  viewer: StaffViewer,
  place: { portalId: string; providerId: string; keyId: string },
): Promise<void> {
  await write(deps, viewer.accountId, async (tx) => {
    await requireProvider(tx, viewer, place.portalId, place.providerId)
    const isGone = await deleteJwtKey(tx, viewer.accountId, place.providerId, place.keyId)
    if (!isGone) throw new AppError('not_found', `key ${place.keyId}`)
    const data = { portalId: place.portalId, providerId: place.providerId, removedKey: { id: place.keyId } }
    await recordEvent(tx, viewer, deps.now(), { kind: 'identity_provider.changed', isPublic: false, data })
  })
}

/** People type passwords there: without TLS only on this machine. */
function requireSafe(url: string | null, field: string): string | null {
  if (url === null) return null
  const { origin, username, password } = new URL(url)
  if (normaliseOrigin(origin) !== null && username === '' && password === '') return url
  return refuseField(field, 'not_a_url')
}

/** What a provider of its kind cannot be without. */
function requireComplete(body: CreateIdentityProviderBody): void {
  const { kind, emailDomains } = body
  requireFitting(kind, body)
  if (kind !== 'jwt' && emailDomains === undefined) refuseField('emailDomains', 'required')
}

function requireFitting(kind: IdentityProviderRow['kind'], changes: Partial<CreateIdentityProviderBody>): void {
  if (kind === 'oidc' && changes.clientId === null) refuseField('clientId', 'required')
  if (kind === 'saml' && changes.saml === null) refuseField('saml', 'required')
  // Nothing but the domains that are named: SAML has no word for "this address is proved".
  if (kind === 'saml' && changes.emailDomains === null) refuseField('emailDomains', 'required')
  if (kind !== 'jwt' && changes.loginUrl) refuseField('loginUrl', 'unknown_field')
  if (kind !== 'oidc' && changes.clientId) refuseField('clientId', 'unknown_field')
  if (kind !== 'oidc' && changes.clientSecret) refuseField('clientSecret', 'unknown_field')
  if (kind !== 'saml' && changes.saml) refuseField('saml', 'unknown_field')
}

function readSaml(saml: CreateIdentityProviderBody['saml']): SamlSettings | null {
  if (!saml) return null
  const certificates = saml.certificates.map((text, index) => readCertificate(text, `saml.certificates.${index}`))
  return { ...saml, ssoUrl: requireSafe(saml.ssoUrl, 'saml.ssoUrl') ?? '', certificates }
}

/** A provider that does not describe itself would let nobody in: better said now. */
async function requireReachable(deps: Deps, issuer: string): Promise<void> {
  try {
    await discoverProvider(deps, issuer)
  } catch (error) {
    throw new AppError('invalid_request', `issuer: ${(error as Error).message}`, { fields: { issuer: 'invalid' }, cause: error })
  }
}

function refuseField(field: string, code: FieldErrorCode): never {
  throw new AppError('invalid_request', `${field}: ${code}`, { fields: { [field]: code } })
}

/** Whoever came in because the provider said so is not in any more. @returns the sessions that ended. */
async function endTrust(tx: Tx, deps: Deps, viewer: StaffViewer, providerId: string): Promise<string[]> {
  const at = deps.now()
  const ended = await revokeSessionsOfProvider(tx, viewer.accountId, providerId, at)
  for (const sessionId of ended) await recordEvent(tx, viewer, at, { kind: 'session.revoked', isPublic: false, data: { sessionId } })
  return ended
}
