import type { ChangePasswordBody } from '../../shared/auth.ts'
import { fold } from '../db/fold.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { write } from '../events/write.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import type { ContactViewer } from '../viewer.ts'
import { findContactProfile } from './contact-sign-in.repo.ts'
import { checkPassword } from './methods/password.ts'
import { rememberKey } from './session.repo.ts'
import { replacePassword, requireGoodPassword } from './set-password.ts'
import { requireMethod } from './sign-in.ts'
import { limitsOf } from './throttle.ts'

/**
 * Replaces the viewer's password, which must be known: whoever borrows an open page cannot lock its owner out. Every other
 * session of theirs ends.
 *
 * @throws AppError `sign_in_failed` when the password of now is wrong; `invalid_request` naming what is wrong with the new
 *   one; `sign_in_method_off`, `sign_in_locked`, `too_many_requests`, `busy`.
 */
export async function changePassword(
  deps: Deps,
  portal: PortalRow,
  viewer: ContactViewer,
  body: ChangePasswordBody,
  from: { ip: string; jkt: string },
): Promise<void> {
  requireMethod(portal, 'password')
  const { accountId, contactId, sessionId } = viewer
  const profile = await findContactProfile(deps.db, accountId, contactId)
  if (!profile) throw new Error(`A session belongs to a contact that does not exist: ${contactId}`)
  const email = profile.email ?? ''
  const limits = limitsOf(accountId, fold(email), from.ip, from.jkt)
  await checkPassword(deps, { password: body.currentPassword, stored: profile.password_hash, ip: from.ip, limits })
  if (body.password === body.currentPassword) throw new AppError('invalid_request', 'the same', { fields: { password: 'not_a_choice' } })
  requireGoodPassword(portal, body.password, [profile.name, email])
  const hash = await deps.hasher.hash(body.password)
  const at = deps.now()
  const ended = await write(deps, accountId, async (tx) => {
    const sessionIds = await replacePassword(tx, deps, viewer, portal, { contactId, hash, at, exceptSessionId: sessionId })
    await rememberKey(tx, { account_id: accountId, contact_id: contactId, jkt: from.jkt, seen_at: at })
    return sessionIds
  })
  deps.hub.endSessions(ended)
}
