import type { Generated, Selectable } from 'kysely'
import type { Timestamp } from '../db/index.ts'

export interface PipelineRow {
  account_id: string
  id: string
  name: string
  position: number
  /** Only the contacts of a ticket see it, never their colleagues. */
  is_confidential: Generated<0 | 1>
  version: Generated<number>
  /** It holds no ticket; rules that name it go on as they are. */
  deleted_at: Generated<Timestamp | null>
}

export interface StageTable {
  account_id: string
  id: string
  pipeline_id: string
  /** JSON: language → label; `en` is always there. */
  labels: string
  /** JSON: language → what customers read in the label's place; null: they read the label. */
  customer_labels: Generated<string | null>
  is_closed: 0 | 1
  position: number
  /** It holds no ticket; rules that name it go on as they are. */
  deleted_at: Generated<Timestamp | null>
}

/** A stage as it is read. */
export type StageRow = Selectable<StageTable>

export interface TicketRow {
  /** Small key for the search index alone. */
  seq: Generated<number>
  account_id: string
  id: string
  number: number
  subject: string
  /** Subject folded for search: NFKC, lower case. */
  subject_folded: string
  pipeline_id: string
  stage_id: string
  /** Copy of the stage's flag. */
  is_closed: 0 | 1
  /** Hidden from the portal by staff. */
  is_hidden: 0 | 1
  /** The newest public message is the team's: it waits for the customer. Written by touch-ticket.ts alone. */
  waits_for_contact: Generated<0 | 1>
  /** Since when it is closed; null while it is open. Written by touch-ticket.ts alone. */
  closed_at: Generated<Timestamp | null>
  created_at: Timestamp
  /** Newest customer-visible message or change; never an internal one. Written by touch-ticket.ts alone. */
  last_activity_at: Timestamp
}

/** What filters read most, copied from the ticket so that one index answers a list. Written by touch-ticket.ts alone. */
interface TicketLinkCopies {
  last_activity_at: Timestamp
  pipeline_id: string
  stage_id: string
  is_closed: 0 | 1
  is_hidden: 0 | 1
  /** These two never change. */
  number: number
  created_at: Timestamp
}

export interface TicketContactRow extends TicketLinkCopies {
  account_id: string
  ticket_id: string
  contact_id: string
  role: 'requester' | 'copied' | 'added'
}

export interface TicketCompanyRow extends TicketLinkCopies {
  account_id: string
  ticket_id: string
  company_id: string
}

/** How far a contact has read a ticket. */
export interface TicketReadRow {
  account_id: string
  ticket_id: string
  contact_id: string
  read_up_to: Timestamp
  /** When that was; null for what was read before this was kept. */
  read_at: Generated<Timestamp | null>
}
