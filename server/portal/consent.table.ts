import type { Timestamp } from '../db/index.ts'

/** The words of a portal's consent as they once were; never changed. */
export interface ConsentTextRow {
  account_id: string
  portal_id: string
  /** SHA-256 of the words, hex. */
  version: string
  /** JSON of shared/consent.ts `ConsentTexts`. */
  texts: string
  created_at: Timestamp
}

/** That a contact agreed, or took it back. Rows are only ever added. */
export interface ConsentRecordRow {
  account_id: string
  id: string
  portal_id: string
  contact_id: string
  kind: 'given' | 'withdrawn'
  method: 'portal' | 'registration'
  version: string
  /** In which the words were read. */
  language: 'en' | 'nb'
  /** The network, not the machine. */
  ip: string
  created_at: Timestamp
}
