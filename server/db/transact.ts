import type { Db, Tx } from './index.ts'
import { transactTogether } from './shared-transaction.ts'

const maxAttempts = 5

/** serialization_failure, deadlock_detected: PostgreSQL asks to run the transaction again (manual, chapter 13.2.3). */
const retryable = new Set(['40001', '40P01'])

/** Two transactions that met the same new person: the one that came second finds the contact when it looks again. */
const metTwice = 'contact_address_account_id_email_folded_key'

/**
 * Runs `work` as one all-or-nothing write: IMMEDIATE on SQLite (see open.sqlite.ts), where writes that come at the same time
 * share a commit; repeated at most five times when PostgreSQL asks for it, or when somebody else was quicker with a contact. Nothing in it may leave the process: mail, files
 * and live updates are jobs and events.
 */
export async function transact<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  // A use-case that runs as a step of another: all of it or nothing is what the outer one says.
  if (isOpen(db)) return work(db)
  if (!db.getExecutor().adapter.supportsMultipleConnections) return transactTogether(db, work)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === maxAttempts || !isRetryable(error)) throw error
    }
  }
}

function isOpen(db: Db): db is Tx {
  return db.isTransaction
}

function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return retryable.has(String(error.code)) || ('constraint' in error && error.constraint === metTwice)
}
