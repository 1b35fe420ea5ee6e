import { sql } from 'kysely'
import type { Db, Tx } from './index.ts'

interface Waiting {
  work: (tx: Tx) => Promise<unknown>
  settle: (outcome: Outcome) => void
}

type Outcome = { result: unknown } | { error: unknown }

const waitingByDb = new WeakMap<Db, Waiting[]>()

/** Works of one commit at most: enough to share the wait for the disk, few enough that nobody waits long for it. */
const worksPerCommitMax = 32

/**
 * Runs `work` in a transaction that it shares with whatever else is about to be written: one wait for the disk instead of one
 * each. For a database with a single connection, where transactions would stand in line anyway.
 *
 * Each work is in a savepoint of its own: one that fails is undone alone. Nobody hears of success before the common commit
 * is on disk, and when the commit fails, everybody in it hears of that.
 */
export function transactTogether<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    const settle = (outcome: Outcome) => ('result' in outcome ? resolve(outcome.result as Result) : reject(outcome.error as Error))
    const waiting = waitingByDb.get(db)
    if (waiting) {
      waiting.push({ work, settle })
      return
    }
    waitingByDb.set(db, [{ work, settle }])
    // Requests that have arrived at the same time get as far as this before the first of them is written.
    setImmediate(() => void runWaiting(db))
  })
}

async function runWaiting(db: Db): Promise<void> {
  for (;;) {
    const batch = waitingByDb.get(db)?.splice(0, worksPerCommitMax) ?? []
    if (batch.length === 0) break
    await runBatch(db, batch)
  }
  waitingByDb.delete(db)
}

async function runBatch(db: Db, batch: readonly Waiting[]): Promise<void> {
  let outcomes: Outcome[]
  try {
    outcomes = await db.transaction().execute(async (tx) => {
      const done: Outcome[] = []
      for (const { work } of batch) done.push(await runOne(tx, work))
      return done
    })
  } catch (error) {
    outcomes = batch.map(() => ({ error }))
  }
  for (const [index, { settle }] of batch.entries()) settle(outcomes[index] ?? { error: new Error('a work without outcome') })
}

async function runOne(tx: Tx, work: (tx: Tx) => Promise<unknown>): Promise<Outcome> {
  await beginWork.execute(tx)
  try {
    const result = await work(tx)
    await endWork.execute(tx)
    return { result }
  } catch (error) {
    // A full disk ends the whole transaction by itself; then there is nothing to go back to, and this throws for all.
    await undoWork.execute(tx)
    await endWork.execute(tx)
    return { error }
  }
}

const beginWork = sql`savepoint work`
const undoWork = sql`rollback to work`
const endWork = sql`release work`
