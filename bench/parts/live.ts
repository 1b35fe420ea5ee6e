import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { siteOrigin } from '../data/account.ts'
import { copyOf, sqliteDataset } from '../data/dataset.ts'
import { colleagueId, people, portals } from '../data/people.ts'
import { openSessions, type SignedIn } from '../data/sessions.ts'
import type { Part } from '../part.ts'
import { startClient } from '../process/client.ts'
import { toPlain } from '../process/credentials.ts'
import { makeProver } from '../process/proof.ts'
import { type MeasuredServer, startBackend } from '../process/server.ts'
import type { Arrivals } from '../process/stream-job.ts'
import { replyText } from './reply-text.ts'
import { readTicketIds } from './tickets.ts'

const streamsPerSession = 10
const replies = 40
const betweenRepliesMs = 250
/** The last events are given this long to arrive. */
const lastMs = 2_000

/** P9: everybody who may see a ticket has the page open, and hears of each reply to it. */
export const livePart: Part = {
  name: 'live',
  summary: 'P9: open streams, each event told to all of them',
  async run({ tickets, streams }) {
    const dataDir = copyOf(await sqliteDataset(tickets))
    const database = join(dataDir, 'portal.sqlite')
    const listeners = streams / streamsPerSession
    const contactIds = [people.few, ...Array.from({ length: listeners }, (_, index) => colleagueId(index))]
    const [writer, ...readers] = await openSessions(
      database,
      contactIds.map((contactId) => ({ contactId, portalKey: portals.company })),
    )
    if (!writer) throw new Error('nobody writes')
    const [ticketId = ''] = await readTicketIds(database, people.few, { isOpen: true, max: 1 })
    const server = await startBackend({ dataDir })
    const client = startClient('stream-client.ts')
    try {
      client.send({ url: server.url, portalKey: portals.company, sessions: toPlain(readers), streamsPerSession })
      await client.message()
      const sentAt = await writeReplies(server, writer, ticketId)
      const memoryMb = server.pssMb()
      await delay(lastMs)
      client.send('stop')
      const arrivals = (await client.message()) as Arrivals
      const latencies = [...sentAt].flatMap(([id, at]) => (arrivals[id] ?? []).map((arrived) => arrived - at)).sort((a, b) => a - b)
      const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Infinity
      const all = `each reply told to ${streams.toLocaleString('en')} streams of ${listeners} contacts`
      return [
        { id: 'P9', what: `reply sent → event at client, p95; ${all}`, unit: 'ms', value: at(0.95), target: '≤ 200', n: latencies.length },
        { id: 'P9.p50', what: 'the same, p50', unit: 'ms', value: at(0.5), n: latencies.length },
        {
          id: 'P9.told',
          what: 'events that arrived; baseline: all there are',
          unit: '',
          value: latencies.length,
          baseline: replies * streams,
          target: 'ratio ≥ 1',
          n: replies * streams,
        },
        {
          id: 'P9.memory',
          what: `memory (PSS) with ${streams.toLocaleString('en')} streams`,
          unit: 'MB',
          value: memoryMb,
          target: '≤ 400',
          n: 1,
        },
      ]
    } finally {
      client.end()
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
}

/** Replies one by one. @returns message id → when its request was sent, in ms since 1970. */
async function writeReplies(server: MeasuredServer, writer: SignedIn, ticketId: string): Promise<Map<string, number>> {
  const base = `${server.url}/api/v1/portals/${writer.portalKey}`
  const settings = await fetch(base)
  const { dpopNonce } = (await settings.json()) as { dpopNonce: string }
  const prove = makeProver(writer.credentials)
  const url = `${base}/tickets/${ticketId}/messages`
  const sentAt = new Map<string, number>()
  for (let reply = 0; reply < replies; reply += 1) {
    await delay(betweenRepliesMs)
    const at = performance.timeOrigin + performance.now()
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': `live-${reply}`,
        Origin: siteOrigin,
        Authorization: `DPoP ${writer.credentials.accessToken}`,
        DPoP: prove('POST', url, dpopNonce),
      },
      body: JSON.stringify({ text: replyText }),
    })
    if (response.status !== 201) throw new Error(`A reply was refused: ${response.status} ${await response.text()}`)
    const { message } = (await response.json()) as { message: { id: string } }
    sentAt.set(message.id, at)
  }
  return sentAt
}
