import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { hashSecretToken, isSecretToken, makeSecretToken } from '../http/secret-token.ts'
import { later } from '../later.ts'
import { hasPages } from '../portal/identity-provider.presenter.ts'
import { findIdentityProvider } from '../portal/identity-provider.repo.ts'
import type { IdentityProviderRow } from '../portal/identity-provider.table.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { findAttempt, findPortalAttempt, insertAttempt, moveAttempt } from '../portal/sign-in-attempt.repo.ts'
import type { SignInAttemptRow } from '../portal/sign-in-attempt.table.ts'
import type { Identity } from './identity.ts'
import { requireMethod } from './sign-in.ts'

/** Longest time from the start to the session, in seconds. */
export const attemptSeconds = 600

/** How long a code is good, in seconds. */
const codeSeconds = 60

/** Who starts a sign-in, and where it has to end. */
export interface AttemptStart {
  /** Null: by address and password, on a page of ours. */
  providerId: string | null
  jkt: string
  origin: string
  challenge: string
  returnUrl: string | null
}

/** What the element hands in for its session. */
export interface Redemption {
  ssoId: string
  code: string
  verifier: string
  jkt: string
  origin: string
}

/** What an element is told while it waits. */
export type AttemptStatus = { state: 'pending' | 'failed' | 'ended' } | { state: 'ready'; code: string }

/**
 * Starts a sign-in through a provider's pages, or through our own where passwords are typed in a window alone.
 *
 * @throws AppError `not_found` when the portal has no such provider that is on, or takes passwords in the page;
 *   `sign_in_method_off` when it takes none.
 */
export async function startAttempt(deps: Deps, portal: PortalRow, start: AttemptStart): Promise<string> {
  await requireStart(deps, portal, start.providerId)
  const now = deps.now()
  const id = randomBytes(16).toString('hex')
  await transact(deps.db, (tx) =>
    insertAttempt(tx, {
      account_id: portal.account_id,
      id,
      portal_id: portal.id,
      provider_id: start.providerId,
      state: 'started',
      jkt: start.jkt,
      origin: start.origin,
      challenge: start.challenge,
      return_url: start.returnUrl,
      cookie_hash: null,
      protocol_sealed: null,
      identity_sealed: null,
      confirm_hash: null,
      code_hash: null,
      code_sealed: null,
      code_expires_at: null,
      created_at: now,
      expires_at: later(now, attemptSeconds),
    }),
  )
  return id
}

async function requireStart(deps: Deps, portal: PortalRow, providerId: string | null): Promise<void> {
  if (providerId === null) {
    requireMethod(portal, 'password')
    if (portal.password_entry !== 'window') throw new AppError('not_found', 'passwords are typed in the page')
    return
  }
  const provider = await findIdentityProvider(deps.db, portal.account_id, portal.id, providerId)
  if (!provider || !hasPages(provider)) throw new AppError('not_found', `identity provider ${providerId}`)
}

/**
 * Binds an attempt to the browser whose window it is. Opening it again is for the same browser alone.
 *
 * @returns undefined when there is nothing to open: unknown, over, or somebody else's window.
 */
export async function openAttempt(deps: Deps, attemptId: string, cookie: string, protocol: string): Promise<SignInAttemptRow | undefined> {
  const attempt = await findLiveAttempt(deps, attemptId)
  if (!attempt) return undefined
  const cookie_hash = hashSecretToken(cookie)
  if (attempt.state !== 'started' && attempt.cookie_hash !== cookie_hash) return undefined
  const protocol_sealed = deps.vault.seal(protocol, placeOf(attempt))
  const isMine = await transact(deps.db, (tx) =>
    moveAttempt(tx, attempt, [attempt.state === 'started' ? 'started' : 'opened'], { state: 'opened', cookie_hash, protocol_sealed }),
  )
  return isMine ? { ...attempt, state: 'opened', cookie_hash, protocol_sealed } : undefined
}

/** The attempt that a provider answers to in this browser, or undefined: unknown, over, answered before, another browser's. */
export async function findOpenAttempt(deps: Deps, attemptId: string, cookie: string | undefined): Promise<SignInAttemptRow | undefined> {
  const attempt = await findLiveAttempt(deps, attemptId)
  return attempt?.state === 'opened' && isSameBrowser(attempt, cookie) ? attempt : undefined
}

/** What the protocol remembered when the window was opened. */
export function readProtocol(deps: Deps, attempt: SignInAttemptRow): string {
  return deps.vault.open(attempt.protocol_sealed ?? '', placeOf(attempt))
}

/** Takes a provider's answer as the one that is looked at. False when another was quicker. */
export async function claimAnswer(deps: Deps, attempt: SignInAttemptRow): Promise<boolean> {
  return transact(deps.db, (tx) => moveAttempt(tx, attempt, ['opened'], { state: 'answered' }))
}

/**
 * Notes who it is, as the provider said.
 *
 * @returns the code for the page that opened the window, and the text that proves a click in ours; undefined when the
 *   attempt was answered in this instant by another request.
 */
export async function identifyAttempt(
  deps: Deps,
  attempt: SignInAttemptRow,
  identity: Identity,
): Promise<{ code: string; confirmation: string } | undefined> {
  const confirmation = makeSecretToken('')
  const { code, columns } = makeCode(deps, attempt)
  const isFirst = await transact(deps.db, (tx) =>
    moveAttempt(tx, attempt, ['answered'], {
      state: 'identified',
      protocol_sealed: null,
      identity_sealed: deps.vault.seal(JSON.stringify(identity), placeOf(attempt)),
      confirm_hash: hashSecretToken(confirmation),
      ...columns,
    }),
  )
  return isFirst ? { code, confirmation } : undefined
}

/** Notes that the provider did not say who it is. */
export async function failAttempt(deps: Deps, attempt: SignInAttemptRow): Promise<void> {
  await transact(deps.db, (tx) => moveAttempt(tx, attempt, ['started', 'opened', 'answered'], { state: 'failed', protocol_sealed: null }))
}

/**
 * Lets the page that started the attempt have a code: after a click on its name in our window, which no other site can make.
 *
 * @returns undefined when this browser has nothing to release.
 */
export async function releaseAttempt(
  deps: Deps,
  attemptId: string,
  cookie: string | undefined,
  confirmation: string,
): Promise<SignInAttemptRow | undefined> {
  const attempt = await findLiveAttempt(deps, attemptId)
  if (!attempt || !isSameBrowser(attempt, cookie)) return undefined
  if (attempt.confirm_hash === null || !isSame(hashSecretToken(confirmation), attempt.confirm_hash)) return undefined
  const { columns } = makeCode(deps, attempt)
  const isReleased = await transact(deps.db, (tx) =>
    moveAttempt(tx, attempt, ['identified', 'released'], { state: 'released', ...columns }),
  )
  return isReleased ? attempt : undefined
}

/** What the element that started an attempt is told. @throws AppError `not_found` for anybody else's. */
export async function readStatus(
  deps: Deps,
  portal: PortalRow,
  asking: { ssoId: string; jkt: string; origin: string },
): Promise<AttemptStatus> {
  const attempt = await findPortalAttempt(deps.db, portal.account_id, portal.id, asking.ssoId)
  if (!attempt || attempt.jkt !== asking.jkt || attempt.origin !== asking.origin) throw new AppError('not_found', `sign-in ${asking.ssoId}`)
  const now = deps.now()
  if (attempt.state === 'failed') return { state: 'failed' }
  if (attempt.state === 'redeemed' || now >= attempt.expires_at) return { state: 'ended' }
  if (attempt.state !== 'released' || attempt.code_sealed === null) return { state: 'pending' }
  if (attempt.code_expires_at === null || now >= attempt.code_expires_at) return { state: 'ended' }
  return { state: 'ready', code: deps.vault.open(attempt.code_sealed, placeOf(attempt)) }
}

/**
 * Who signed in, for the element that started it: the code, the verifier and the key must be of the same attempt. A code that
 * comes with anything wrong is used up all the same.
 *
 * @throws AppError `identity_refused`.
 */
export async function redeemAttempt(deps: Deps, portal: PortalRow, redemption: Redemption): Promise<Identity> {
  const attempt = await findPortalAttempt(deps.db, portal.account_id, portal.id, redemption.ssoId)
  if (!attempt || attempt.code_hash === null || !isSecretToken('cpc_', redemption.code)) return refuse('unknown')
  if (!isSame(hashSecretToken(redemption.code), attempt.code_hash)) return refuse('another code')
  const isFirst = await transact(deps.db, (tx) =>
    moveAttempt(tx, attempt, ['identified', 'released'], {
      state: 'redeemed',
      identity_sealed: null,
      code_sealed: null,
      confirm_hash: null,
    }),
  )
  if (!isFirst || attempt.identity_sealed === null) return refuse('used before')
  if (attempt.jkt !== redemption.jkt) return refuse('another key')
  if (attempt.origin !== redemption.origin) return refuse('another origin')
  if (!isSame(hash('sha256', redemption.verifier, 'base64url'), attempt.challenge)) return refuse('another verifier')
  if (attempt.code_expires_at === null || deps.now() >= attempt.code_expires_at) return refuse('too late')
  if (attempt.provider_id === null) requireMethod(portal, 'password')
  else if (!(await findAttemptProvider(deps, attempt))) return refuse('the provider is off')
  return JSON.parse(deps.vault.open(attempt.identity_sealed, placeOf(attempt))) as Identity
}

/** The provider of an attempt, if it is still on. */
export async function findAttemptProvider(deps: Deps, attempt: SignInAttemptRow): Promise<IdentityProviderRow | undefined> {
  if (attempt.provider_id === null) return undefined
  const provider = await findIdentityProvider(deps.db, attempt.account_id, attempt.portal_id, attempt.provider_id)
  return provider?.is_on === 1 ? provider : undefined
}

/** An attempt whose time is not over, of whatever account: this is how a window finds its portal. */
export async function findLiveAttempt(deps: Deps, attemptId: string): Promise<SignInAttemptRow | undefined> {
  if (!/^[0-9a-f]{32}$/.test(attemptId)) return undefined
  const attempt = await findAttempt(deps.db, attemptId)
  return attempt && deps.now() < attempt.expires_at ? attempt : undefined
}

function makeCode(deps: Deps, attempt: SignInAttemptRow) {
  const code = makeSecretToken('cpc_')
  const columns = {
    code_hash: hashSecretToken(code),
    code_sealed: deps.vault.seal(code, placeOf(attempt)),
    code_expires_at: later(deps.now(), codeSeconds),
  }
  return { code, columns }
}

function isSameBrowser(attempt: SignInAttemptRow, cookie: string | undefined): boolean {
  return cookie !== undefined && attempt.cookie_hash !== null && isSame(hashSecretToken(cookie), attempt.cookie_hash)
}

function placeOf({ account_id, id }: Pick<SignInAttemptRow, 'account_id' | 'id'>): string {
  return `sign_in_attempt/${account_id}/${id}`
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function refuse(reason: string): never {
  throw new AppError('identity_refused', `code of a sign-in: ${reason}`)
}
