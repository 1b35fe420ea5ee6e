import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql, type CompiledQuery } from 'kysely'
import { bindRule, type BoundRule } from '../../../server/db/bind-filter.ts'
import { migrate } from '../../../server/db/migrate.ts'
import { openDatabase, type OpenedDatabase } from '../../../server/db/open.ts'
import { makeIds } from '../../../server/new-id.ts'
import { listMessages } from '../../../server/tickets/message.repo.ts'
import { listKnownProperties, resolveRule, type KnownProperty } from '../../../server/tickets/resolve-rule.ts'
import { listVisibleThreads } from '../../../server/tickets/thread.repo.ts'
import { countListed, listTickets } from '../../../server/tickets/ticket-list.repo.ts'
import { findTicket } from '../../../server/tickets/ticket.repo.ts'
import type { Condition } from '../../../shared/filter-rule.ts'
import type { ContactViewer } from '../../../server/viewer.ts'
import { viewerOf } from '../../support/rules/compare.ts'
import { insertModel } from '../../support/rules/insert-model.ts'
import type { Model } from '../../support/rules/model.ts'
import { randomModel } from '../../support/rules/random-model.ts'
import { makeRandom } from '../../support/rules/random.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

let database: TestDatabase
let opened: OpenedDatabase
let model: Model
let known: ReadonlyMap<string, KnownProperty>
let viewer: ContactViewer
let asked: CompiledQuery[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  opened = openDatabase(database.url, (query) => asked.push(query))
  await migrate(opened)
  model = randomModel(
    makeRandom(11),
    makeIds(() => Date.now()),
    { contacts: 10, tickets: 400, portals: 1 },
  )
  const company = model.companies[0]?.id ?? ''
  for (const ticket of model.tickets) ticket.companyIds = [company]
  for (const contact of model.contacts) contact.companyId = company
  await insertModel(opened.db, model)
  if (opened.dialect === 'postgres') await sql`analyze`.execute(opened.db)
  known = await listKnownProperties(opened.db, model.accountId)
  const [person] = model.contacts
  const [portal] = model.portals
  if (!person || !portal) throw new Error('an empty world')
  viewer = viewerOf(model, { ...portal, mode: 'company', companyRule: null, pipelineIds: [], ticketFilter: null }, person, known)
})
afterAll(async () => {
  await opened.db.destroy()
  await database.drop()
})

/** The plans of everything that is asked meanwhile. PostgreSQL says what it would do if tables were too large to read whole. */
async function plansOf(act: () => Promise<unknown>): Promise<string[]> {
  asked = []
  await act()
  const queries = asked.filter((query) => /^\s*(select|with)\b/i.test(query.sql))
  expect(queries.length).toBeGreaterThan(0)
  return opened.db.connection().execute(async (connection) => {
    if (opened.dialect === 'postgres') {
      await sql`set enable_seqscan = off`.execute(connection)
      await sql`set enable_sort = off`.execute(connection)
      await sql`set enable_bitmapscan = off`.execute(connection)
    }
    const plans: string[] = []
    for (const query of queries) {
      const prefix = opened.dialect === 'sqlite' ? 'explain query plan ' : 'explain '
      const { rows } = await connection.executeQuery<Record<string, unknown>>({ ...query, sql: prefix + query.sql })
      plans.push(rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])).join('\n'))
    }
    if (opened.dialect === 'postgres') await sql`reset all`.execute(connection)
    return plans
  })
}

function where(...conditions: Condition[]): BoundRule {
  const resolved = resolveRule({ groups: [{ conditions }] }, 'ticket', known, 'where')
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems))
  return bindRule(resolved.rule, { now: '2026-11-22T12:00:00.000Z', timeZone: 'Europe/Oslo' })
}

/** What customers narrow by: each reads an index of the links, whatever else there is an index for. */
const narrowings = (): [string, BoundRule | null][] => [
  ['nothing', null],
  ['pipeline', where({ property: 'ticket.pipeline', operator: 'any_of', value: [model.pipelines[0]?.id ?? ''] })],
  ['stage', where({ property: 'ticket.stage', operator: 'none_of', value: [model.pipelines[0]?.stages[0]?.id ?? ''] })],
  ['created', where({ property: 'ticket.created_at', operator: 'in_last_days', value: 400 })],
  ['activity', where({ property: 'ticket.last_activity_at', operator: 'between', value: ['2026-01-01', '2026-11-01'] })],
  ['requester', where({ property: 'ticket.requester_name', operator: 'contains', value: 'an' })],
  ['own property', where({ property: 'ticket.custom.own_choices', operator: 'contains_any', value: ['a'] })],
]

const tables = 'ticket|ticket_contact|ticket_company|ticket_read|thread|message|property_value|contact|search_document'
/** A table read whole, by either database's words; the names that queries give the tables besides. */
const wholeTable = new RegExp(`SCAN (${tables}|link|own|requester|held|document)\\b(?! USING)|Seq Scan on (${tables})\\b`)
const sortStep = /USE TEMP B-TREE|\bSort\b/

function index(view: 'mine' | 'company', sort: 'activity' | 'created' | 'number'): string {
  return `${view === 'mine' ? 'ticket_contact' : 'ticket_company'}_${sort === 'activity' ? 'list' : sort}`
}

describe.each(['mine', 'company'] as const)('the view %s', (view) => {
  test.each(['activity', 'created', 'number'] as const)('in the order of %s is a range of its index, in order', async (sort) => {
    const after = { value: sort === 'number' ? 5 : '2026-06-01T00:00:00.000Z', id: model.tickets[0]?.id ?? '' }
    for (const [name, rule] of narrowings()) {
      for (const status of ['all', 'open'] as const) {
        for (const place of [{}, { after }]) {
          const query = { view, status, where: rule, sort, limit: 25, order: 'desc', ...place } as const
          const [plan = ''] = await plansOf(() => listTickets(opened.db, viewer, query))
          expect(plan, name).toContain(index(view, sort))
          expect(plan, name).not.toMatch(wholeTable)
          expect(plan, name).not.toMatch(sortStep)
        }
      }
    }
    const [plan = ''] = await plansOf(() => listTickets(opened.db, viewer, { view, status: 'all', sort, order: 'asc', limit: 25, after }))
    expect(plan).toContain(index(view, sort))
    expect(plan).not.toMatch(sortStep)
  })

  test('is counted along its index alone', async () => {
    for (const [name, rule] of narrowings()) {
      for (const plan of await plansOf(() => countListed(opened.db, viewer, { view, status: 'open', where: rule }))) {
        expect(plan, name).toMatch(new RegExp(`${view === 'mine' ? 'ticket_contact' : 'ticket_company'}_(list|number|created)`))
        // What is scanned is the few links that were taken from the index.
        expect(plan.replace(/CO-ROUTINE link[^]*?SCAN link/, ''), name).not.toMatch(wholeTable)
        expect(plan, name).not.toMatch(sortStep)
      }
    }
  })

  test('is searched without reading every ticket', async () => {
    for (const q of ['till', 'till bi', '#12', 'nowhere to be found']) {
      for (const plan of await plansOf(() => listTickets(opened.db, viewer, { view, status: 'all', q, limit: 25 }))) {
        expect(plan, q).not.toMatch(wholeTable)
      }
    }
  })
})

test('a ticket, its threads and its messages are found by their keys', async () => {
  const ticket = model.tickets.find(({ isHidden }) => !isHidden)
  const plans = await plansOf(async () => {
    await findTicket(opened.db, viewer, ticket?.id ?? '')
    const [thread] = await listVisibleThreads(opened.db, viewer, ticket?.id ?? '')
    await listMessages(opened.db, viewer, thread?.id ?? '', undefined)
  })
  expect(plans).toHaveLength(3)
  for (const plan of plans) expect(plan).not.toMatch(wholeTable)
})
