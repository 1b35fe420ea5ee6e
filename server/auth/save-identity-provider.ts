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
  findProviderById,
  insertIdentityProvider,
  insertJwtKey,
  listIdentityProviders,
  listJwtKeys,
  updateIdentityProvider,
} from '../portal/identity-provider.repo.ts'
import type { IdentityProviderRow, JwtKeyRow } from '../portal/identity-provider.table.ts'
import { presentIdentityProvider, presentJwtKey } from '../portal/identity-provider.presenter.ts'
import { findPortal } from '../portal/portal.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import type { StaffViewer } from '../viewer.ts'
import { readHostKey } from './host-key.ts'
import { readSaml, refuseField, requireComplete, requireFitting, requireReachable, requireSafe } from './identity-provider-fields.ts'
import { placeOfJwtKey } from './methods/jwt.ts'
import { revokeSessionsOfProvider } from './session.repo.ts'
import { makeSigningKey } from './self-signed.ts'
import { placeOfClientSecret } from './methods/oidc.ts'
import { placeOfSigningKey } from './methods/saml.ts'

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
  const { clientSecret, emailDomains, id = deps.newId(), ...shown } = body
  requireComplete(body)
  await requirePortal(deps.db, viewer, portalId)
  await requireReachable(deps, body.kind, body)
  const signingKey = body.saml?.signsRequests ? await makeSigningKey(new URL(deps.config.publicUrl).hostname) : null
  return write(deps, viewer.accountId, async (tx) => {
    const portal = await requirePortal(tx, viewer, portalId)
    if (await findProviderById(tx, id)) refuseField('id', 'not_a_choice')
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
      settings: JSON.stringify({
        loginUrl: requireSafe(body.loginUrl, 'loginUrl'),
        jwksUrl: body.jwksUrl,
        companyClaim: body.companyClaim,
        clientId: body.clientId,
        saml: readSaml(body.saml),
        signingCertificate: signingKey?.certificate ?? null,
      }),
      secret_sealed: signingKey
        ? deps.vault.seal(signingKey.privateKey, placeOfSigningKey({ account_id: viewer.accountId, id }))
        : clientSecret && deps.vault.seal(clientSecret, placeOfClientSecret({ account_id: viewer.accountId, id })),
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
  const { name, isOn, issuer, emailDomains, loginUrl, jwksUrl, companyClaim, clientId, clientSecret, saml } = changes
  const known = await requireProvider(deps.db, viewer, place.portalId, place.providerId)
  requireFitting(known.provider.kind, changes)
  await requireReachable(deps, known.provider.kind, changes)
  const needsKey = saml?.signsRequests === true && known.provider.secret_sealed === null
  const signingKey = needsKey ? await makeSigningKey(new URL(deps.config.publicUrl).hostname) : null
  const saved = await write(deps, viewer.accountId, async (tx) => {
    const { portal, provider } = await requireProvider(tx, viewer, place.portalId, place.providerId)
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
        ...(jwksUrl !== undefined && { jwksUrl }),
        ...(companyClaim !== undefined && { companyClaim }),
        ...(clientId !== undefined && { clientId }),
        ...(saml !== undefined && { saml: readSaml(saml) }),
        ...(signingKey && { signingCertificate: signingKey.certificate }),
      }),
      ...(clientSecret !== undefined && { secret_sealed: clientSecret && deps.vault.seal(clientSecret, placeOfClientSecret(provider)) }),
      ...(signingKey && { secret_sealed: deps.vault.seal(signingKey.privateKey, placeOfSigningKey(provider)) }),
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

/** Whoever came in because the provider said so is not in any more. @returns the sessions that ended. */
async function endTrust(tx: Tx, deps: Deps, viewer: StaffViewer, providerId: string): Promise<string[]> {
  const at = deps.now()
  const ended = await revokeSessionsOfProvider(tx, viewer.accountId, providerId, at)
  for (const sessionId of ended) await recordEvent(tx, viewer, at, { kind: 'session.revoked', isPublic: false, data: { sessionId } })
  return ended
}
