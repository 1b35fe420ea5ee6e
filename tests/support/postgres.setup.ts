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
    await runSql(url, `drop database if exists "${template}" with (force)`)
    await stop()
  }
}
