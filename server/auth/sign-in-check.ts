import { randomBytes } from 'node:crypto'
import type { SignInCheck, SignInCheckResult } from '../../shared/sign-in-check.ts'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { hashSecretToken } from '../http/secret-token.ts'
import { later } from '../later.ts'
import { findIdentityProvider } from '../portal/identity-provider.repo.ts'
import type { IdentityProviderRow } from '../portal/identity-provider.table.ts'
import { findPortal } from '../portal/portal.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { findCheck, findOwnCheck, insertCheck, moveCheck } from '../portal/sign-in-check.repo.ts'
import type { SignInCheckRow } from '../portal/sign-in-check.table.ts'
import type { StaffViewer } from '../viewer.ts'
import { beginOidc } from './methods/oidc.ts'
import { beginSaml } from './methods/saml.ts'
import { checkOidcAnswer } from './oidc-check.ts'
import { checkSamlAnswer } from './saml-check.ts'
import { requireProvider } from './save-identity-provider.ts'

/** How long a test sign-in, and what became of it, is kept, in seconds. */
const checkSeconds = 900

/** A test sign-in with whose it is. */
export interface FoundCheck {
  check: SignInCheckRow
  provider: IdentityProviderRow
  portal: PortalRow
}

/** Whether a text could name a test sign-in, and not one of a customer. */
export function isCheckId(text: string): boolean {
  return /^try[0-9a-f]{28}$/.test(text)
}

/** Begins a test sign-in; the provider may be off. @throws AppError `portal_not_found`, `not_found`, `invalid_request`: of a kind that has no pages to go to. */
export async function startCheck(
  deps: Deps,
  viewer: StaffViewer,
  portalId: string,
  providerId: string,
): Promise<{ id: string; url: string }> {
  const { provider } = await requireProvider(deps.db, viewer, portalId, providerId)
  if (provider.kind === 'jwt') throw new AppError('invalid_request', 'a site that signs tokens', { fields: { providerId: 'not_a_choice' } })
  const now = deps.now()
  const id = `try${randomBytes(14).toString('hex')}`
  await transact(deps.db, (tx) =>
    insertCheck(tx, {
      account_id: viewer.accountId,
      id,
      portal_id: portalId,
      provider_id: providerId,
      staff_id: viewer.staffId,
      state: 'started',
      cookie_hash: null,
      protocol_sealed: null,
      result_sealed: null,
      created_at: now,
      expires_at: later(now, checkSeconds),
    }),
  )
  return { id, url: `${deps.config.publicUrl}/sso/${id}` }
}

/** How far a test sign-in is, for whoever began it. @throws AppError `not_found` for others, and when it is over. */
export async function readCheck(deps: Deps, viewer: StaffViewer, portalId: string, checkId: string): Promise<SignInCheck> {
  const check = await findOwnCheck(deps.db, viewer.accountId, { portalId, staffId: viewer.staffId, checkId })
  if (!check || deps.now() >= check.expires_at) throw new AppError('not_found', `test sign-in ${checkId}`)
  const result =
    check.result_sealed === null ? nothingYet : (JSON.parse(deps.vault.open(check.result_sealed, placeOf(check))) as SignInCheckResult)
  const { id, provider_id: providerId, created_at: startedAt } = check
  return { id, providerId, startedAt, state: check.state === 'done' ? 'done' : 'waiting', ...result }
}

/** Sends the window of a test sign-in to its provider. @returns the address; undefined when there is nothing to open in this browser. */
export async function openCheck(deps: Deps, checkId: string, cookie: string): Promise<string | undefined> {
  const found = await findLiveCheck(deps, checkId)
  if (!found || (found.check.state !== 'started' && found.check.state !== 'opened')) return undefined
  const { check, provider } = found
  const cookie_hash = hashSecretToken(cookie)
  if (check.cookie_hash !== null && check.cookie_hash !== cookie_hash) return undefined
  try {
    const { url, protocol } = await (provider.kind === 'saml' ? beginSaml(deps, provider, check.id) : beginOidc(deps, provider, check.id))
    const protocol_sealed = deps.vault.seal(protocol, placeOf(check))
    const isMine = await transact(deps.db, (tx) => moveCheck(tx, check, check.state, { state: 'opened', cookie_hash, protocol_sealed }))
    return isMine ? url : undefined
  } catch (error) {
    await finish(deps, check, check.state, failedAtOnce(reasonOf(error)))
    return undefined
  }
}

/** Looks at the answer of a provider to a test sign-in, and keeps what came of it. @returns false when nobody waits for it in this browser. */
export async function answerCheck(
  deps: Deps,
  checkId: string,
  cookie: string | undefined,
  answer: { samlResponse: string } | { search: string },
): Promise<boolean> {
  const found = await findLiveCheck(deps, checkId)
  if (!found || cookie === undefined || found.check.cookie_hash !== hashSecretToken(cookie)) return false
  const { check, provider, portal } = found
  if (!(await transact(deps.db, (tx) => moveCheck(tx, check, 'opened', { state: 'answered' })))) return false
  const protocol = deps.vault.open(check.protocol_sealed ?? '', placeOf(check))
  const isFitting = 'samlResponse' in answer === (provider.kind === 'saml')
  const result = !isFitting
    ? failedAtOnce('the answer is of another kind than the provider')
    : 'samlResponse' in answer
      ? await checkSamlAnswer(deps, portal, provider, { ...answer, protocol })
      : await checkOidcAnswer(deps, portal, provider, { ...answer, protocol, state: check.id })
  await finish(deps, check, 'answered', result)
  return true
}

/** A test sign-in whose time is not over. */
export async function findLiveCheck(deps: Deps, checkId: string): Promise<FoundCheck | undefined> {
  const check = isCheckId(checkId) ? await findCheck(deps.db, checkId) : undefined
  if (!check || deps.now() >= check.expires_at) return undefined
  const portal = await findPortal(deps.db, check.account_id, check.portal_id)
  const provider = await findIdentityProvider(deps.db, check.account_id, check.portal_id, check.provider_id)
  return portal && provider ? { check, portal, provider } : undefined
}

const nothingYet: SignInCheckResult = { hasPassed: false, reason: null, steps: [], attributes: [], person: null }

async function finish(deps: Deps, check: SignInCheckRow, from: SignInCheckRow['state'], result: SignInCheckResult): Promise<void> {
  const result_sealed = deps.vault.seal(JSON.stringify(result), placeOf(check))
  await transact(deps.db, (tx) => moveCheck(tx, check, from, { state: 'done', protocol_sealed: null, result_sealed }))
}

function failedAtOnce(reason: string): SignInCheckResult {
  return { ...nothingYet, reason, steps: [{ name: 'answered', outcome: 'failed', expected: null, found: null }] }
}

function reasonOf(error: unknown): string {
  if (error instanceof AppError) return error.message
  throw error
}

function placeOf({ account_id, id }: Pick<SignInCheckRow, 'account_id' | 'id'>): string {
  return `sign_in_check/${account_id}/${id}`
}
