import type { Timestamp } from '../db/index.ts'
import type { LinkPurpose } from '../mail/mail.table.ts'

/** A link that was mailed, good once and for one purpose. Of its token and its code only hashes are kept. */
export interface OneTimeLinkRow {
  account_id: string
  id: string
  portal_id: string
  mail_id: string
  purpose: LinkPurpose
  /** Null where there is no contact yet. */
  contact_id: string | null
  email: string
  email_folded: string
  /** JSON; what the purpose needs besides. */
  details: string
  token_hash: string
  /** Argon2id of the code for another device; null for purposes without. */
  code_hash: string | null
  /** How often a code was tried. */
  tries: number
  created_at: Timestamp
  expires_at: Timestamp
  used_at: Timestamp | null
}
