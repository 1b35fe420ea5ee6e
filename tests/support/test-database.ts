import pg from 'pg'

/** Where the PostgreSQL of this run is; provided by `postgres.setup.ts`. */
export interface PostgresForTests {
  /** A database that others are created from. */
  url: string
  /** A database with the newest schema and no rows. */
  template: string
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: PostgresForTests
  }
}

export interface TestDatabase {
  /** For openDatabase(). On PostgreSQL already migrated. */
  url: string
  /** Deletes it. Close every connection first. */
  drop: () => Promise<void>
}

let created = 0

/** A fresh database on whichever of the two this test project runs; on SQLite it is in memory. */
export async function createTestDatabase(): Promise<TestDatabase> {
  if (process.env.TEST_DATABASE !== 'postgres') return { url: ':memory:', drop: () => Promise.resolve() }
  // Not at the top: the widget tests make worlds outside of Vitest.
  const { inject } = await import('vitest')
  const { url, template } = inject('postgres')
  const name = `portal_test_${process.pid}_${process.env.VITEST_POOL_ID ?? ''}_${(created += 1)}`
  await runSql(url, `create database "${name}" template "${template}"`)
  return { url: withDatabase(url, name), drop: () => runSql(url, `drop database if exists "${name}" with (force)`) }
}

/** Runs one statement on a connection of its own. */
export async function runSql(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
