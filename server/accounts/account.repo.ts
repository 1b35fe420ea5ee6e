import type { AccountSettings } from '../../shared/account.ts'
import type { Db, Tx } from '../db/index.ts'

/** What an account's admin sees of it. */
export async function findAccount(db: Db, accountId: string): Promise<AccountSettings> {
  const row = await db
    .selectFrom('account')
    .select(['name', 'time_zone', 'staff_needs_second_factor'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return { name: row.name, timeZone: row.time_zone, staffNeedsSecondFactor: row.staff_needs_second_factor === 1 }
}

/** The account that was made first: what belongs to none runs under it. */
export async function findOldestAccountId(db: Db): Promise<string | undefined> {
  const row = await db.selectFrom('account').select('id').orderBy('created_at').orderBy('id').limit(1).executeTakeFirst()
  return row?.id
}

/** Says where the account's days begin from now on. */
export async function setTimeZone(tx: Tx, accountId: string, timeZone: string): Promise<void> {
  await tx.updateTable('account').set({ time_zone: timeZone }).where('id', '=', accountId).execute()
}

/** Says whether everybody of the account's staff needs a second factor from now on. */
export async function setStaffNeedsSecondFactor(tx: Tx, accountId: string, isNeeded: boolean): Promise<void> {
  await tx
    .updateTable('account')
    .set({ staff_needs_second_factor: isNeeded ? 1 : 0 })
    .where('id', '=', accountId)
    .execute()
}
