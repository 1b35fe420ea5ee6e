import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import type { Bus } from '../../../server/live/bus.ts'
import { openBus } from '../../../server/live/open-bus.ts'
import { makeLog } from '../../../server/log.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'
import { waitFor } from '../../support/wait-for.ts'

const isPostgres = process.env.TEST_DATABASE === 'postgres'
const log = makeLog('silent')
let database: TestDatabase
let buses: Bus[] = []

/** The buses of two processes; on SQLite there is only one process. */
async function openBuses(): Promise<[Bus, Bus]> {
  database = await createTestDatabase()
  const first = await openBus(database.url, log)
  const second = isPostgres ? await openBus(database.url, log) : first
  buses = [...new Set([first, second])]
  return [first, second]
}

afterEach(async () => {
  await Promise.all(buses.map((bus) => bus.close()))
  await database.drop()
})

test('what one process says, every process hears', async () => {
  const [one, other] = await openBuses()
  const heard: string[] = []
  one.subscribe((accountId) => heard.push(`one ${accountId}`))
  other.subscribe((accountId) => heard.push(`other ${accountId}`))
  await one.publish('acme')
  await waitFor(() => expect(heard.sort()).toEqual(['one acme', 'other acme']))
})

test('who has unsubscribed hears nothing more', async () => {
  const [one] = await openBuses()
  const heard: string[] = []
  const unsubscribe = one.subscribe(() => heard.push('gone'))
  one.subscribe(() => heard.push('here'))
  unsubscribe()
  await one.publish('acme')
  await waitFor(() => expect(heard).toEqual(['here']))
})

test('a hundred accounts at once are all heard of', async () => {
  const [one, other] = await openBuses()
  const heard = new Set<string>()
  other.subscribe((accountId) => heard.add(accountId))
  for (let count = 0; count < 100; count += 1) void one.publish(`account${count}`)
  await waitFor(() => expect(heard.size).toBe(100))
})

test('the bus mends itself when the database ends its connections', async () => {
  const [one, other] = await openBuses()
  if (isPostgres) {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    await client.end()
  }
  const heard: string[] = []
  other.subscribe((accountId) => heard.push(accountId))
  await waitFor(async () => {
    await one.publish('acme')
    expect(heard).toContain('acme')
  })
})
