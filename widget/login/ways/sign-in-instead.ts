import { deleteSession } from '../../api/session.ts'
import type { Session } from '../../base/session.ts'
import { SessionVault, type StoredSession } from '../../base/vault.ts'

/**
 * Signs in with what was mailed. Who was in this browser before is out, on the server too, and what somebody else had typed
 * is not left to the next. Throws `ApiError`.
 */
export async function signInInstead(session: Session, body: object, path: string | undefined): Promise<void> {
  const before = session.state === 'in' ? await readCurrent(session) : undefined
  await session.signIn(body, path)
  if (!before) return
  if (before.me.id !== session.me?.id) forgetDrafts(`cp-draft ${session.portalKey} ${before.me.id} `)
  await deleteSession(session.base, before, session.holder).catch(() => undefined)
}

/** The session that this browser keeps, with an access token that is good. */
async function readCurrent(session: Session): Promise<StoredSession | undefined> {
  await session.send({ method: 'GET', path: '/me' }).catch(() => undefined)
  return new SessionVault(session.portalKey).read().catch(() => undefined)
}

function forgetDrafts(start: string): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(start)) localStorage.removeItem(name)
  } catch {
    // Where storage is forbidden nothing was kept.
  }
}
