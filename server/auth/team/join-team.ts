import type { StaffMe } from '../../../shared/auth.ts'
import type { JoinTeamBody, OpenedInvitation } from '../../../shared/team.ts'
import { deleteInvitation, findInvitation, findInvitationByAddress, type OpenInvitation } from '../../accounts/staff-invitation.repo.ts'
import { listStaffProviders } from '../../accounts/staff-provider.repo.ts'
import { insertMember, permissionsOf } from '../../accounts/team.repo.ts'
import { fold } from '../../db/fold.ts'
import type { Db, Tx } from '../../db/index.ts'
import { isUniqueViolation } from '../../db/unique-violation.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../errors.ts'
import { recordEvent } from '../../events/record-event.ts'
import { write } from '../../events/write.ts'
import { makeSecretToken } from '../../http/secret-token.ts'
import { requireGoodStaffPassword } from '../password-policy.ts'
import { openStaffSession, presentStaffMe, staffViewerOf } from '../staff-session.ts'
import { takeAttempt } from '../throttle.ts'
import { mayVouchFor } from '../vouch.ts'
import { requireStaffLink, type GoodStaffLink } from './staff-link.ts'
import { deleteLinksOfInvitation, useStaffLink } from './staff-link.repo.ts'
import { tellAdmins } from './tell-team.ts'

/** What the page of an invitation says. The link stays good. @throws AppError `link_not_valid`, `too_many_requests`. */
export async function openInvitation(deps: Deps, token: string, ip: string): Promise<OpenedInvitation> {
  await takeAttempt(deps, ip, [])
  const { invitation } = await requireInvitation(deps, deps.db, token)
  const providers = await listStaffProviders(deps.db, invitation.account_id)
  return {
    accountName: invitation.account_name,
    name: invitation.name,
    email: invitation.email,
    invitedBy: invitation.inviter_name,
    permissions: permissionsOf(invitation),
    providers: providers
      .filter((provider) => provider.is_on === 1 && mayVouchFor(provider, invitation.email))
      .map(({ id, name }) => ({ id, name })),
  }
}

/**
 * Makes whoever holds the link of an invitation a member with the password that they chose, and signs them in. A password
 * that is refused does not use the link up.
 *
 * @returns the cookie's token, and who it is.
 * @throws AppError `link_not_valid`; `invalid_request` naming what is wrong with the password; `too_many_requests`, `busy`.
 */
export async function joinTeam(
  deps: Deps,
  body: JoinTeamBody,
  from: { ip: string; userAgent: string },
): Promise<{ token: string; me: StaffMe }> {
  await takeAttempt(deps, from.ip, [])
  const { invitation, link } = await requireInvitation(deps, deps.db, body.token)
  requireGoodStaffPassword(body.password, invitation.account_name, body.name, invitation.email)
  const passwordHash = await deps.hasher.hash(body.password)
  const person = await accept(deps, invitation, { name: body.name, passwordHash }, async (tx) => {
    if (!(await useStaffLink(tx, link.account_id, link.id, deps.now()))) throw new AppError('link_not_valid', 'used in this instant')
  })
  const token = await openStaffSession(deps, person, { userAgent: from.userAgent, providerId: null, isProved: true })
  return { token, me: await presentStaffMe(deps, person.account_id, person.id) }
}

/**
 * Makes somebody a member whom a provider of the account vouches for, and who was invited. There is no password until they
 * ask for one.
 *
 * @returns undefined when the address was not invited, or the invitation is too old.
 */
export async function joinByProvider(deps: Deps, accountId: string, email: string): Promise<{ id: string; name: string } | undefined> {
  const invitation = await findInvitationByAddress(deps.db, accountId, fold(email))
  if (!invitation || invitation.expires_at <= deps.now()) return undefined
  const passwordHash = await deps.hasher.hash(makeSecretToken(''))
  try {
    return await accept(deps, invitation, { name: invitation.name, passwordHash })
  } catch (error) {
    if (error instanceof AppError && error.code === 'link_not_valid') return undefined
    throw error
  }
}

/** @throws AppError `link_not_valid` when the invitation is gone, or the address belongs to another login by now. */
async function accept(
  deps: Deps,
  invitation: OpenInvitation,
  { name, passwordHash }: { name: string; passwordHash: string },
  useUp: (tx: Tx) => Promise<void> = () => Promise.resolve(),
): Promise<{ account_id: string; id: string; name: string }> {
  const { account_id, email, email_folded, permissions, language } = invitation
  const now = deps.now()
  const person = { account_id, id: deps.newId(), name }
  try {
    await write(deps, account_id, async (tx) => {
      await useUp(tx)
      await deleteLinksOfInvitation(tx, account_id, invitation.id)
      // Whoever takes it out of the table is the one: two at once make one member.
      if (!(await deleteInvitation(tx, account_id, invitation.id))) throw new AppError('link_not_valid', 'accepted in this instant')
      const row = { ...person, email, email_folded, password_hash: passwordHash, permissions, language, created_at: now }
      await insertMember(tx, row)
      const viewer = staffViewerOf({ account_id, staff_id: person.id, id: '', name, permissions: '[]' })
      const data = { staffId: person.id, after: { name, email, permissions: permissionsOf(invitation) } }
      await recordEvent(tx, viewer, now, { kind: 'staff.joined', isPublic: false, data })
      if (permissionsOf(invitation).includes('account.admin')) {
        await tellAdmins(tx, deps, account_id, 'adminAdded', { aboutId: person.id, about: name })
      }
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('link_not_valid', 'the address is taken', { cause: error })
    throw error
  }
  return person
}

async function requireInvitation(deps: Deps, db: Db, token: string): Promise<{ invitation: OpenInvitation; link: GoodStaffLink }> {
  const link = await requireStaffLink(deps, db, 'staff_invitation', token)
  const invitation = link.invitation_id === null ? undefined : await findInvitation(db, link.account_id, link.invitation_id)
  if (!invitation) throw new AppError('link_not_valid', 'no such invitation any more')
  return { invitation, link }
}
