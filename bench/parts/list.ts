import { join } from 'node:path'
import { sqliteDataset } from '../data/dataset.ts'
import { people, portals, type Viewer } from '../data/people.ts'
import { openSessions } from '../data/sessions.ts'
import { median, medianPair, type Part, type Scale } from '../part.ts'
import { type Load, measure, type Measured } from '../process/load.ts'
import { type MeasuredServer, startBackend, startBaseline } from '../process/server.ts'
import type { Figure } from '../report.ts'
import { readListStatement } from './list-query.ts'

/** Who asks, in the order of their sessions. */
export const listViewers: readonly Viewer[] = [
  { contactId: people.few, portalKey: portals.company },
  { contactId: people.many, portalKey: portals.company },
  { contactId: people.many, portalKey: portals.rare },
]

/** The lists that are compared: index of the session and query. */
export const lists = {
  own: { session: 0, view: 'mine' },
  company: { session: 1, view: 'company' },
  rare: { session: 2, view: 'company' },
} as const

/** A load of one list on a backend. */
export function listLoad(
  server: MeasuredServer,
  sessions: Load['sessions'],
  list: keyof typeof lists,
  load: Pick<Load, 'connections' | 'count'>,
): Load {
  const { session, view } = lists[list]
  const portalKey = listViewers[session]?.portalKey ?? ''
  return {
    url: server.url,
    portalKey,
    ...(sessions && { sessions }),
    requests: [{ method: 'GET', path: `/api/v1/portals/${portalKey}/tickets?view=${view}`, session }],
    warmup: Math.min(3000, load.count),
    cpuMs: [server.cpuMs],
    ...load,
  }
}

/** P1, P3 and P4: lists on SQLite. */
export const listPart: Part = {
  name: 'list',
  summary: 'P1, P3, P4: lists on SQLite, whole authenticated requests',
  async run(scale) {
    const large = await measureDataset(scale, scale.tickets)
    const small = await measureDataset(scale, scale.fewTickets)
    const { full, bare, own, company, rare } = large
    const [rate = 0, bareRate = 0] = large.rates
    const n = full.count * scale.rounds
    return [
      { id: 'P1', what: 'own list, CPU a request', unit: 'ms', value: full.cpu[0] ?? 0, baseline: bare.cpu[0] ?? 0, target: '≤ 0.55', n },
      {
        id: 'P1.rate',
        what: `own list, 16 connections; baseline: same query behind bare Hono (${bare.bytesEach} B)`,
        unit: 'req/s',
        value: rate,
        baseline: bareRate,
        target: 'ratio ≥ 0.4',
        n,
      },
      { id: 'P1.p50', what: 'own list, 1 connection', unit: 'ms', value: own.p50, n: own.count },
      {
        id: 'P3',
        what: `own list p50, ${scale.tickets.toLocaleString('en')} tickets against ${scale.fewTickets.toLocaleString('en')}`,
        unit: 'ms',
        value: own.p50,
        baseline: small.own.p50,
        target: 'ratio ≤ 1.2',
        n: own.count,
      },
      {
        id: 'P4',
        what: `company list (${Math.round(scale.tickets / 10).toLocaleString('en')} visible) p50 against own`,
        unit: 'ms',
        value: company[0].p50,
        baseline: company[1].p50,
        target: 'ratio ≤ 1.3',
        n: company[0].count,
      },
      {
        id: 'P4.filter',
        what: 'the same, pipeline filter that keeps 1 of 50',
        unit: 'ms',
        value: rare[0].p50,
        baseline: rare[1].p50,
        target: 'ratio ≤ 3',
        n: rare[0].count,
      },
    ] satisfies Figure[]
  },
}

async function measureDataset(scale: Scale, tickets: number) {
  const dataDir = await sqliteDataset(tickets)
  const database = join(dataDir, 'portal.sqlite')
  const sessions = await openSessions(database, listViewers)
  const [few] = listViewers
  if (!few) throw new Error('nobody asks')
  const { sql, parameters } = await readListStatement(database, few)
  const server = await startBackend({ dataDir })
  const bareServer = await startBaseline({ BENCH_DATABASE: database, BENCH_SQL: sql, BENCH_PARAMETERS: JSON.stringify(parameters) })
  try {
    const rounds: Record<'full' | 'bare' | 'own' | 'company' | 'rare', Measured[]> = { full: [], bare: [], own: [], company: [], rare: [] }
    const single = { connections: 1, count: Math.ceil(scale.requests / 5) }
    // In turn, so that what else the machine does meets all of them.
    for (let round = 0; round < scale.rounds; round += 1) {
      rounds.full.push(await measure(listLoad(server, sessions, 'own', { connections: 16, count: scale.requests })))
      rounds.bare.push(
        await measure({
          url: bareServer.url,
          requests: [{ method: 'GET', path: '/' }],
          connections: 16,
          warmup: 1000,
          count: scale.requests,
          cpuMs: [bareServer.cpuMs],
        }),
      )
      for (const list of ['own', 'company', 'rare'] as const) rounds[list].push(await measure(listLoad(server, sessions, list, single)))
    }
    const byP50 = (values: Measured[]) => median(values, ({ p50 }) => p50)
    const byCpu = (values: Measured[]) => median(values, ({ cpu }) => cpu[0] ?? 0)
    const byRate = (one: Measured) => one.perSecond
    return {
      full: byCpu(rounds.full),
      bare: byCpu(rounds.bare),
      rates: medianPair(rounds.full, rounds.bare, byRate).map(byRate),
      own: byP50(rounds.own),
      // Against own lists of the same round.
      company: medianPair(rounds.company, rounds.own, ({ p50 }) => p50),
      rare: medianPair(rounds.rare, rounds.own, ({ p50 }) => p50),
    }
  } finally {
    await server.stop()
    await bareServer.stop()
  }
}
