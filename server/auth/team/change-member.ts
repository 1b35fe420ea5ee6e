import type { StaffMember, UpdateStaffBody } from '../../../shared/team.ts'
import { permissionsOf, removeMember, setMemberActive, updateMember, type TeamMember } from '../../accounts/team.repo.ts'
import type { Tx } from '../../db/index.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../errors.ts'
import { recordEvent } from '../../events/record-event.ts'
import { write } from '../../events/write.ts'
import type { StaffViewer } from '../../viewer.ts'
import { deleteSecondFactor, revokeOtherStaffSessions } from '../second-factor.repo.ts'
import { revokeStaffSessions } from '../staff-session.repo.ts'
import { holdTeamAsAdmin, isAdmin, requireMember, requireOtherAdmin } from './guard-admins.ts'
import { presentMember } from './present-team.ts'
import { endLinksOfStaff } from './staff-link.repo.ts'
import { tellAdmins, tellPerson } from './tell-team.ts'

/**
 * Saves what an admin changed of a member. Who may do something else from now on is signed out, but for the admin's own
 * session, and told by mail; so are the admins when there is one more, or one less.
 *
 * @throws AppError `not_found`, `changed_meanwhile`, `last_admin`, `not_on_yourself`, `not_allowed`.
 */
export async function changeMember(deps: Deps, viewer: StaffViewer, staffId: string, body: UpdateStaffBody): Promise<StaffMember> {
  const { accountId } = viewer
  const { version, name, permissions, language } = body
  const saved = await write(deps, accountId, async (tx) => {
    await holdTeamAsAdmin(tx, viewer)
    const member = await requireMember(tx, accountId, staffId)
    if (member.version !== version) throw new AppError('changed_meanwhile')
    const before = { name: member.name, permissions: permissionsOf(member), language: member.language }
    const after = { name: name ?? before.name, permissions: permissions ?? before.permissions, language: language ?? before.language }
    if (isAdmin(member) && !after.permissions.includes('account.admin')) await requireOtherAdmin(tx, viewer, member)
    const data = { staffId, ...differences(before, after) }
    if (Object.keys(data.after).length === 0) return { member, ended: [] }
    await updateMember(tx, accountId, member, { ...after, permissions: JSON.stringify(after.permissions) })
    await recordEvent(tx, viewer, deps.now(), { kind: 'staff.changed', isPublic: false, data })
    const changed = await requireMember(tx, accountId, staffId)
    return { member: changed, ended: 'permissions' in data.after ? await giveRights(tx, deps, viewer, member, changed) : [] }
  })
  deps.hub.endSessions(saved.ended)
  return presentMember(saved.member)
}

/**
 * Keeps a member out, or lets them in again. Kept out, every session and stream of theirs is over, and links to their
 * password too; what they did stays.
 *
 * @throws AppError `not_found`, `last_admin`, `not_on_yourself`, `not_allowed`.
 */
export async function setActive(deps: Deps, viewer: StaffViewer, staffId: string, isActive: boolean): Promise<StaffMember> {
  const { accountId } = viewer
  const saved = await write(deps, accountId, async (tx) => {
    await holdTeamAsAdmin(tx, viewer)
    const member = await requireMember(tx, accountId, staffId)
    if ((member.is_active === 1) === isActive) return { member, ended: [] }
    if (!isActive) await requireOtherAdmin(tx, viewer, member)
    await setMemberActive(tx, accountId, staffId, isActive)
    const data = { staffId, before: { isActive: !isActive }, after: { isActive } }
    await recordEvent(tx, viewer, deps.now(), { kind: 'staff.changed', isPublic: false, data })
    await tellPerson(tx, deps, accountId, member, isActive ? 'activated' : 'deactivated', { by: viewer.name })
    const changed = await requireMember(tx, accountId, staffId)
    await tellOfAdmins(tx, deps, viewer, member, changed)
    return { member: changed, ended: isActive ? [] : await endAccess(tx, deps, accountId, staffId) }
  })
  deps.hub.endSessions(saved.ended)
  return presentMember(saved.member)
}

/** Takes a member out for good, and frees the address. @throws AppError `not_found`, `last_admin`, `not_on_yourself`, `not_allowed`. */
export async function takeOut(deps: Deps, viewer: StaffViewer, staffId: string): Promise<void> {
  const { accountId } = viewer
  const ended = await write(deps, accountId, async (tx) => {
    await holdTeamAsAdmin(tx, viewer)
    const member = await requireMember(tx, accountId, staffId)
    await requireOtherAdmin(tx, viewer, member)
    // Who does it is one of the admins, so that this is nobody's own login.
    if (staffId === viewer.staffId) throw new AppError('not_on_yourself')
    const { name, email } = member
    const data = { staffId, before: { name, email, permissions: permissionsOf(member) } }
    await recordEvent(tx, viewer, deps.now(), { kind: 'staff.removed', isPublic: false, data })
    await tellPerson(tx, deps, accountId, member, 'removed', { by: viewer.name })
    const sessions = await endAccess(tx, deps, accountId, staffId)
    await deleteSecondFactor(tx, accountId, staffId)
    await removeMember(tx, accountId, staffId, deps.now())
    if (isAdmin(member)) await tellAdmins(tx, deps, accountId, 'adminRemoved', { aboutId: staffId, about: name, by: viewer.name })
    return sessions
  })
  deps.hub.endSessions(ended)
}

/** @returns the ids of the sessions that it ended. */
async function endAccess(tx: Tx, deps: Deps, accountId: string, staffId: string): Promise<string[]> {
  await endLinksOfStaff(tx, accountId, staffId, deps.now())
  return revokeStaffSessions(tx, accountId, { staffId }, deps.now())
}

/** @returns the ids of the sessions that it ended. */
async function giveRights(tx: Tx, deps: Deps, viewer: StaffViewer, before: TeamMember, after: TeamMember): Promise<string[]> {
  const { accountId, staffId, sessionId } = viewer
  if (after.is_active === 1 && after.id !== staffId) {
    await tellPerson(tx, deps, accountId, after, 'permissionsChanged', { by: viewer.name, permissions: permissionsOf(after) })
  }
  await tellOfAdmins(tx, deps, viewer, before, after)
  const now = deps.now()
  if (after.id === staffId) return revokeOtherStaffSessions(tx, accountId, staffId, sessionId, now)
  return revokeStaffSessions(tx, accountId, { staffId: after.id }, now)
}

async function tellOfAdmins(tx: Tx, deps: Deps, viewer: StaffViewer, before: TeamMember, after: TeamMember): Promise<void> {
  if (isAdmin(before) === isAdmin(after)) return
  const facts = { aboutId: after.id, about: after.name, by: viewer.name }
  await tellAdmins(tx, deps, viewer.accountId, isAdmin(after) ? 'adminAdded' : 'adminRemoved', facts)
}

function differences<Values extends Record<string, unknown>>(
  before: Values,
  after: Values,
): { before: Partial<Values>; after: Partial<Values> } {
  const names = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  const chosen = (values: Values) => Object.fromEntries(names.map((name) => [name, values[name]])) as Partial<Values>
  return { before: chosen(before), after: chosen(after) }
}
