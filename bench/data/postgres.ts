import pg from 'pg'
import type { Sink } from './rows.ts'

/** Writes batches into an existing PostgreSQL database: one statement for each, columns as arrays. */
export async function intoPostgres(url: string, write: (sink: Sink) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Rows come in an order in which references look ahead; this turns the checks off for a superuser's session.
    await client.query("set session_replication_role = 'replica'")
    const numbers = await readIntegerColumns(client)
    await client.query('begin')
    await write(async ({ table, columns, rows }) => {
      const values = columns.map((_, column) => rows.map((row) => row[column]))
      const arrays = columns.map((column, index) => `$${index + 1}::${numbers.has(`${table}.${column}`) ? 'int' : 'text'}[]`)
      await client.query(`insert into "${table}" (${columns.join(', ')}) select * from unnest(${arrays.join(', ')})`, values)
    })
    await client.query('commit')
    await client.query('vacuum analyze')
  } finally {
    await client.end()
  }
}

async function readIntegerColumns(client: pg.Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and data_type = 'integer'",
  )
  return new Set(rows.map(({ name }) => name))
}
