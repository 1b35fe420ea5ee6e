import { limits } from '../../shared/limits.ts'
import type { CreateStaffProviderBody, StaffProvider, UpdateStaffProviderBody } from '../../shared/staff-provider.ts'
import {
  deleteStaffLinks,
  deleteStaffProvider,
  findStaffProvider,
  insertStaffProvider,
  listStaffProviders,
  revokeStaffSessionsOfProvider,
  updateStaffProvider,
} from '../accounts/staff-provider.repo.ts'
import type { StaffProviderRow } from '../accounts/staff-provider.table.ts'
import type { Db, Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import type { StaffViewer } from '../viewer.ts'
import { refuseField, requireReachable } from './identity-provider-fields.ts'
import { oidcRedirectUrl, placeOfClientSecret } from './methods/oidc.ts'

/** A provider of staff as admins see it. */
export function presentStaffProvider(deps: Pick<Deps, 'config'>, row: StaffProviderRow): StaffProvider {
  return {
    id: row.id,
    name: row.name,
    isOn: row.is_on === 1,
    issuer: row.issuer,
    clientId: row.client_id,
    hasClientSecret: row.secret_sealed !== null,
    emailDomains: JSON.parse(row.email_domains) as string[],
    redirectUrl: oidcRedirectUrl(deps),
    version: row.version,
    createdAt: row.created_at,
  }
}

/** Lets the account's staff sign in somewhere else. @throws AppError `invalid_request`: too many, an issuer that does not describe itself. */
export async function addStaffProvider(deps: Deps, viewer: StaffViewer, body: CreateStaffProviderBody): Promise<StaffProvider> {
  await requireReachable(deps, 'oidc', { issuer: body.issuer })
  const at = deps.now()
  const id = deps.newId()
  return write(deps, viewer.accountId, async (tx) => {
    if ((await listStaffProviders(tx, viewer.accountId)).length >= limits.identityProvidersMax) refuseField('name', 'too_many')
    const row: StaffProviderRow = {
      account_id: viewer.accountId,
      id,
      name: body.name,
      is_on: body.isOn ? 1 : 0,
      issuer: body.issuer,
      client_id: body.clientId,
      secret_sealed: body.clientSecret && deps.vault.seal(body.clientSecret, placeOfClientSecret({ account_id: viewer.accountId, id })),
      email_domains: JSON.stringify([...new Set(body.emailDomains)]),
      version: 1,
      created_at: at,
    }
    await insertStaffProvider(tx, row)
    const after = presentStaffProvider(deps, row)
    await recordEvent(tx, viewer, at, { kind: 'account.changed', isPublic: false, data: { staffProvider: { after } } })
    return after
  })
}

/** Saves the given settings of a provider. Switched off, or with another issuer, its sessions end. @throws AppError `not_found`, `changed_meanwhile`. */
export async function saveStaffProvider(
  deps: Deps,
  viewer: StaffViewer,
  providerId: string,
  { version, ...changes }: UpdateStaffProviderBody,
): Promise<StaffProvider> {
  const { name, isOn, issuer, clientId, clientSecret, emailDomains } = changes
  await requireStaffProvider(deps.db, viewer, providerId)
  if (issuer !== undefined) await requireReachable(deps, 'oidc', { issuer })
  const saved = await write(deps, viewer.accountId, async (tx) => {
    const before = await requireStaffProvider(tx, viewer, providerId)
    const row: StaffProviderRow = {
      ...before,
      ...(name !== undefined && { name }),
      ...(isOn !== undefined && { is_on: isOn ? 1 : 0 }),
      ...(issuer !== undefined && { issuer }),
      ...(clientId !== undefined && { client_id: clientId }),
      ...(clientSecret !== undefined && { secret_sealed: clientSecret && deps.vault.seal(clientSecret, placeOfClientSecret(before)) }),
      ...(emailDomains !== undefined && { email_domains: JSON.stringify([...new Set(emailDomains)]) }),
      version: before.version + 1,
    }
    if (!(await updateStaffProvider(tx, row, version))) throw new AppError('changed_meanwhile')
    if (row.issuer !== before.issuer) await deleteStaffLinks(tx, viewer.accountId, providerId)
    const after = presentStaffProvider(deps, row)
    const data = { staffProvider: { before: presentStaffProvider(deps, before), after } }
    await recordEvent(tx, viewer, deps.now(), { kind: 'account.changed', isPublic: false, data })
    const isOver = row.is_on !== 1 || row.issuer !== before.issuer
    return { after, ended: isOver ? await endTrust(tx, deps, viewer, providerId) : [] }
  })
  deps.hub.endSessions(saved.ended)
  return saved.after
}

/** Ends the trust in a provider: who its subjects were is forgotten, and their sessions end. @throws AppError `not_found`. */
export async function removeStaffProvider(deps: Deps, viewer: StaffViewer, providerId: string): Promise<void> {
  const ended = await write(deps, viewer.accountId, async (tx) => {
    const before = await requireStaffProvider(tx, viewer, providerId)
    await deleteStaffProvider(tx, viewer.accountId, providerId)
    const data = { staffProvider: { before: presentStaffProvider(deps, before) } }
    await recordEvent(tx, viewer, deps.now(), { kind: 'account.changed', isPublic: false, data })
    return endTrust(tx, deps, viewer, providerId)
  })
  deps.hub.endSessions(ended)
}

async function requireStaffProvider(db: Db, viewer: StaffViewer, providerId: string): Promise<StaffProviderRow> {
  const row = await findStaffProvider(db, viewer.accountId, providerId)
  if (!row) throw new AppError('not_found', `staff provider ${providerId}`)
  return row
}

function endTrust(tx: Tx, deps: Deps, viewer: StaffViewer, providerId: string): Promise<string[]> {
  return revokeStaffSessionsOfProvider(tx, viewer.accountId, providerId, deps.now())
}
