import { hash } from 'node:crypto'
import type { Tx } from '../db/index.ts'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { later, secondsBetween } from '../later.ts'
import { blockKey, countAttempt, deleteThrottles, findBlock, uncountAttempt } from '../http/throttle.repo.ts'

/** Failures under one key that cost no waiting. Then 1 s, doubling to 15 minutes. */
export interface Limit {
  key: string
  freeFailures: number
}

const freePerPlace = 5
const freePerAddress = 20
const blockMaxSeconds = 900
const ipWindowSeconds = 600
const failureWindowSeconds = 24 * 3600

/**
 * What an attempt to sign in counts under. One place (address and IP) is slowed after five failures, one address from
 * everywhere after twenty, so that many IPs do not help. A key that has signed the contact in before counts by itself:
 * a stranger's guesses do not lock its owner out.
 *
 * @param scope `staff`, or the account of the portal.
 */
export function limitsOf(scope: string, addressFolded: string, ip: string, knownKey?: string): Limit[] {
  if (knownKey !== undefined) return [{ key: name('key', scope, addressFolded, knownKey), freeFailures: freePerPlace }]
  return [
    { key: name('place', scope, addressFolded, networkOf(ip)), freeFailures: freePerPlace },
    { key: name('address', scope, addressFolded), freeFailures: freePerAddress },
  ]
}

/**
 * Counts an attempt before its password is looked at, so that a hundred at once are not one. Who succeeds is forgiven
 * by `forgive`.
 *
 * @throws AppError `sign_in_locked` while one of the limits blocks, `too_many_requests` when the IP has used up its own.
 */
export async function takeAttempt(deps: Pick<Deps, 'db' | 'now' | 'config'>, ip: string, limits: readonly Limit[]): Promise<void> {
  await transact(deps.db, async (tx) => {
    await countForIp(tx, deps, ip)
    for (const limit of limits) await countForLimit(tx, deps, limit)
  })
}

/** How many mails may be asked for within an hour, by whoever. */
const mailsPerAddress = 5
const mailsPerPortal = 1000
const mailWindowSeconds = 3600

/**
 * Counts a request that mails an address which its sender only claims to own: so that the address is not flooded (T-55).
 * Counted before anybody looks whether the address is known.
 *
 * @throws AppError `too_many_requests`.
 */
export async function takeMailRequest(
  deps: Pick<Deps, 'db' | 'now' | 'config'>,
  portal: { account_id: string; id: string },
  addressFolded: string,
  ip: string,
): Promise<void> {
  await transact(deps.db, async (tx) => {
    await countForIp(tx, deps, ip)
    await countWithin(tx, deps, name('mail', portal.account_id, addressFolded), mailsPerAddress, mailWindowSeconds)
    await countWithin(tx, deps, name('mails', portal.account_id, portal.id), mailsPerPortal, mailWindowSeconds)
  })
}

/** How many mails somebody of the staff may send to see what they look like, within an hour. */
const trialsPerStaff = 20

/** Counts a mail that somebody of the staff sends to themselves. @throws AppError `too_many_requests`. */
export async function takeStaffMail(deps: Pick<Deps, 'db' | 'now'>, accountId: string, staffId: string): Promise<void> {
  await transact(deps.db, (tx) => countWithin(tx, deps, name('trial', accountId, staffId), trialsPerStaff, mailWindowSeconds))
}

/** How many mails the admins of an account may send to their team, and to who is to be, within an hour. */
const teamMailsPerAccount = 100

/** Counts a mail that an admin sends to somebody of the team. @throws AppError `too_many_requests`. */
export async function takeTeamMail(deps: Pick<Deps, 'db' | 'now'>, accountId: string): Promise<void> {
  await transact(deps.db, (tx) => countWithin(tx, deps, name('team', accountId), teamMailsPerAccount, mailWindowSeconds))
}

/** How many registrations may be begun within a day. */
const registrationsPerIp = 20
const registrationsPerAddress = 5
const registrationsPerPortal = 1000
const daySeconds = 24 * 3600

/**
 * Counts a registration: against the hour's limits of mails, and the day's for its place, its address and the portal (B24).
 *
 * @throws AppError `too_many_requests`.
 */
export async function takeRegistration(
  deps: Pick<Deps, 'db' | 'now' | 'config'>,
  portal: { account_id: string; id: string },
  addressFolded: string,
  ip: string,
): Promise<void> {
  await takeMailRequest(deps, portal, addressFolded, ip)
  const { account_id, id } = portal
  await transact(deps.db, async (tx) => {
    await countWithin(tx, deps, name('register-from', account_id, id, networkOf(ip)), registrationsPerIp, daySeconds)
    await countWithin(tx, deps, name('register', account_id, id, addressFolded), registrationsPerAddress, daySeconds)
    await countWithin(tx, deps, name('registers', account_id, id), registrationsPerPortal, daySeconds)
  })
}

/** Forgets the failures under these limits. */
export async function forgive(deps: Pick<Deps, 'db'>, limits: readonly Limit[]): Promise<void> {
  await deleteThrottles(
    deps.db,
    limits.map(({ key }) => key),
  )
}

/** Takes back an attempt that was never judged, because the server was busy. */
export async function giveBack(deps: Pick<Deps, 'db'>, limits: readonly Limit[]): Promise<void> {
  await uncountAttempt(
    deps.db,
    limits.map(({ key }) => key),
  )
}

async function countForIp(tx: Tx, deps: Pick<Deps, 'now' | 'config'>, ip: string): Promise<void> {
  await countWithin(tx, deps, name('ip', networkOf(ip)), deps.config.signInsPerIp, ipWindowSeconds)
}

/** @throws AppError `too_many_requests` beyond `max` within the window. */
async function countWithin(tx: Tx, { now }: Pick<Deps, 'now'>, key: string, max: number, windowSeconds: number): Promise<void> {
  const at = now()
  const counted = await countAttempt(tx, key, at, later(at, -windowSeconds))
  if (!counted || counted.count <= max) return
  const retryAfterSeconds = secondsBetween(at, later(counted.window_started_at, windowSeconds))
  throw new AppError('too_many_requests', 'a limit per time', { retryAfterSeconds })
}

async function countForLimit(tx: Tx, { now }: Pick<Deps, 'now'>, { key, freeFailures }: Limit): Promise<void> {
  const at = now()
  const counted = await countAttempt(tx, key, at, later(at, -failureWindowSeconds))
  if (!counted) {
    const until = (await findBlock(tx, key)) ?? at
    throw new AppError('sign_in_locked', undefined, { retryAfterSeconds: secondsBetween(at, until) })
  }
  if (counted.count <= freeFailures) return
  await blockKey(tx, key, later(at, Math.min(blockMaxSeconds, 2 ** (counted.count - freeFailures - 1))))
}

/** A hash: the table of failures is no list of addresses. */
function name(...parts: string[]): string {
  return hash('sha256', JSON.stringify(parts), 'hex')
}

/** One subscriber usually has a whole /64 of IPv6. */
function networkOf(ip: string): string {
  if (!ip.includes(':')) return ip
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped !== undefined) return mapped
  const [head = '', tail = ''] = ip.toLowerCase().split('::')
  const headGroups = head === '' ? [] : head.split(':')
  const tailGroups = tail === '' ? [] : tail.split(':')
  const zeros = ip.includes('::') ? Array.from({ length: 8 - headGroups.length - tailGroups.length }, () => '0') : []
  return [...headGroups, ...zeros, ...tailGroups]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
