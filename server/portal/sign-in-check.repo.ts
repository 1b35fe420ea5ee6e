import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { SignInCheckRow } from './sign-in-check.table.ts'

const columns = [
  'account_id',
  'id',
  'portal_id',
  'provider_id',
  'staff_id',
  'state',
  'cookie_hash',
  'protocol_sealed',
  'result_sealed',
  'created_at',
  'expires_at',
] as const

/** Keeps a new test sign-in. */
export async function insertCheck(tx: Tx, row: SignInCheckRow): Promise<void> {
  await tx.insertInto('sign_in_check').values(row).execute()
}

/** A test sign-in by its id, of whatever account: this is how a window finds its portal. */
export function findCheck(db: Db, checkId: string): Promise<SignInCheckRow | undefined> {
  return db.selectFrom('sign_in_check').select(columns).where('id', '=', checkId).executeTakeFirst()
}

/** A test sign-in of a portal that a staff member began. */
export function findOwnCheck(
  db: Db,
  accountId: string,
  of: { portalId: string; staffId: string; checkId: string },
): Promise<SignInCheckRow | undefined> {
  return db
    .selectFrom('sign_in_check')
    .select(columns)
    .where('account_id', '=', accountId)
    .where('portal_id', '=', of.portalId)
    .where('staff_id', '=', of.staffId)
    .where('id', '=', of.checkId)
    .executeTakeFirst()
}

/** Takes a test sign-in on from a state. False when it is not in it any more: another request was quicker. */
export async function moveCheck(
  tx: Tx,
  check: Pick<SignInCheckRow, 'account_id' | 'id'>,
  from: SignInCheckRow['state'],
  to: Partial<SignInCheckRow> & Pick<SignInCheckRow, 'state'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sign_in_check')
    .set(to)
    .where('account_id', '=', check.account_id)
    .where('id', '=', check.id)
    .where('state', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Forgets test sign-ins that were over before a time, of every account. */
export async function forgetChecks(db: Db, before: Timestamp): Promise<void> {
  await db.deleteFrom('sign_in_check').where('expires_at', '<', before).returning('account_id').execute()
}
