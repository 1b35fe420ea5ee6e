import type { Db } from './index.ts'

/** Whether rows can be locked one by one. Where they cannot, writers wait for each other anyway. */
export function hasRowLocks(db: Db): boolean {
  return db.getExecutor().adapter.supportsMultipleConnections === true
}
