import type { Timestamp } from '../db/index.ts'

/** A navigation menu that portals of the account may show. */
export interface MenuRow {
  account_id: string
  id: string
  /** As staff know it; unique in the account. */
  name: string
  /** JSON array of shared/menus.ts `MenuItem`. */
  items: string
  version: number
  created_at: Timestamp
}
