import type { StaffMe, StaffPermission } from '../../shared/auth.ts'
import type { StaffSignInBody } from '../../shared/second-factor.ts'
import { noteSignIn } from '../accounts/team.repo.ts'
import { fold } from '../db/fold.ts'
import type { Timestamp } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { hashSecretToken, makeSecretToken } from '../http/secret-token.ts'
import { later } from '../later.ts'
import type { StaffViewer } from '../viewer.ts'
import { checkPassword } from './methods/password.ts'
import { checkSecondFactor } from './second-factor.ts'
import {
  findStaffByAddress,
  findStaffProfile,
  insertStaffSession,
  listStaffSessionStates,
  revokeStaffSessions,
  type StaffSessionAndPerson,
} from './staff-session.repo.ts'
import { limitsOf } from './throttle.ts'

/** Longest gap between two things that a staff member does, in seconds. */
const idleSeconds = 3600

/** End of a staff session whatever happens, in seconds. */
const absoluteSeconds = 12 * 3600

const userAgentMaxChars = 300

/**
 * Signs a staff member in with a new session.
 *
 * @returns the cookie's token, and who it is.
 * @throws AppError `sign_in_failed`, `second_factor_required`, `sign_in_locked`, `too_many_requests`, `busy`.
 */
export async function signInStaff(
  deps: Deps,
  body: StaffSignInBody,
  from: { ip: string; userAgent: string },
): Promise<{ token: string; me: StaffMe }> {
  const addressFolded = fold(body.email)
  const person = await findStaffByAddress(deps.db, addressFolded)
  const limits = limitsOf('staff', addressFolded, from.ip)
  await checkPassword(deps, { password: body.password, stored: person?.password_hash ?? null, ip: from.ip, limits })
  if (!person) throw new AppError('sign_in_failed')
  await checkSecondFactor(deps, { ...person, addressFolded }, body.code, from.ip)

  const me = await presentStaffMe(deps, person.account_id, person.id)
  const token = await openStaffSession(deps, person, { userAgent: from.userAgent, providerId: null, isProved: true })
  return { token, me }
}

/** Makes a session of a staff member who proved who it is. @returns the cookie's token. */
export async function openStaffSession(
  deps: Deps,
  person: { account_id: string; id: string; name: string },
  from: { userAgent: string; providerId: string | null; isProved: boolean },
): Promise<string> {
  const now = deps.now()
  const session = {
    account_id: person.account_id,
    id: deps.newId(),
    staff_id: person.id,
    user_agent: from.userAgent.slice(0, userAgentMaxChars),
    created_at: now,
    last_seen_at: now,
    expires_at: later(now, absoluteSeconds),
    revoked_at: null,
    proved_at: from.isProved ? now : null,
    provider_id: from.providerId,
  }
  const token = makeSecretToken('cps_')
  await write(deps, person.account_id, async (tx) => {
    await noteSignIn(tx, person.account_id, person.id, now)
    await insertStaffSession(tx, { ...session, token_hash: hashSecretToken(token) })
    const viewer = staffViewerOf({ ...session, name: person.name, permissions: '[]' })
    const data = { sessionId: session.id, ...(from.providerId !== null && { providerId: from.providerId }) }
    await recordEvent(tx, viewer, now, { kind: 'staff.signed_in', isPublic: false, data })
  })
  return token
}

/** Logs a staff member out: the session and its streams end. */
export async function signOutStaff(deps: Deps, viewer: StaffViewer): Promise<void> {
  const now = deps.now()
  const ended = await write(deps, viewer.accountId, async (tx) => {
    await recordEvent(tx, viewer, now, { kind: 'staff.signed_out', isPublic: false, data: { sessionId: viewer.sessionId } })
    return revokeStaffSessions(tx, viewer.accountId, { sessionId: viewer.sessionId }, now)
  })
  deps.hub.endSessions(ended)
}

/** Ends every session of a staff member: after a new password, a changed role, or a departure. */
export async function endStaffSessions(deps: Deps, accountId: string, staffId: string): Promise<void> {
  const ended = await write(deps, accountId, (tx) => revokeStaffSessions(tx, accountId, { staffId }, deps.now()))
  deps.hub.endSessions(ended)
}

/** The signed-in staff member as it is told about itself. */
export async function presentStaffMe(deps: Pick<Deps, 'db' | 'mailer'>, accountId: string, staffId: string): Promise<StaffMe> {
  const profile = await findStaffProfile(deps.db, accountId, staffId)
  if (!profile) throw new Error(`A session belongs to a staff member who does not exist: ${staffId}`)
  return {
    id: profile.id,
    name: profile.name,
    email: profile.email,
    accountName: profile.account_name,
    permissions: JSON.parse(profile.permissions) as StaffPermission[],
    hasOutbox: deps.mailer.isOutbox,
    hasSecondFactor: profile.second_factor_at !== null,
    lacksSecondFactor: lacksSecondFactor(profile),
  }
}

/** Whether a staff session is over: ended by somebody, at its end, idle for too long, or its person has left. */
export function isStaffSessionOver(
  session: Pick<StaffSessionAndPerson, 'revoked_at' | 'is_active' | 'expires_at' | 'last_seen_at'>,
  now: Timestamp,
): boolean {
  if (session.revoked_at !== null || session.is_active !== 1) return true
  return now >= session.expires_at || now >= later(session.last_seen_at, idleSeconds)
}

/** Whether the account wants a second factor of everybody and this person has none: nothing is open but to begin one. */
export function lacksSecondFactor(person: Pick<StaffSessionAndPerson, 'staff_needs_second_factor' | 'second_factor_at'>): boolean {
  return person.staff_needs_second_factor === 1 && person.second_factor_at === null
}

/** The viewer of a good staff session. */
export function staffViewerOf(
  session: Pick<StaffSessionAndPerson, 'account_id' | 'staff_id' | 'id' | 'name' | 'permissions'>,
): StaffViewer {
  return {
    kind: 'staff',
    accountId: session.account_id,
    staffId: session.staff_id,
    sessionId: session.id,
    name: session.name,
    permissions: JSON.parse(session.permissions) as StaffPermission[],
  }
}

/** The viewers of those staff sessions that are still good, as they would be at a request made now. */
export async function reauthoriseStaff(deps: Pick<Deps, 'db' | 'now'>, sessionIds: readonly string[]): Promise<Map<string, StaffViewer>> {
  const viewers = new Map<string, StaffViewer>()
  if (sessionIds.length === 0) return viewers
  const now = deps.now()
  for (const row of await listStaffSessionStates(deps.db, sessionIds)) {
    if (!isStaffSessionOver(row, now) && !lacksSecondFactor(row)) viewers.set(row.id, staffViewerOf(row))
  }
  return viewers
}
