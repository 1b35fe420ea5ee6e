import { join } from 'node:path'
import { startPostgres } from '../../tests/support/postgres.ts'
import { benchDir, postgresDataset, sqliteDataset } from '../data/dataset.ts'
import { people, portals } from '../data/people.ts'
import { openSessions } from '../data/sessions.ts'
import { median, type Part, type Scale } from '../part.ts'
import { measure } from '../process/load.ts'
import { type MeasuredServer, startBackend } from '../process/server.ts'
import type { Figure } from '../report.ts'

const viewers = [
  { contactId: people.few, portalKey: portals.company },
  { contactId: people.many, portalKey: portals.company },
]

/** Whose tickets are searched, and how fast it should be at 1,000,000. */
const lists = [
  { id: 'own', what: () => 'own list of 40', session: 0, view: 'mine', sqlite: '≤ 2', postgres: '≤ 5' },
  {
    id: 'many',
    what: (tickets: number) => `own list of ${Math.max(40, Math.round(tickets / 200)).toLocaleString('en')}`,
    session: 1,
    view: 'mine',
    sqlite: '≤ 5',
    postgres: '≤ 25',
  },
  {
    id: 'company',
    what: (tickets: number) => `company of ${Math.round(tickets / 10).toLocaleString('en')}`,
    session: 1,
    view: 'company',
    sqlite: '≤ 20',
    postgres: '≤ 30',
  },
] as const

const searches = [
  { id: 'one', what: 'one word', texts: ['printer', 'missing', 'bergen', 'tablet'] },
  { id: 'two', what: 'two words', texts: ['printer bergen', 'invoice update', 'late oslo', 'price shop'] },
  { id: 'rare', what: 'a number in a subject, half written', texts: ['12', '345', '67', '8901'] },
  { id: 'letter', what: 'one letter', texts: ['p', 's', 't', 'i'] },
  { id: 'none', what: 'not found', texts: ['zebra', 'printer zebra', 'zebra oslo', '#99999999'] },
]

/** Only these have targets; the others tell what typing costs. */
const judged = new Set(['one', 'two', 'none'])

/** P6: search on both databases, whole authenticated requests with snippets. */
export const searchPart: Part = {
  name: 'search',
  summary: 'P6: search in subjects and messages, SQLite and PostgreSQL',
  async run(scale) {
    const dataDir = await sqliteDataset(scale.tickets)
    const onSqlite = await measureSearches(scale, 'sqlite', join(dataDir, 'portal.sqlite'), () => startBackend({ dataDir }))
    const postgres = await startPostgres({ fsync: true, folder: join(benchDir, 'postgres') })
    try {
      const databaseUrl = await postgresDataset(postgres.url, scale.tickets)
      const start = () => startBackend({ dataDir: join(benchDir, 'postgres-files'), databaseUrl })
      return [...onSqlite, ...(await measureSearches(scale, 'postgres', databaseUrl, start))]
    } finally {
      await postgres.stop()
    }
  },
}

async function measureSearches(
  scale: Scale,
  database: 'sqlite' | 'postgres',
  url: string,
  start: () => Promise<MeasuredServer>,
): Promise<Figure[]> {
  const sessions = await openSessions(url, viewers)
  const server = await start()
  const count = Math.max(40, Math.ceil(scale.requests / 30))
  const figures: Figure[] = []
  try {
    for (const list of lists) {
      for (const { id, what, texts } of searches) {
        const measured = []
        for (let round = 0; round < scale.rounds; round += 1) {
          measured.push(
            await measure({
              url: server.url,
              portalKey: portals.company,
              sessions,
              requests: texts.map((text) => ({
                method: 'GET',
                path: `/api/v1/portals/${portals.company}/tickets?view=${list.view}&q=${encodeURIComponent(text)}`,
                session: list.session,
              })),
              connections: 1,
              warmup: 40,
              count,
            }),
          )
        }
        figures.push({
          id: `P6.${database}.${list.id}.${id}`,
          what: `${database === 'sqlite' ? 'SQLite' : 'PostgreSQL'}, ${list.what(scale.tickets)}, ${what}, p50`,
          unit: 'ms',
          value: median(measured, ({ p50 }) => p50).p50,
          ...(judged.has(id) && { target: list[database] }),
          n: count * scale.rounds,
        })
      }
    }
    return figures
  } finally {
    await server.stop()
  }
}
