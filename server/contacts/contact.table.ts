import type { Generated } from 'kysely'
import type { Timestamp } from '../db/index.ts'

export interface CompanyRow {
  account_id: string
  id: string
  name: string
  /** Name folded for comparison: NFKC, lower case. */
  name_folded: string
  created_at: Timestamp
}

/** A person who asks for help. */
export interface ContactRow {
  account_id: string
  id: string
  name: string
  /** Name folded for search: NFKC, lower case. */
  name_folded: string
  /** The primary company: decides which company's tickets the contact may see. */
  company_id: string | null
  password_hash: string | null
  /** Last chosen list view (D2). */
  list_view: 'mine' | 'company'
  /** JSON array of the columns chosen for the list; null: the usual ones. */
  list_columns: Generated<string | null>
  language: string | null
  /** Everything about the person is gone since then; the row stays, so that conversations still have somebody. */
  erased_at: Generated<Timestamp | null>
  created_at: Timestamp
}

/** An address of a contact. `email_folded` is unique in the account. */
export interface ContactAddressRow {
  account_id: string
  id: string
  contact_id: string
  email: string
  email_folded: string
  is_primary: 0 | 1
  /** When its owner proved it; null before. */
  verified_at: Timestamp | null
}
