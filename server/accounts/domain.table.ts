import type { Timestamp } from '../db/index.ts'

/** A host that an account says is its own. */
export interface DomainTable {
  account_id: string
  id: string
  /** Lower case, ASCII, without port. One account has it once; one account of all has it verified. */
  host: string
  /** What the DNS record must say. */
  token: string
  /** Primary language of portals there (S27); empty: each portal's own. */
  language: string
  /** `waiting`: no record was found yet. `elsewhere`: a record was found and says something else. */
  state: 'waiting' | 'verified' | 'elsewhere' | 'expired'
  /** JSON array of what the last look found in DNS. */
  found: string
  /** Whether the host led to this installation at the last look; null: not known. */
  points_here: 0 | 1 | null
  checked_at: Timestamp | null
  /** Null unless the host is served. */
  verified_at: Timestamp | null
  /** Since when the record of a verified host is gone. */
  failing_since: Timestamp | null
  /** When waiting for the record began. */
  waits_since: Timestamp
  version: number
  created_at: Timestamp
}
