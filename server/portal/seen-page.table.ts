import type { Timestamp } from '../db/index.ts'

/** An origin that asked for a portal: what the set-up page calls "we have seen your page". Says nothing of who looked. */
export interface SeenPageTable {
  account_id: string
  portal_id: string
  origin: string
  /** Whether the origin was in the portal's list when it was last seen. */
  is_allowed: 0 | 1
  first_seen_at: Timestamp
  last_seen_at: Timestamp
}
