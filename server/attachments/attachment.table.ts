import type { Timestamp } from '../db/index.ts'

/** A file. `message_id` null: a draft of the session that uploaded it. */
export interface AttachmentRow {
  account_id: string
  id: string
  message_id: string | null
  /** The session that may use the draft: a contact's or a staff member's. */
  session_id: string
  file_name: string
  media_type: string
  /** Content-ID, without its angle brackets, of a picture that stands in the text of its mail; null for an ordinary file. */
  content_id: string | null
  size_bytes: number
  /** SHA-256 of the bytes, hex. */
  sha256: string
  /** Random; the name in the file store. */
  store_key: string
  created_at: Timestamp
}

/** A one-time download address. Only its hash is kept. */
export interface DownloadLinkRow {
  account_id: string
  token_hash: string
  attachment_id: string
  session_id: string
  session_kind: 'contact' | 'staff'
  expires_at: Timestamp
}
