import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { type StaffApiError, toApiError } from '../api/client.ts'
import { errorText } from '../base/error-text.ts'
import type { StaffTexts } from '../locales/en.ts'

/** One try at a time to be let in: what came of the last, and how long the next has to wait. */
export class AttemptController implements ReactiveController {
  isBusy = false
  error: StaffApiError | null = null
  lockedSeconds = 0
  private timer: ReturnType<typeof setInterval> | undefined
  private readonly host: ReactiveControllerHost

  constructor(host: ReactiveControllerHost) {
    this.host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    clearInterval(this.timer)
  }

  get isHeld(): boolean {
    return this.isBusy || this.lockedSeconds > 0
  }

  /** Forgets what came of the last try. */
  reset(): void {
    if (this.lockedSeconds === 0) this.error = null
    this.host.requestUpdate()
  }

  /** Tries, unless a try is under way or has to wait. @returns the error, null when it was taken, undefined when nothing was tried. */
  async run(attempt: () => Promise<void>): Promise<StaffApiError | null | undefined> {
    if (this.isHeld) return undefined
    this.isBusy = true
    this.error = null
    this.host.requestUpdate()
    try {
      await attempt()
    } catch (error) {
      this.error = toApiError(error)
      if (this.error.code === 'sign_in_locked') this.countDown(this.error.retryAfterSeconds)
    }
    this.isBusy = false
    this.host.requestUpdate()
    return this.error
  }

  /** What came of it in words; `failed`: of a wrong password or code. */
  words(texts: StaffTexts, failed: string): string {
    if (this.error?.code === 'sign_in_failed') return failed
    if (this.error?.code === 'sign_in_locked') return texts.signIn.locked(this.lockedSeconds)
    return this.error ? errorText(texts, this.error) : ''
  }

  private countDown(seconds: number): void {
    clearInterval(this.timer)
    this.lockedSeconds = seconds
    this.timer = setInterval(() => {
      this.lockedSeconds = Math.max(0, this.lockedSeconds - 1)
      this.host.requestUpdate()
      if (this.lockedSeconds > 0) return
      clearInterval(this.timer)
      this.error = null
    }, 1000)
  }
}
