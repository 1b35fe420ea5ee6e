import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { DeletionRequestRow } from './deletion-request.table.ts'

/** The request of a contact that waits; there is at most one. */
export function findOpenDeletionRequest(db: Db, accountId: string, contactId: string) {
  return db
    .selectFrom('deletion_request')
    .select(['id', 'portal_id', 'requested_at'])
    .where('account_id', '=', accountId)
    .where('contact_id', '=', contactId)
    .where('withdrawn_at', 'is', null)
    .where('done_at', 'is', null)
    .executeTakeFirst()
}

/** Keeps a request. False when one waits already. */
export async function insertDeletionRequest(
  tx: Tx,
  request: Pick<DeletionRequestRow, 'account_id' | 'id' | 'portal_id' | 'contact_id' | 'requested_at'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('deletion_request')
    .values({ ...request, withdrawn_at: null, done_at: null, method: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0) > 0
}

/** Whether a contact asked since a time, whatever became of it. */
export async function hasAskedSince(db: Db, accountId: string, contactId: string, since: Timestamp): Promise<boolean> {
  const row = await db
    .selectFrom('deletion_request')
    .select('id')
    .where('account_id', '=', accountId)
    .where('contact_id', '=', contactId)
    .where('requested_at', '>', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Ends the request that waits: taken back, or carried out. False when none waits. */
export async function settleDeletionRequest(
  tx: Tx,
  accountId: string,
  contactId: string,
  outcome: { withdrawn_at: Timestamp } | { done_at: Timestamp; method: 'anonymise' | 'delete' },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('deletion_request')
    .set(outcome)
    .where('account_id', '=', accountId)
    .where('contact_id', '=', contactId)
    .where('withdrawn_at', 'is', null)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Requests of an account that wait, the oldest first, with who asked and where. */
export function listOpenDeletionRequests(db: Db, accountId: string, limit: number) {
  return db
    .selectFrom('deletion_request as request')
    .innerJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'request.account_id').onRef('contact.id', '=', 'request.contact_id'),
    )
    .innerJoin('portal', (join) => join.onRef('portal.account_id', '=', 'request.account_id').onRef('portal.id', '=', 'request.portal_id'))
    .leftJoin('contact_address as address', (join) =>
      join
        .onRef('address.account_id', '=', 'request.account_id')
        .onRef('address.contact_id', '=', 'request.contact_id')
        .on('address.is_primary', '=', 1),
    )
    .where('request.account_id', '=', accountId)
    .where('request.withdrawn_at', 'is', null)
    .where('request.done_at', 'is', null)
    .select(['request.contact_id', 'request.requested_at', 'contact.name', 'address.email', 'portal.title as portal_title'])
    .orderBy('request.requested_at')
    .orderBy('request.id')
    .limit(limit)
    .execute()
}
