import type { Deps } from '../deps.ts'
import type { JobPayloads } from './enqueue.ts'
import { PermanentFailure, RunLater } from './job-failures.ts'
import { claimJobs, settleJob } from './job.repo.ts'
import type { JobRow } from './job.table.ts'
import { nextAttemptAt } from './retry-policy.ts'

/** A job as its handler gets it. */
export interface Job<Payload> {
  accountId: string
  payload: Payload
  /** 1 at the first attempt. */
  attempt: number
}

export interface JobHandler<Payload> {
  /** Runs at least once. Throw PermanentFailure to give up at once, RunLater to wait, anything else to try again later. */
  run: (deps: Deps, job: Job<Payload>) => Promise<void>
  /** The job will not be tried any more. */
  gaveUp?: (deps: Deps, job: Job<Payload>, error: Error) => Promise<void>
}

export type JobHandlers = { [Name in keyof JobPayloads]: JobHandler<JobPayloads[Name]> }

/** Work of the installation that comes back by the clock. Must bear being done twice, by two processes. */
export interface Chore {
  name: string
  everySeconds: number
  run: (deps: Deps) => Promise<void>
}

export interface Worker {
  /** Takes no new job and waits for those that run. */
  stop: () => Promise<void>
  /** Runs everything that is due, chores too, and everything that becomes due by it. For tests: no timer is involved. */
  runOnce: () => Promise<void>
}

const inFlightMax = 5
/** Longer than a mail server may take; a job held longer is taken to be lost with its process. */
const leaseSeconds = 300
const pollMs = 1000
/** Writes come in bursts; one look serves them all. */
const wakeDelayMs = 20

/** Runs queued jobs: woken by the bus, and by a look every second. */
export function makeWorker(deps: Deps, handlers: JobHandlers, chores: readonly Chore[]): Worker {
  const inFlight = new Set<Promise<void>>()
  const choresDueAt = new Map<string, number>()
  let claiming: Promise<number> = Promise.resolve(0)
  let wakeTimer: NodeJS.Timeout | undefined
  let isStopped = false

  async function claimAndStart(): Promise<number> {
    const free = inFlightMax - inFlight.size
    if (isStopped || free <= 0) return 0
    const now = deps.now()
    const jobs = await claimJobs(deps.db, now, secondsAfter(now, leaseSeconds), free)
    for (const job of jobs) {
      const running = runJob(deps, handlers, job)
        .catch((error: unknown) => deps.log.error({ err: error, job: job.name, jobId: job.id }, 'job could not be settled'))
        .finally(() => inFlight.delete(running))
      inFlight.add(running)
    }
    return jobs.length
  }

  /** One claim at a time, so that the free places are counted right. */
  function fill(): Promise<number> {
    claiming = claiming.then(claimAndStart, claimAndStart)
    return claiming
  }

  async function runChores(): Promise<void> {
    const nowMs = Date.parse(deps.now())
    for (const chore of chores) {
      if (isStopped || nowMs < (choresDueAt.get(chore.name) ?? 0)) continue
      choresDueAt.set(chore.name, nowMs + chore.everySeconds * 1000)
      await chore.run(deps).catch((error: unknown) => deps.log.error({ err: error, chore: chore.name }, 'chore failed'))
    }
  }

  async function work(): Promise<void> {
    try {
      // A freed place may be waited for: look again at once, not at the next tick.
      while ((await fill()) > 0) await Promise.race(inFlight)
    } catch (error) {
      deps.log.error({ err: error }, 'jobs could not be claimed')
    }
  }

  let isWorking = false
  let wokenMeanwhile = false
  async function workOnce(): Promise<void> {
    if (isWorking) {
      wokenMeanwhile = true
      return
    }
    isWorking = true
    do {
      wokenMeanwhile = false
      await work()
    } while (wokenMeanwhile)
    isWorking = false
  }

  function wake(): void {
    if (isStopped) return
    wakeTimer ??= setTimeout(() => {
      wakeTimer = undefined
      void workOnce()
    }, wakeDelayMs).unref()
  }

  let choring = Promise.resolve()
  const poll = setInterval(() => {
    wake()
    choring = choring.then(runChores)
  }, pollMs).unref()
  const unsubscribe = deps.bus.subscribe(wake)

  return {
    async stop() {
      isStopped = true
      clearInterval(poll)
      clearTimeout(wakeTimer)
      unsubscribe()
      await claiming.catch(() => undefined)
      await Promise.all([...inFlight, choring])
    },
    async runOnce() {
      await runChores()
      for (;;) {
        const started = await fill()
        const running = inFlight.size
        await Promise.all(inFlight)
        // What a job that was running already has queued is due as well.
        if (started === 0 && running === 0) return
      }
    },
  }
}

async function runJob(deps: Deps, handlers: JobHandlers, row: JobRow): Promise<void> {
  // The name was written by `enqueue`, so handler and payload belong together.
  const handler = handlers[row.name as keyof JobPayloads] as JobHandler<unknown> | undefined
  const job: Job<unknown> = { accountId: row.account_id, payload: JSON.parse(row.payload), attempt: row.attempts }
  try {
    if (!handler) throw new PermanentFailure(`no handler for ${row.name}`)
    await handler.run(deps, job)
    await settleJob(deps.db, row, { state: 'done', last_error: null })
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    const last_error = error.message.slice(0, 500)
    const now = deps.now()
    if (error instanceof RunLater) {
      await settleJob(deps.db, row, { state: 'waiting', last_error, run_at: secondsAfter(now, error.seconds), attempts: row.attempts - 1 })
      return
    }
    const runAt = error instanceof PermanentFailure ? null : nextAttemptAt(now, row.created_at, row.attempts)
    deps.log.warn({ err: error, job: row.name, jobId: row.id, attempt: row.attempts, runAt }, 'job failed')
    if (runAt !== null) {
      await settleJob(deps.db, row, { state: 'waiting', last_error, run_at: runAt })
      return
    }
    // First tell, then bury: after a crash between the two it is told again, never forgotten.
    await handler?.gaveUp?.(deps, job, error)
    await settleJob(deps.db, row, { state: 'dead', last_error })
  }
}

function secondsAfter(at: string, seconds: number): string {
  return new Date(Date.parse(at) + seconds * 1000).toISOString()
}
