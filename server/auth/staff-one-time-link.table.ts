import type { Timestamp } from '../db/index.ts'
import type { StaffLinkPurpose } from '../mail/mail.table.ts'

/** A link for somebody of the staff, or who is to be; good once. Of its token only the hash is kept. */
export interface StaffOneTimeLinkRow {
  account_id: string
  id: string
  purpose: StaffLinkPurpose
  staff_id: string | null
  invitation_id: string | null
  /** Null where the operator printed it. */
  mail_id: string | null
  token_hash: string
  created_at: Timestamp
  expires_at: Timestamp
  used_at: Timestamp | null
}
