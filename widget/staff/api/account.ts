import type { AccountSettings } from '../../../shared/account.ts'
import type { ChangePasswordBody, StaffSessionEntry } from '../../../shared/auth.ts'
import type { NewSecondFactor, ProveAgainBody, RecoveryCodes, SecondFactor } from '../../../shared/second-factor.ts'
import type { StaffClient } from './client.ts'

/** Proves anew who is there. Throws `sign_in_failed`, `second_factor_required`, `sign_in_locked`. */
export function postProof(client: StaffClient, body: ProveAgainBody): Promise<void> {
  return client.send({ method: 'POST', path: '/session/proof', body })
}

/** Replaces the own password. Throws `sign_in_failed`, `invalid_request` naming `password`, `sign_in_locked`. */
export function changePassword(client: StaffClient, body: ChangePasswordBody): Promise<void> {
  return client.send({ method: 'PUT', path: '/me/password', body })
}

/** Whether there is a second factor, and how many recovery codes are left. */
export function readSecondFactor(client: StaffClient, signal?: AbortSignal): Promise<SecondFactor> {
  return client.send({ path: '/second-factor', ...(signal ? { signal } : {}) })
}

/** Begins a second factor: the secret for the app, told this once. */
export function beginSecondFactor(client: StaffClient): Promise<NewSecondFactor> {
  return client.send({ method: 'POST', path: '/second-factor' })
}

/** Switches it on with a code of the app. Throws `invalid_request` naming `code`. */
export function confirmSecondFactor(client: StaffClient, code: string): Promise<RecoveryCodes> {
  return client.send({ method: 'PUT', path: '/second-factor/confirmation', body: { code } })
}

/** New recovery codes, told this once. */
export function renewRecoveryCodes(client: StaffClient): Promise<RecoveryCodes> {
  return client.send({ method: 'POST', path: '/second-factor/recovery-codes' })
}

/** Switches the second factor off. */
export function endSecondFactor(client: StaffClient): Promise<void> {
  return client.send({ method: 'DELETE', path: '/second-factor' })
}

/** Where this person is signed in, the last used first. */
export async function listSessions(client: StaffClient, signal: AbortSignal): Promise<StaffSessionEntry[]> {
  return (await client.send<{ sessions: StaffSessionEntry[] }>({ path: '/sessions', signal })).sessions
}

/** Ends one of them. */
export function endSession(client: StaffClient, sessionId: string): Promise<void> {
  return client.send({ method: 'DELETE', path: `/sessions/${sessionId}` })
}

/** Ends all but this one. */
export function endOtherSessions(client: StaffClient): Promise<void> {
  return client.send({ method: 'DELETE', path: '/sessions' })
}

/** Whether everybody of the account needs a second factor; for its admins. */
export async function readSecondFactorRule(client: StaffClient, signal: AbortSignal): Promise<boolean> {
  return (await client.send<AccountSettings>({ path: '/account', signal })).staffNeedsSecondFactor
}

/** Says so. Throws `second_factor_off` when who asks for it has none. */
export function setSecondFactorRule(client: StaffClient, isRequired: boolean): Promise<void> {
  return client.send({ method: 'PUT', path: '/account/second-factor', body: { isRequired } })
}
