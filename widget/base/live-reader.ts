import '../start.ts'
import type { LiveEvent, LiveEventKind } from '../../shared/live.ts'
import { isAbort } from '../api/api-error.ts'
import { fetchTransport } from '../api/transport.ts'
import { backoffMs } from './backoff.ts'
import { readEventStream, type StreamEvent } from './event-stream.ts'
import { pause, type LiveStream } from './live.ts'
import type { Session } from './session.ts'

// The server beats every 20 s: silence for longer means that the line is dead, though nobody said so.
const silentForMs = 50_000

const newsKinds: readonly string[] = ['ticket.opened', 'ticket.changed', 'message.added', 'thread.changed'] satisfies LiveEventKind[]

/** Reads the stream until the signal, over however many connections; `live` is told what happens. */
export async function readLive(session: Session, live: LiveStream, signal: AbortSignal): Promise<void> {
  let attempts = 0
  while (!signal.aborted) {
    try {
      await readOnce(session, live, signal, () => (attempts = 0))
      attempts = 0
    } catch (thrown) {
      if (isAbort(thrown) && signal.aborted) return
    }
    if (signal.aborted) return
    attempts += 1
    await pause(backoffMs(attempts), signal)
  }
}

async function readOnce(session: Session, live: LiveStream, signal: AbortSignal, answered: () => void): Promise<void> {
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), silentForMs)
  const hears = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(), silentForMs)
  }
  const headers: Record<string, string> = { Accept: 'text/event-stream' }
  if (live.lastEventId) headers['Last-Event-ID'] = live.lastEventId
  try {
    const response = await session.send({
      method: 'GET',
      path: '/live',
      headers,
      signal: AbortSignal.any([signal, silence.signal]),
      transport: fetchTransport(),
    })
    if (!response.body) return
    answered()
    for await (const event of readEventStream(response.body.pipeThrough(tap(hears)))) {
      if (event.id) live.lastEventId = event.id
      if (take(event, session, live)) return
    }
  } finally {
    clearTimeout(timer)
    live.end()
  }
}

/** True when the stream should be left. */
function take({ event, data, id }: StreamEvent, session: Session, live: LiveStream): boolean {
  if (event === 'ready') live.begin(Number(id))
  if (event === 'resync') live.tell({ kind: 'resync' })
  if (event === 'ended') void session.noticeEnd()
  if (newsKinds.includes(event)) {
    try {
      live.tell({ ...(JSON.parse(data) as LiveEvent), kind: event as LiveEventKind })
    } catch {
      live.tell({ kind: 'resync' })
    }
  }
  return event === 'reconnect' || event === 'ended'
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
