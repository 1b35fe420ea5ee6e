import { join } from 'node:path'
import { startPostgres } from '../../tests/support/postgres.ts'
import { benchDir, postgresDataset } from '../data/dataset.ts'
import { openSessions } from '../data/sessions.ts'
import { addShownPortal } from '../data/shown-portal.ts'
import { median, type Part } from '../part.ts'
import { measure } from '../process/load.ts'
import { startBackend } from '../process/server.ts'
import { cpuMs } from '../process/usage.ts'
import { listLoad, listViewers, measureCompanyLists, ownList } from './list.ts'

/** P2: the same list on PostgreSQL, with the database's own time. */
export const listPostgresPart: Part = {
  name: 'list-pg',
  summary: 'P2, P4: lists on PostgreSQL, server and database together',
  async run(scale) {
    const { tickets, requests, rounds } = scale
    const postgres = await startPostgres({ fsync: true, folder: join(benchDir, 'postgres') })
    try {
      const databaseUrl = await postgresDataset(postgres.url, tickets)
      const rare = await addShownPortal(databaseUrl)
      const sessions = await openSessions(databaseUrl, listViewers)
      const server = await startBackend({ dataDir: join(benchDir, 'postgres-files'), databaseUrl })
      try {
        const measured = []
        const load = listLoad(server, sessions, ownList, { connections: 16, count: requests })
        const read = [server.cpuMs, () => cpuMs(postgres.pid, { withChildren: true })]
        for (let round = 0; round < rounds; round += 1) measured.push(await measure({ ...load, cpuMs: read }))
        const { cpu, perSecond } = median(measured, (one) => one.cpu[0] ?? 0)
        const own = []
        for (let round = 0; round < rounds; round += 1) {
          own.push(await measure(listLoad(server, sessions, ownList, { connections: 1, count: Math.ceil(requests / 5) })))
        }
        const { p50 } = median(own, (one) => one.p50)
        const [ofServer = 0, ofDatabase = 0] = cpu
        const n = requests * rounds
        return [
          {
            id: 'P2',
            what: `own list on PostgreSQL, CPU a request (server ${ofServer.toFixed(2)}, database ${ofDatabase.toFixed(2)})`,
            unit: 'ms',
            value: ofServer + ofDatabase,
            target: '≤ 0.8',
            n,
          },
          { id: 'P2.rate', what: 'own list on PostgreSQL, 16 connections', unit: 'req/s', value: perSecond, n },
          { id: 'P2.p50', what: 'own list on PostgreSQL, 1 connection', unit: 'ms', value: p50, n: Math.ceil(requests / 5) },
          ...(await measureCompanyLists(server, sessions, rare, scale, own, 'P4.pg')),
        ]
      } finally {
        await server.stop()
      }
    } finally {
      await postgres.stop()
    }
  },
}
