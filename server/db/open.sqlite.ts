import Sqlite from 'better-sqlite3'
import { SqliteDialect } from 'kysely'

/** 3.7.0 – 3.51.2 can lose commits in WAL mode with two connections (sqlite.org/wal.html, "WAL-reset bug"). */
const oldestSafeSqlite = [3, 51, 3] as const

const statementCacheMax = 500

/**
 * SQLite with every commit on disk before it is acknowledged.
 *
 * better-sqlite3 is compiled with `DEFAULT_WAL_SYNCHRONOUS=1`, which does not fsync on commit; hence FULL, set after
 * the journal mode and read back. Transactions begin IMMEDIATE: a deferred one that turns into a writer can fail with
 * SQLITE_BUSY whatever the timeout.
 */
export function sqliteDialect(path: string): SqliteDialect {
  const sqlite = new Sqlite(path)
  requireSafeVersion(String(sqlite.prepare('select sqlite_version()').pluck().get()))
  sqlite.pragma('busy_timeout = 5000')
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('cache_size = -65536')
  // What is deleted is written over: a person who is gone must not be read in the file.
  sqlite.pragma('secure_delete = ON')
  const synchronous: unknown = sqlite.pragma('synchronous', { simple: true })
  if (synchronous !== 2) throw new Error(`SQLite does not keep synchronous=FULL: it is ${String(synchronous)}`)

  const statements = new Map<string, Sqlite.Statement<unknown[]>>()
  return new SqliteDialect({
    database: {
      prepare(sql: string) {
        let statement = statements.get(sql)
        if (!statement) {
          statement = sqlite.prepare<unknown[]>(sql === 'begin' ? 'begin immediate' : sql)
          if (statements.size >= statementCacheMax) statements.clear()
          statements.set(sql, statement)
        }
        return statement
      },
      close: () => void sqlite.close(),
    },
  })
}

/** Refuses a SQLite library that can lose commits. */
export function requireSafeVersion(version: string): void {
  const parts = version.split('.').map(Number)
  for (const [index, oldest] of oldestSafeSqlite.entries()) {
    const part = parts[index] ?? 0
    if (part > oldest) return
    if (part < oldest) throw new Error(`SQLite ${version} can lose data in WAL mode; ${oldestSafeSqlite.join('.')} or newer is needed.`)
  }
}
