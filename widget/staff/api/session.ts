import type { StaffMe } from '../../../shared/auth.ts'
import type { StaffSignInBody } from '../../../shared/second-factor.ts'
import type { SetUpBody } from '../../../shared/set-up.ts'
import type { StaffClient } from './client.ts'

/** Who is signed in; throws `sign_in_required` when nobody is. */
export function findMe(client: StaffClient): Promise<StaffMe> {
  return client.send({ path: '/me', isAnonymous: true })
}

/** Signs in: the server sets the cookie. Throws `sign_in_failed`, `second_factor_required`, `sign_in_locked`, `busy`. */
export function signIn(client: StaffClient, body: StaffSignInBody): Promise<StaffMe> {
  return client.send({ method: 'POST', path: '/session', body, isAnonymous: true })
}

/** Ends the session of this browser. */
export function signOut(client: StaffClient): Promise<void> {
  return client.send({ method: 'DELETE', path: '/session', isAnonymous: true })
}

/** Makes the first account and signs its administrator in. Throws `link_not_valid`, `invalid_request`, `busy`. */
export function setUp(client: StaffClient, body: SetUpBody): Promise<StaffMe> {
  return client.send({ method: 'POST', path: '/set-up', body, isAnonymous: true })
}
