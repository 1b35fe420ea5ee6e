import type { Tx } from '../db/index.ts'
import { transact } from '../db/transact.ts'
import type { Deps } from '../deps.ts'

/** A write transaction of one account, after which open streams and the job worker are woken. Every use-case runs in one. */
export async function write<Result>(deps: Pick<Deps, 'db' | 'bus'>, accountId: string, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const result = await transact(deps.db, work)
  await deps.bus.publish(accountId)
  return result
}
