import type { ReactiveController } from 'lit'
import type { Rule } from '../../../shared/filter-rule.ts'
import { countMatches } from '../api/portals.ts'
import type { StaffElement } from '../base/staff-element.ts'

const typingPauseMs = 400

/** Says how many tickets a rule matches now, shortly after it was changed. */
export class CountController implements ReactiveController {
  /** The last answer; null before the first one. */
  found: { count: number; isComplete: boolean } | null = null
  /** The answer belongs to an earlier rule. */
  isStale = false
  hasFailed = false
  private readonly host: StaffElement
  private asked = ''
  private timer: ReturnType<typeof setTimeout> | undefined
  private abort: AbortController | undefined

  constructor(host: StaffElement) {
    this.host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.stop()
    this.asked = ''
  }

  /** Counts anew if the rule is another than last time; null: there is none that could be counted. */
  ask(portalId: string, rule: Rule | null): void {
    const key = JSON.stringify([portalId, rule])
    if (key === this.asked) return
    this.stop()
    this.asked = key
    this.isStale = true
    if (rule) this.timer = setTimeout(() => void this.run(portalId, rule), typingPauseMs)
  }

  private stop(): void {
    clearTimeout(this.timer)
    this.abort?.abort()
  }

  private async run(portalId: string, rule: Rule): Promise<void> {
    const abort = new AbortController()
    this.abort = abort
    try {
      const found = await countMatches(this.host.staff.client, portalId, rule, abort.signal)
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
