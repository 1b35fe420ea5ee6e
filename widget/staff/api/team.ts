import type { StaffMe } from '../../../shared/auth.ts'
import type {
  ChangedStaffPassword,
  InviteStaffBody,
  JoinTeamBody,
  OpenedInvitation,
  StaffInvitation,
  StaffMember,
  Team,
  UpdateStaffBody,
} from '../../../shared/team.ts'
import type { StaffClient } from './client.ts'

/** Who is on the team, and who was invited. */
export function readTeam(client: StaffClient, signal?: AbortSignal): Promise<Team> {
  return client.send({ path: '/account/staff', ...(signal ? { signal } : {}) })
}

/** Asks somebody to join. Throws `already_member`, `invalid_request`. */
export function inviteStaff(client: StaffClient, body: InviteStaffBody): Promise<StaffInvitation> {
  return client.send({ method: 'POST', path: '/account/invitations', body })
}

/** Mails an invitation once more. */
export function inviteAgain(client: StaffClient, invitationId: string): Promise<StaffInvitation> {
  return client.send({ method: 'POST', path: `/account/invitations/${invitationId}/mails` })
}

/** Takes an invitation back. */
export function withdrawInvitation(client: StaffClient, invitationId: string): Promise<void> {
  return client.send({ method: 'DELETE', path: `/account/invitations/${invitationId}` })
}

/** Changes name, permissions and language. Throws `changed_meanwhile`, `last_admin`, `not_on_yourself`. */
export function changeMember(client: StaffClient, staffId: string, body: UpdateStaffBody): Promise<StaffMember> {
  return client.send({ method: 'PATCH', path: `/account/staff/${staffId}`, body })
}

/** Keeps somebody out, or lets them in again. Throws `last_admin`, `not_on_yourself`. */
export function setActive(client: StaffClient, staffId: string, isActive: boolean): Promise<StaffMember> {
  return client.send({ method: 'PUT', path: `/account/staff/${staffId}/activity`, body: { isActive } })
}

/** Takes somebody out for good. Throws `last_admin`, `not_on_yourself`. */
export function removeMember(client: StaffClient, staffId: string): Promise<void> {
  return client.send({ method: 'DELETE', path: `/account/staff/${staffId}` })
}

/** Mails somebody a link to a new password. */
export function sendPasswordLink(client: StaffClient, staffId: string): Promise<void> {
  return client.send({ method: 'POST', path: `/account/staff/${staffId}/password-links` })
}

/** Takes the second factor off somebody who lost it. */
export function resetSecondFactor(client: StaffClient, staffId: string): Promise<StaffMember> {
  return client.send({ method: 'DELETE', path: `/account/staff/${staffId}/second-factor` })
}

/** Asks for a link to a new password; the answer is the same for every address. */
export function askForPasswordLink(client: StaffClient, email: string): Promise<void> {
  return client.send({ method: 'POST', path: '/password-resets', body: { email }, isAnonymous: true })
}

/** Chooses a password with the link. Throws `link_not_valid`, `invalid_request` naming `password`. */
export function choosePassword(client: StaffClient, body: { token: string; password: string }): Promise<ChangedStaffPassword> {
  return client.send({ method: 'POST', path: '/password-resets/redemption', body, isAnonymous: true })
}

/** Looks at an invitation. Throws `link_not_valid`. */
export function openInvitation(client: StaffClient, token: string): Promise<OpenedInvitation> {
  return client.send({ method: 'POST', path: '/invitations/lookup', body: { token }, isAnonymous: true })
}

/** Joins the team: the server sets the cookie. Throws `link_not_valid`, `invalid_request` naming `password` or `name`. */
export function joinTeam(client: StaffClient, body: JoinTeamBody): Promise<StaffMe> {
  return client.send({ method: 'POST', path: '/invitations/redemption', body, isAnonymous: true })
}
