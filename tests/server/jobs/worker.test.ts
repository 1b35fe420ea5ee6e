import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { transact } from '../../../server/db/transact.ts'
import { write } from '../../../server/events/write.ts'
import { enqueue } from '../../../server/jobs/enqueue.ts'
import { PermanentFailure, RunLater } from '../../../server/jobs/job-failures.ts'
import { nextAttemptAt } from '../../../server/jobs/retry-policy.ts'
import { makeWorker, type Chore, type JobHandler, type Worker } from '../../../server/jobs/worker.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'
import { migrate } from '../../../server/db/migrate.ts'
import { openDatabase, type OpenedDatabase } from '../../../server/db/open.ts'
import type { Deps } from '../../../server/deps.ts'
import { makeMemoryBus } from '../../../server/live/memory-bus.ts'
import { makeLog } from '../../../server/log.ts'
import { makeIds } from '../../../server/new-id.ts'
import { waitFor } from '../../support/wait-for.ts'

type SendMail = JobHandler<{ mailId: string }>

const accountId = 'account0000000000000000a'
let database: TestDatabase
let opened: OpenedDatabase
let deps: Deps
let nowMs: number
let workers: Worker[]

beforeEach(async () => {
  database = await createTestDatabase()
  opened = openDatabase(database.url)
  await migrate(opened)
  nowMs = Date.parse('2026-11-22T10:00:00.000Z')
  workers = []
  const only: Pick<Deps, 'db' | 'bus' | 'now' | 'newId' | 'log'> = {
    db: opened.db,
    bus: makeMemoryBus(),
    now: () => new Date(nowMs).toISOString(),
    newId: makeIds(),
    log: makeLog('silent'),
  }
  // A worker asks for nothing else; its handlers are the tests' own.
  deps = only as Deps
  await deps.db
    .insertInto('account')
    .values({ id: accountId, name: 'acme', last_ticket_number: 0, last_event_seq: 0, created_at: deps.now() })
    .execute()
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  await opened.db.destroy()
  await database.drop()
})

/** Jobs that no test here queues. */
const notHere = { run: () => Promise.reject(new Error('not here')) }
const noHandlers = { mail_link: notHere, invite: notHere, forget_traces: notHere, staff_password_link: notHere }

function start(handler: SendMail, chores: Chore[] = []): Worker {
  const worker = makeWorker(deps, { ...noHandlers, send_mail: handler }, chores)
  workers.push(worker)
  return worker
}

async function add(mailId: string): Promise<void> {
  const job = { id: deps.newId(), accountId, name: 'send_mail', payload: { mailId }, at: deps.now() } as const
  await transact(deps.db, (tx) => enqueue(tx, job))
}

function jobs() {
  return deps.db
    .selectFrom('job')
    .select(['payload', 'state', 'attempts', 'run_at', 'leased_until', 'last_error'])
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()
}

test('a job runs once, with what it was given, and is done', async () => {
  const run = vi.fn<SendMail['run']>(() => Promise.resolve())
  const worker = start({ run })
  await add('m1')
  await worker.runOnce()
  await worker.runOnce()
  expect(run.mock.calls.map(([, job]) => job)).toEqual([{ accountId, payload: { mailId: 'm1' }, attempt: 1 }])
  expect((await jobs()).map(({ state }) => state)).toEqual(['done'])
})

test('a job of a transaction that did not commit does not exist', async () => {
  const run = vi.fn<SendMail['run']>(() => Promise.resolve())
  const failing = transact(deps.db, async (tx) => {
    await enqueue(tx, { id: deps.newId(), accountId, name: 'send_mail', payload: { mailId: 'm1' }, at: deps.now() })
    throw new Error('rolled back')
  })
  await expect(failing).rejects.toThrow('rolled back')
  await start({ run }).runOnce()
  expect(run).not.toHaveBeenCalled()
})

test('four workers and 300 jobs: each job runs exactly once', async () => {
  const ran: string[] = []
  const run: SendMail['run'] = async (_deps, { payload }) => {
    ran.push(payload.mailId)
    await new Promise((resolve) => setImmediate(resolve))
  }
  const names = Array.from({ length: 300 }, (_, index) => `m${index}`)
  await transact(deps.db, async (tx) => {
    for (const mailId of names) await enqueue(tx, { id: deps.newId(), accountId, name: 'send_mail', payload: { mailId }, at: deps.now() })
  })
  await Promise.all(Array.from({ length: 4 }, () => start({ run }).runOnce()))
  await waitFor(async () => expect((await jobs()).every(({ state }) => state === 'done')).toBe(true))
  expect(ran.sort()).toEqual(names.sort())
}, 30_000)

test('a job whose worker died is taken by another when the lease has run out, not before', async () => {
  await add('m1')
  const dead = start({ run: () => new Promise(() => undefined) })
  void dead.runOnce()
  await waitFor(async () => expect((await jobs())[0]?.leased_until).not.toBeNull())
  workers = []
  const run = vi.fn<SendMail['run']>(() => Promise.resolve())
  const worker = start({ run })
  await worker.runOnce()
  expect(run).not.toHaveBeenCalled()
  nowMs += 301_000
  await worker.runOnce()
  expect(run.mock.calls[0]?.[1].attempt).toBe(2)
  expect((await jobs())[0]?.state).toBe('done')
})

test('a job that failed runs again later, and tells why', async () => {
  let works = false
  const worker = start({ run: () => (works ? Promise.resolve() : Promise.reject(new Error('no route'))) })
  await add('m1')
  await worker.runOnce()
  expect(await jobs()).toMatchObject([{ state: 'waiting', attempts: 1, last_error: 'no route', leased_until: null }])
  await worker.runOnce()
  expect((await jobs())[0]?.attempts).toBe(1)
  works = true
  nowMs += 73_000
  await worker.runOnce()
  expect(await jobs()).toMatchObject([{ state: 'done', attempts: 2, last_error: null }])
})

test('a job that no attempt can save is given up at once, and its handler is told', async () => {
  const gaveUp = vi.fn<NonNullable<SendMail['gaveUp']>>(() => Promise.resolve())
  const worker = start({ run: () => Promise.reject(new PermanentFailure('no such mailbox')), gaveUp })
  await add('m1')
  await worker.runOnce()
  expect(await jobs()).toMatchObject([{ state: 'dead', last_error: 'no such mailbox' }])
  expect(gaveUp.mock.calls.map(([, job, error]) => [job.payload.mailId, error.message])).toEqual([['m1', 'no such mailbox']])
})

test('when giving up fails, the job is not buried untold', async () => {
  let tells = false
  const gaveUp = vi.fn<NonNullable<SendMail['gaveUp']>>(() => (tells ? Promise.resolve() : Promise.reject(new Error('database away'))))
  const worker = start({ run: () => Promise.reject(new PermanentFailure('no')), gaveUp })
  await add('m1')
  await worker.runOnce()
  expect((await jobs())[0]?.state).toBe('waiting')
  tells = true
  nowMs += 301_000
  await worker.runOnce()
  expect((await jobs())[0]?.state).toBe('dead')
  expect(gaveUp).toHaveBeenCalledTimes(2)
})

test('a job whose turn has not come waits without losing an attempt', async () => {
  const worker = start({ run: () => Promise.reject(new RunLater(10, 'not yet')) })
  await add('m1')
  await worker.runOnce()
  expect(await jobs()).toMatchObject([{ state: 'waiting', attempts: 0, run_at: new Date(nowMs + 10_000).toISOString() }])
})

test('a job that nobody knows is given up, and the others go on', async () => {
  const run = vi.fn<SendMail['run']>(() => Promise.resolve())
  const worker = start({ run })
  await add('m1')
  await deps.db.updateTable('job').set({ name: 'of_a_newer_version' }).where('account_id', '=', accountId).execute()
  await add('m2')
  await worker.runOnce()
  expect((await jobs()).map(({ state }) => state)).toEqual(['dead', 'done'])
})

test('one slow job does not hold up the others', async () => {
  const slow = Promise.withResolvers<void>()
  const ran: string[] = []
  start({
    run: async (_deps, { payload }) => {
      if (payload.mailId === 'slow') await slow.promise
      ran.push(payload.mailId)
    },
  })
  await add('slow')
  for (let count = 0; count < 20; count += 1) await add(`m${count}`)
  await deps.bus.publish(accountId)
  await waitFor(() => expect(ran).toHaveLength(20))
  slow.resolve()
  await waitFor(() => expect(ran).toHaveLength(21))
})

test('a commit wakes the worker', async () => {
  const run = vi.fn<SendMail['run']>(() => Promise.resolve())
  // The look of every second never comes.
  const everySecond = vi.spyOn(globalThis, 'setInterval').mockImplementation(() => setTimeout(() => {}, 0))
  start({ run })
  everySecond.mockRestore()
  await write(deps, accountId, (tx) =>
    enqueue(tx, { id: deps.newId(), accountId, name: 'send_mail', payload: { mailId: 'm1' }, at: deps.now() }),
  )
  await waitFor(() => expect(run).toHaveBeenCalledTimes(1))
})

test('stopping takes no new job and waits for those that run', async () => {
  const job = Promise.withResolvers<void>()
  const started = Promise.withResolvers<void>()
  const worker = start({
    run: () => {
      started.resolve()
      return job.promise
    },
  })
  await add('m1')
  await deps.bus.publish(accountId)
  await started.promise
  const stopping = worker.stop()
  await add('m2')
  job.resolve()
  await stopping
  expect((await jobs()).map(({ state }) => state)).toEqual(['done', 'waiting'])
})

test('chores come back by the clock, and one that fails does not stop the others', async () => {
  const ran: string[] = []
  const chore = (name: string, everySeconds: number, fails = false): Chore => ({
    name,
    everySeconds,
    run: () => {
      ran.push(name)
      return fails ? Promise.reject(new Error('no')) : Promise.resolve()
    },
  })
  const worker = start({ run: () => Promise.resolve() }, [chore('fails', 60, true), chore('often', 60), chore('daily', 86_400)])
  await worker.runOnce()
  await worker.runOnce()
  expect(ran).toEqual(['fails', 'often', 'daily'])
  nowMs += 60_000
  await worker.runOnce()
  expect(ran).toEqual(['fails', 'often', 'daily', 'fails', 'often'])
})

// R7
test('attempts are 1, 5, 15 minutes, 1, 4, 12 and 24 hours apart, up to a fifth more, for 72 hours', () => {
  const at = '2026-11-22T10:00:00.000Z'
  const minutes = (attempts: number) => (Date.parse(nextAttemptAt(at, at, attempts) ?? '') - Date.parse(at)) / 60_000
  for (const [index, wait] of [1, 5, 15, 60, 240, 720, 1440, 1440].entries()) {
    const waits = Array.from({ length: 50 }, () => minutes(index + 1))
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(wait)
    expect(Math.max(...waits)).toBeLessThanOrEqual(wait * 1.2)
    expect(new Set(waits).size).toBeGreaterThan(5)
  }
  expect(nextAttemptAt('2026-11-25T10:00:00.000Z', at, 1)).toBeNull()
  expect(nextAttemptAt('2026-11-24T11:00:00.000Z', at, 8)).toBeNull()
})
