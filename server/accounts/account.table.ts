import type { Generated } from 'kysely'
import type { Timestamp } from '../db/index.ts'

/** One customer of the installation; owns every row. */
export interface AccountRow {
  id: string
  name: string
  /** Number of the newest ticket; raised inside the transaction that opens one. */
  last_ticket_number: number
  /** Sequence of the newest event; raised inside the transaction that records one, so events commit in this order. */
  last_event_seq: number
  /** Where its days begin: `Europe/Oslo`. */
  time_zone: Generated<string>
  /** 1: who of its staff has no second factor has to begin one before anything else. */
  staff_needs_second_factor: Generated<0 | 1>
  created_at: Timestamp
}

/** A person of the account. The address is unique in the installation. */
export interface StaffRow {
  account_id: string
  id: string
  email: string
  email_folded: string
  name: string
  password_hash: string
  /** JSON array of StaffPermission. */
  permissions: string
  is_active: 0 | 1
  created_at: Timestamp
}
