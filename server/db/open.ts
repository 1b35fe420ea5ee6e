import { Kysely, type CompiledQuery } from 'kysely'
import type { Db } from './index.ts'
import { postgresDialect } from './open.postgres.ts'
import { sqliteDialect } from './open.sqlite.ts'

/** An open database, and which of the two it is: only migrations and the sibling files of a fork may ask. */
export interface OpenedDatabase {
  db: Db
  dialect: 'sqlite' | 'postgres'
}

/**
 * Opens the database.
 *
 * @param url `postgres://…`, `:memory:`, or the path of a SQLite file.
 * @param onQuery Hears of every statement that ran; for tests.
 * @throws Error in plain words when the file cannot be written or the SQLite library is too old.
 */
export function openDatabase(url: string, onQuery?: (query: CompiledQuery) => void): OpenedDatabase {
  const dialect = /^postgres(ql)?:/.test(url) ? 'postgres' : 'sqlite'
  const kysely = new Kysely({
    dialect: dialect === 'postgres' ? postgresDialect(url) : sqliteDialect(url),
    ...(onQuery && { log: (event) => onQuery(event.query) }),
  })
  // The one cast: everybody else holds a handle without the guarded tables.
  return { db: kysely as unknown as Db, dialect }
}
