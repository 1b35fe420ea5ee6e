import type { HistoryKind } from '../../shared/history.ts'
import type { Db } from '../db/index.ts'

/** Events of some kinds with who did them, newest first. `before`: a sequence to go on from. One row more than `limit`, if there is one. */
export function listHistory(
  db: Db,
  accountId: string,
  { kinds, before, limit }: { kinds: readonly HistoryKind[]; before: number | undefined; limit: number },
) {
  return (
    db
      .selectFrom('event')
      .leftJoin('staff', (join) => join.onRef('staff.account_id', '=', 'event.account_id').onRef('staff.id', '=', 'event.actor_id'))
      .leftJoin('contact', (join) => join.onRef('contact.account_id', '=', 'event.account_id').onRef('contact.id', '=', 'event.actor_id'))
      .select(['event.seq', 'event.kind', 'event.actor_kind', 'event.actor_id', 'event.data', 'event.created_at'])
      .select(['staff.name as staff_name', 'contact.name as contact_name'])
      .where('event.account_id', '=', accountId)
      // As the index has it.
      .where('event.ticket_id', 'is', null)
      .where('event.kind', 'in', kinds)
      .$if(before !== undefined, (query) => query.where('event.seq', '<', before ?? 0))
      .orderBy('event.seq', 'desc')
      .limit(limit + 1)
      .execute()
  )
}

/** Names of contacts by id. */
export async function namesOfContacts(db: Db, accountId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('contact').select(['id', 'name']).where('account_id', '=', accountId).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Names of staff by id, of those who left too. */
export async function namesOfStaff(db: Db, accountId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('staff').select(['id', 'name']).where('account_id', '=', accountId).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What settings of the account name by id (inboxes, pipelines, menus, lists), by what it is called now. */
export async function namesInSettings(db: Db, accountId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('inbox')
    .select(['id', 'name'])
    .where('account_id', '=', accountId)
    .unionAll(db.selectFrom('pipeline').select(['id', 'name']).where('account_id', '=', accountId))
    .unionAll(db.selectFrom('menu').select(['id', 'name']).where('account_id', '=', accountId))
    .unionAll(db.selectFrom('contact_list').select(['id', 'name']).where('account_id', '=', accountId))
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
