import type { LiveEvent } from '../../shared/live.ts'
import { backoffMs } from './backoff.ts'
import type { Session } from './session.ts'
import { loadChunk } from './load-chunk.ts'

/** `resync`: something may have been missed, load again. `read`: a ticket was read here. */
export type LiveNews = LiveEvent | { kind: 'resync' } | { kind: 'read'; ticketId: string }

const hiddenForMs = 60_000

/** The one stream of a connection: open while the page is seen and somebody listens. */
export class LiveStream {
  private readonly session: Session
  private readonly listeners = new Set<(news: LiveNews) => void>()
  private abort: AbortController | undefined
  /** Where a stream goes on that was cut. */
  lastEventId = ''
  /** Event that the open stream goes on from. */
  private beganAt: number | undefined
  /** Newest event of the oldest answer that came while no stream was open. */
  private oldestAnswer: number | undefined
  private hiddenTimer: ReturnType<typeof setTimeout> | undefined

  constructor(session: Session) {
    this.session = session
    session.onAnswer = (eventId) => this.noticeAnswer(eventId)
  }

  /** Calls `listener` with what happens, until the returned function is called. */
  listen(listener: (news: LiveNews) => void): () => void {
    if (this.listeners.size === 0) document.addEventListener('visibilitychange', this.followVisibility)
    this.listeners.add(listener)
    this.update()
    return () => {
      this.listeners.delete(listener)
      if (this.listeners.size === 0) document.removeEventListener('visibilitychange', this.followVisibility)
      this.update()
    }
  }

  /** Opens or closes the stream by what is true now; called when the session or the listeners changed. */
  update(): void {
    if (this.session.state !== 'in' || this.listeners.size === 0) {
      this.stop()
      this.lastEventId = ''
      this.oldestAnswer = undefined
    } else if (!this.abort && document.visibilityState === 'visible') {
      this.abort = new AbortController()
      void this.run(this.abort.signal)
    }
  }

  private readonly followVisibility = () => {
    clearTimeout(this.hiddenTimer)
    if (document.visibilityState === 'hidden') this.hiddenTimer = setTimeout(() => this.stop(), hiddenForMs)
    else this.update()
  }

  private stop(): void {
    clearTimeout(this.hiddenTimer)
    this.abort?.abort()
    this.abort = undefined
  }

  private async run(signal: AbortSignal): Promise<void> {
    for (let attempts = 0; !signal.aborted; attempts++) {
      try {
        // Fetched by itself: the list must not wait for it.
        const { readLive } = await loadChunk(() => import('./live-reader.ts'))
        await readLive(this.session, this, signal)
        return
      } catch {
        await pause(backoffMs(attempts + 1), signal)
      }
    }
  }

  /** Called by the reader: the stream stands, and goes on from this event. */
  begin(eventId: number): void {
    this.beganAt = eventId
    const isGap = this.oldestAnswer !== undefined && this.oldestAnswer < eventId
    this.oldestAnswer = undefined
    if (isGap) this.tell({ kind: 'resync' })
  }

  /** Called by the reader: there is no stream at this moment. */
  end(): void {
    this.beganAt = undefined
  }

  /** What happened after an answer was read and before the stream began is told by neither: then everything is asked for again. */
  private noticeAnswer(eventId: number): void {
    if (this.beganAt === undefined) this.oldestAnswer = Math.min(this.oldestAnswer ?? eventId, eventId)
    else if (eventId < this.beganAt) this.tell({ kind: 'resync' })
  }

  /** Passes news on to everybody who listens on this page. */
  tell(news: LiveNews): void {
    for (const listener of [...this.listeners]) listener(news)
  }
}

/** Waits, but no longer than until the signal. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
