import type { Deps } from '../deps.ts'
import type { JobPayloads } from '../jobs/enqueue.ts'
import type { Job } from '../jobs/worker.ts'
import { searchEngine } from '../tickets/ticket.search.ts'

/**
 * Ends what a deletion began: removes the files, and what the database still holds of deleted rows. Files that are missed
 * for any reason are found by the sweep: no row knows them any more.
 */
export async function forgetTraces(deps: Deps, { payload }: Job<JobPayloads['forget_traces']>): Promise<void> {
  for (const storeKey of payload.storeKeys) await deps.files.remove(storeKey)
  await searchEngine(deps.db).purge(deps.db)
}
