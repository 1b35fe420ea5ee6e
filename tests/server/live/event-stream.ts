/** One server-sent event as a browser would read it. */
export interface ReadEvent {
  id: string | undefined
  event: string
  data: string
}

/** Reads a stream of server-sent events (HTML standard, 9.2.6), keeping every byte that came. */
export class EventStream {
  readonly events: ReadEvent[] = []
  /** Everything that came, as text. */
  text = ''
  isOver = false
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>
  private readonly waiting = new Set<() => void>()

  constructor(response: Response) {
    if (response.status !== 200 || !response.body) throw new Error(`no stream: ${response.status}`)
    this.reader = response.body.getReader()
    void this.read()
  }

  /** Waits until the condition holds. @throws Error with what came, when the stream ends or five seconds pass first. */
  async until(condition: (events: readonly ReadEvent[]) => boolean, timeoutMs = 10_000): Promise<void> {
    const deadline = Date.now() + timeoutMs
    while (!condition(this.events)) {
      if (this.isOver || Date.now() > deadline) throw new Error(`the stream ${this.isOver ? 'ended' : 'stayed'} at: ${this.text}`)
      await this.next(deadline - Date.now())
    }
  }

  /** Waits until the server has closed the stream. */
  async end(timeoutMs = 10_000): Promise<void> {
    const deadline = Date.now() + timeoutMs
    while (!this.isOver) {
      if (Date.now() > deadline) throw new Error(`the stream is still open: ${this.text}`)
      await this.next(deadline - Date.now())
    }
  }

  /** The events of changes, without those of the stream itself. */
  get changes(): ReadEvent[] {
    return this.events.filter(({ event }) => event.includes('.'))
  }

  get lastId(): string | undefined {
    return this.events.findLast(({ id }) => id !== undefined)?.id
  }

  async close(): Promise<void> {
    await this.reader.cancel().catch(() => undefined)
  }

  private async next(timeoutMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, Math.max(1, timeoutMs))
    this.waiting.add(resolve)
    await promise
    clearTimeout(timer)
    this.waiting.delete(resolve)
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder()
    let rest = ''
    try {
      for (;;) {
        const { done, value } = await this.reader.read()
        if (done) break
        const text = decoder.decode(value, { stream: true })
        this.text += text
        const blocks = (rest + text).split(/\r\n\r\n|\n\n|\r\r/)
        rest = blocks.pop() ?? ''
        for (const block of blocks) this.take(block)
        this.wake()
      }
    } catch {
      // Cut off: over all the same.
    }
    this.isOver = true
    this.wake()
  }

  private take(block: string): void {
    const found: ReadEvent = { id: undefined, event: 'message', data: '' }
    const data: string[] = []
    for (const line of block.split(/\r\n|\n|\r/)) {
      const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
      if (field === 'id') found.id = value
      if (field === 'event') found.event = value
      if (field === 'data') data.push(value)
    }
    if (data.length > 0) this.events.push({ ...found, data: data.join('\n') })
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve()
  }
}
