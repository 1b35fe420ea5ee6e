import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { StaffTotpRow } from './second-factor.table.ts'

/** The app of a staff member, confirmed or not. */
export function findTotp(db: Db, accountId: string, staffId: string): Promise<StaffTotpRow | undefined> {
  return db
    .selectFrom('staff_totp')
    .select(['account_id', 'staff_id', 'secret_sealed', 'confirmed_at', 'last_step', 'created_at'])
    .where('account_id', '=', accountId)
    .where('staff_id', '=', staffId)
    .executeTakeFirst()
}

/** Keeps a new app in place of one that was never confirmed. */
export async function replaceTotp(tx: Tx, row: StaffTotpRow): Promise<void> {
  await tx
    .deleteFrom('staff_totp')
    .where('account_id', '=', row.account_id)
    .where('staff_id', '=', row.staff_id)
    .where('confirmed_at', 'is', null)
    .execute()
  await tx.insertInto('staff_totp').values(row).execute()
}

/** Uses up the code of a step. False when it, or a later one, was used before. */
export async function useStep(tx: Tx, totp: StaffTotpRow, step: number, confirmedAt: Timestamp | null): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('staff_totp')
    .set({ last_step: step, confirmed_at: confirmedAt })
    .where('account_id', '=', totp.account_id)
    .where('staff_id', '=', totp.staff_id)
    .where('secret_sealed', '=', totp.secret_sealed)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Takes the app and the recovery codes of a staff member away. */
export async function deleteSecondFactor(tx: Tx, accountId: string, staffId: string): Promise<void> {
  for (const table of ['staff_recovery_code', 'staff_totp'] as const) {
    await tx.deleteFrom(table).where('account_id', '=', accountId).where('staff_id', '=', staffId).execute()
  }
}

/** Puts new recovery codes in the place of all of before. */
export async function replaceRecoveryCodes(tx: Tx, accountId: string, staffId: string, hashes: readonly string[]): Promise<void> {
  await tx.deleteFrom('staff_recovery_code').where('account_id', '=', accountId).where('staff_id', '=', staffId).execute()
  const rows = hashes.map((code_hash) => ({ account_id: accountId, staff_id: staffId, code_hash, used_at: null }))
  await tx.insertInto('staff_recovery_code').values(rows).execute()
}

/** Uses up a recovery code. False when there is no such code that nobody has used. */
export async function useRecoveryCode(tx: Tx, accountId: string, staffId: string, codeHash: string, at: Timestamp): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('staff_recovery_code')
    .set({ used_at: at })
    .where('account_id', '=', accountId)
    .where('staff_id', '=', staffId)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** How many recovery codes nobody has used. */
export async function countRecoveryCodes(db: Db, accountId: string, staffId: string): Promise<number> {
  const { count } = await db
    .selectFrom('staff_recovery_code')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('account_id', '=', accountId)
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** When the person of a session proved who it is. */
export async function findProvedAt(db: Db, accountId: string, sessionId: string): Promise<Timestamp | null> {
  const row = await db
    .selectFrom('staff_session')
    .select('proved_at')
    .where('account_id', '=', accountId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return row?.proved_at ?? null
}

/** Notes that the person proved it anew; the session goes on under another token. */
export async function renewSession(tx: Tx, accountId: string, sessionId: string, tokenHash: string, at: Timestamp): Promise<void> {
  await tx
    .updateTable('staff_session')
    .set({ proved_at: at, token_hash: tokenHash })
    .where('account_id', '=', accountId)
    .where('id', '=', sessionId)
    .execute()
}

/** Ends the other sessions of a staff member. @returns their ids. */
export async function revokeOtherStaffSessions(
  tx: Tx,
  accountId: string,
  staffId: string,
  exceptSessionId: string,
  at: Timestamp,
): Promise<string[]> {
  const rows = await tx
    .updateTable('staff_session')
    .set({ revoked_at: at })
    .where('account_id', '=', accountId)
    .where('staff_id', '=', staffId)
    .where('id', '!=', exceptSessionId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
