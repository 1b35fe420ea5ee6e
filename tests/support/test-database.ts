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

const free: string[] = []
let borrowed = 0

/**
 * An empty database with the newest schema, as `createTestDatabase`; on PostgreSQL one that the tests of a worker use in turn,
 * because emptying it takes a tenth of the time of copying another. For tests that leave the schema as it is.
 */
export async function borrowTestDatabase(): Promise<TestDatabase> {
  if (process.env.TEST_DATABASE !== 'postgres') return createTestDatabase()
  const { inject } = await import('vitest')
  const { url, template } = inject('postgres')
  const name = free.pop() ?? (await findOrCreate(url, template, (borrowed += 1)))
  return {
    url: withDatabase(url, name),
    async drop() {
      await empty(withDatabase(url, name))
      free.push(name)
    },
  }
}

/** A worker runs one file after the other: what the last one left is there already. */
async function findOrCreate(url: string, template: string, number: number): Promise<string> {
  const name = `${template}_${process.env.VITEST_POOL_ID ?? ''}_${number}`
  try {
    await runSql(url, `create database "${name}" template "${template}"`)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== duplicateDatabase) throw error
    await empty(withDatabase(url, name))
  }
  return name
}

const duplicateDatabase = '42P04'

/** Takes every row out, whatever refers to it, and lets numbers begin anew. Connections that were left open end. */
async function empty(url: string): Promise<void> {
  await runSql(
    url,
    `do $$
      declare one text;
      begin
        perform pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid();
        set local session_replication_role = replica;
        for one in select tablename from pg_tables where schemaname = 'public' and tablename <> 'migration' loop
          execute format('delete from %I', one);
        end loop;
        for one in select sequencename from pg_sequences where schemaname = 'public' loop
          perform setval(quote_ident(one), 1, false);
        end loop;
      end $$`,
  )
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
