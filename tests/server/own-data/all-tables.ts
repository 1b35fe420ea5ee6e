import { sql } from 'kysely'
import type { Db } from '../../../server/db/index.ts'

/** Columns of every table of the database, the search index too. */
export async function listColumns(db: Db): Promise<{ table: string; column: string }[]> {
  const { rows } = await (
    isSqlite()
      ? sql<{ table: string; column: string }>`
        select m.name as "table", c.name as "column" from sqlite_schema m, pragma_table_info(m.name) c
        where m.type = 'table' and m.name not like 'sqlite_%' and m.name not like 'search_index%'`
      : sql<{ table: string; column: string }>`
        select table_name as "table", column_name as "column" from information_schema.columns where table_schema = 'public'`
  ).execute(db)
  return rows
}

/** Every row of every table, as one text each. */
export async function listAllRows(db: Db): Promise<{ table: string; text: string }[]> {
  const tables = new Set((await listColumns(db)).map(({ table }) => table))
  const found: { table: string; text: string }[] = []
  for (const table of tables) {
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(db)
    for (const row of rows) found.push({ table, text: JSON.stringify(row) })
  }
  return found
}

function isSqlite(): boolean {
  return process.env.TEST_DATABASE !== 'postgres'
}
