import type { SessionTokens } from '../../shared/auth.ts'
import type { Timestamp, Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent, type Actor } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { homeOf, portalLink } from '../mail/templates/portal-link.ts'
import { mailLanguage } from '../mail/templates/mail-content.ts'
import { composeMail } from '../portal/compose-mail.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { findContactProfile, markAddressProved, updatePassword } from './contact-sign-in.repo.ts'
import { requireLink } from './one-time-link.ts'
import { endLinksOfContact, useLink } from './one-time-link.repo.ts'
import { contextWords, problemOfPassword } from './password-policy.ts'
import { forgetKeys, revokeSessions } from './session.repo.ts'
import { requireAccess, signIn, type SessionPlace } from './sign-in.ts'
import { takeAttempt } from './throttle.ts'

/**
 * Sets the password that the owner of a mailed link chose, ends every session of theirs, and signs them in here. A password
 * that is refused does not use the link up.
 *
 * @throws AppError `link_not_valid`; `access_denied` when the portal does not let the contact in; `invalid_request` naming what is wrong with the password; `too_many_requests`, `busy`.
 */
export async function setPasswordByLink(
  deps: Deps,
  portal: PortalRow,
  purpose: 'password_reset' | 'invitation',
  body: { token: string; password: string },
  place: SessionPlace & { ip: string },
): Promise<SessionTokens> {
  const { account_id } = portal
  await takeAttempt(deps, place.ip, [])
  const link = await requireLink(deps, deps.db, portal, purpose, body.token)
  const contactId = link.contact_id
  const profile = contactId === null ? undefined : await findContactProfile(deps.db, account_id, contactId)
  if (contactId === null || !profile) throw new AppError('link_not_valid', 'no such contact any more')
  await requireAccess(deps, portal, contactId)
  requireGoodPassword(portal, body.password, [profile.name, link.email])

  const hash = await deps.hasher.hash(body.password)
  const now = deps.now()
  const ended = await write(deps, account_id, async (tx) => {
    if (!(await useLink(tx, account_id, link.id, now))) throw new AppError('link_not_valid', 'used in this instant')
    await markAddressProved(tx, account_id, contactId, link.email_folded, now)
    return replacePassword(tx, deps, { kind: 'system', accountId: account_id }, portal, { contactId, hash, at: now })
  })
  deps.hub.endSessions(ended)
  return signIn(deps, portal, { method: purpose, subject: contactId, email: link.email, emailVerified: true }, place)
}

/**
 * Gives a contact a password, in the caller's transaction: links that are under way end, keys that knew the one before are
 * strangers again, sessions end but the one that is excepted. Who had one already is told by mail.
 *
 * @returns the ids of the sessions that it ended.
 */
export async function replacePassword(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  portal: PortalRow,
  change: { contactId: string; hash: string; at: Timestamp; exceptSessionId?: string },
): Promise<string[]> {
  const { account_id } = portal
  const { contactId, hash, at, exceptSessionId } = change
  const before = await findContactProfile(tx, account_id, contactId)
  await updatePassword(tx, account_id, contactId, hash)
  await endLinksOfContact(tx, account_id, contactId, at)
  await forgetKeys(tx, account_id, contactId)
  await recordEvent(tx, actor, at, { kind: 'contact.password_changed', isPublic: false, data: { contactId, portalId: portal.id } })
  const sessionIds = await revokeSessions(tx, account_id, { contactId, ...(exceptSessionId !== undefined && { exceptSessionId }) }, at)
  for (const sessionId of sessionIds) await recordEvent(tx, actor, at, { kind: 'session.revoked', isPublic: false, data: { sessionId } })
  if (before?.email && before.password_hash !== null)
    await noticePasswordChange(tx, deps, portal, { email: before.email, language: before.language })
  return sessionIds
}

/** @throws AppError `invalid_request` when a password cannot be taken. */
export function requireGoodPassword(portal: PortalRow, password: string, personal: readonly string[]): void {
  const words = contextWords(portal.title, ...personal)
  const problem = problemOfPassword(password, { minChars: portal.password_min_chars, words })
  if (problem) throw new AppError('invalid_request', `password: ${problem}`, { fields: { password: problem } })
}

async function noticePasswordChange(tx: Tx, deps: Deps, portal: PortalRow, to: { email: string; language: string | null }): Promise<void> {
  const link = portalLink(homeOf(portal), deps.config.publicUrl, 'login?view=forgot')
  const mail = await composeMail(tx, portal, 'password_changed', mailLanguage(to.language ?? portal.language), { link })
  await queueMail(tx, deps, portal.account_id, { to: to.email, ...mail })
}
