import { createMiddleware } from 'hono/factory'
import type { ConsentRecord, ConsentText, ConsentTexts, GiveConsentBody, OwnConsent } from '../../shared/consent.ts'
import type { Tx } from '../db/index.ts'
import type { AppEnv, Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent, type Actor } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { addConsentRecord, findGivenVersion, listConsentRecords, setConsentOfSessions } from '../portal/consent.repo.ts'
import type { ConsentRecordRow } from '../portal/consent.table.ts'
import { presentConsent } from '../portal/portal.presenter.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import type { ContactViewer } from '../viewer.ts'

/**
 * Lets contacts through who agreed to the portal's words as they are now. Needs `authenticateContact` before it. Who did not
 * can still read and give the consent, see who they are, and log out.
 *
 * @throws AppError `consent_required`.
 */
export const requireConsent = createMiddleware<AppEnv>(async (c, next) => {
  const { portal, requestSession: session, viewer } = c.var
  // A preview shows what contacts see who agreed.
  if (viewer.kind === 'contact' && lacksConsent(portal, session?.given_version ?? null)) throw new AppError('consent_required')
  return next()
})

/** Whether a portal asks for consent to other words than a contact has agreed to. */
export function lacksConsent(portal: Pick<PortalRow, 'consent_version'>, given: string | null): boolean {
  return portal.consent_version !== null && portal.consent_version !== given
}

/**
 * Records that the viewer agrees, and opens the portal to their sessions. Given already, nothing is added.
 *
 * @throws AppError `changed_meanwhile` when the words are others by now.
 */
export async function giveConsent(deps: Deps, portal: PortalRow, viewer: ContactViewer, body: GiveConsentBody, ip: string): Promise<void> {
  requireCurrent(portal, body)
  const { accountId, contactId } = viewer
  const now = deps.now()
  await write(deps, accountId, async (tx) => {
    if ((await findGivenVersion(tx, accountId, portal.id, contactId)) !== body.version) {
      await recordConsent(tx, deps, viewer, portal, { kind: 'given', method: 'portal', contactId, ...body, ip, at: now })
    }
    await setConsentOfSessions(tx, { accountId, portalId: portal.id, contactId }, body.version, now)
  })
}

/** Takes the viewer's consent back: as easy as it was to give. What was recorded stays; the portal is closed until it is given again. */
export async function withdrawConsent(deps: Deps, portal: PortalRow, viewer: ContactViewer, ip: string): Promise<void> {
  const { accountId, contactId } = viewer
  const now = deps.now()
  const sessionIds = await write(deps, accountId, async (tx) => {
    const [last] = await listConsentRecords(tx, accountId, portal.id, contactId)
    if (last?.kind !== 'given') return []
    const { version, language } = last
    await recordConsent(tx, deps, viewer, portal, { kind: 'withdrawn', method: 'portal', contactId, version, language, ip, at: now })
    return setConsentOfSessions(tx, { accountId, portalId: portal.id, contactId }, null, now)
  })
  deps.hub.endSessions(sessionIds)
}

/** @throws AppError `changed_meanwhile` when these are not the words of now, or not in that language. */
export function requireCurrent(portal: PortalRow, { version, language }: GiveConsentBody): void {
  if (portal.consent_version !== version || !presentConsent(portal)?.texts[language])
    throw new AppError('changed_meanwhile', 'other words by now')
}

/** Adds a record of consent, in the caller's transaction. */
export async function recordConsent(
  tx: Tx,
  deps: Pick<Deps, 'newId'>,
  actor: Actor,
  portal: PortalRow,
  record: Pick<ConsentRecordRow, 'kind' | 'method' | 'version' | 'language'> & { contactId: string; ip: string; at: string },
): Promise<void> {
  const { kind, method, version, language, contactId, at } = record
  await addConsentRecord(tx, {
    account_id: portal.account_id,
    id: deps.newId(),
    portal_id: portal.id,
    contact_id: contactId,
    kind,
    method,
    version,
    language,
    ip: networkPart(record.ip),
    created_at: at,
  })
  const event = kind === 'given' ? 'consent.given' : 'consent.withdrawn'
  await recordEvent(tx, actor, at, { kind: event, isPublic: false, data: { contactId, portalId: portal.id, version, language } })
}

/** The viewer's consents, each with the words of its time. */
export async function presentOwnConsent(deps: Pick<Deps, 'db'>, portal: PortalRow, contactId: string): Promise<OwnConsent> {
  const rows = await listConsentRecords(deps.db, portal.account_id, portal.id, contactId)
  const given = rows[0]?.kind === 'given' ? rows[0].version : null
  return {
    asked: presentConsent(portal),
    isGiven: !lacksConsent(portal, given),
    records: rows.map(presentRecord),
  }
}

function presentRecord(row: Awaited<ReturnType<typeof listConsentRecords>>[number]): ConsentRecord {
  const words: ConsentText = (JSON.parse(row.texts) as ConsentTexts)[row.language] ?? { text: '', checkbox: '' }
  const { id, kind, method, version, language } = row
  return { id, kind, method, version, language, ...words, at: row.created_at }
}

/** The proof needs no machine: the last part of an address is left out. */
function networkPart(ip: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(ip)?.[1]
  return v4 === undefined ? `${ip.split(':').slice(0, 3).join(':')}::` : `${v4}.0`
}
