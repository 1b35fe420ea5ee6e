import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { copyOf, sqliteDataset } from '../data/dataset.ts'
import { people, portals } from '../data/people.ts'
import { openSessions } from '../data/sessions.ts'
import { median, medianPair, type Part } from '../part.ts'
import { measure } from '../process/load.ts'
import { startBackend } from '../process/server.ts'
import { recordReplies, replayReplies } from './reply-statements.ts'
import { replyText } from './reply-text.ts'
import { readTicketIds } from './tickets.ts'

const clients = 16
const warmup = 1000

/** P7: replies of customers, each on disk before it is acknowledged. */
export const replyPart: Part = {
  name: 'reply',
  summary: 'P7: replies, durable, 16 clients',
  async run({ tickets, requests, rounds }) {
    const dataDir = copyOf(await sqliteDataset(tickets))
    const database = join(dataDir, 'portal.sqlite')
    try {
      const viewer = { contactId: people.many, portalKey: portals.company }
      const sessions = await openSessions(database, [viewer])
      const ticketIds = await readTicketIds(database, people.many, { isOpen: true, max: clients })
      const recorded = await recordReplies(database, viewer, ticketIds)
      const server = await startBackend({ dataDir })
      const count = Math.ceil(requests / 2)
      const served = []
      const bare = []
      try {
        for (let round = 0; round < rounds; round += 1) {
          served.push(
            await measure({
              url: server.url,
              portalKey: viewer.portalKey,
              sessions,
              // Each with a word that its ticket has not yet: otherwise there would be nothing to write into the search index.
              requests: Array.from({ length: warmup + count }, (_, index) => ({
                method: 'POST',
                path: `/api/v1/portals/${viewer.portalKey}/tickets/${ticketIds[index % ticketIds.length]}/messages`,
                session: 0,
                body: JSON.stringify({ text: `${replyText} Case ${round}x${index}.` }),
              })),
              connections: clients,
              warmup,
              count,
              cpuMs: [server.cpuMs],
            }),
          )
          bare.push(replayReplies(database, recorded, count))
        }
      } finally {
        await server.stop()
      }
      const [rate, bareRate] = medianPair(
        served.map(({ perSecond }) => perSecond),
        bare,
        (perSecond) => perSecond,
      )
      const { cpu, p50, p99 } = median(served, (one) => one.p99)
      const n = count * rounds
      return [
        {
          id: 'P7',
          what: 'replies, 16 clients; baseline: same statements, prepared, one transaction each',
          unit: 'req/s',
          value: rate,
          baseline: bareRate,
          target: 'ratio ≥ 0.5',
          n,
        },
        { id: 'P7.p99', what: 'reply, 16 clients, p99', unit: 'ms', value: p99, target: '≤ 30', n },
        { id: 'P7.p50', what: 'reply, 16 clients, p50', unit: 'ms', value: p50, n },
        { id: 'P7.cpu', what: 'reply, CPU a request', unit: 'ms', value: cpu[0] ?? 0, n },
      ]
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
}
