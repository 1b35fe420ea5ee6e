import type { ReactiveController } from 'lit'
import type { Rule } from '../../../shared/filter-rule.ts'
import { countContacts } from '../api/people.ts'
import type { StaffElement } from '../base/staff-element.ts'

const typingPauseMs = 400

/** Says how many contacts a rule matches now, shortly after it was changed. */
export class ListRuleCount implements ReactiveController {
  /** The last answer; null before the first one. */
  found: { count: number; isComplete: boolean } | null = null
  /** The answer belongs to an earlier rule. */
  isStale = false
  hasFailed = false
  isAsked = false
  private readonly host: StaffElement
  private shown = 'null'
  private timer: ReturnType<typeof setTimeout> | undefined
  private abort: AbortController | undefined

  constructor(host: StaffElement) {
    this.host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.stop()
  }

  /** Counts anew if the rule is another than last time; null: there is none that could be counted. */
  ask(rule: Rule | null): void {
    const key = JSON.stringify(rule)
    if (key === this.shown) return
    this.stop()
    this.shown = key
    this.isAsked = rule !== null
    this.isStale = true
    if (rule) this.timer = setTimeout(() => void this.run(rule), typingPauseMs)
    else this.found = null
  }

  private stop(): void {
    clearTimeout(this.timer)
    this.abort?.abort()
  }

  private async run(rule: Rule): Promise<void> {
    const abort = new AbortController()
    this.abort = abort
    try {
      const found = await countContacts(this.host.staff.client, { rule }, abort.signal)
      if (abort.signal.aborted) return
      this.found = found
      this.hasFailed = false
    } catch {
      if (abort.signal.aborted) return
      this.hasFailed = true
    }
    this.isStale = false
    this.host.requestUpdate()
  }
}
