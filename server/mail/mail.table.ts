import type { Timestamp } from '../db/index.ts'

/** A mail to send or sent. */
export interface MailRow {
  account_id: string
  id: string
  to_address: string
  subject: string
  text: string
  /** Stable over retries, so that a receiver can recognise a second copy. */
  message_id: string
  state: 'queued' | 'kept' | 'sent' | 'failed'
  error: string | null
  created_at: Timestamp
  sent_at: Timestamp | null
}
