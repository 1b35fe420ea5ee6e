import { findMember, holdTeam, listStaffWith, permissionsOf, type TeamMember } from '../../accounts/team.repo.ts'
import type { Tx } from '../../db/index.ts'
import { AppError } from '../../errors.ts'
import type { StaffViewer } from '../../viewer.ts'

/**
 * Nobody else changes the team until the transaction ends, and who asks is an admin still: of two admins who take each
 * other out at once the second one finds that it is none any more.
 *
 * @throws AppError `not_allowed`.
 */
export async function holdTeamAsAdmin(tx: Tx, { accountId, staffId }: StaffViewer): Promise<void> {
  await holdTeam(tx, accountId)
  const self = await findMember(tx, accountId, staffId)
  if (!self || !isAdmin(self)) throw new AppError('not_allowed', 'no admin any more')
}

/** Somebody of the team. @throws AppError `not_found`. */
export async function requireMember(tx: Tx, accountId: string, staffId: string): Promise<TeamMember> {
  const member = await findMember(tx, accountId, staffId)
  if (!member) throw new AppError('not_found', `staff member ${staffId}`)
  return member
}

/** Whether somebody can sign in and manage the team. */
export function isAdmin(member: TeamMember): boolean {
  return member.is_active === 1 && permissionsOf(member).includes('account.admin')
}

/**
 * Lets somebody cease to be an admin, unless nobody would be left, or it is the one who asks: that is for another admin to do.
 *
 * @throws AppError `last_admin`, `not_on_yourself`.
 */
export async function requireOtherAdmin(tx: Tx, viewer: StaffViewer, member: TeamMember): Promise<void> {
  if (!isAdmin(member)) return
  const others = (await listStaffWith(tx, viewer.accountId, ['account.admin'])).filter(({ id }) => id !== member.id)
  if (others.length === 0) throw new AppError('last_admin')
  if (member.id === viewer.staffId) throw new AppError('not_on_yourself')
}
