import type { Timestamp } from '../db/index.ts'

/** The app of a staff member that makes codes (RFC 6238). */
export interface StaffTotpRow {
  account_id: string
  staff_id: string
  secret_sealed: string
  /** When its first code was shown to us; before that it is asked for by nobody. */
  confirmed_at: Timestamp | null
  /** Number of the last 30 seconds whose code was used: no code is good twice. */
  last_step: number
  created_at: Timestamp
}

/** What opens once without the app. */
export interface StaffRecoveryCodeRow {
  account_id: string
  staff_id: string
  code_hash: string
  used_at: Timestamp | null
}
