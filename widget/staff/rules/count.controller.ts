import type { ReactiveController } from 'lit'
import type { Rule } from '../../../shared/filter-rule.ts'
import type { StaffElement } from '../base/staff-element.ts'

const typingPauseMs = 400

/** How many match; `isComplete` is false when counting was broken off. */
interface Count {
  count: number
  isComplete: boolean
}

/** Says how many records a rule matches now, shortly after it was changed. */
export class CountController implements ReactiveController {
  /** The last answer; null before the first one. */
  found: Count | null = null
  /** The answer belongs to an earlier rule. */
  isStale = false
  hasFailed = false
  private readonly host: StaffElement
  private readonly count: (rule: Rule, signal: AbortSignal) => Promise<Count>
  private asked = 'null'
  private timer: ReturnType<typeof setTimeout> | undefined
  private abort: AbortController | undefined

  constructor(host: StaffElement, count: (rule: Rule, signal: AbortSignal) => Promise<Count>) {
    this.host = host
    this.count = count
    host.addController(this)
  }

  hostDisconnected(): void {
    this.stop()
    this.asked = 'null'
  }

  /** A rule was asked about and may be counted. */
  get isAsked(): boolean {
    return this.asked !== 'null'
  }

  /** Counts anew if the rule, or where it holds, is another than last time; null: there is none that could be counted. */
  ask(rule: Rule | null, where = ''): void {
    const key = JSON.stringify(rule && [where, rule])
    if (key === this.asked) return
    this.stop()
    this.asked = key
    this.isStale = true
    if (rule) this.timer = setTimeout(() => void this.run(rule), typingPauseMs)
  }

  private stop(): void {
    clearTimeout(this.timer)
    this.abort?.abort()
  }

  private async run(rule: Rule): Promise<void> {
    const abort = new AbortController()
    this.abort = abort
    try {
      const found = await this.count(rule, abort.signal)
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
