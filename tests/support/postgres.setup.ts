import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../server/db/migrate.ts'
import { openDatabase } from '../../server/db/open.ts'
import { startPostgres } from './postgres.ts'
import { runSql, withDatabase } from './test-database.ts'

/** Vitest global setup: one server for the run, and a migrated database that every test's own is copied from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const { url, stop } = given ? { url: given, stop: () => Promise.resolve() } : await startPostgres()
  const template = `portal_template_${process.pid}`
  await runSql(url, `create database "${template}"`)
  const opened = openDatabase(withDatabase(url, template))
  try {
    await migrate(opened)
  } finally {
    await opened.db.destroy()
  }
  project.provide('postgres', { url, template })
  return async () => {
    // Elsewhere the server goes on: what was copied from the template goes with it.
    if (given) await dropAll(url, template)
    await stop()
  }
}

/** Deletes the template and the databases that the tests borrowed, which are called after it. */
async function dropAll(url: string, template: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database where starts_with(datname, $1)', [template])
    for (const { datname } of rows) await client.query(`drop database "${datname}" with (force)`)
  } finally {
    await client.end()
  }
}
