import { hotQuery, param } from '../db/hot-query.ts'
import type { Db, Timestamp } from '../db/index.ts'
import type { JobRow } from './job.table.ts'

/** Asked after every write, whether it queued a job or not. */
const dueJobs = hotQuery('jobs_due', (db) =>
  db
    .selectFrom('job')
    .select(['account_id', 'id'])
    .where('state', '=', 'waiting')
    .where('run_at', '<=', param<string>('now'))
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', param<string>('now'))]))
    .orderBy('run_at')
    .orderBy('id')
    .limit(param<number>('max')),
)

/**
 * Takes due jobs for one worker. A job is free when nobody holds a lease on it or the lease ran out; the condition
 * stands in the update itself, so of two workers that chose the same job only one gets it, on both databases.
 */
export async function claimJobs(db: Db, now: Timestamp, leaseUntil: Timestamp, max: number): Promise<JobRow[]> {
  const due = await dueJobs(db, 'all', { now, max })
  if (due.length === 0) return []
  const claimed = await db
    .updateTable('job')
    .set((eb) => ({ leased_until: leaseUntil, attempts: eb('attempts', '+', 1) }))
    .where((eb) =>
      eb(
        eb.refTuple('account_id', 'id'),
        'in',
        due.map((job) => eb.tuple(job.account_id, job.id)),
      ),
    )
    .where('state', '=', 'waiting')
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', now)]))
    .returningAll()
    .execute()
  return claimed.sort((a, b) => (a.run_at === b.run_at ? (a.id < b.id ? -1 : 1) : a.run_at < b.run_at ? -1 : 1))
}

/** Ends a lease with what came of it. Does nothing when the lease ran out and somebody else has the job now. */
export async function settleJob(
  db: Db,
  job: JobRow,
  outcome: Pick<JobRow, 'state' | 'last_error'> & Partial<Pick<JobRow, 'run_at' | 'attempts'>>,
): Promise<void> {
  await db
    .updateTable('job')
    .set({ ...outcome, leased_until: null })
    .where('account_id', '=', job.account_id)
    .where('id', '=', job.id)
    .where('leased_until', '=', job.leased_until)
    .execute()
}

/** Forgets jobs that were done before a time, of every account. Dead ones stay, for a person to look at. */
export async function removeDoneJobs(db: Db, before: Timestamp): Promise<void> {
  await db.deleteFrom('job').where('state', '=', 'done').where('created_at', '<', before).returning('account_id').execute()
}
