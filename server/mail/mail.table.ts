import type { Generated } from 'kysely'
import type { Timestamp } from '../db/index.ts'

/** What a link in a mail is good for. */
export type LinkPurpose = 'password_reset' | 'magic_link' | 'invitation' | 'registration' | 'proof'

/** The link that a mail is to carry. It is made when the mail is sent. */
export interface LinkOrder {
  purpose: LinkPurpose
  portalId: string
  /** Null where there is no contact yet. */
  contactId: string | null
  email: string
  /** What the purpose needs besides. */
  details?: Record<string, unknown>
}

/** What a link is good for that is mailed to somebody of the staff, or to who is to be. */
export type StaffLinkPurpose = 'staff_invitation' | 'staff_password'

/** The link that a mail to staff is to carry. */
export interface StaffLinkOrder {
  purpose: StaffLinkPurpose
  /** Whose password it is for. */
  staffId: string | null
  /** Which invitation it is for. */
  invitationId: string | null
}

/** Stand in the text of a mail where its secrets will stand. */
export const linkPlaces = { token: '{{token}}', code: '{{code}}' } as const

/** A mail to send or sent. */
export interface MailRow {
  account_id: string
  id: string
  to_address: string
  subject: string
  /** With `linkPlaces` where a link goes, which is made when the mail leaves; filled in only where mail is kept to be read. */
  text: string
  /** The same to look at; null: there is none. */
  html: Generated<string | null>
  /** JSON of `LinkOrder`, or null: the mail carries no link of its own. */
  link_order: Generated<string | null>
  /** It is not sent any more after this. Null: never too late. */
  expires_at: Generated<Timestamp | null>
  /** Stable over retries, so that a receiver can recognise a second copy. */
  message_id: string
  state: 'queued' | 'kept' | 'sent' | 'failed'
  error: string | null
  created_at: Timestamp
  sent_at: Timestamp | null
}
