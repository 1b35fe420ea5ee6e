import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { isAbort, toApiError, type ApiError } from '../api/api-error.ts'
import { backoffMs } from './backoff.ts'

/** What a reader can be in; the value of the last good load stays while the next one is under way. */
export type LoadState = 'pending' | 'error' | 'ready'

/** Loads one thing from the server: aborts what is outdated, keeps the old value meanwhile, comes back by itself after an outage. */
export class Loader<Value> implements ReactiveController {
  value: Value | undefined
  error: ApiError | undefined
  isLoading = false

  private readonly host: ReactiveControllerHost
  private readonly load: (signal: AbortSignal) => Promise<Value>
  private abort: AbortController | undefined
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  private attempts = 0

  constructor(host: ReactiveControllerHost, load: (signal: AbortSignal) => Promise<Value>) {
    this.host = host
    this.load = load
    host.addController(this)
  }

  get state(): LoadState {
    if (this.value !== undefined) return 'ready'
    return this.error ? 'error' : 'pending'
  }

  /** Loads now; what is under way is given up. */
  async start(): Promise<void> {
    this.stop()
    const abort = new AbortController()
    this.abort = abort
    this.isLoading = true
    this.host.requestUpdate()
    try {
      const value = await this.load(abort.signal)
      if (abort.signal.aborted) return
      this.value = value
      this.error = undefined
      this.attempts = 0
    } catch (thrown) {
      if (abort.signal.aborted || isAbort(thrown)) return
      this.error = toApiError(thrown)
      if (this.error.isPassing) this.retryLater(this.error)
    }
    this.isLoading = false
    this.host.requestUpdate()
  }

  /** Loads again after an error, at the reader's wish. */
  readonly retry = (): void => {
    this.error = undefined
    void this.start()
  }

  /** Forgets value and error: the next load starts from nothing. */
  reset(): void {
    this.stop()
    this.value = undefined
    this.error = undefined
    this.host.requestUpdate()
  }

  hostConnected(): void {
    window.addEventListener('online', this.comeBack)
  }

  hostDisconnected(): void {
    window.removeEventListener('online', this.comeBack)
    this.stop()
  }

  private readonly comeBack = () => {
    if (this.error?.isPassing) void this.start()
  }

  private retryLater(error: ApiError): void {
    this.attempts += 1
    this.retryTimer = setTimeout(() => void this.start(), backoffMs(this.attempts, error.retryAfterSeconds))
  }

  private stop(): void {
    clearTimeout(this.retryTimer)
    this.abort?.abort()
    this.isLoading = false
  }
}
