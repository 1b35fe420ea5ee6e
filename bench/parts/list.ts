import { join } from 'node:path'
import { sqliteDataset } from '../data/dataset.ts'
import { people, portals, type Viewer } from '../data/people.ts'
import { openSessions } from '../data/sessions.ts'
import { addShownPortal, type Rare } from '../data/shown-portal.ts'
import { median, medianPair, type Part, type Scale } from '../part.ts'
import { type Load, measure, type Measured } from '../process/load.ts'
import { type MeasuredServer, startBackend, startBaseline } from '../process/server.ts'
import type { Figure } from '../report.ts'
import { readListStatement } from './list-query.ts'

/** Who asks, in the order of their sessions. The portal of the last is there after `addShownPortal`. */
export const listViewers: readonly Viewer[] = [
  { contactId: people.few, portalKey: portals.company },
  { contactId: people.many, portalKey: portals.company },
  { contactId: people.many, portalKey: portals.rare },
  { contactId: people.many, portalKey: portals.shown },
]

/** One list: the session that asks, and the path below the portal. */
export interface MeasuredList {
  session: number
  path: string
}

export const ownList: MeasuredList = { session: 0, path: '/tickets?view=mine' }

/** The lists that are compared with the own one, by the end of their ids. */
export function companyLists({ pipelineId, stageIds }: Rare): Record<string, MeasuredList & { what: string; target?: string }> {
  const where = (condition: string) => `where=${encodeURIComponent(condition)}`
  return {
    '': { session: 1, path: '/tickets?view=company', what: 'company list', target: 'ratio ≤ 1.3' },
    '.filter': {
      session: 2,
      path: '/tickets?view=company',
      what: 'the same, the portal’s filter on the pipeline keeps 1 of 50',
      target: 'ratio ≤ 3',
    },
    '.pipeline': {
      session: 3,
      path: `/tickets?view=company&${where(`pipeline:any_of:${pipelineId}`)}`,
      what: 'narrowed to the pipeline with 1 of 50',
      target: 'ratio ≤ 3',
    },
    '.stage': {
      session: 3,
      path: `/tickets?view=company&${where(`stage:any_of:${stageIds.join()}`)}`,
      what: 'narrowed to the stages with 1 of 50',
      target: 'ratio ≤ 3',
    },
    '.created': { session: 1, path: '/tickets?view=company&sort=created', what: 'company list by creation' },
    '.number': { session: 1, path: '/tickets?view=company&sort=number&order=asc', what: 'company list by number, ascending' },
    '.span': {
      session: 1,
      path: `/tickets?view=company&${where('created_at:before:2026-06-01')}`,
      what: 'company list, created before June',
    },
    '.counts': { session: 1, path: '/tickets/counts', what: 'counts of both views' },
    '.rare-counts': { session: 3, path: `/tickets/counts?${where(`pipeline:any_of:${pipelineId}`)}`, what: 'counts, 1 of 50' },
  }
}

/** A load of one list on a backend. */
export function listLoad(
  server: MeasuredServer,
  sessions: Load['sessions'],
  { session, path }: MeasuredList,
  load: Pick<Load, 'connections' | 'count'>,
): Load {
  const portalKey = listViewers[session]?.portalKey ?? ''
  return {
    url: server.url,
    portalKey,
    ...(sessions && { sessions }),
    requests: [{ method: 'GET', path: `/api/v1/portals/${portalKey}${path}`, session }],
    warmup: Math.min(3000, load.count),
    cpuMs: [server.cpuMs],
    ...load,
  }
}

/** P4: each list against the own list of the same round. */
export async function measureCompanyLists(
  server: MeasuredServer,
  sessions: Load['sessions'],
  rare: Rare,
  { requests, rounds }: Scale,
  own: readonly Measured[],
  id = 'P4',
): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [suffix, { what, target, ...list }] of Object.entries(companyLists(rare))) {
    const measured: Measured[] = []
    const load = { connections: 1, count: Math.ceil(requests / 5) }
    for (let round = 0; round < rounds; round += 1) measured.push(await measure(listLoad(server, sessions, list, load)))
    const [one, baseline] = medianPair(measured, own, ({ p50 }) => p50)
    figures.push({
      id: `${id}${suffix}`,
      what: `${what}: p50 against own`,
      unit: 'ms',
      value: one.p50,
      baseline: baseline.p50,
      ...(target !== undefined && { target }),
      n: load.count,
    })
  }
  return figures
}

/** P1, P3 and P4: lists on SQLite. */
export const listPart: Part = {
  name: 'list',
  summary: 'P1, P3, P4: lists on SQLite, whole authenticated requests',
  async run(scale) {
    const large = await measureDataset(scale, scale.tickets)
    const small = await measureDataset(scale, scale.fewTickets)
    const { full, bare, own } = large
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
      ...large.company,
    ] satisfies Figure[]
  },
}

async function measureDataset(scale: Scale, tickets: number) {
  const dataDir = await sqliteDataset(tickets)
  const database = join(dataDir, 'portal.sqlite')
  const rare = await addShownPortal(database)
  const sessions = await openSessions(database, listViewers)
  const [few] = listViewers
  if (!few) throw new Error('nobody asks')
  const { sql, parameters } = await readListStatement(database, few)
  const server = await startBackend({ dataDir })
  const bareServer = await startBaseline({ BENCH_DATABASE: database, BENCH_SQL: sql, BENCH_PARAMETERS: JSON.stringify(parameters) })
  try {
    const rounds: Record<'full' | 'bare' | 'own', Measured[]> = { full: [], bare: [], own: [] }
    const single = { connections: 1, count: Math.ceil(scale.requests / 5) }
    // In turn, so that what else the machine does meets all of them.
    for (let round = 0; round < scale.rounds; round += 1) {
      rounds.full.push(await measure(listLoad(server, sessions, ownList, { connections: 16, count: scale.requests })))
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
      rounds.own.push(await measure(listLoad(server, sessions, ownList, single)))
    }
    const company = tickets === scale.tickets ? await measureCompanyLists(server, sessions, rare, scale, rounds.own) : []
    const byP50 = (values: Measured[]) => median(values, ({ p50 }) => p50)
    const byCpu = (values: Measured[]) => median(values, ({ cpu }) => cpu[0] ?? 0)
    const byRate = (one: Measured) => one.perSecond
    return {
      full: byCpu(rounds.full),
      bare: byCpu(rounds.bare),
      rates: medianPair(rounds.full, rounds.bare, byRate).map(byRate),
      own: byP50(rounds.own),
      company,
    }
  } finally {
    await server.stop()
    await bareServer.stop()
  }
}
