import { randomInt } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TicketDetail } from '../../../shared/tickets.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { EventStream } from './event-stream.ts'
import { openTicket, reply, useHub } from './streams.ts'

let world: World

beforeEach(async () => {
  world = await openWorld({ isListening: true })
})
afterEach(() => world.close())

/** Reads over the network until it is told to stop, and comes back with the last id whenever it is cut. */
class Reader {
  readonly messageIds: string[] = []
  readonly ready = Promise.withResolvers<void>()
  cuts = 0
  resyncs = 0
  private lastId: string | undefined
  private readonly client: ContactClient
  private isStopped = false
  private cable = new AbortController()
  private running: Promise<void> | undefined

  constructor(client: ContactClient) {
    this.client = client
  }

  start(): void {
    this.running = this.run()
  }

  cut(): void {
    this.cuts += 1
    this.cable.abort()
  }

  async stop(): Promise<void> {
    this.isStopped = true
    this.cable.abort()
    await this.running
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      this.cable = new AbortController()
      const path = `${this.client.base}/live`
      const headers = {
        Authorization: `DPoP ${this.client.tokens?.accessToken}`,
        DPoP: await this.client.proof('GET', path),
        Origin: this.client.origin,
        ...(this.lastId !== undefined && { 'Last-Event-ID': this.lastId }),
      }
      try {
        const stream = new EventStream(await fetch(`${this.client.publicUrl}${path}`, { headers, signal: this.cable.signal }))
        let taken = 0
        while (!stream.isOver || taken < stream.events.length) {
          await stream.until((events) => events.length > taken).catch(() => undefined)
          for (const { id, event, data } of stream.events.slice(taken)) {
            taken += 1
            if (id !== undefined) this.lastId = id
            if (event === 'ready') this.ready.resolve()
            if (event === 'resync') this.resyncs += 1
            if (event === 'message.added') this.messageIds.push((JSON.parse(data) as { messageId: string }).messageId)
          }
        }
      } catch (error) {
        if (!this.cable.signal.aborted) throw error
      }
    }
  }
}

// R19
test('cuts at random moments and three restarts: nothing is missed, nothing comes twice', async () => {
  const anna = await world.contact('anna')
  const agent = await world.staff('agent')
  const ticket = await openTicket(anna, world.acme)
  const readers = [new Reader(await world.contact('anna')), new Reader(await world.contact('ben'))]
  for (const reader of readers) reader.start()
  const has = async (id: string) => {
    const deadline = Date.now() + 10_000
    while (!readers.every(({ messageIds }) => messageIds.includes(id))) {
      if (Date.now() > deadline) throw new Error(`${id} did not arrive`)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  // A reader that has no place yet begins at the present.
  for (const reader of readers) await reader.ready.promise

  const written: string[] = []
  const ends: (() => void)[] = []
  for (let count = 0; count < 80; count += 1) {
    written.push(await reply(count % 3 === 0 ? anna : agent, ticket.id, `message ${count}`))
    for (const reader of readers) if (randomInt(4) === 0) reader.cut()
    if (count % 20 === 19) {
      world.deps.hub.close()
      ends.push(useHub(world, {}))
    }
  }
  await has(written.at(-1) ?? '')
  for (const reader of readers) await reader.stop()
  for (const end of ends) end()

  const detail = (await (await anna.get(`/tickets/${ticket.id}`)).json()) as TicketDetail
  expect(detail.messages.at(-1)?.id).toBe(written.at(-1))
  for (const reader of readers) {
    expect(reader.cuts).toBeGreaterThan(5)
    expect(reader.resyncs).toBe(0)
    expect(reader.messageIds).toEqual(written)
  }
}, 60_000)
