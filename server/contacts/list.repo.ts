import type { Db, Timestamp, Tx } from '../db/index.ts'
import type { ContactListRow } from './list.table.ts'

const columns = ['account_id', 'id', 'name', 'kind', 'rule', 'version', 'changed_at', 'created_at'] as const

/** The account's lists, by name. */
export function listLists(db: Db, accountId: string): Promise<ContactListRow[]> {
  return db.selectFrom('contact_list').select(columns).where('account_id', '=', accountId).orderBy('name').orderBy('id').execute()
}

/** Those of the lists that the account has. */
export async function findLists(db: Db, accountId: string, listIds: readonly string[]): Promise<ContactListRow[]> {
  if (listIds.length === 0) return []
  return db.selectFrom('contact_list').select(columns).where('account_id', '=', accountId).where('id', 'in', listIds).execute()
}

/** Keeps a new list. */
export async function insertList(tx: Tx, list: ContactListRow): Promise<void> {
  await tx.insertInto('contact_list').values(list).execute()
}

/** Changes a list that still has the version. False when somebody was quicker. */
export async function updateList(
  tx: Tx,
  list: Pick<ContactListRow, 'account_id' | 'id' | 'version'>,
  changes: Partial<Pick<ContactListRow, 'name' | 'rule' | 'changed_at'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('contact_list')
    .set({ ...changes, version: list.version + 1 })
    .where('account_id', '=', list.account_id)
    .where('id', '=', list.id)
    .where('version', '=', list.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Deletes a list with its members. */
export async function deleteList(tx: Tx, accountId: string, listId: string): Promise<void> {
  await tx.deleteFrom('contact_list_member').where('account_id', '=', accountId).where('list_id', '=', listId).execute()
  await tx.deleteFrom('contact_list').where('account_id', '=', accountId).where('id', '=', listId).execute()
}

/** Puts contacts on a static list. @returns the ids of those that were not on it. */
export async function addMembers(
  tx: Tx,
  accountId: string,
  listId: string,
  contactIds: readonly string[],
  at: Timestamp,
): Promise<string[]> {
  if (contactIds.length === 0) return []
  const added = await tx
    .insertInto('contact_list_member')
    .values(contactIds.map((contact_id) => ({ account_id: accountId, list_id: listId, contact_id, added_at: at })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('contact_id')
    .execute()
  return added.map(({ contact_id }) => contact_id)
}

/** Takes a contact off a static list. False when it was not on it. */
export async function removeMember(tx: Tx, accountId: string, listId: string, contactId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('contact_list_member')
    .where('account_id', '=', accountId)
    .where('list_id', '=', listId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
