import type { Timestamp } from '../db/index.ts'

/** The answer given to one Idempotency-Key of one viewer; kept for 7 days. */
export interface IdempotencyRow {
  account_id: string
  /** Contact or staff id. */
  viewer_id: string
  key: string
  /** SHA-256 of method, path and body. */
  request_hash: string
  status: number
  body: string
  created_at: Timestamp
}
