import type { Db, Timestamp } from '../db/index.ts'
import { forgetPreviews } from '../portal/preview.repo.ts'
import { transact } from '../db/transact.ts'
import { forgetStatements } from '../portal/identity-provider.repo.ts'
import { deleteOldLinks } from './one-time-link.repo.ts'
import { deleteOldStaffLinks } from './team/staff-link.repo.ts'

/**
 * Forgets what sign-ins leave behind once it can matter no more: sessions that ended before a time, with their refresh
 * tokens, links that were mailed, and windows of the throttle that nobody waits for. Of every account.
 */
export async function forgetSessions(db: Db, before: Timestamp): Promise<void> {
  await forgetStatements(db, before)
  await transact(db, async (tx) => {
    const over = tx.selectFrom('session').select(['id']).where('expires_at', '<', before)
    await tx.deleteFrom('refresh_token').where('session_id', 'in', over).returning('account_id').execute()
    await tx.deleteFrom('session').where('expires_at', '<', before).returning('account_id').execute()
    await forgetPreviews(tx, before)
    await deleteOldLinks(tx, before)
    await deleteOldStaffLinks(tx, before)
    await tx.deleteFrom('staff_session').where('expires_at', '<', before).returning('account_id').execute()
    await tx
      .deleteFrom('throttle')
      .where('window_started_at', '<', before)
      .where((eb) => eb.or([eb('blocked_until', 'is', null), eb('blocked_until', '<', before)]))
      .execute()
  })
}
