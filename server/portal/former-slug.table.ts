import type { Timestamp } from '../db/index.ts'

/** An address that a portal had before: links in old mails lead on, until another portal takes it. */
export interface FormerSlugTable {
  slug: string
  account_id: string
  portal_id: string
  given_up_at: Timestamp
}
