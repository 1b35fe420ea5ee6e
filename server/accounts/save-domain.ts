import { randomBytes } from 'node:crypto'
import { type ConnectDomainBody, type Domain, domainsMax, type FoundRecord, type UpdateDomainBody } from '../../shared/domains.ts'
import type { FieldErrorCode } from '../../shared/errors.ts'
import type { Db, Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import type { StaffViewer } from '../viewer.ts'
import { domainOrigin, normaliseHost } from './domain-name.ts'
import { deleteDomain, findDomain, findServedDomain, insertDomain, listDomains, updateDomain, type DomainRow } from './domain.repo.ts'
import { recordsOf } from './look-up-domain.ts'
import { forgetServed } from './served-site.ts'

/** The account's domains as staff see them. */
export async function readDomains(db: Db, accountId: string, publicUrl: string): Promise<Domain[]> {
  const [rows, portals] = await Promise.all([listDomains(db, accountId), listPlaces(db, accountId)])
  return rows.map((row) => presentDomain(row, portals, publicUrl))
}

/** One domain as staff see it. */
export async function readDomain(db: Db, row: DomainRow, publicUrl: string): Promise<Domain> {
  return presentDomain(row, await listPlaces(db, row.account_id), publicUrl)
}

/**
 * Connects a domain: from now on its record is looked for.
 *
 * @throws AppError `invalid_request` at `host`: no host, the installation's own, of this account already, proved by another
 *   account, one too many.
 */
export async function connectDomain(deps: Deps, viewer: StaffViewer, { host: typed }: ConnectDomainBody): Promise<DomainRow> {
  const now = deps.now()
  return write(deps, viewer.accountId, async (tx) => {
    const row = await addDomain(tx, deps, viewer.accountId, typed, now)
    const data = { domainId: row.id, host: row.host, before: null, after: { host: row.host } }
    await recordEvent(tx, viewer, now, { kind: 'domain.changed', isPublic: false, data })
    return row
  })
}

/** Puts a domain down, in the caller's transaction. @throws AppError as `connectDomain`. */
export async function addDomain(
  tx: Tx,
  deps: Pick<Deps, 'newId' | 'config'>,
  accountId: string,
  typed: string,
  now: string,
): Promise<DomainRow> {
  const host = normaliseHost(typed)
  if (host === null) throw refusal('not_a_host')
  if (host === new URL(deps.config.publicUrl).hostname) throw refusal('not_a_choice')
  const own = await listDomains(tx, accountId)
  if (own.some((row) => row.host === host)) throw refusal('twice')
  if (own.length >= domainsMax) throw refusal('too_many')
  if (await findServedDomain(tx, host)) throw refusal('taken')
  const row: DomainRow = {
    account_id: accountId,
    id: deps.newId(),
    host,
    token: randomBytes(16).toString('hex'),
    language: '',
    state: 'waiting',
    found: '[]',
    points_here: null,
    checked_at: null,
    verified_at: null,
    failing_since: null,
    waits_since: now,
    version: 1,
    created_at: now,
  }
  await insertDomain(tx, row)
  return row
}

/** Changes the primary language of a domain. @throws AppError `not_found`, `changed_meanwhile`. */
export async function changeDomain(deps: Deps, viewer: StaffViewer, domainId: string, body: UpdateDomainBody): Promise<DomainRow> {
  const row = await write(deps, viewer.accountId, async (tx) => {
    const before = await requireDomain(tx, viewer.accountId, domainId)
    const columns = { language: body.language ?? '', version: before.version + 1 }
    if (!(await updateDomain(tx, before, columns, body.version))) throw new AppError('changed_meanwhile')
    const data = { domainId, host: before.host, before: { language: before.language }, after: { language: columns.language } }
    await recordEvent(tx, viewer, deps.now(), { kind: 'domain.changed', isPublic: false, data })
    return { ...before, ...columns }
  })
  forgetServed(deps.db, row.host)
  return row
}

/** Disconnects a domain: what is there answers nothing from now on. @throws AppError `not_found`. */
export async function disconnectDomain(deps: Deps, viewer: StaffViewer, domainId: string): Promise<void> {
  const { host } = await write(deps, viewer.accountId, async (tx) => {
    const row = await requireDomain(tx, viewer.accountId, domainId)
    await deleteDomain(tx, viewer.accountId, domainId)
    const data = { domainId, host: row.host, before: { host: row.host }, after: null }
    await recordEvent(tx, viewer, deps.now(), { kind: 'domain.changed', isPublic: false, data })
    return row
  })
  forgetServed(deps.db, host)
}

/** One domain of the account. @throws AppError `not_found`. */
export async function requireDomain(db: Db, accountId: string, domainId: string): Promise<DomainRow> {
  const row = await findDomain(db, accountId, domainId)
  if (!row) throw new AppError('not_found', `domain ${domainId}`)
  return row
}

function refusal(code: FieldErrorCode): AppError {
  return new AppError('invalid_request', `host: ${code}`, { fields: { host: code } })
}

function listPlaces(db: Db, accountId: string) {
  return db.selectFrom('portal').select(['title', 'slug']).where('account_id', '=', accountId).orderBy('created_at').orderBy('id').execute()
}

function presentDomain(row: DomainRow, portals: readonly { title: string; slug: string }[], publicUrl: string): Domain {
  const origin = domainOrigin(publicUrl, row.host)
  return {
    id: row.id,
    host: row.host,
    state: row.state,
    ...recordsOf(row, publicUrl),
    found: JSON.parse(row.found) as FoundRecord[],
    pointsHere: row.points_here === null ? null : row.points_here === 1,
    checkedAt: row.checked_at,
    verifiedAt: row.verified_at,
    failingSince: row.failing_since,
    language: row.language === 'en' || row.language === 'nb' ? row.language : null,
    portals: portals.map(({ title, slug }) => ({ title, url: `${origin}/${slug}` })),
    version: row.version,
  }
}
