import { findOldestAccountId } from '../../accounts/account.repo.ts'
import { fold } from '../../db/fold.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../errors.ts'
import { recordEvent } from '../../events/record-event.ts'
import { write } from '../../events/write.ts'
import { enqueue, type JobPayloads } from '../../jobs/enqueue.ts'
import type { Job } from '../../jobs/worker.ts'
import { later } from '../../later.ts'
import { linkPlaces } from '../../mail/mail.table.ts'
import { noticeStaff } from '../notice-staff.ts'
import { requireGoodStaffPassword } from '../password-policy.ts'
import { findStaffByAddress, findStaffProfile, revokeStaffSessions, updateStaffPassword } from '../staff-session.repo.ts'
import { staffViewerOf } from '../staff-session.ts'
import { forgive, limitsOf, takeAttempt, takeMailRequest } from '../throttle.ts'
import { requireStaffLink, staffLinkSeconds, staffLinkUrl } from './staff-link.ts'
import { endLinksOfStaff, useStaffLink } from './staff-link.repo.ts'
import { tellPerson } from './tell-team.ts'

/** What requests of the whole installation count under. */
const everybody = { account_id: 'staff', id: 'staff' }

/**
 * Takes a staff member's request for a new password. Whether anybody has the address is not looked at here: a job does it,
 * so that answer, work and time are the same for every address (T-18).
 *
 * @throws AppError `too_many_requests`.
 */
export async function requestPasswordLink(deps: Deps, { email, ip }: { email: string; ip: string }): Promise<void> {
  await takeMailRequest(deps, everybody, fold(email), ip)
  // Whose login it is nobody knows yet, and a job needs an account: the same one for every address.
  const accountId = await findOldestAccountId(deps.db)
  if (accountId === undefined) return
  const payload = { email }
  await write(deps, accountId, (tx) => enqueue(tx, { id: deps.newId(), accountId, name: 'staff_password_link', payload, at: deps.now() }))
}

/** Mails the link if somebody of a team has the address; else nothing happens. */
export async function mailPasswordLink(deps: Deps, { payload }: Job<JobPayloads['staff_password_link']>): Promise<void> {
  const person = await findStaffByAddress(deps.db, fold(payload.email))
  if (!person) return
  const order = { purpose: 'staff_password', staffId: person.id, invitationId: null } as const
  await write(deps, person.account_id, async (tx) => {
    const profile = await findStaffProfile(tx, person.account_id, person.id)
    // To the address as it is known, not as it was typed.
    if (!profile) return
    const facts = { link: staffLinkUrl(deps, 'staff_password', linkPlaces.token) }
    await tellPerson(tx, deps, person.account_id, profile, 'passwordLink', facts, {
      link: order,
      expiresAt: later(deps.now(), staffLinkSeconds.staff_password),
    })
  })
}

/**
 * Sets the password that the owner of a link chose, and ends every session of theirs. Nobody is signed in by it: who has a
 * second factor is asked for it afterwards. A password that is refused does not use the link up.
 *
 * @returns the address to sign in with.
 * @throws AppError `link_not_valid`; `invalid_request` naming what is wrong with the password; `too_many_requests`, `busy`.
 */
export async function setStaffPasswordByLink(
  deps: Deps,
  body: { token: string; password: string },
  { ip, spoken }: { ip: string; spoken: string },
): Promise<{ email: string }> {
  await takeAttempt(deps, ip, [])
  const link = await requireStaffLink(deps, deps.db, 'staff_password', body.token)
  const { account_id, staff_id } = link
  const profile = staff_id === null ? undefined : await findStaffProfile(deps.db, account_id, staff_id)
  if (staff_id === null || profile?.is_active !== 1) throw new AppError('link_not_valid', 'not on the team any more')
  requireGoodStaffPassword(body.password, profile.account_name, profile.name, profile.email)
  const hash = await deps.hasher.hash(body.password)
  const now = deps.now()
  const viewer = staffViewerOf({ account_id, staff_id, id: '', name: profile.name, permissions: '[]' })
  const ended = await write(deps, account_id, async (tx) => {
    if (!(await useStaffLink(tx, account_id, link.id, now))) throw new AppError('link_not_valid', 'used in this instant')
    await updateStaffPassword(tx, account_id, staff_id, hash)
    await endLinksOfStaff(tx, account_id, staff_id, now)
    await recordEvent(tx, viewer, now, { kind: 'staff.password_changed', isPublic: false, data: { byLink: true } })
    await noticeStaff(tx, deps, viewer, 'passwordChanged', spoken)
    return revokeStaffSessions(tx, account_id, { staffId: staff_id }, now)
  })
  deps.hub.endSessions(ended)
  // Who guessed at the password of before does not keep its owner waiting.
  await forgive(deps, limitsOf('staff', fold(profile.email), ip))
  return { email: profile.email }
}
