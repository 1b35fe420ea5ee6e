import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { KnownKeyRow, NewSession, RefreshTokenRow } from './session.table.ts'

/** Keeps a new session. */
export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.insertInto('session').values(session).execute()
}

/** Keeps a refresh token that nobody has used yet. */
export async function insertRefreshToken(
  tx: Tx,
  token: Pick<RefreshTokenRow, 'account_id' | 'token_hash' | 'session_id' | 'created_at'>,
): Promise<void> {
  await tx
    .insertInto('refresh_token')
    .values({ ...token, used_at: null, request_id: null, successor_salt: null })
    .execute()
}

/** A refresh token with the session it belongs to. */
export type RefreshTokenAndSession = Awaited<ReturnType<typeof findRefreshToken>>

/** The refresh token of a portal by its hash, with its session. */
export function findRefreshToken(tx: Tx, accountId: string, portalId: string, tokenHash: string) {
  return tx
    .selectFrom('refresh_token')
    .innerJoin('session', (join) =>
      join.onRef('session.account_id', '=', 'refresh_token.account_id').onRef('session.id', '=', 'refresh_token.session_id'),
    )
    .where('refresh_token.account_id', '=', accountId)
    .where('refresh_token.token_hash', '=', tokenHash)
    .where('session.portal_id', '=', portalId)
    .select([
      'refresh_token.used_at',
      'refresh_token.request_id',
      'refresh_token.successor_salt',
      'session.id',
      'session.contact_id',
      'session.origin',
      'session.jkt',
      'session.created_at',
      'session.last_seen_at',
      'session.expires_at',
      'session.revoked_at',
    ])
    .executeTakeFirst()
}

/** Marks a refresh token as used. False when somebody was quicker. */
export async function useRefreshToken(
  tx: Tx,
  accountId: string,
  tokenHash: string,
  use: { used_at: Timestamp; request_id: string; successor_salt: string },
): Promise<boolean> {
  const result = await tx
    .updateTable('refresh_token')
    .set(use)
    .where('account_id', '=', accountId)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Replaces the access token of a session; the one before is worth nothing from now on. */
export async function replaceAccessToken(
  tx: Tx,
  accountId: string,
  sessionId: string,
  access: { access_hash: string; access_expires_at: Timestamp },
): Promise<void> {
  await tx.updateTable('session').set(access).where('account_id', '=', accountId).where('id', '=', sessionId).execute()
}

/** One session; those of a contact, but one; those of a portal. */
export type SessionChoice = { sessionId: string } | { contactId: string; exceptSessionId?: string } | { portalId: string }

/** Ends sessions of an account that have not ended yet. @returns the ids of those it ended. */
export async function revokeSessions(tx: Tx, accountId: string, which: SessionChoice, at: Timestamp): Promise<string[]> {
  const rows = await tx
    .updateTable('session')
    .set({ revoked_at: at })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .$if('sessionId' in which, (qb) => qb.where('id', '=', 'sessionId' in which ? which.sessionId : ''))
    .$if('portalId' in which, (qb) => qb.where('portal_id', '=', 'portalId' in which ? which.portalId : ''))
    .$if('contactId' in which, (qb) => qb.where('contact_id', '=', 'contactId' in which ? which.contactId : ''))
    .$if('exceptSessionId' in which, (qb) => qb.where('id', '!=', 'exceptSessionId' in which ? (which.exceptSessionId ?? '') : ''))
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Notes that the user did something. */
export async function touchSession(db: Db, accountId: string, sessionId: string, at: Timestamp): Promise<void> {
  await db.updateTable('session').set({ last_seen_at: at }).where('account_id', '=', accountId).where('id', '=', sessionId).execute()
}

/** A contact's sessions on one portal that nobody ended, newest first. */
export function listSessions(db: Db, accountId: string, portalId: string, contactId: string) {
  return db
    .selectFrom('session')
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .where('contact_id', '=', contactId)
    .where('revoked_at', 'is', null)
    .select(['id', 'origin', 'user_agent', 'created_at', 'last_seen_at', 'expires_at', 'revoked_at'])
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** A contact's sessions on every portal that nobody ended, with what their portals say of time-outs. */
export function listContactSessions(db: Db, accountId: string, contactId: string) {
  return db
    .selectFrom('session')
    .innerJoin('portal', (join) => join.onRef('portal.account_id', '=', 'session.account_id').onRef('portal.id', '=', 'session.portal_id'))
    .where('session.account_id', '=', accountId)
    .where('session.contact_id', '=', contactId)
    .where('session.revoked_at', 'is', null)
    .select([
      'session.id',
      'session.portal_id',
      'portal.title as portal_title',
      'session.origin',
      'session.user_agent',
      'session.created_at',
      'session.last_seen_at',
      'session.expires_at',
      'session.revoked_at',
      'portal.session_idle_seconds',
      'portal.session_absolute_seconds',
    ])
    .orderBy('session.last_seen_at', 'desc')
    .orderBy('session.id', 'desc')
    .execute()
}

/** What decides whether these sessions are still good, and what their viewers may see: one query for all open streams of a process. */
export function listSessionStates(db: Db, sessionIds: readonly string[]) {
  return db
    .selectFrom('session')
    .innerJoin('portal', (join) => join.onRef('portal.account_id', '=', 'session.account_id').onRef('portal.id', '=', 'session.portal_id'))
    .innerJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'session.account_id').onRef('contact.id', '=', 'session.contact_id'),
    )
    .innerJoin('account', 'account.id', 'session.account_id')
    .where('session.id', 'in', sessionIds)
    .select([
      'session.account_id',
      'session.id',
      'session.portal_id',
      'session.contact_id',
      'session.created_at',
      'session.last_seen_at',
      'session.expires_at',
      'session.revoked_at',
      'contact.name as contact_name',
      'contact.company_id',
      'portal.is_on',
      'portal.permission_mode',
      'portal.company_rule',
      'portal.is_company_read_only',
      'portal.pipeline_ids',
      'portal.ticket_filter',
      'portal.closed_policy',
      'portal.reopen_days',
      'portal.can_contacts_close',
      'portal.can_involve_colleagues',
      'portal.has_earlier_threads',
      'account.time_zone',
      'session.consent_version as given_version',
      'portal.consent_version',
      'portal.access_mode',
      'portal.access_list_ids',
      'portal.session_idle_seconds',
      'portal.session_absolute_seconds',
    ])
    .execute()
}

/** Forgets the keys that knew a contact's old password. */
export async function forgetKeys(tx: Tx, accountId: string, contactId: string): Promise<void> {
  await tx.deleteFrom('known_key').where('account_id', '=', accountId).where('contact_id', '=', contactId).execute()
}

/** Remembers that this key belongs to somebody who knew the contact's password. */
export async function rememberKey(tx: Tx, key: KnownKeyRow): Promise<void> {
  await tx
    .insertInto('known_key')
    .values(key)
    .onConflict((oc) => oc.columns(['account_id', 'contact_id', 'jkt']).doUpdateSet({ seen_at: key.seen_at }))
    .execute()
}

/** Sessions that a key has on a portal as others than this contact. */
export function listSessionsOfOthers(db: Db, accountId: string, portalId: string, jkt: string, contactId: string) {
  return db
    .selectFrom('session')
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .where('jkt', '=', jkt)
    .where('contact_id', '!=', contactId)
    .where('revoked_at', 'is', null)
    .select('id')
    .execute()
}

/** Ends the sessions of everybody for whom a provider vouched. @returns their ids. */
export async function revokeSessionsOfProvider(tx: Tx, accountId: string, providerId: string, at: Timestamp): Promise<string[]> {
  const rows = await tx
    .updateTable('session')
    .set({ revoked_at: at })
    .where('account_id', '=', accountId)
    .where('provider_id', '=', providerId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** When the person of a session showed who it is: at the sign-in, and since then. */
export function findSessionProof(db: Db, accountId: string, sessionId: string) {
  return db
    .selectFrom('session')
    .select(['created_at', 'proved_at', 'last_seen_at', 'expires_at', 'revoked_at'])
    .where('account_id', '=', accountId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
}

/** Notes that the person of a session showed anew who it is. */
export async function setSessionProved(tx: Tx, accountId: string, sessionId: string, at: Timestamp): Promise<void> {
  await tx.updateTable('session').set({ proved_at: at }).where('account_id', '=', accountId).where('id', '=', sessionId).execute()
}
