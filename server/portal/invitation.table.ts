import type { Timestamp } from '../db/index.ts'

/** A contact who was told by mail that a portal lets them in. One row for each portal, however often it is sent. */
export interface InvitationRow {
  account_id: string
  portal_id: string
  contact_id: string
  /** The mail sent last; null for the moment in which it is being written. */
  mail_id: string | null
  invited_at: Timestamp
}
