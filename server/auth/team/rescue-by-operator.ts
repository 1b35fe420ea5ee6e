import { fold } from '../../db/fold.ts'
import { transact } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { recordEvent } from '../../events/record-event.ts'
import { deleteSecondFactor } from '../second-factor.repo.ts'
import { findStaffByAddress, revokeStaffSessions } from '../staff-session.repo.ts'
import { issueStaffLink, staffLinkUrl } from './staff-link.ts'

/**
 * Makes a link to a new password for whoever cannot be helped by an admin any more; the operator of the server hands it on.
 *
 * @param options With `resetSecondFactor` the second factor is taken off as well, and every session ends.
 * @returns the address of the link; undefined when nobody of an active team has the e-mail address.
 */
export async function rescueByOperator(
  deps: Pick<Deps, 'db' | 'now' | 'newId' | 'config'>,
  email: string,
  options: { resetSecondFactor: boolean },
): Promise<string | undefined> {
  const person = await findStaffByAddress(deps.db, fold(email))
  if (!person) return undefined
  const { account_id: accountId, id: staffId } = person
  const operator = { kind: 'system', accountId } as const
  const token = await issueStaffLink(deps, accountId, null, { purpose: 'staff_password', staffId, invitationId: null })
  await transact(deps.db, async (tx) => {
    const now = deps.now()
    await recordEvent(tx, operator, now, { kind: 'staff.password_link_sent', isPublic: false, data: { staffId } })
    if (!options.resetSecondFactor) return
    await deleteSecondFactor(tx, accountId, staffId)
    await revokeStaffSessions(tx, accountId, { staffId }, now)
    const data = { staffId, after: { hasSecondFactor: false } }
    await recordEvent(tx, operator, now, { kind: 'staff.second_factor_reset', isPublic: false, data })
  })
  return staffLinkUrl(deps, 'staff_password', token)
}
