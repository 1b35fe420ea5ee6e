import type { Timestamp } from '../db/index.ts'

export interface InboxRow {
  account_id: string
  id: string
  name: string
  created_at: Timestamp
}

/** How messages come and go. Every inbox has one of kind `portal`. */
export interface ChannelRow {
  account_id: string
  id: string
  inbox_id: string
  kind: 'portal' | 'form'
}

/** One conversation in an inbox. */
export interface ThreadRow {
  account_id: string
  id: string
  inbox_id: string
  channel_id: string
  ticket_id: string | null
  contact_id: string | null
  subject: string
  is_open: 0 | 1
  /** Time of the newest customer-visible message; null while there are only notes (D1). */
  last_public_at: Timestamp | null
  last_message_at: Timestamp
  /** Time of the newest message from a customer. */
  last_inbound_at: Timestamp | null
  /** Up to when any agent has read. */
  staff_read_up_to: Timestamp | null
  /** First characters of the newest message, notes included: for agents. */
  preview: string
  created_at: Timestamp
}

/** One entry of a thread. Immutable. */
export interface MessageRow {
  account_id: string
  id: string
  thread_id: string
  direction: 'inbound' | 'outbound' | 'internal'
  contact_id: string | null
  staff_id: string | null
  /** The author's name at that time. */
  author_name: string
  text: string
  /** The message with its markup, made safe by the server; null for plain text. `text` says the same without. */
  html: string | null
  created_at: Timestamp
}

/** A message as it is kept. What was sent is only read to make it safe anew. */
export interface MessageTable extends MessageRow {
  /** The markup as it came; null for plain text. */
  html_original: string | null
  /** Which sanitiser made `html` of it. */
  sanitiser_version: number | null
}
