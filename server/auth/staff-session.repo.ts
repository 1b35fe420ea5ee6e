import type { Insertable } from 'kysely'
import { hotQuery, param } from '../db/hot-query.ts'
import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { StaffSessionRow } from './session.table.ts'

/** The person who has this address, in whatever account. */
export function findStaffByAddress(db: Db, addressFolded: string) {
  return db
    .selectFrom('staff')
    .where('email_folded', '=', addressFolded)
    .where('is_active', '=', 1)
    .select(['account_id', 'id', 'name', 'password_hash'])
    .executeTakeFirst()
}

/** Keeps a new session. */
export async function insertStaffSession(tx: Tx, session: Insertable<StaffSessionRow>): Promise<void> {
  await tx.insertInto('staff_session').values(session).execute()
}

/** A session by its token, with its person. */
export interface StaffSessionAndPerson {
  account_id: string
  id: string
  staff_id: string
  last_seen_at: Timestamp
  expires_at: Timestamp
  revoked_at: Timestamp | null
  name: string
  permissions: string
  is_active: 0 | 1
  /** 1: the account wants a second factor of everybody. */
  staff_needs_second_factor: 0 | 1
  /** When the person's second factor was switched on. */
  second_factor_at: Timestamp | null
  /** Sequence of the account's newest event. */
  last_event_seq: number
}

const sessionByToken = hotQuery<'session', StaffSessionAndPerson>('staff_session_by_token', (db) =>
  withPerson(db).where('staff_session.token_hash', '=', param<string>('tokenHash')),
)

/** The session that has this token. */
export async function findStaffSession(db: Db, tokenHash: string): Promise<StaffSessionAndPerson | undefined> {
  const [row] = await sessionByToken(db, 'session', { tokenHash })
  return row
}

/** What decides whether these sessions are still good: one query for all open streams of a process. */
export function listStaffSessionStates(db: Db, sessionIds: readonly string[]): Promise<StaffSessionAndPerson[]> {
  return withPerson(db).where('staff_session.id', 'in', sessionIds).execute()
}

function withPerson(db: Db) {
  return db
    .selectFrom('staff_session')
    .innerJoin('staff', (join) =>
      join.onRef('staff.account_id', '=', 'staff_session.account_id').onRef('staff.id', '=', 'staff_session.staff_id'),
    )
    .innerJoin('account', 'account.id', 'staff_session.account_id')
    .leftJoin('staff_totp', (join) =>
      join.onRef('staff_totp.account_id', '=', 'staff_session.account_id').onRef('staff_totp.staff_id', '=', 'staff_session.staff_id'),
    )
    .select([
      'account.last_event_seq',
      'account.staff_needs_second_factor',
      'staff_totp.confirmed_at as second_factor_at',
      'staff_session.account_id',
      'staff_session.id',
      'staff_session.staff_id',
      'staff_session.last_seen_at',
      'staff_session.expires_at',
      'staff_session.revoked_at',
      'staff.name',
      'staff.permissions',
      'staff.is_active',
    ])
}

/** Notes that the person did something. */
export async function touchStaffSession(db: Db, accountId: string, sessionId: string, at: Timestamp): Promise<void> {
  await db.updateTable('staff_session').set({ last_seen_at: at }).where('account_id', '=', accountId).where('id', '=', sessionId).execute()
}

/** Ends sessions that have not ended yet. @returns the ids of those it ended. */
export async function revokeStaffSessions(
  tx: Tx,
  accountId: string,
  which: { sessionId: string } | { staffId: string },
  at: Timestamp,
): Promise<string[]> {
  const open = tx.updateTable('staff_session').set({ revoked_at: at }).where('account_id', '=', accountId).where('revoked_at', 'is', null)
  const chosen = 'sessionId' in which ? open.where('id', '=', which.sessionId) : open.where('staff_id', '=', which.staffId)
  const rows = await chosen.returning('id').execute()
  return rows.map(({ id }) => id)
}

/** A person's sessions that nobody ended, the one last used first. */
export function listStaffSessions(db: Db, accountId: string, staffId: string) {
  return db
    .selectFrom('staff_session')
    .where('account_id', '=', accountId)
    .where('staff_id', '=', staffId)
    .where('revoked_at', 'is', null)
    .select(['id', 'user_agent', 'created_at', 'last_seen_at', 'expires_at', 'revoked_at'])
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Gives a person another password. */
export async function updateStaffPassword(tx: Tx, accountId: string, staffId: string, hash: string): Promise<void> {
  await tx.updateTable('staff').set({ password_hash: hash }).where('account_id', '=', accountId).where('id', '=', staffId).execute()
}

/** Sessions of everybody in an account who has no second factor. */
export async function listSessionsWithoutSecondFactor(db: Db, accountId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('staff_session')
    .leftJoin('staff_totp', (join) =>
      join.onRef('staff_totp.account_id', '=', 'staff_session.account_id').onRef('staff_totp.staff_id', '=', 'staff_session.staff_id'),
    )
    .where('staff_session.account_id', '=', accountId)
    .where('staff_session.revoked_at', 'is', null)
    .where('staff_totp.confirmed_at', 'is', null)
    .select('staff_session.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** What a person sees of itself. */
export function findStaffProfile(db: Db, accountId: string, staffId: string) {
  return db
    .selectFrom('staff')
    .innerJoin('account', 'account.id', 'staff.account_id')
    .leftJoin('staff_totp', (join) =>
      join.onRef('staff_totp.account_id', '=', 'staff.account_id').onRef('staff_totp.staff_id', '=', 'staff.id'),
    )
    .where('staff.account_id', '=', accountId)
    .where('staff.id', '=', staffId)
    .select([
      'staff.id',
      'staff.name',
      'staff.email',
      'staff.password_hash',
      'staff.permissions',
      'staff.is_active',
      'staff.language',
      'account.name as account_name',
      'account.staff_needs_second_factor',
      'staff_totp.confirmed_at as second_factor_at',
    ])
    .executeTakeFirst()
}
