import type { Timestamp } from '../db/index.ts'

/** A set of contacts: chosen one by one (static), or by rule (active). */
export interface ContactListRow {
  account_id: string
  id: string
  name: string
  kind: 'static' | 'active'
  /** JSON of shared/filter-rule.ts `ResolvedRule` about contacts; null with a static list. */
  rule: string | null
  version: number
  /** When its rule was last changed. */
  changed_at: Timestamp
  created_at: Timestamp
}

/** A contact on a static list. */
export interface ContactListMemberRow {
  account_id: string
  list_id: string
  contact_id: string
  added_at: Timestamp
}
