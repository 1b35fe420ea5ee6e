import type { SignInBody } from '../../../shared/auth.ts'
import { fold } from '../../db/fold.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../errors.ts'
import { findSignInContact } from '../contact-sign-in.repo.ts'
import type { Identity } from '../identity.ts'
import { forgive, giveBack, limitsOf, takeAttempt, type Limit } from '../throttle.ts'

/** From where somebody tries to sign in. */
export interface SignInPlace {
  ip: string
  /** Thumbprint of the key that signed the request. */
  jkt: string
}

/**
 * Proves a contact by address and password. An unknown address costs the same work and gives the same answers.
 *
 * @throws AppError `sign_in_failed`, `sign_in_locked`, `too_many_requests`, `busy`.
 */
export async function identifyByPassword(deps: Deps, accountId: string, body: SignInBody, place: SignInPlace): Promise<Identity> {
  const addressFolded = fold(body.email)
  const contact = await findSignInContact(deps.db, accountId, addressFolded, place.jkt)
  const limits = limitsOf(accountId, addressFolded, place.ip, contact?.known_jkt ?? undefined)
  await checkPassword(deps, { password: body.password, stored: contact?.password_hash ?? null, ip: place.ip, limits })
  if (!contact) throw new AppError('sign_in_failed')
  return { method: 'password', subject: contact.id, email: contact.email, emailVerified: contact.verified_at !== null }
}

/**
 * Compares a password under the limits of those who try. Returns only when it is right.
 *
 * @throws AppError `sign_in_failed`, `sign_in_locked`, `too_many_requests`, `busy`.
 */
export async function checkPassword(
  deps: Deps,
  attempt: { password: string; stored: string | null; ip: string; limits: readonly Limit[] },
): Promise<void> {
  const { password, stored, ip, limits } = attempt
  await takeAttempt(deps, ip, limits)
  let isRight: boolean
  try {
    isRight = await deps.hasher.verify(password, stored)
  } catch (error) {
    await giveBack(deps, limits)
    throw error
  }
  if (!isRight) throw new AppError('sign_in_failed')
  await forgive(deps, limits)
}
