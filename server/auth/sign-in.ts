import type { Context } from 'hono'
import type { SessionTokens, SignInMethod } from '../../shared/auth.ts'
import type { Timestamp } from '../db/index.ts'
import type { AppEnv, Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { hashSecretToken } from '../http/secret-token.ts'
import { later, secondsBetween } from '../later.ts'
import { originOf } from '../portal/allow-origin.ts'
import { findGivenVersion } from '../portal/consent.repo.ts'
import { contactViewer } from '../portal/contact-viewer.ts'
import { isLetIn } from '../portal/portal-access.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import type { Identity } from './identity.ts'
import { joinIdentity } from './join-identity.ts'
import { presentMe } from './present-me.ts'
import { accessColumns, makeTokens } from './session.ts'
import { insertRefreshToken, insertSession, rememberKey } from './session.repo.ts'

const userAgentMaxChars = 300

/** Where the new session will live. */
export interface SessionPlace {
  jkt: string
  /** Empty for a client that is no browser. */
  origin: string
  userAgent: string
}

/** The place that a request names. */
export function placeOf(c: Context<AppEnv>, jkt: string): SessionPlace {
  return { jkt, origin: originOf(c) ?? '', userAgent: c.req.header('User-Agent') ?? '' }
}

/** Whether a portal offers a way to sign in: none of our own where people get in through providers alone. */
export function offers(portal: PortalRow, method: SignInMethod): boolean {
  if (portal.is_sso_required === 1) return false
  return (JSON.parse(portal.sign_in_methods) as SignInMethod[]).includes(method)
}

/** @throws AppError `sign_in_method_off` when the portal does not offer a way to sign in. */
export function requireMethod(portal: PortalRow, method: SignInMethod): void {
  if (!offers(portal, method)) throw new AppError('sign_in_method_off', method)
}

/** Whether a password may be typed in the page that asks. */
export function isPasswordPlace(c: Context<AppEnv>): boolean {
  const { deps, portal } = c.var
  return portal.password_entry !== 'window' || originOf(c) === new URL(deps.config.publicUrl).origin
}

/**
 * Passwords of a portal that takes them in its own window come from our own pages alone.
 *
 * @throws AppError `sign_in_method_off`.
 */
export function requirePasswordPlace(c: Context<AppEnv>): void {
  if (isPasswordPlace(c)) return
  throw new AppError('sign_in_method_off', 'passwords are typed in a window of the portal')
}

/** @throws AppError `access_denied` when the portal does not let a contact in, however well proved. */
export async function requireAccess(deps: Pick<Deps, 'db' | 'now'>, portal: PortalRow, contactId: string): Promise<void> {
  if (!(await isLetIn(deps.db, portal, contactId, deps.now()))) throw new AppError('access_denied', `contact ${contactId}`)
}

/** Where every method ends: joins a proved identity to its contact and makes a session with a new id. */
export async function signIn(deps: Deps, portal: PortalRow, identity: Identity, place: SessionPlace): Promise<SessionTokens> {
  const { account_id } = portal
  const isVouched = 'providerId' in identity
  const contactId = isVouched ? await joinIdentity(deps, portal, identity) : identity.subject
  if (!isVouched) await requireAccess(deps, portal, contactId)
  const me = await presentMe(deps, portal, contactId)
  const now = deps.now()
  const id = deps.newId()
  const tokens = makeTokens()
  const expires_at = endOfSession(portal, identity, now)
  const access = accessColumns(tokens.accessToken, now, expires_at)

  await write(deps, account_id, async (tx) => {
    await insertSession(tx, {
      account_id,
      id,
      portal_id: portal.id,
      contact_id: contactId,
      origin: place.origin,
      jkt: place.jkt,
      ...access,
      user_agent: place.userAgent.slice(0, userAgentMaxChars),
      provider_id: 'providerId' in identity ? identity.providerId : null,
      consent_version: await findGivenVersion(tx, account_id, portal.id, contactId),
      created_at: now,
      last_seen_at: now,
      expires_at,
      revoked_at: null,
    })
    await insertRefreshToken(tx, { account_id, token_hash: hashSecretToken(tokens.refreshToken), session_id: id, created_at: now })
    await rememberKey(tx, { account_id, contact_id: contactId, jkt: place.jkt, seen_at: now })
    const viewer = contactViewer(portal, { id: contactId, name: me.name, company_id: null }, id, now)
    const data = { sessionId: id, portalId: portal.id, origin: place.origin, method: identity.method }
    await recordEvent(tx, viewer, now, { kind: 'contact.signed_in', isPublic: false, data })
  })
  return { ...tokens, accessExpiresInSeconds: secondsBetween(now, access.access_expires_at), me }
}

/** A session lasts as long as the portal says, and no longer than the provider's own. */
function endOfSession(portal: PortalRow, identity: Identity, now: Timestamp): Timestamp {
  const byPortal = later(now, portal.session_absolute_seconds)
  const byProvider = 'providerId' in identity ? identity.sessionEndsAt : undefined
  return byProvider !== undefined && byProvider < byPortal ? byProvider : byPortal
}
