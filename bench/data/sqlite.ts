import Sqlite from 'better-sqlite3'
import type { Sink } from './rows.ts'

/** Writes batches into an existing SQLite file, as fast as it goes: nothing is lost when it breaks off, the file is made again. */
export async function intoSqlite(path: string, write: (sink: Sink) => Promise<void>): Promise<void> {
  const sqlite = new Sqlite(path)
  try {
    sqlite.pragma('foreign_keys = OFF')
    sqlite.pragma('synchronous = OFF')
    sqlite.pragma('cache_size = -262144')
    sqlite.exec('begin')
    await write(({ table, columns, rows }) => {
      const marks = columns.map(() => '?').join(', ')
      const insert = sqlite.prepare(`insert into "${table}" (${columns.join(', ')}) values (${marks})`)
      for (const row of rows) insert.run(row)
      return Promise.resolve()
    })
    sqlite.exec('commit')
    sqlite.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    sqlite.close()
  }
}
