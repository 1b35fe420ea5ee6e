import type { Db } from '../db/index.ts'

/** How a contact wants lists: the language, the columns; null: not chosen. */
export interface ListChoice {
  language: string | null
  columns: readonly string[] | null
}

/** What one contact of the account has chosen. */
export async function findListChoice(db: Db, accountId: string, contactId: string): Promise<ListChoice | undefined> {
  const row = await db
    .selectFrom('contact')
    .select(['language', 'list_columns'])
    .where('account_id', '=', accountId)
    .where('id', '=', contactId)
    .executeTakeFirst()
  return row && { language: row.language, columns: row.list_columns === null ? null : (JSON.parse(row.list_columns) as string[]) }
}
