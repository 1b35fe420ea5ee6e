import type { Expression, Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'

/**
 * The thread of a ticket that the portal shows (D1): the one with the latest customer-visible message; of two, the one
 * created last. An internal note never changes it, and a thread that holds only notes does not exist for the portal.
 */
export function newestVisibleThread(tables: Kysely<Database>, accountId: Expression<string>, ticketId: Expression<string | null>) {
  return tables
    .selectFrom('thread as newest')
    .select('newest.id')
    .where((eb) => eb('newest.account_id', '=', accountId))
    .where((eb) => eb('newest.ticket_id', '=', ticketId))
    .where('newest.last_public_at', 'is not', null)
    .orderBy('newest.last_public_at', 'desc')
    .orderBy('newest.created_at', 'desc')
    .orderBy('newest.id', 'desc')
    .limit(1)
}
