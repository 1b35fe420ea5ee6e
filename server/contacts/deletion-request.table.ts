import type { Timestamp } from '../db/index.ts'

/** A contact's wish that everything about them be deleted. Open while neither taken back nor carried out; one at a time. */
export interface DeletionRequestRow {
  account_id: string
  id: string
  /** Where it was asked. */
  portal_id: string
  contact_id: string
  requested_at: Timestamp
  withdrawn_at: Timestamp | null
  done_at: Timestamp | null
  /** What was done; null before. */
  method: 'anonymise' | 'delete' | null
}
