import type { Database } from '../../server/db/schema.ts'

/** Rows of one table, values in the order of its columns. */
export interface Batch {
  table: keyof Database
  columns: readonly string[]
  rows: unknown[][]
}

/** Takes rows. */
export type Sink = (batch: Batch) => Promise<void>

const batchRows = 5_000

/** Collects rows by table and hands them on in large batches. Rows that others refer to need not come first: no key is checked. */
export class RowBuffer {
  private readonly batches = new Map<string, Batch>()
  private readonly sink: Sink

  constructor(sink: Sink) {
    this.sink = sink
  }

  /** Adds one row; every row of a table has the same columns in the same order. */
  async add<Table extends keyof Database>(table: Table, row: Omit<{ [Column in keyof Database[Table]]: unknown }, 'seq'>): Promise<void> {
    let batch = this.batches.get(table)
    if (!batch) this.batches.set(table, (batch = { table, columns: Object.keys(row), rows: [] }))
    batch.rows.push(Object.values(row))
    if (batch.rows.length >= batchRows) await this.write(batch)
  }

  /** Hands on what is left. */
  async end(): Promise<void> {
    for (const batch of this.batches.values()) await this.write(batch)
  }

  private async write(batch: Batch): Promise<void> {
    const { rows } = batch
    if (rows.length === 0) return
    batch.rows = []
    await this.sink({ ...batch, rows })
  }
}
