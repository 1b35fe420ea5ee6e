import type { Timestamp } from '../db/index.ts'

/** What a link is good for that is mailed to somebody of the staff, or to who is to be. */
export type StaffLinkPurpose = 'staff_invitation' | 'staff_password'

/** Such a link, good once. Of its token only the hash is kept. */
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
