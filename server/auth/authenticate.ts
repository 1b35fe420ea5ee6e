import { createMiddleware } from 'hono/factory'
import type { AppEnv, Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { later } from '../later.ts'
import { originOf } from '../portal/allow-origin.ts'
import { contactViewer } from '../portal/contact-viewer.ts'
import { isLetIn, listLetIn } from '../portal/portal-access.repo.ts'
import { accessTokenOf } from '../portal/resolve-portal.ts'
import { nameNewestEvent } from '../http/newest-event.ts'
import type { ContactViewer } from '../viewer.ts'
import { usePreview } from '../preview/authenticate-preview.ts'
import { lacksConsent } from './consent.ts'
import { endSessions } from './end-session.ts'
import { proveKey } from './prove-key.ts'
import { isOver } from './session.ts'
import { listSessionStates, touchSession } from './session.repo.ts'

export { proveKey }

const touchEverySeconds = 60

/**
 * Lets a signed-in contact of the request's portal through and sets `viewer`. Needs `resolvePortal` before it.
 *
 * @throws AppError `sign_in_required` without access token, `session_expired` when it is not good (any more),
 *   `access_denied` when the portal's lists do not let the contact in (any more), `proof_nonce_required`, `proof_invalid`.
 */
export const authenticateContact = createMiddleware<AppEnv>(async (c, next) => {
  const { deps, portal, requestSession: session } = c.var
  const accessToken = accessTokenOf(c)
  if (accessToken === null) throw new AppError('sign_in_required')
  if (c.var.requestPreview) {
    usePreview(c)
    return next()
  }
  if (!session) throw new AppError('session_expired', 'no session has this access token')
  proveKey(c, { accessToken, jkt: session.jkt })

  const now = deps.now()
  const times = { ...session, created_at: session.session_created_at }
  if (isOver(times, portal, now)) throw new AppError('session_expired', 'the session is over')
  if (now >= session.access_expires_at) throw new AppError('session_expired', 'the access token is too old')
  // A client that is no browser names no origin; a page cannot leave it out.
  const origin = originOf(c)
  if (origin !== null && origin !== session.origin) throw new AppError('session_expired', `the session belongs to ${session.origin}`)

  if (!(await isLetIn(deps.db, portal, session.contact_id, now))) {
    await endSessions(deps, { kind: 'system', accountId: portal.account_id }, { sessionId: session.session_id })
    throw new AppError('access_denied', `contact ${session.contact_id}`)
  }

  if (c.req.header('Cp-Activity') === 'user' && later(session.last_seen_at, touchEverySeconds) <= now) {
    await touchSession(deps.db, portal.account_id, session.session_id, now)
  }
  const contact = { id: session.contact_id, name: session.contact_name, company_id: session.company_id }
  nameNewestEvent(c, session.last_event_seq)
  c.set('viewer', contactViewer(portal, contact, session.session_id, now))
  return next()
})

/** The viewers of those sessions that are still good, as they would be at a request made now. The others are missing: end their streams. */
export async function reauthorise(deps: Pick<Deps, 'db' | 'now'>, sessionIds: readonly string[]): Promise<Map<string, ContactViewer>> {
  const viewers = new Map<string, ContactViewer>()
  if (sessionIds.length === 0) return viewers
  const now = deps.now()
  const good = (await listSessionStates(deps.db, sessionIds)).filter(
    (row) => row.is_on === 1 && !isOver(row, row, now) && !lacksConsent(row, row.given_version),
  )
  const letIn = await listAllLetIn(deps.db, good, now)
  for (const row of good) {
    if (!letIn.has(row.id)) continue
    const contact = { id: row.contact_id, name: row.contact_name, company_id: row.company_id }
    viewers.set(row.id, contactViewer({ ...row, id: row.portal_id }, contact, row.id, now))
  }
  return viewers
}

/** Ids of those sessions whose contacts their portals let in: one question for each portal that has lists. */
async function listAllLetIn(
  db: Deps['db'],
  sessions: Awaited<ReturnType<typeof listSessionStates>>,
  now: string,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  for (const ofPortal of Map.groupBy(sessions, ({ portal_id }) => portal_id).values()) {
    const [portal] = ofPortal
    if (!portal) continue
    const contactIds = await listLetIn(
      db,
      portal,
      ofPortal.map(({ contact_id }) => contact_id),
      now,
    )
    for (const { id, contact_id } of ofPortal) if (contactIds.has(contact_id)) ids.add(id)
  }
  return ids
}

/** Those of the sessions that are over, withdrawn, or of a portal that is off. */
export async function listDeadSessions(deps: Pick<Deps, 'db' | 'now'>, sessionIds: readonly string[]): Promise<string[]> {
  const viewers = await reauthorise(deps, sessionIds)
  return sessionIds.filter((id) => !viewers.has(id))
}
