import type { Person } from './people.ts'

/** Days of history that the demo has. */
export const historyDays = 56
export const historyMinutes = historyDays * 24 * 60

/** A message of a planned thread. Times count in minutes before the seed runs. */
export interface PlannedMessage {
  minutesAgo: number
  /** A contact, the agent, or a note of the agent's that no customer ever sees. */
  by: Person | 'agent' | 'note'
  text: string
  /** Of a mail: its markup as it came. `text` is what it says without the quoted mail. */
  html?: string
  /** `contentId`: a picture that stands in the markup. */
  file?: { name: string; contentId?: string; mediaType: 'image/png' | 'text/plain'; bytes: () => Uint8Array }
}

export interface PlannedThread {
  inbox: 'Support' | 'Billing' | 'Onboarding'
  kind: 'form' | 'portal'
  messages: PlannedMessage[]
}

/** A ticket before it has a number: those are given in the order of opening. */
export interface PlannedTicket {
  subject: string
  openedMinutesAgo: number
  requester: Person
  /** Another contact who sees the ticket as their own. */
  alsoOf?: Person
  /** Company it belongs to, where it is not the requester's of today. */
  company?: string
  pipeline: 'Support' | 'Onboarding' | 'Procurement'
  /** Position of the stage in the pipeline; the last one is closed. */
  stage: number
  isHidden?: true
  threads: PlannedThread[]
  /** Contacts who have read everything. Of the others it is unread. */
  readBy: readonly Person[]
}
