import type { StaffMe } from '../../../shared/auth.ts'
import type { StaffClient } from '../api/client.ts'
import type { OutgoingMessages } from '../conversation/outgoing.ts'
import type { StaffTexts } from '../locales/en.ts'
import type { LiveStream } from './live-stream.ts'

/** Who and where: what every staff element is given by `cp-staff-app`. */
export interface StaffScope {
  readonly client: StaffClient
  readonly me: StaffMe
  readonly live: LiveStream
  /** Messages on their way. They outlive the conversation that shows them, so that going to another thread loses nothing. */
  readonly outgoing: OutgoingMessages
  readonly texts: StaffTexts
  /** Of texts, dates and numbers, BCP 47. */
  readonly language: string
  /** Goes to another address of the staff pages. */
  go(href: string, how?: 'push' | 'replace'): void
  /** Says something to screen readers, without moving focus. */
  announce(text: string): void
}
