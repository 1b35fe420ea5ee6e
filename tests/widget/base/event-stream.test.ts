import { expect } from '@open-wc/testing'
import { readEventStream } from '../../../widget/base/event-stream.ts'
import { describe, it } from '../support/mocha.ts'

/** The stream in pieces that are cut wherever the network likes. */
async function read(...pieces: string[]) {
  const bytes = pieces.map((piece) => new TextEncoder().encode(piece))
  const events = []
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of bytes) controller.enqueue(chunk)
      controller.close()
    },
  })
  for await (const event of readEventStream(stream)) events.push(event)
  return events
}

describe('a stream of events', () => {
  it('is put together again from any pieces', async () => {
    const text = 'event: ready\nid: 7\ndata: {}\n\n: beat\n\nevent: message.added\nid: 8\ndata: {"a":1}\n\n'
    const whole = [
      { event: 'ready', data: '{}', id: '7' },
      { event: 'message.added', data: '{"a":1}', id: '8' },
    ]
    expect(await read(text)).to.deep.equal(whole)
    expect(await read(...text)).to.deep.equal(whole)
    expect(await read(text.replaceAll('\n', '\r\n'))).to.deep.equal(whole)
  })

  it('drops an event that was cut off', async () => {
    expect(await read('event: ready\ndata: {}\n\nevent: message.added\ndata: {"a')).to.have.length(1)
  })

  it('joins lines of data', async () => {
    expect(await read('event: x\ndata: a\ndata: b\n\n')).to.deep.equal([{ event: 'x', data: 'a\nb', id: '' }])
  })
})
