import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { NewSecondFactor, RecoveryCodes, SecondFactor } from '../../shared/second-factor.ts'
import { fold } from '../db/fold.ts'
import type { Tx } from '../db/index.ts'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { hashSecretToken, makeSecretToken } from '../http/secret-token.ts'
import { secondsBetween } from '../later.ts'
import type { StaffViewer } from '../viewer.ts'
import { checkPassword } from './methods/password.ts'
import { noticeStaff } from './notice-staff.ts'
import { drawQrCode } from './qr-code.ts'
import {
  countRecoveryCodes,
  deleteSecondFactor,
  findProvedAt,
  findTotp,
  renewSession,
  replaceRecoveryCodes,
  replaceTotp,
  revokeOtherStaffSessions,
  useRecoveryCode,
  useStep,
} from './second-factor.repo.ts'
import type { StaffTotpRow } from './second-factor.table.ts'
import { findStaffByAddress, findStaffProfile } from './staff-session.repo.ts'
import { forgive, limitsOf, takeAttempt } from './throttle.ts'

/** How long a proof is fresh enough for what must not be done from an unwatched desk, in seconds. */
export const freshSeconds = 300

/** Codes of so many half minutes before and after are good: clocks differ, people type slowly. */
const windowSteps = 1
const stepSeconds = 30
const recoveryCodeCount = 10

/** Whether a staff member has a second factor, and what is left of the codes for emergencies. */
export async function readSecondFactor(deps: Deps, viewer: StaffViewer): Promise<SecondFactor> {
  const totp = await findTotp(deps.db, viewer.accountId, viewer.staffId)
  const isOn = totp !== undefined && totp.confirmed_at !== null
  return { isOn, recoveryCodesLeft: isOn ? await countRecoveryCodes(deps.db, viewer.accountId, viewer.staffId) : 0 }
}

/**
 * Begins a second factor: makes the secret for an app. It is asked for once its first code is confirmed.
 *
 * @throws AppError `second_factor_on`, `proof_required`.
 */
export async function beginSecondFactor(deps: Deps, viewer: StaffViewer): Promise<NewSecondFactor> {
  await requireFreshProof(deps, viewer)
  const { accountId, staffId } = viewer
  const profile = await findStaffProfile(deps.db, accountId, staffId)
  const secret = new Secret({ size: 20 })
  const row: StaffTotpRow = {
    account_id: accountId,
    staff_id: staffId,
    secret_sealed: deps.vault.seal(secret.base32, placeOf(viewer)),
    confirmed_at: null,
    last_step: 0,
    created_at: deps.now(),
  }
  await transact(deps.db, async (tx) => {
    const known = await findTotp(tx, accountId, staffId)
    if (known && known.confirmed_at !== null) throw new AppError('second_factor_on')
    await replaceTotp(tx, row)
  })
  const totp = new TOTP({ issuer: profile?.account_name ?? '', label: profile?.email ?? '', secret })
  const uri = totp.toString()
  return { secret: secret.base32, uri, qrCode: drawQrCode(uri) }
}

/**
 * Switches the second factor on, with a code that shows that the app has the secret. Other sessions of the person end.
 *
 * @param spoken Languages of the browser, for the mail that tells of it; here and below.
 * @returns the recovery codes, told this once.
 * @throws AppError `second_factor_on`, `not_found` when none was begun, `invalid_request` naming `code`.
 */
export async function confirmSecondFactor(deps: Deps, viewer: StaffViewer, code: string, spoken: string): Promise<RecoveryCodes> {
  const now = deps.now()
  const totp = await findTotp(deps.db, viewer.accountId, viewer.staffId)
  if (!totp) throw new AppError('not_found', 'no second factor was begun')
  if (totp.confirmed_at !== null) throw new AppError('second_factor_on')
  const step = stepOf(deps, totp, code)
  if (step === null) throw new AppError('invalid_request', 'code', { fields: { code: 'invalid' } })
  const codes = makeRecoveryCodes()
  const ended = await write(deps, viewer.accountId, async (tx) => {
    if (!(await useStep(tx, totp, step, now))) throw new AppError('changed_meanwhile')
    await replaceRecoveryCodes(tx, viewer.accountId, viewer.staffId, codes.map(hashCode))
    await recordEvent(tx, viewer, now, { kind: 'staff.second_factor_changed', isPublic: false, data: { isOn: true } })
    await noticeStaff(tx, deps, viewer, 'secondFactorOn', spoken)
    return revokeOtherStaffSessions(tx, viewer.accountId, viewer.staffId, viewer.sessionId, now)
  })
  deps.hub.endSessions(ended)
  return { recoveryCodes: codes }
}

/** Makes new recovery codes; those of before are worth nothing. @throws AppError `not_found` without second factor, `proof_required`. */
export async function renewRecoveryCodes(deps: Deps, viewer: StaffViewer, spoken: string): Promise<RecoveryCodes> {
  await requireFreshProof(deps, viewer)
  const codes = makeRecoveryCodes()
  await write(deps, viewer.accountId, async (tx) => {
    const totp = await findTotp(tx, viewer.accountId, viewer.staffId)
    if (!totp || totp.confirmed_at === null) throw new AppError('not_found', 'no second factor')
    await replaceRecoveryCodes(tx, viewer.accountId, viewer.staffId, codes.map(hashCode))
    await recordEvent(tx, viewer, deps.now(), { kind: 'staff.second_factor_changed', isPublic: false, data: { recoveryCodes: 'renewed' } })
    await noticeStaff(tx, deps, viewer, 'recoveryCodesRenewed', spoken)
  })
  return { recoveryCodes: codes }
}

/** Switches the second factor off. Other sessions of the person end. @throws AppError `proof_required`. */
export async function endSecondFactor(deps: Deps, viewer: StaffViewer, spoken: string): Promise<void> {
  await requireFreshProof(deps, viewer)
  const now = deps.now()
  const ended = await write(deps, viewer.accountId, async (tx) => {
    const wasOn = await isSwitchedOn(tx, viewer)
    await deleteSecondFactor(tx, viewer.accountId, viewer.staffId)
    await recordEvent(tx, viewer, now, { kind: 'staff.second_factor_changed', isPublic: false, data: { isOn: false } })
    if (wasOn) await noticeStaff(tx, deps, viewer, 'secondFactorOff', spoken)
    return revokeOtherStaffSessions(tx, viewer.accountId, viewer.staffId, viewer.sessionId, now)
  })
  deps.hub.endSessions(ended)
}

/**
 * Checks the code of a person whose password was right, if that person has a second factor.
 *
 * @throws AppError `second_factor_required` without code; `sign_in_failed`, `sign_in_locked`, `too_many_requests`.
 */
export async function checkSecondFactor(
  deps: Deps,
  person: { account_id: string; id: string; addressFolded: string },
  code: string | undefined,
  ip: string,
): Promise<void> {
  const totp = await findTotp(deps.db, person.account_id, person.id)
  if (!totp || totp.confirmed_at === null) return
  if (code === undefined) throw new AppError('second_factor_required')
  const limits = limitsOf('staff-code', person.addressFolded, ip)
  await takeAttempt(deps, ip, limits)
  if (!(await useCode(deps, totp, code))) throw new AppError('sign_in_failed', 'second factor')
  await forgive(deps, limits)
}

/**
 * Proves anew who is there; the session goes on under a new token.
 *
 * @returns the cookie's new token.
 * @throws AppError `second_factor_required`, `sign_in_failed`, `sign_in_locked`, `too_many_requests`, `busy`.
 */
export async function proveAgain(
  deps: Deps,
  viewer: StaffViewer,
  proof: { password?: string | undefined; code?: string | undefined },
  ip: string,
): Promise<string> {
  const { accountId, staffId, sessionId } = viewer
  const profile = await findStaffProfile(deps.db, accountId, staffId)
  const addressFolded = fold(profile?.email ?? '')
  const { isOn } = await readSecondFactor(deps, viewer)
  if (isOn) await checkSecondFactor(deps, { account_id: accountId, id: staffId, addressFolded }, proof.code, ip)
  else {
    const person = await findStaffByAddress(deps.db, addressFolded)
    const limits = limitsOf('staff', addressFolded, ip)
    await checkPassword(deps, { password: proof.password ?? '', stored: person?.password_hash ?? null, ip, limits })
  }
  const token = makeSecretToken('cps_')
  await transact(deps.db, (tx) => renewSession(tx, accountId, sessionId, hashSecretToken(token), deps.now()))
  return token
}

/** @throws AppError `proof_required` when the person of the session proved who it is more than five minutes ago. */
export async function requireFreshProof(deps: Pick<Deps, 'db' | 'now'>, viewer: StaffViewer): Promise<void> {
  const provedAt = await findProvedAt(deps.db, viewer.accountId, viewer.sessionId)
  if (provedAt === null || secondsBetween(provedAt, deps.now()) > freshSeconds) throw new AppError('proof_required')
}

async function isSwitchedOn(tx: Tx, { accountId, staffId }: StaffViewer): Promise<boolean> {
  const totp = await findTotp(tx, accountId, staffId)
  return totp !== undefined && totp.confirmed_at !== null
}

async function useCode(deps: Deps, totp: StaffTotpRow, code: string): Promise<boolean> {
  const step = stepOf(deps, totp, code)
  return transact(deps.db, async (tx) => {
    if (step !== null) return useStep(tx, totp, step, totp.confirmed_at)
    return useRecoveryCode(tx, totp.account_id, totp.staff_id, hashCode(code), deps.now())
  })
}

/** The half minute whose code this is; null when it is none of those around now. */
function stepOf(deps: Deps, totp: StaffTotpRow, code: string): number | null {
  const digits = code.replaceAll(/[\s-]/g, '')
  if (!/^\d{6}$/.test(digits)) return null
  const secret = Secret.fromBase32(deps.vault.open(totp.secret_sealed, placeOf({ accountId: totp.account_id, staffId: totp.staff_id })))
  const timestamp = Date.parse(deps.now())
  const delta = new TOTP({ secret }).validate({ token: digits, timestamp, window: windowSteps })
  return delta === null ? null : Math.floor(timestamp / 1000 / stepSeconds) + delta
}

/** 80 random bits each, written in the letters of base32. */
function makeRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeCount }, () => {
    const text = new Secret({ buffer: new Uint8Array(randomBytes(10)).buffer }).base32
    return text.replaceAll(/(.{4})(?=.)/g, '$1-')
  })
}

function hashCode(code: string): string {
  return hashSecretToken(code.replaceAll(/[\s-]/g, '').toUpperCase())
}

function placeOf({ accountId, staffId }: Pick<StaffViewer, 'accountId' | 'staffId'>): string {
  return `staff_totp/${accountId}/${staffId}`
}
