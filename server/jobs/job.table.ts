import type { Timestamp } from '../db/index.ts'

/** Work to do later, queued in the transaction that made it necessary. */
export interface JobRow {
  account_id: string
  id: string
  name: string
  /** JSON. */
  payload: string
  run_at: Timestamp
  attempts: number
  /** While a worker holds it. */
  leased_until: Timestamp | null
  state: 'waiting' | 'done' | 'dead'
  last_error: string | null
  created_at: Timestamp
}
