import type { SessionTokens } from '../../shared/auth.ts'
import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { hashSecretToken, makeSecretToken } from '../http/secret-token.ts'
import { later, secondsBetween } from '../later.ts'
import { isLetIn } from '../portal/portal-access.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { presentMe } from './present-me.ts'
import { accessColumns, accessSeconds, endOf, isOver, refreshGraceSeconds, successorOf, type Tokens } from './session.ts'
import { findRefreshToken, insertRefreshToken, replaceAccessToken, revokeSessions, useRefreshToken } from './session.repo.ts'

/** One request for the successor of a refresh token. */
export interface RefreshRequest {
  refreshToken: string
  requestId: string
  jkt: string
  /** Null for a client that is no browser. */
  origin: string | null
}

type Outcome =
  | { kind: 'renewed'; contactId: string; tokens: Tokens; seconds: number }
  | { kind: 'over' }
  | { kind: 'denied'; sessionId: string }
  | { kind: 'stolen'; sessionId: string }

/**
 * Trades a refresh token for its successor (RFC 9700 §4.14). The same request repeated within the grace time gets the same
 * successor. A used token that comes back in any other way, or any token with another key, was stolen: the session ends.
 *
 * @throws AppError `session_expired`; `access_denied` when the portal does not let the contact in any more.
 */
export async function refreshSession(deps: Deps, portal: PortalRow, request: RefreshRequest): Promise<SessionTokens> {
  // A refusal is an outcome and not an error: the end of a stolen session must be committed.
  const outcome = await write(deps, portal.account_id, (tx) => tradeToken(tx, deps, portal, request))
  if (outcome.kind === 'stolen' || outcome.kind === 'denied') deps.hub.endSessions([outcome.sessionId])
  if (outcome.kind === 'denied') throw new AppError('access_denied', 'refresh')
  if (outcome.kind !== 'renewed') throw new AppError('session_expired', `refresh: ${outcome.kind}`)
  const me = await presentMe(deps, portal, outcome.contactId)
  return { ...outcome.tokens, accessExpiresInSeconds: outcome.seconds, me }
}

async function tradeToken(tx: Tx, deps: Deps, portal: PortalRow, request: RefreshRequest): Promise<Outcome> {
  const { account_id } = portal
  const now = deps.now()
  const tokenHash = hashSecretToken(request.refreshToken)
  const found = await findRefreshToken(tx, account_id, portal.id, tokenHash)
  if (!found || isOver(found, portal, now)) return { kind: 'over' }
  if (found.jkt !== request.jkt) return endStolen(tx, portal, found.id, now, 'another key')
  if (request.origin !== null && request.origin !== found.origin) return { kind: 'over' }
  if (!(await isLetIn(tx, portal, found.contact_id, now))) {
    await revokeSessions(tx, account_id, { sessionId: found.id }, now)
    return { kind: 'denied', sessionId: found.id }
  }

  const use = { used_at: now, request_id: request.requestId, successor_salt: makeSecretToken('') }
  if (found.used_at === null && (await useRefreshToken(tx, account_id, tokenHash, use))) {
    const tokens = successorOf(request.refreshToken, use.successor_salt)
    const end = endOf(found, portal)
    const access = accessColumns(tokens.accessToken, now, end)
    const successor = { account_id, token_hash: hashSecretToken(tokens.refreshToken), session_id: found.id, created_at: now }
    await insertRefreshToken(tx, successor)
    await replaceAccessToken(tx, account_id, found.id, access)
    return { kind: 'renewed', contactId: found.contact_id, tokens, seconds: secondsBetween(now, access.access_expires_at) }
  }
  // Used before, or in this instant by the other tab.
  const used = await findRefreshToken(tx, account_id, portal.id, tokenHash)
  if (used && isRepeat(used, request, now)) {
    const tokens = successorOf(request.refreshToken, used.successor_salt)
    return { kind: 'renewed', contactId: used.contact_id, tokens, seconds: accessSeconds - secondsBetween(used.used_at, now) }
  }
  return endStolen(tx, portal, found.id, now, 'a used token')
}

interface UsedToken {
  used_at: string | null
  request_id: string | null
  successor_salt: string | null
}

function isRepeat<Used extends UsedToken>(
  used: Used,
  request: RefreshRequest,
  now: string,
): used is Used & { used_at: string; successor_salt: string } {
  if (used.used_at === null || used.successor_salt === null) return false
  return used.request_id === request.requestId && now <= later(used.used_at, refreshGraceSeconds)
}

async function endStolen(tx: Tx, portal: PortalRow, sessionId: string, now: string, reason: string): Promise<Outcome> {
  await revokeSessions(tx, portal.account_id, { sessionId }, now)
  const actor = { kind: 'system', accountId: portal.account_id } as const
  await recordEvent(tx, actor, now, { kind: 'session.reused', isPublic: false, data: { sessionId, portalId: portal.id, reason } })
  return { kind: 'stolen', sessionId }
}
