import type { LiveEvent } from '../../../shared/live.ts'
import { type StaffClient } from '../api/client.ts'

/** What listeners hear: a change, or `resync` when anything may have changed. */
export type LiveNews = LiveEvent | { kind: 'resync' }
/** `off`: closed on purpose. `waiting`: lost, trying again. */
export type LiveState = 'off' | 'connecting' | 'on' | 'waiting'

const eventKinds = ['ticket.opened', 'ticket.changed', 'message.added', 'thread.changed'] as const
/** A hidden page gives its stream back after this time and asks again for everything when it is shown. */
const hiddenCloseMs = 60_000
const longestWaitMs = 30_000
/** Streams end every few minutes on purpose and are back at once: that is no news. */
const lostAfterMs = 4000

/** The live stream of the staff pages: one for the whole page. Fires nothing but news; the listener loads what it shows. */
export class LiveStream {
  state: LiveState = 'off'
  private readonly client: StaffClient
  private readonly onEnded: () => void
  private readonly listeners = new Set<(news: LiveNews) => void>()
  private readonly stateListeners = new Set<(state: LiveState) => void>()
  private source: EventSource | null = null
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  private lostTimer: ReturnType<typeof setTimeout> | undefined
  private hiddenTimer: ReturnType<typeof setTimeout> | undefined
  private failures = 0
  private isWanted = false
  /** Event that the open stream goes on from. */
  private beganAt: number | undefined
  private lastHeard: number | undefined
  /** Newest event of the oldest answer that came while no stream was open. */
  private oldestAnswer: number | undefined

  /** `onEnded`: the server says that the session is over. */
  constructor(client: StaffClient, onEnded: () => void) {
    this.client = client
    this.onEnded = onEnded
    client.onAnswer = (eventId) => this.noticeAnswer(eventId)
  }

  /** Begins to listen, and keeps at it. */
  start(): void {
    if (this.isWanted) return
    this.isWanted = true
    document.addEventListener('visibilitychange', this.onVisibility)
    addEventListener('online', this.onOnline)
    this.open()
  }

  /** Stops for good; `start` begins anew. */
  stop(): void {
    this.isWanted = false
    document.removeEventListener('visibilitychange', this.onVisibility)
    removeEventListener('online', this.onOnline)
    clearTimeout(this.hiddenTimer)
    this.close('off')
  }

  /** Hears of every change until the answered function is called. */
  subscribe(listener: (news: LiveNews) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Hears of every change of `state`. */
  subscribeState(listener: (state: LiveState) => void): () => void {
    this.stateListeners.add(listener)
    return () => this.stateListeners.delete(listener)
  }

  private open(): void {
    if (!this.isWanted || this.source) return
    clearTimeout(this.retryTimer)
    if (this.state === 'off') this.setState('connecting')
    const source = new EventSource(this.client.url('/live'))
    this.source = source
    source.addEventListener('open', () => {
      this.endLostTimer()
      this.failures = 0
      this.setState('on')
    })
    source.addEventListener('ready', (event) => this.begin(Number(event.lastEventId)))
    source.addEventListener('error', () => this.onError(source))
    source.addEventListener('resync', () => this.tell({ kind: 'resync' }))
    source.addEventListener('ended', () => {
      this.stop()
      this.onEnded()
    })
    for (const kind of eventKinds) source.addEventListener(kind, (event) => this.onEvent(event as MessageEvent<string>))
  }

  /** What happened after an answer was read and before the stream began is told by neither: then everything is asked for again. */
  private noticeAnswer(eventId: number): void {
    if (this.beganAt === undefined) this.oldestAnswer = Math.min(this.oldestAnswer ?? eventId, eventId)
    else if (eventId < this.beganAt) this.tell({ kind: 'resync' })
  }

  private begin(eventId: number): void {
    this.beganAt = eventId
    this.lastHeard = eventId
    const isGap = this.oldestAnswer !== undefined && this.oldestAnswer < eventId
    this.oldestAnswer = undefined
    if (isGap) this.tell({ kind: 'resync' })
  }

  /** A stream that is opened anew does not resume: what is shown is as old as the last event that was heard. */
  private forget(): void {
    this.source = null
    this.oldestAnswer = this.lastHeard ?? this.oldestAnswer
    this.beganAt = undefined
  }

  private onEvent(event: MessageEvent<string>): void {
    this.lastHeard = Number(event.lastEventId)
    try {
      const news = JSON.parse(event.data) as LiveEvent
      this.tell({ ...news, kind: event.type as LiveEvent['kind'] })
    } catch {
      this.tell({ kind: 'resync' })
    }
  }

  /** The browser reconnects by itself after a broken connection, but not after an answer that is no stream. */
  private onError(source: EventSource): void {
    if (this.source !== source) return
    this.lostTimer ??= setTimeout(() => this.setState('waiting'), lostAfterMs)
    if (source.readyState !== EventSource.CLOSED) return
    this.forget()
    this.failures += 1
    const waitMs = Math.min(longestWaitMs, 1000 * 2 ** Math.min(this.failures, 5)) * (0.75 + Math.random() / 2)
    this.retryTimer = setTimeout(() => this.open(), waitMs)
    // An ended session answers 401, which EventSource does not tell apart. Any request finds out and asks for a sign-in.
    if (this.failures === 1) void this.client.send({ path: '/me' }).catch(() => undefined)
  }

  private endLostTimer(): void {
    clearTimeout(this.lostTimer)
    this.lostTimer = undefined
  }

  private close(state: LiveState): void {
    clearTimeout(this.retryTimer)
    this.endLostTimer()
    this.source?.close()
    this.forget()
    this.setState(state)
  }

  private readonly onVisibility = () => {
    clearTimeout(this.hiddenTimer)
    if (document.visibilityState === 'hidden') this.hiddenTimer = setTimeout(() => this.close('off'), hiddenCloseMs)
    else this.open()
  }

  private readonly onOnline = () => this.open()

  private setState(state: LiveState): void {
    if (this.state === state) return
    this.state = state
    for (const listener of this.stateListeners) listener(state)
  }

  private tell(news: LiveNews): void {
    for (const listener of [...this.listeners]) listener(news)
  }
}
