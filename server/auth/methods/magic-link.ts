import type { RedeemMagicLinkBody } from '../../../shared/auth.ts'
import { fold } from '../../db/fold.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../errors.ts'
import { write } from '../../events/write.ts'
import type { PortalRow } from '../../portal/portal.table.ts'
import { markAddressProved } from '../contact-sign-in.repo.ts'
import type { OwnIdentity } from '../identity.ts'
import { requireLink } from '../one-time-link.ts'
import { countCodeTry, useLink } from '../one-time-link.repo.ts'
import { forgive, giveBack, limitsOf, takeAttempt } from '../throttle.ts'

/** How often a code may be tried before it is worth nothing. */
const codeTriesMax = 5

interface Mailed {
  id: string
  contact_id: string | null
  email: string
  email_folded: string
}

/**
 * Proves a contact by what was mailed: the link, or its code typed on another device. Whoever has it reads the mail of that
 * address, so the address is proved as well.
 *
 * @throws AppError `link_not_valid` for a link; `sign_in_failed`, `sign_in_locked` for a code; `too_many_requests`, `busy`.
 */
export async function identifyByMagicLink(deps: Deps, portal: PortalRow, body: RedeemMagicLinkBody, ip: string): Promise<OwnIdentity> {
  const mailed = 'token' in body ? await findByToken(deps, portal, body.token, ip) : await findByCode(deps, portal, body, ip)
  const refuse = () => new AppError('token' in body ? 'link_not_valid' : 'sign_in_failed', 'used in this instant')
  const { contact_id } = mailed
  if (contact_id === null) throw refuse()
  const now = deps.now()
  const isUsed = await write(deps, portal.account_id, async (tx) => {
    if (!(await useLink(tx, portal.account_id, mailed.id, now))) return false
    await markAddressProved(tx, portal.account_id, contact_id, mailed.email_folded, now)
    return true
  })
  if (!isUsed) throw refuse()
  return { method: 'magic_link', subject: contact_id, email: mailed.email, emailVerified: true }
}

async function findByToken(deps: Deps, portal: PortalRow, token: string, ip: string): Promise<Mailed> {
  await takeAttempt(deps, ip, [])
  return requireLink(deps, deps.db, portal, 'magic_link', token)
}

/** An address without a code costs the same work as a wrong code, and gets the same answer (T-18). */
async function findByCode(deps: Deps, portal: PortalRow, { email, code }: { email: string; code: string }, ip: string): Promise<Mailed> {
  const addressFolded = fold(email)
  const limits = limitsOf(`${portal.account_id} code`, addressFolded, ip)
  await takeAttempt(deps, ip, limits)
  // Counted before it is compared: of a hundred tries at once five are looked at.
  const mailed = await countCodeTry(deps.db, portal.account_id, portal.id, addressFolded, deps.now(), codeTriesMax)
  let isRight: boolean
  try {
    isRight = await deps.hasher.verify(code, mailed?.code_hash ?? null)
  } catch (error) {
    await giveBack(deps, limits)
    throw error
  }
  if (!mailed || !isRight) throw new AppError('sign_in_failed')
  await forgive(deps, limits)
  return mailed
}
