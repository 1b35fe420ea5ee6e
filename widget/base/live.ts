import type { LiveEvent, LiveEventKind } from '../../shared/live.ts'
import { isAbort } from '../api/api-error.ts'
import { fetchTransport } from '../api/transport.ts'
import { backoffMs } from './backoff.ts'
import { readEventStream, type StreamEvent } from './event-stream.ts'
import type { Session } from './session.ts'

/** `resync`: something may have been missed, load again. `read`: a ticket was read here. */
export type LiveNews = LiveEvent | { kind: 'resync' } | { kind: 'read'; ticketId: string }

const hiddenForMs = 60_000
// The server beats every 20 s: silence for longer means that the line is dead, though nobody said so.
const silentForMs = 50_000

const newsKinds: readonly string[] = ['ticket.opened', 'ticket.changed', 'message.added', 'thread.changed'] satisfies LiveEventKind[]

/** The one stream of a connection: open while the page is seen and somebody listens. */
export class LiveStream {
  private readonly session: Session
  private readonly listeners = new Set<(news: LiveNews) => void>()
  private abort: AbortController | undefined
  private lastEventId = ''
  /** Event that the open stream goes on from. */
  private beganAt: number | undefined
  /** Newest event of the oldest answer that came while no stream was open. */
  private oldestAnswer: number | undefined
  private attempts = 0
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
    while (!signal.aborted) {
      try {
        await this.readOnce(signal)
        this.attempts = 0
      } catch (thrown) {
        if (isAbort(thrown) && signal.aborted) return
      }
      if (signal.aborted) return
      this.attempts += 1
      await pause(backoffMs(this.attempts), signal)
    }
  }

  private async readOnce(signal: AbortSignal): Promise<void> {
    const silence = new AbortController()
    let timer = setTimeout(() => silence.abort(), silentForMs)
    const hears = () => {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), silentForMs)
    }
    const headers: Record<string, string> = { Accept: 'text/event-stream' }
    if (this.lastEventId) headers['Last-Event-ID'] = this.lastEventId
    try {
      const response = await this.session.send({
        method: 'GET',
        path: '/live',
        headers,
        signal: AbortSignal.any([signal, silence.signal]),
        transport: fetchTransport(),
      })
      if (!response.body) return
      this.attempts = 0
      for await (const event of readEventStream(response.body.pipeThrough(tap(hears)))) {
        if (event.id) this.lastEventId = event.id
        if (this.take(event)) return
      }
    } finally {
      clearTimeout(timer)
      this.beganAt = undefined
    }
  }

  /** What happened after an answer was read and before the stream began is told by neither: then everything is asked for again. */
  private noticeAnswer(eventId: number): void {
    if (this.beganAt === undefined) this.oldestAnswer = Math.min(this.oldestAnswer ?? eventId, eventId)
    else if (eventId < this.beganAt) this.tell({ kind: 'resync' })
  }

  private begin(eventId: number): void {
    this.beganAt = eventId
    const isGap = this.oldestAnswer !== undefined && this.oldestAnswer < eventId
    this.oldestAnswer = undefined
    if (isGap) this.tell({ kind: 'resync' })
  }

  /** True when the stream should be left. */
  private take({ event, data, id }: StreamEvent): boolean {
    if (event === 'ready') this.begin(Number(id))
    if (event === 'resync') this.tell({ kind: 'resync' })
    if (event === 'ended') void this.session.noticeEnd()
    if (newsKinds.includes(event)) {
      try {
        this.tell({ ...(JSON.parse(data) as LiveEvent), kind: event as LiveEventKind })
      } catch {
        this.tell({ kind: 'resync' })
      }
    }
    return event === 'reconnect' || event === 'ended'
  }

  /** Passes news on to everybody who listens on this page. */
  tell(news: LiveNews): void {
    for (const listener of [...this.listeners]) listener(news)
  }
}

/** Passes bytes through and says that some came: heartbeats are comments, which the reader drops. */
function tap(hears: () => void): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(chunk, controller) {
      hears()
      controller.enqueue(chunk)
    },
  })
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
