import { randomBytes } from 'node:crypto'
import type { FoundStaffProviders } from '../../shared/staff-provider.ts'
import {
  claimStaffAttempt,
  findLinkedStaff,
  findStaffAttempt,
  findStaffOfAccount,
  findStaffProvider,
  findStaffProviderById,
  hasOneAccount,
  insertStaffAttempt,
  insertStaffLink,
  isLinked,
  listStaffProvidersOn,
} from '../accounts/staff-provider.repo.ts'
import type { StaffProviderRow, StaffSignInAttemptRow } from '../accounts/staff-provider.table.ts'
import { fold } from '../db/fold.ts'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { write } from '../events/write.ts'
import { hashSecretToken } from '../http/secret-token.ts'
import { later } from '../later.ts'
import { attemptSeconds } from './handoff.ts'
import type { VouchedIdentity } from './identity.ts'
import { beginOidc, identifyByOidc, type OidcParty, type OidcSeen } from './methods/oidc.ts'
import { freshSeconds } from './second-factor.ts'
import { openStaffSession } from './staff-session.ts'
import { joinByProvider } from './team/join-team.ts'
import { mayVouchFor } from './vouch.ts'

/** What becomes of an answer: a cookie and the page to go to, or a refusal. */
export type StaffAnswer = { token: string; returnPath: string } | 'refused' | 'over'

/** Whether a text could name a staff member's way to a provider, and not a customer's. */
export function isStaffAttemptId(text: string): boolean {
  return /^stf[0-9a-f]{28}$/.test(text)
}

/**
 * The providers that somebody may sign in with: all where the installation has one account; else those whose domains name the
 * domain of the address. Whether anybody has the address plays no part.
 */
export async function findStaffProviders(deps: Pick<Deps, 'db'>, email: string | undefined): Promise<FoundStaffProviders> {
  const rows = await listStaffProvidersOn(deps.db)
  const isOne = rows.length > 0 && (await hasOneAccount(deps.db))
  const found = rows.filter((row) => isOne || (email !== undefined && mayVouchFor(row, email)))
  return { providers: found.map(({ id, name }) => ({ id, name })), needsAddress: rows.length > 0 && !isOne && email === undefined }
}

/** Begins to sign in at a provider. @returns the address to go to. @throws AppError `not_found`, `identity_refused`: it does not answer. */
export async function startStaffSignIn(deps: Deps, start: { providerId: string; returnPath: string; cookie: string }): Promise<string> {
  const provider = await findStaffProviderById(deps.db, start.providerId)
  if (provider?.is_on !== 1) throw new AppError('not_found', `staff provider ${start.providerId}`)
  const now = deps.now()
  const attempt = { account_id: provider.account_id, id: `stf${randomBytes(14).toString('hex')}` }
  const { url, protocol } = await beginOidc(deps, partyOf(provider), attempt.id)
  await transact(deps.db, (tx) =>
    insertStaffAttempt(tx, {
      ...attempt,
      provider_id: provider.id,
      state: 'opened',
      cookie_hash: hashSecretToken(start.cookie),
      protocol_sealed: deps.vault.seal(protocol, placeOf(attempt)),
      return_path: start.returnPath,
      created_at: now,
      expires_at: later(now, attemptSeconds),
    }),
  )
  return url
}

/**
 * Signs a staff member in by a provider's answer: who came by this subject before, or the one of the account who has the address
 * that the provider vouches for, or was invited by it. Nobody else becomes staff by it.
 */
export async function answerStaffSignIn(
  deps: Deps,
  answer: { attemptId: string; search: string; cookie: string | undefined; userAgent: string },
): Promise<StaffAnswer> {
  const attempt = await findStaffAttempt(deps.db, answer.attemptId)
  if (!attempt || deps.now() >= attempt.expires_at) return 'over'
  if (answer.cookie === undefined || hashSecretToken(answer.cookie) !== attempt.cookie_hash) return 'over'
  if (!(await transact(deps.db, (tx) => claimStaffAttempt(tx, attempt)))) return 'over'
  const provider = await findStaffProvider(deps.db, attempt.account_id, attempt.provider_id)
  if (provider?.is_on !== 1) return 'over'
  const seen: OidcSeen = { claims: null, more: {} }
  const protocol = deps.vault.open(attempt.protocol_sealed, placeOf(attempt))
  try {
    const { search } = answer
    const identity = await identifyByOidc(deps, partyOf(provider), { search, state: attempt.id, protocol }, seen)
    const person = await findPerson(deps, provider, identity)
    if (!person)
      throw new AppError('identity_refused', `nobody of the account is ${identity.email ?? identity.subject}, or not believed to be`)
    const token = await openStaffSession(
      deps,
      { account_id: provider.account_id, ...person },
      {
        userAgent: answer.userAgent,
        providerId: provider.id,
        isProved: isFresh(deps, seen),
      },
    )
    return { token, returnPath: attempt.return_path }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'identity_refused') throw error
    deps.log.info({ providerId: provider.id, err: error }, 'staff sign-in refused')
    return 'refused'
  }
}

async function findPerson(
  deps: Deps,
  provider: StaffProviderRow,
  identity: VouchedIdentity,
): Promise<{ id: string; name: string } | undefined> {
  const { account_id, id: provider_id } = provider
  const { subject, email, emailVerified } = identity
  const known = await findLinkedStaff(deps.db, account_id, provider_id, subject)
  if (known) return known
  // Somebody who left stays out, whoever has the address now.
  if (!emailVerified || email === null || (await isLinked(deps.db, account_id, provider_id, subject))) return undefined
  const person = (await findStaffOfAccount(deps.db, account_id, fold(email))) ?? (await joinByProvider(deps, account_id, email))
  if (!person) return undefined
  await write(deps, account_id, (tx) =>
    insertStaffLink(tx, { account_id, provider_id, subject, staff_id: person.id, created_at: deps.now() }),
  )
  return person
}

/** Whether the provider says that the person proved who it is just now: then nothing asks once more. */
function isFresh(deps: Deps, { claims }: OidcSeen): boolean {
  const authTime = claims?.['auth_time']
  return typeof authTime === 'number' && Math.abs(Date.parse(deps.now()) / 1000 - authTime) <= freshSeconds
}

function partyOf(row: StaffProviderRow): OidcParty {
  const { account_id, id, issuer, secret_sealed, email_domains } = row
  return { account_id, id, issuer, secret_sealed, email_domains, settings: JSON.stringify({ clientId: row.client_id }) }
}

function placeOf({ account_id, id }: Pick<StaffSignInAttemptRow, 'account_id' | 'id'>): string {
  return `staff_sign_in_attempt/${account_id}/${id}`
}
