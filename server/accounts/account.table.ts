import type { Generated } from 'kysely'
import type { StaffLanguage } from '../../shared/team.ts'
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
  /** JSON of shared/theme.ts `Theme`: what all its portals look like where they say nothing else. */
  brand: Generated<string>
  /** Raised by every change of the brand. */
  brand_version: Generated<number>
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
  /** In which they are written to; null: nobody said. */
  language: Generated<StaffLanguage | null>
  /** Raised by every change of name, permissions and language. */
  version: Generated<number>
  last_signed_in_at: Generated<Timestamp | null>
  /** Set of who was taken out of the team: the name stays beside what they wrote, the address is free again. */
  removed_at: Generated<Timestamp | null>
  created_at: Timestamp
}

/** Somebody who is asked to join the team and has not yet. Gone once they did, or the invitation was withdrawn. */
export interface StaffInvitationRow {
  account_id: string
  id: string
  email: string
  email_folded: string
  name: string
  /** JSON array of StaffPermission. */
  permissions: string
  language: StaffLanguage
  /** The staff member who asked. */
  invited_by: string
  /** The newest mail; null where it belongs to somebody else. */
  mail_id: string | null
  created_at: Timestamp
  /** When it was last mailed. */
  sent_at: Timestamp
  expires_at: Timestamp
}
