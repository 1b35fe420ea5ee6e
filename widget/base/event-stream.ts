/** One event of a `text/event-stream`. */
export interface StreamEvent {
  event: string
  data: string
  id: string
}

/** Reads server-sent events from the body of a `fetch`, because `EventSource` cannot carry a proof. Ends with the stream. */
export async function* readEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  let next: StreamEvent = { event: 'message', data: '', id: '' }
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line === '') {
          if (next.data || next.event !== 'message') yield next
          next = { event: 'message', data: '', id: next.id }
          continue
        }
        const [, field, text] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
        if (field === 'event') next.event = text ?? ''
        if (field === 'data') next.data += next.data ? `\n${text}` : (text ?? '')
        if (field === 'id') next.id = text ?? ''
      }
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}
