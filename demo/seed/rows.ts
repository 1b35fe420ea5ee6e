import type { Kysely } from 'kysely'
import type { Database } from '../../server/db/schema.ts'

/** Rows to insert, by table, collected before anything is written. */
export class RowSet {
  private readonly rows = new Map<string, Record<string, unknown>[]>()

  /** Adds one row. */
  add<Table extends keyof Database>(
    table: Table,
    row: Omit<{ [Column in keyof Database[Table]]: unknown }, 'seq'> & { seq?: number },
  ): void {
    const rows = this.rows.get(table)
    if (rows) rows.push(row)
    else this.rows.set(table, [row])
  }

  /** Writes every row, tables in the order in which they first got one: add referenced rows first. */
  async insert(db: Kysely<Database>): Promise<void> {
    // PostgreSQL takes at most 65,535 values in one statement.
    const rowsPerStatement = 200
    for (const [table, rows] of this.rows) {
      for (let start = 0; start < rows.length; start += rowsPerStatement) {
        await db
          .insertInto(table as 'event')
          .values(rows.slice(start, start + rowsPerStatement) as never)
          .execute()
      }
    }
  }
}
