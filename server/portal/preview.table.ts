import type { Timestamp } from '../db/index.ts'

/** A look at a portal by staff: first a code, then, once redeemed, a session of a key that can only read. */
export interface PreviewSessionRow {
  account_id: string
  id: string
  portal_id: string
  /** Through whose eyes; null: nobody's, every ticket that passes the filters. */
  contact_id: string | null
  staff_id: string
  /** When it ends, the preview ends. */
  staff_session_id: string
  code_hash: string
  code_expires_at: Timestamp
  redeemed_at: Timestamp | null
  /** Of the page that redeemed the code. */
  origin: string
  /** RFC 7638 thumbprint of its DPoP key. */
  jkt: string
  access_hash: string | null
  created_at: Timestamp
  expires_at: Timestamp
  ended_at: Timestamp | null
}
