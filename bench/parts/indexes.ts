import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openDatabase, type OpenedDatabase } from '../../server/db/open.ts'
import { write } from '../../server/events/write.ts'
import { makeMemoryBus } from '../../server/live/memory-bus.ts'
import { makeIds } from '../../server/new-id.ts'
import { contactViewer } from '../../server/portal/contact-viewer.ts'
import { findPortalByKey } from '../../server/portal/portal.repo.ts'
import { replyToTicket } from '../../server/threads/reply-to-ticket.ts'
import { addTicket } from '../../server/tickets/add-ticket.ts'
import { startPostgres } from '../../tests/support/postgres.ts'
import { benchDir, copyOf, postgresDataset, sqliteDataset } from '../data/dataset.ts'
import { companyId, people, portals } from '../data/people.ts'
import { median, type Part } from '../part.ts'
import type { Figure } from '../report.ts'
import { replyText } from './reply-text.ts'
import { readTicketIds } from './tickets.ts'

/** What lists are read along, in the order in which they are dropped. */
const listIndexes = ['number', 'created', 'list'].flatMap((name) => [`ticket_contact_${name}`, `ticket_company_${name}`])

/** Writes of one round. */
const writesEach = 200

/** What the indexes of the lists cost: bytes a ticket, and the time of what writes to them. */
export const indexesPart: Part = {
  name: 'indexes',
  summary: 'bytes of the lists’ indexes, and what they cost a new ticket and a reply',
  async run({ tickets, rounds }) {
    const dataDir = copyOf(await sqliteDataset(tickets))
    const path = join(dataDir, 'portal.sqlite')
    const figures: Figure[] = []
    try {
      figures.push(...(await readSizes(path, 'SQLite', tickets)))
      figures.push(...(await measureWrites(path, rounds)))
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
    const postgres = await startPostgres({ fsync: true, folder: join(benchDir, 'postgres') })
    try {
      figures.push(...(await readSizes(await postgresDataset(postgres.url, tickets), 'PostgreSQL', tickets)))
    } finally {
      await postgres.stop()
    }
    return figures
  },
}

async function readSizes(databaseUrl: string, database: string, tickets: number): Promise<Figure[]> {
  const opened = openDatabase(databaseUrl)
  try {
    const { rows } = await sizes(opened)
    const bytes = new Map(rows.map((row) => [row.name, Number(row.bytes)]))
    const total = [...bytes.values()].reduce((sum, one) => sum + one, 0)
    const lists = listIndexes.reduce((sum, name) => sum + (bytes.get(name) ?? 0), 0)
    const figure = (name: string, value: number): Figure => ({
      id: `I.${database === 'SQLite' ? 'sqlite' : 'pg'}.${name.replaceAll(' ', '-')}`,
      what: `${name} on ${database}, of ${Math.round(total / tickets)} bytes a ticket in all`,
      unit: 'bytes a ticket',
      value: value / tickets,
      n: tickets,
    })
    return [...listIndexes.map((name) => figure(name, bytes.get(name) ?? 0)), figure('all six', lists)]
  } finally {
    await opened.db.destroy()
  }
}

function sizes({ db, dialect }: OpenedDatabase) {
  return dialect === 'sqlite'
    ? sql<{ name: string; bytes: number }>`select name, pgsize as bytes from dbstat where aggregate = true`.execute(db)
    : sql<{ name: string; bytes: number }>`select relname as name, pg_relation_size(oid) as bytes from pg_class
        where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace`.execute(db)
}

/** New tickets and replies, each on disk before the next, with all indexes, without those of two orders, without any of the lists. */
async function measureWrites(path: string, rounds: number): Promise<Figure[]> {
  const viewer = { contactId: people.many, portalKey: portals.company }
  const ticketIds = await readTicketIds(path, people.many, { isOpen: true, max: writesEach })
  const { db } = openDatabase(path)
  const deps = { db, bus: makeMemoryBus(), newId: makeIds(), now: () => new Date().toISOString() }
  try {
    const portal = await findPortalByKey(db, viewer.portalKey)
    if (!portal) throw new Error(`There is no portal ${viewer.portalKey}.`)
    const contact = contactViewer(portal, { id: viewer.contactId, name: 'A customer', company_id: companyId }, '', deps.now())
    const stage = await db
      .selectFrom('stage')
      .select(['id', 'pipeline_id'])
      .where('account_id', '=', contact.accountId)
      .where('is_closed', '=', 0)
      .limit(1)
      .executeTakeFirstOrThrow()
    const acts = {
      'new ticket': () =>
        write(deps, contact.accountId, (tx) =>
          addTicket(
            tx,
            deps,
            contact,
            { subject: 'A new ticket', pipelineId: stage.pipeline_id, stageId: stage.id, requester: { id: contact.contactId, companyId } },
            deps.now(),
          ),
        ),
      reply: (index: number) => {
        const ticketId = ticketIds[index % ticketIds.length] ?? ''
        const onceKey = { key: deps.newId(), requestHash: 'f'.repeat(64) }
        return replyToTicket(deps, contact, portal, ticketId, { text: replyText, attachmentIds: [] }, onceKey)
      },
    }
    const timesOf = async () => {
      const times: Record<string, number> = {}
      for (const [name, act] of Object.entries(acts)) {
        const each: number[] = []
        for (let index = 0; index < writesEach * rounds; index += 1) {
          const startedAt = performance.now()
          await act(index)
          each.push(performance.now() - startedAt)
        }
        times[name] = median(each, (one) => one)
      }
      return times
    }
    await timesOf()
    const withAll = await timesOf()
    for (const name of listIndexes.slice(0, 4)) await sql`drop index ${sql.ref(name)}`.execute(db)
    const withOne = await timesOf()
    for (const name of listIndexes.slice(4)) await sql`drop index ${sql.ref(name)}`.execute(db)
    const withNone = await timesOf()
    return Object.keys(acts).flatMap((name): Figure[] => {
      const id = `I.write.${name.replaceAll(' ', '-')}`
      const one = { unit: 'ms', n: writesEach * rounds, value: withAll[name] ?? 0 }
      return [
        { ...one, id, what: `${name}, durable, all indexes; baseline: none of the lists’`, baseline: withNone[name] ?? 0 },
        { ...one, id: `${id}.orders`, what: `${name}; baseline: without those by number and creation`, baseline: withOne[name] ?? 0 },
      ]
    })
  } finally {
    await db.destroy()
  }
}
