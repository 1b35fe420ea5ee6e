import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { StaffLinkRow, StaffProviderRow, StaffSignInAttemptRow } from './staff-provider.table.ts'

const columns = [
  'account_id',
  'id',
  'name',
  'is_on',
  'issuer',
  'client_id',
  'secret_sealed',
  'email_domains',
  'version',
  'created_at',
] as const

const attemptColumns = [
  'account_id',
  'id',
  'provider_id',
  'state',
  'cookie_hash',
  'protocol_sealed',
  'return_path',
  'created_at',
  'expires_at',
] as const

/** The providers of an account's staff, oldest first. */
export function listStaffProviders(db: Db, accountId: string): Promise<StaffProviderRow[]> {
  return db.selectFrom('staff_provider').select(columns).where('account_id', '=', accountId).orderBy('created_at').orderBy('id').execute()
}

/** Those that are on, of every account: who is signing in has none yet. */
export function listStaffProvidersOn(db: Db): Promise<StaffProviderRow[]> {
  return db.selectFrom('staff_provider').select(columns).where('is_on', '=', 1).orderBy('created_at').orderBy('id').execute()
}

/** How many accounts there are, up to two. */
export async function hasOneAccount(db: Db): Promise<boolean> {
  return (await db.selectFrom('account').select('id').limit(2).execute()).length === 1
}

/** A provider of an account's staff. */
export function findStaffProvider(db: Db, accountId: string, providerId: string): Promise<StaffProviderRow | undefined> {
  return db.selectFrom('staff_provider').select(columns).where('account_id', '=', accountId).where('id', '=', providerId).executeTakeFirst()
}

/** A provider by its id, of whatever account: this is how a sign-in finds its account. */
export function findStaffProviderById(db: Db, providerId: string): Promise<StaffProviderRow | undefined> {
  return db.selectFrom('staff_provider').select(columns).where('id', '=', providerId).executeTakeFirst()
}

/** Keeps a new provider. */
export async function insertStaffProvider(tx: Tx, row: StaffProviderRow): Promise<void> {
  await tx.insertInto('staff_provider').values(row).execute()
}

/** Saves a provider as it is now. False when somebody saved since `version`. */
export async function updateStaffProvider(tx: Tx, row: StaffProviderRow, version: number): Promise<boolean> {
  const { account_id, id, created_at: _createdAt, ...changed } = row
  const { numUpdatedRows } = await tx
    .updateTable('staff_provider')
    .set(changed)
    .where('account_id', '=', account_id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Removes a provider with who its subjects were. */
export async function deleteStaffProvider(tx: Tx, accountId: string, providerId: string): Promise<void> {
  await deleteStaffLinks(tx, accountId, providerId)
  await tx.deleteFrom('staff_sign_in_attempt').where('account_id', '=', accountId).where('provider_id', '=', providerId).execute()
  await tx.deleteFrom('staff_provider').where('account_id', '=', accountId).where('id', '=', providerId).execute()
}

/** Forgets who a provider's subjects are: another issuer may call others by the same names. */
export async function deleteStaffLinks(tx: Tx, accountId: string, providerId: string): Promise<void> {
  await tx.deleteFrom('staff_link').where('account_id', '=', accountId).where('provider_id', '=', providerId).execute()
}

/** The active staff member that a provider's subject is. */
export function findLinkedStaff(
  db: Db,
  accountId: string,
  providerId: string,
  subject: string,
): Promise<{ id: string; name: string } | undefined> {
  return db
    .selectFrom('staff_link')
    .innerJoin('staff', (join) =>
      join.onRef('staff.account_id', '=', 'staff_link.account_id').onRef('staff.id', '=', 'staff_link.staff_id'),
    )
    .select(['staff.id', 'staff.name'])
    .where('staff_link.account_id', '=', accountId)
    .where('staff_link.provider_id', '=', providerId)
    .where('staff_link.subject', '=', subject)
    .where('staff.is_active', '=', 1)
    .executeTakeFirst()
}

/** Whether a subject was somebody before, active or not. */
export async function isLinked(db: Db, accountId: string, providerId: string, subject: string): Promise<boolean> {
  const row = await db
    .selectFrom('staff_link')
    .select('staff_id')
    .where('account_id', '=', accountId)
    .where('provider_id', '=', providerId)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row !== undefined
}

/** The active staff member of an account who has this address. */
export function findStaffOfAccount(db: Db, accountId: string, addressFolded: string): Promise<{ id: string; name: string } | undefined> {
  return db
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('account_id', '=', accountId)
    .where('email_folded', '=', addressFolded)
    .where('is_active', '=', 1)
    .executeTakeFirst()
}

/** Keeps whom a subject is. */
export async function insertStaffLink(tx: Tx, row: StaffLinkRow): Promise<void> {
  await tx
    .insertInto('staff_link')
    .values(row)
    .onConflict((oc) => oc.doNothing())
    .execute()
}

/** Keeps a new way to a provider. */
export async function insertStaffAttempt(tx: Tx, row: StaffSignInAttemptRow): Promise<void> {
  await tx.insertInto('staff_sign_in_attempt').values(row).execute()
}

/** A way to a provider by its id, of whatever account. */
export function findStaffAttempt(db: Db, attemptId: string): Promise<StaffSignInAttemptRow | undefined> {
  return db.selectFrom('staff_sign_in_attempt').select(attemptColumns).where('id', '=', attemptId).executeTakeFirst()
}

/** Takes an answer as the one that is looked at. False when there was one. */
export async function claimStaffAttempt(tx: Tx, attempt: Pick<StaffSignInAttemptRow, 'account_id' | 'id'>): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('staff_sign_in_attempt')
    .set({ state: 'answered' })
    .where('account_id', '=', attempt.account_id)
    .where('id', '=', attempt.id)
    .where('state', '=', 'opened')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Forgets ways that were over before a time, of every account. */
export async function forgetStaffAttempts(db: Db, before: Timestamp): Promise<void> {
  await db.deleteFrom('staff_sign_in_attempt').where('expires_at', '<', before).returning('account_id').execute()
}

/** Ends the sessions that began with a provider. @returns the ids of those it ended. */
export async function revokeStaffSessionsOfProvider(tx: Tx, accountId: string, providerId: string, at: Timestamp): Promise<string[]> {
  const rows = await tx
    .updateTable('staff_session')
    .set({ revoked_at: at })
    .where('account_id', '=', accountId)
    .where('provider_id', '=', providerId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
