import type { InviteStaffBody, StaffInvitation } from '../../../shared/team.ts'
import { findAccount } from '../../accounts/account.repo.ts'
import type { StaffInvitationRow } from '../../accounts/account.table.ts'
import {
  deleteInvitation,
  findInvitation,
  findInvitationByAddress,
  insertInvitation,
  setInvitationMail,
  type OpenInvitation,
} from '../../accounts/staff-invitation.repo.ts'
import { isStaffAddress, permissionsOf } from '../../accounts/team.repo.ts'
import { fold } from '../../db/fold.ts'
import type { Tx } from '../../db/index.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../errors.ts'
import { recordEvent } from '../../events/record-event.ts'
import { write } from '../../events/write.ts'
import { later } from '../../later.ts'
import { linkPlaces } from '../../mail/mail.table.ts'
import type { StaffViewer } from '../../viewer.ts'
import { takeTeamMail } from '../throttle.ts'
import { holdTeamAsAdmin } from './guard-admins.ts'
import { presentInvitation } from './present-team.ts'
import { staffLinkSeconds, staffLinkUrl } from './staff-link.ts'
import { deleteLinksOfInvitation } from './staff-link.repo.ts'
import { tellPerson } from './tell-team.ts'

/**
 * Asks somebody to join the team, by a mail with a link. Whether the address belongs to a login of another account is told
 * to its owner alone: the answer is the same.
 *
 * @throws AppError `already_member` for an address of this team, or one that is asked already; `too_many_requests`.
 */
export async function inviteStaff(deps: Deps, viewer: StaffViewer, body: InviteStaffBody): Promise<StaffInvitation> {
  const { accountId, staffId } = viewer
  await takeTeamMail(deps, accountId)
  const now = deps.now()
  return write(deps, accountId, async (tx) => {
    await holdTeamAsAdmin(tx, viewer)
    const email_folded = fold(body.email)
    const known = await isStaffAddress(tx, email_folded)
    if (known?.account_id === accountId || (await findInvitationByAddress(tx, accountId, email_folded))) {
      throw new AppError('already_member')
    }
    const row: StaffInvitationRow = {
      account_id: accountId,
      id: deps.newId(),
      email: body.email,
      email_folded,
      name: body.name,
      permissions: JSON.stringify(body.permissions),
      language: body.language,
      invited_by: staffId,
      mail_id: null,
      created_at: now,
      sent_at: now,
      expires_at: later(now, staffLinkSeconds.staff_invitation),
    }
    await insertInvitation(tx, row)
    await mailInvitation(tx, deps, viewer, row)
    const { name, email, permissions, language } = body
    const data = { invited: name, invitationId: row.id, after: { name, email, permissions, language } }
    await recordEvent(tx, viewer, now, { kind: 'staff.invited', isPublic: false, data })
    return present(tx, deps, accountId, row.id)
  })
}

/** Mails the link once more; it is good for as long again, and the one of before ends. @throws AppError `not_found`, `too_many_requests`. */
export async function inviteStaffAgain(deps: Deps, viewer: StaffViewer, invitationId: string): Promise<StaffInvitation> {
  const { accountId } = viewer
  await takeTeamMail(deps, accountId)
  return write(deps, accountId, async (tx) => {
    await holdTeamAsAdmin(tx, viewer)
    const invitation = await requireInvitation(tx, accountId, invitationId)
    await deleteLinksOfInvitation(tx, accountId, invitationId)
    await mailInvitation(tx, deps, viewer, invitation)
    const data = { invited: invitation.name, invitationId, again: true }
    await recordEvent(tx, viewer, deps.now(), { kind: 'staff.invited', isPublic: false, data })
    return present(tx, deps, accountId, invitationId)
  })
}

/** Takes an invitation back: its link is worth nothing. @throws AppError `not_found`. */
export async function withdrawInvitation(deps: Deps, viewer: StaffViewer, invitationId: string): Promise<void> {
  const { accountId } = viewer
  await write(deps, accountId, async (tx) => {
    await holdTeamAsAdmin(tx, viewer)
    const { name, email, permissions } = await requireInvitation(tx, accountId, invitationId)
    await deleteLinksOfInvitation(tx, accountId, invitationId)
    await deleteInvitation(tx, accountId, invitationId)
    const data = { invited: name, invitationId, before: { name, email, permissions: permissionsOf({ permissions }) } }
    await recordEvent(tx, viewer, deps.now(), { kind: 'staff.invitation_withdrawn', isPublic: false, data })
  })
}

async function mailInvitation(
  tx: Tx,
  deps: Deps,
  viewer: StaffViewer,
  invitation: Pick<OpenInvitation, 'id' | 'email' | 'email_folded' | 'permissions' | 'language'>,
): Promise<void> {
  const now = deps.now()
  const expires_at = later(now, staffLinkSeconds.staff_invitation)
  const owner = await isStaffAddress(tx, invitation.email_folded)
  if (owner) {
    const { name } = await findAccount(tx, viewer.accountId)
    // Among the mails of the account whose login it is: nobody of this one learns of it.
    await tellPerson(tx, deps, owner.account_id, invitation, 'invitationElsewhere', { by: viewer.name, accountName: name })
    return setInvitationMail(tx, viewer.accountId, invitation.id, { mail_id: null, sent_at: now, expires_at })
  }
  const facts = { by: viewer.name, permissions: permissionsOf(invitation), link: staffLinkUrl(deps, 'staff_invitation', linkPlaces.token) }
  const order = { purpose: 'staff_invitation', staffId: null, invitationId: invitation.id } as const
  const mail_id = await tellPerson(tx, deps, viewer.accountId, invitation, 'invitation', facts, { link: order, expiresAt: expires_at })
  await setInvitationMail(tx, viewer.accountId, invitation.id, { mail_id, sent_at: now, expires_at })
}

async function requireInvitation(tx: Tx, accountId: string, invitationId: string): Promise<OpenInvitation> {
  const invitation = await findInvitation(tx, accountId, invitationId)
  if (!invitation) throw new AppError('not_found', `invitation ${invitationId}`)
  return invitation
}

async function present(tx: Tx, deps: Deps, accountId: string, invitationId: string): Promise<StaffInvitation> {
  return presentInvitation(await requireInvitation(tx, accountId, invitationId), deps.now())
}
