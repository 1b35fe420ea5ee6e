import type { StaffInvitation, StaffMember, Team } from '../../../shared/team.ts'
import { listInvitations, type OpenInvitation } from '../../accounts/staff-invitation.repo.ts'
import { listTeam, permissionsOf, type TeamMember } from '../../accounts/team.repo.ts'
import type { Timestamp } from '../../db/index.ts'
import type { Deps } from '../../deps.ts'

/** The team of an account with who was asked to join. */
export async function presentTeam(deps: Pick<Deps, 'db' | 'now'>, accountId: string): Promise<Team> {
  const [members, invitations] = [await listTeam(deps.db, accountId), await listInvitations(deps.db, accountId)]
  const now = deps.now()
  return { members: members.map(presentMember), invitations: invitations.map((row) => presentInvitation(row, now)) }
}

/** A member as admins see it. */
export function presentMember(row: TeamMember): StaffMember {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    permissions: permissionsOf(row),
    language: row.language,
    isActive: row.is_active === 1,
    hasSecondFactor: row.second_factor_at !== null,
    lastSignedInAt: row.last_signed_in_at,
    version: row.version,
  }
}

/** An invitation as admins see it. */
export function presentInvitation(row: OpenInvitation, now: Timestamp): StaffInvitation {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    permissions: permissionsOf(row),
    language: row.language,
    invitedBy: row.inviter_name,
    sentAt: row.sent_at,
    expiresAt: row.expires_at,
    isExpired: row.expires_at <= now,
    hasFailed: row.mail_state === 'failed',
  }
}
