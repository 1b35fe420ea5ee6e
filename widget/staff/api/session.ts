import type { SignInBody, StaffMe } from '../../../shared/auth.ts'
import type { StaffClient } from './client.ts'

/** Who is signed in; throws `sign_in_required` when nobody is. */
export function findMe(client: StaffClient): Promise<StaffMe> {
  return client.send({ path: '/me', isAnonymous: true })
}

/** Signs in: the server sets the cookie. Throws `sign_in_failed`, `sign_in_locked`, `busy`. */
export function signIn(client: StaffClient, body: SignInBody): Promise<StaffMe> {
  return client.send({ method: 'POST', path: '/session', body, isAnonymous: true })
}

/** Ends the session of this browser. */
export function signOut(client: StaffClient): Promise<void> {
  return client.send({ method: 'DELETE', path: '/session', isAnonymous: true })
}
