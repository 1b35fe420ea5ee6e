import { join } from 'node:path'
import { sqliteDataset } from '../data/dataset.ts'
import { people, portals } from '../data/people.ts'
import { openSessions } from '../data/sessions.ts'
import { median, type Part } from '../part.ts'
import { measure } from '../process/load.ts'
import { startBackend } from '../process/server.ts'
import { readTicketIds } from './tickets.ts'

/** P5: one ticket with its newest twenty messages. */
export const detailPart: Part = {
  name: 'detail',
  summary: 'P5: one ticket with twenty messages',
  async run({ tickets, requests, rounds }) {
    const dataDir = await sqliteDataset(tickets)
    const database = join(dataDir, 'portal.sqlite')
    const viewer = { contactId: people.many, portalKey: portals.company }
    const sessions = await openSessions(database, [viewer])
    const ticketIds = await readTicketIds(database, people.many, { isOpen: false, max: 50 })
    const server = await startBackend({ dataDir })
    try {
      const measured = []
      const load = {
        url: server.url,
        portalKey: viewer.portalKey,
        sessions,
        requests: ticketIds.map(
          (id) => ({ method: 'GET', path: `/api/v1/portals/${viewer.portalKey}/tickets/${id}`, session: 0 }) as const,
        ),
        warmup: 2000,
        cpuMs: [server.cpuMs],
      }
      for (let round = 0; round < rounds; round += 1) measured.push(await measure({ ...load, connections: 16, count: requests }))
      const { cpu, perSecond } = median(measured, (one) => one.cpu[0] ?? 0)
      const { p50 } = await measure({ ...load, connections: 1, count: Math.ceil(requests / 5) })
      const n = requests * rounds
      return [
        { id: 'P5', what: 'ticket with 20 messages, CPU a request', unit: 'ms', value: cpu[0] ?? 0, target: '≤ 0.8', n },
        { id: 'P5.rate', what: 'ticket with 20 messages, 16 connections', unit: 'req/s', value: perSecond, n },
        { id: 'P5.p50', what: 'ticket with 20 messages, 1 connection', unit: 'ms', value: p50, n: Math.ceil(requests / 5) },
      ]
    } finally {
      await server.stop()
    }
  },
}
