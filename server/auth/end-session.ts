import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent, type Actor } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import type { ContactViewer } from '../viewer.ts'
import { isOver } from './session.ts'
import { listSessions, listSessionsOfOthers, revokeSessions, type SessionChoice } from './session.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'

/** Logs a contact out here: tokens and streams of this session end. */
export async function signOut(deps: Deps, viewer: ContactViewer): Promise<void> {
  const now = deps.now()
  const ended = await write(deps, viewer.accountId, async (tx) => {
    await recordEvent(tx, viewer, now, { kind: 'contact.signed_out', isPublic: false, data: { sessionId: viewer.sessionId } })
    return revokeSessions(tx, viewer.accountId, { sessionId: viewer.sessionId }, now)
  })
  deps.hub.endSessions(ended)
}

/** The viewer's own sessions on this portal that are still good, the one last used first. */
export async function listOwnSessions(deps: Deps, portal: PortalRow, viewer: ContactViewer) {
  const now = deps.now()
  const rows = await listSessions(deps.db, viewer.accountId, portal.id, viewer.contactId)
  return rows.filter((row) => !isOver(row, portal, now))
}

/**
 * Ends one of the viewer's own sessions, on another device for instance.
 *
 * @throws AppError `not_found` when the viewer has no such session.
 */
export async function endOwnSession(deps: Deps, portal: PortalRow, viewer: ContactViewer, sessionId: string): Promise<void> {
  const own = await listOwnSessions(deps, portal, viewer)
  if (!own.some(({ id }) => id === sessionId)) throw new AppError('not_found', `session ${sessionId}`)
  await endSessions(deps, viewer, { sessionId })
}

/**
 * Ends sessions of contacts, all at once: after a new password, when somebody is removed, when staff say so. Streams of this
 * process close at once, those of others when they look again, within five seconds.
 */
export async function endSessions(deps: Deps, actor: Actor, which: SessionChoice): Promise<void> {
  const now = deps.now()
  const ended = await write(deps, actor.accountId, async (tx) => {
    const ids = await revokeSessions(tx, actor.accountId, which, now)
    for (const sessionId of ids) await recordEvent(tx, actor, now, { kind: 'session.revoked', isPublic: false, data: { sessionId } })
    return ids
  })
  deps.hub.endSessions(ended)
}

/** Ends the sessions that a key has on a portal as anybody else: one browser is one person at a time. */
export async function endSessionsOfOthers(deps: Deps, portal: PortalRow, jkt: string, contactId: string): Promise<void> {
  const actor = { kind: 'system', accountId: portal.account_id } as const
  for (const { id } of await listSessionsOfOthers(deps.db, portal.account_id, portal.id, jkt, contactId)) {
    await endSessions(deps, actor, { sessionId: id })
  }
}
