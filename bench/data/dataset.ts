import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { migrate } from '../../server/db/migrate.ts'
import { fillSearch } from '../../server/db/migrations/0004-search.ts'
import { openDatabase } from '../../server/db/open.ts'
import { runSql, withDatabase } from '../../tests/support/test-database.ts'
import { dataVersion, fill } from './fill.ts'
import { intoPostgres } from './postgres.ts'
import { intoSqlite } from './sqlite.ts'

/** Where everything that is made once is kept. */
export const benchDir = process.env['BENCH_DIR'] ?? join(tmpdir(), 'customer-portal-bench')

/** The data folder of a server with an embedded database of this many tickets, with the newest schema; made when there is none. */
export async function sqliteDataset(tickets: number): Promise<string> {
  const folder = join(benchDir, `sqlite-v${dataVersion}-${tickets}`)
  if (existsSync(folder)) {
    await bringSchema(join(folder, 'portal.sqlite'))
    return folder
  }
  const staging = `${folder}.part`
  rmSync(staging, { recursive: true, force: true })
  mkdirSync(staging, { recursive: true })
  requireSpace(tickets)
  const path = join(staging, 'portal.sqlite')
  await timed(`SQLite, ${tickets.toLocaleString('en')} tickets`, async () => {
    await bringSchema(path)
    await intoSqlite(path, (sink) => fill(tickets, sink))
    await bringSearch(path)
  })
  renameSync(staging, folder)
  return folder
}

/** A copy of a data folder, for a part that writes. Delete it afterwards. */
export function copyOf(folder: string): string {
  const copy = `${folder}.copy`
  rmSync(copy, { recursive: true, force: true })
  cpSync(folder, copy, { recursive: true })
  return copy
}

/** URL of a PostgreSQL database of this many tickets on the server, with the newest schema; made when there is none. */
export async function postgresDataset(serverUrl: string, tickets: number): Promise<string> {
  const name = `bench_v${dataVersion}_${tickets}`
  const url = withDatabase(serverUrl, name)
  const done = `${name}_done`
  try {
    await runSql(withDatabase(serverUrl, done), 'select 1')
  } catch {
    // Not made yet, or broken off half-way.
    await makePostgres(serverUrl, { name, done, url }, tickets)
    return url
  }
  await bringSchema(url)
  await runSql(url, 'vacuum analyze')
  return url
}

async function makePostgres(serverUrl: string, database: { name: string; done: string; url: string }, tickets: number): Promise<void> {
  const { name, done, url } = database
  requireSpace(tickets)
  await runSql(serverUrl, `drop database if exists "${name}" with (force)`)
  await runSql(serverUrl, `create database "${name}"`)
  await timed(`PostgreSQL, ${tickets.toLocaleString('en')} tickets`, async () => {
    await bringSchema(url)
    await intoPostgres(url, (sink) => fill(tickets, sink))
    await bringSearch(url)
    await runSql(url, 'vacuum analyze search_document')
  })
  await runSql(serverUrl, `create database "${done}"`)
}

async function bringSchema(url: string): Promise<void> {
  const opened = openDatabase(url)
  try {
    await migrate(opened)
  } finally {
    await opened.db.destroy()
  }
}

/** The index of what was written past the server. */
async function bringSearch(url: string): Promise<void> {
  const { db, dialect } = openDatabase(url)
  try {
    await timed('its search index', () => db.transaction().execute((tx) => fillSearch(tx as unknown as Kysely<unknown>, dialect)))
  } finally {
    await db.destroy()
  }
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const startedAt = performance.now()
  process.stderr.write(`Making ${what}, once, in ${benchDir} … `)
  await work()
  process.stderr.write(`${Math.round((performance.now() - startedAt) / 1000)} s\n`)
}

function requireSpace(tickets: number): void {
  const bytesPerTicket = 3_000
  const { bavail, bsize } = statfsSync(benchDir)
  if (bavail * bsize < tickets * bytesPerTicket)
    throw new Error(`There is too little space in ${benchDir}: set BENCH_DIR to another folder.`)
}
