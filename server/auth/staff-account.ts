import type { ChangePasswordBody } from '../../shared/auth.ts'
import { setStaffNeedsSecondFactor } from '../accounts/account.repo.ts'
import { fold } from '../db/fold.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import type { StaffViewer } from '../viewer.ts'
import { checkPassword } from './methods/password.ts'
import { noticeStaff } from './notice-staff.ts'
import { requireGoodStaffPassword } from './password-policy.ts'
import { readSecondFactor, requireFreshProof } from './second-factor.ts'
import { revokeOtherStaffSessions } from './second-factor.repo.ts'
import { isStaffSessionOver } from './staff-session.ts'
import {
  findStaffProfile,
  listSessionsWithoutSecondFactor,
  listStaffSessions,
  revokeStaffSessions,
  updateStaffPassword,
} from './staff-session.repo.ts'
import { limitsOf } from './throttle.ts'

/**
 * Replaces a staff member's own password, which must be known; who has a second factor proves that as well. Every other
 * session of theirs ends, and a mail tells of it.
 *
 * @throws AppError `sign_in_failed` when the password of now is wrong; `invalid_request` naming what is wrong with the new
 *   one; `proof_required`, `sign_in_locked`, `too_many_requests`, `busy`.
 */
export async function changeStaffPassword(
  deps: Deps,
  viewer: StaffViewer,
  body: ChangePasswordBody,
  { ip, spoken }: { ip: string; spoken: string },
): Promise<void> {
  const { accountId, staffId, sessionId } = viewer
  const profile = await findStaffProfile(deps.db, accountId, staffId)
  if (!profile) throw new Error(`A session belongs to a staff member who does not exist: ${staffId}`)
  if (profile.second_factor_at !== null) await requireFreshProof(deps, viewer)
  const attempt = { password: body.currentPassword, stored: profile.password_hash, ip, limits: limitsOf('staff', fold(profile.email), ip) }
  await checkPassword(deps, attempt)
  if (body.password === body.currentPassword) throw new AppError('invalid_request', 'the same', { fields: { password: 'not_a_choice' } })
  requireGoodStaffPassword(body.password, profile.account_name, profile.name, profile.email)
  const hash = await deps.hasher.hash(body.password)
  const now = deps.now()
  const ended = await write(deps, accountId, async (tx) => {
    await updateStaffPassword(tx, accountId, staffId, hash)
    await recordEvent(tx, viewer, now, { kind: 'staff.password_changed', isPublic: false, data: {} })
    await noticeStaff(tx, deps, viewer, 'passwordChanged', spoken)
    return revokeOtherStaffSessions(tx, accountId, staffId, sessionId, now)
  })
  deps.hub.endSessions(ended)
}

/** The viewer's own sessions that are still good, the one last used first. */
export async function listOwnStaffSessions(deps: Deps, { accountId, staffId }: StaffViewer) {
  const now = deps.now()
  const rows = await listStaffSessions(deps.db, accountId, staffId)
  return rows.filter((row) => !isStaffSessionOver({ ...row, is_active: 1 }, now))
}

/** Ends one of the viewer's own sessions, on another device for instance. @throws AppError `not_found` when the viewer has no such session. */
export async function endOwnStaffSession(deps: Deps, viewer: StaffViewer, sessionId: string): Promise<void> {
  const own = await listOwnStaffSessions(deps, viewer)
  if (!own.some(({ id }) => id === sessionId)) throw new AppError('not_found', `session ${sessionId}`)
  const now = deps.now()
  const ended = await write(deps, viewer.accountId, async (tx) => {
    await recordEvent(tx, viewer, now, { kind: 'staff.signed_out', isPublic: false, data: { sessionId } })
    return revokeStaffSessions(tx, viewer.accountId, { sessionId }, now)
  })
  deps.hub.endSessions(ended)
}

/** Ends all of the viewer's own sessions but this one. */
export async function endOtherStaffSessions(deps: Deps, viewer: StaffViewer): Promise<void> {
  const now = deps.now()
  const ended = await write(deps, viewer.accountId, async (tx) => {
    const ids = await revokeOtherStaffSessions(tx, viewer.accountId, viewer.staffId, viewer.sessionId, now)
    for (const sessionId of ids) await recordEvent(tx, viewer, now, { kind: 'staff.signed_out', isPublic: false, data: { sessionId } })
    return ids
  })
  deps.hub.endSessions(ended)
}

/**
 * Says whether everybody of the staff needs a second factor. From then on who has none can do nothing but begin one; their
 * open streams end.
 *
 * @throws AppError `second_factor_off` when who asks for it has none.
 */
export async function requireOfEverybody(deps: Deps, viewer: StaffViewer, isRequired: boolean): Promise<void> {
  const { accountId } = viewer
  if (isRequired && !(await readSecondFactor(deps, viewer)).isOn) throw new AppError('second_factor_off')
  await write(deps, accountId, async (tx) => {
    await setStaffNeedsSecondFactor(tx, accountId, isRequired)
    const data = { after: { staffNeedsSecondFactor: isRequired } }
    await recordEvent(tx, viewer, deps.now(), { kind: 'account.changed', isPublic: false, data })
  })
  // They are not over: streams close and the page asks for the second factor when it opens the next.
  if (isRequired) deps.hub.endSessions(await listSessionsWithoutSecondFactor(deps.db, accountId))
}
