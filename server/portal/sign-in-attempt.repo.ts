import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { SignInAttemptRow } from './sign-in-attempt.table.ts'

const columns = [
  'account_id',
  'id',
  'portal_id',
  'provider_id',
  'state',
  'jkt',
  'origin',
  'challenge',
  'return_url',
  'cookie_hash',
  'protocol_sealed',
  'identity_sealed',
  'confirm_hash',
  'code_hash',
  'code_sealed',
  'code_expires_at',
  'created_at',
  'expires_at',
] as const

/** Keeps a new attempt. */
export async function insertAttempt(tx: Tx, row: SignInAttemptRow): Promise<void> {
  await tx.insertInto('sign_in_attempt').values(row).execute()
}

/** An attempt by its id, of whatever account: this is how a window finds its portal. */
export function findAttempt(db: Db, attemptId: string): Promise<SignInAttemptRow | undefined> {
  return db.selectFrom('sign_in_attempt').select(columns).where('id', '=', attemptId).executeTakeFirst()
}

/** An attempt of a portal. */
export function findPortalAttempt(db: Db, accountId: string, portalId: string, attemptId: string): Promise<SignInAttemptRow | undefined> {
  return db
    .selectFrom('sign_in_attempt')
    .select(columns)
    .where('account_id', '=', accountId)
    .where('portal_id', '=', portalId)
    .where('id', '=', attemptId)
    .executeTakeFirst()
}

/** Takes an attempt from one of these states on. False when it is in none of them any more: somebody was quicker. */
export async function moveAttempt(
  tx: Tx,
  attempt: Pick<SignInAttemptRow, 'account_id' | 'id'>,
  from: readonly SignInAttemptRow['state'][],
  to: Partial<Omit<SignInAttemptRow, 'account_id' | 'id'>> & Pick<SignInAttemptRow, 'state'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sign_in_attempt')
    .set(to)
    .where('account_id', '=', attempt.account_id)
    .where('id', '=', attempt.id)
    .where('state', 'in', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Forgets attempts that were over before a time, of every account. */
export async function forgetAttempts(db: Db, before: Timestamp): Promise<void> {
  await db.deleteFrom('sign_in_attempt').where('expires_at', '<', before).returning('account_id').execute()
}
