import type { StaffMember } from '../../../shared/team.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../errors.ts'
import { recordEvent } from '../../events/record-event.ts'
import { write } from '../../events/write.ts'
import { later } from '../../later.ts'
import { linkPlaces } from '../../mail/mail.table.ts'
import type { StaffViewer } from '../../viewer.ts'
import { deleteSecondFactor } from '../second-factor.repo.ts'
import { revokeStaffSessions } from '../staff-session.repo.ts'
import { takeTeamMail } from '../throttle.ts'
import { holdTeamAsAdmin, requireMember } from './guard-admins.ts'
import { presentMember } from './present-team.ts'
import { staffLinkSeconds, staffLinkUrl } from './staff-link.ts'
import { tellAdmins, tellPerson } from './tell-team.ts'

/** Mails a member a link to a new password. @throws AppError `not_found` for who is kept out too; `not_allowed`, `too_many_requests`. */
export async function sendPasswordLink(deps: Deps, viewer: StaffViewer, staffId: string): Promise<void> {
  const { accountId } = viewer
  await takeTeamMail(deps, accountId)
  const now = deps.now()
  await write(deps, accountId, async (tx) => {
    await holdTeamAsAdmin(tx, viewer)
    const member = await requireMember(tx, accountId, staffId)
    if (member.is_active !== 1) throw new AppError('not_found', 'not active')
    const facts = { by: viewer.name, link: staffLinkUrl(deps, 'staff_password', linkPlaces.token) }
    const order = { purpose: 'staff_password', staffId, invitationId: null } as const
    await tellPerson(tx, deps, accountId, member, 'passwordLinkSent', facts, {
      link: order,
      expiresAt: later(now, staffLinkSeconds.staff_password),
    })
    await recordEvent(tx, viewer, now, { kind: 'staff.password_link_sent', isPublic: false, data: { staffId } })
  })
}

/**
 * Takes the second factor off a member who lost it. Their sessions end; they and the admins are told. One's own is ended on
 * one's own page.
 *
 * @throws AppError `not_found`, `second_factor_off`, `not_on_yourself`, `not_allowed`.
 */
export async function resetSecondFactor(deps: Deps, viewer: StaffViewer, staffId: string): Promise<StaffMember> {
  const { accountId } = viewer
  const { member, ended } = await write(deps, accountId, async (tx) => {
    await holdTeamAsAdmin(tx, viewer)
    const before = await requireMember(tx, accountId, staffId)
    if (staffId === viewer.staffId) throw new AppError('not_on_yourself')
    if (before.second_factor_at === null) throw new AppError('second_factor_off')
    await deleteSecondFactor(tx, accountId, staffId)
    const data = { staffId, before: { hasSecondFactor: true }, after: { hasSecondFactor: false } }
    await recordEvent(tx, viewer, deps.now(), { kind: 'staff.second_factor_reset', isPublic: false, data })
    await tellPerson(tx, deps, accountId, before, 'secondFactorReset', { by: viewer.name, path: '/staff/account' })
    await tellAdmins(tx, deps, accountId, 'secondFactorResetOf', { aboutId: staffId, about: before.name, by: viewer.name })
    const sessions = await revokeStaffSessions(tx, accountId, { staffId }, deps.now())
    return { member: await requireMember(tx, accountId, staffId), ended: sessions }
  })
  deps.hub.endSessions(ended)
  return presentMember(member)
}
