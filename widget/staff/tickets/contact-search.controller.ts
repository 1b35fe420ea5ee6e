import type { ReactiveController } from 'lit'
import type { ContactSummary } from '../../../shared/contacts.ts'
import { searchContacts } from '../api/tickets.ts'
import type { StaffElement } from '../base/staff-element.ts'

const typingPauseMs = 200

/** Finds contacts while somebody types. */
export class ContactSearchController implements ReactiveController {
  found: ContactSummary[] = []
  /** What `found` belongs to; null before the first answer. */
  foundFor: string | null = null
  hasFailed = false
  private readonly host: StaffElement
  private timer: ReturnType<typeof setTimeout> | undefined
  private abort: AbortController | undefined

  constructor(host: StaffElement) {
    this.host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.stop()
  }

  /** Searches after a pause in typing. */
  search(q: string): void {
    this.stop()
    if (q === '') this.clear()
    else this.timer = setTimeout(() => void this.run(q), typingPauseMs)
  }

  /** Forgets what was found. */
  clear(): void {
    this.stop()
    this.found = []
    this.foundFor = null
    this.hasFailed = false
    this.host.requestUpdate()
  }

  private stop(): void {
    clearTimeout(this.timer)
    this.abort?.abort()
  }

  private async run(q: string): Promise<void> {
    const abort = new AbortController()
    this.abort = abort
    try {
      const { contacts } = await searchContacts(this.host.staff.client, q, abort.signal)
      if (abort.signal.aborted) return
      this.found = contacts
      this.foundFor = q
      this.hasFailed = false
    } catch {
      if (abort.signal.aborted) return
      this.found = []
      this.foundFor = q
      this.hasFailed = true
    }
    this.host.requestUpdate()
  }
}
