import type { LiveEvent, liveControlKinds } from '../../shared/live.ts'
import type { StreamViewer } from './live-hub.ts'
import { sseEvent, sseHeartbeat } from './sse.ts'

/** What may wait in memory for a slow reader. */
const queueMaxBytes = 256 * 1024
/** How long a reader that was told to go may take to read what is left. */
const lastWordsMs = 10_000

/** One open stream. */
export interface LiveStream {
  viewer: StreamViewer
  /** Milliseconds of a clock that only goes forward. */
  readonly closesAt: number
  /** False until the stream has its place in the history. */
  isStarted: boolean
  readonly isClosed: boolean
  readonly readable: ReadableStream<Uint8Array>
  /** Puts an event in the queue. A reader too slow to take it is told to load everything again, and is closed. */
  send: (seq: number, event: LiveEvent) => void
  control: (kind: (typeof liveControlKinds)[number], seq: number | null) => void
  heartbeat: () => void
  /** Closes with a last event. */
  end: (kind: 'ended' | 'reconnect' | 'resync') => void
}

/** Makes a stream. @param onClosed Called once, whoever closed it. */
export function makeLiveStream(viewer: StreamViewer, closesAt: number, onClosed: (stream: LiveStream) => void): LiveStream {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let isClosed = false
  const readable = new ReadableStream<Uint8Array>(
    {
      start: (started) => {
        controller = started
      },
      cancel: close,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: queueMaxBytes }),
  )

  function close(): void {
    if (isClosed) return
    isClosed = true
    onClosed(stream)
  }

  function push(bytes: Uint8Array): void {
    if (isClosed || !controller) return
    if ((controller.desiredSize ?? 0) < bytes.byteLength) stream.end('resync')
    else controller.enqueue(bytes)
  }

  const stream: LiveStream = {
    viewer,
    closesAt,
    isStarted: false,
    get isClosed() {
      return isClosed
    },
    readable,
    send: (seq, event) => push(sseEvent(event.kind, seq, event)),
    control: (kind, seq) => push(sseEvent(kind, seq, {})),
    heartbeat: () => push(sseHeartbeat),
    end(kind) {
      if (isClosed || !controller) return
      const ending = controller
      ending.enqueue(sseEvent(kind, null, {}))
      ending.close()
      // A reader that does not read must not keep its queue for ever.
      if ((ending.desiredSize ?? queueMaxBytes) < queueMaxBytes)
        setTimeout(() => ending.error(new Error('the reader is gone')), lastWordsMs).unref()
      close()
    },
  }
  return stream
}
