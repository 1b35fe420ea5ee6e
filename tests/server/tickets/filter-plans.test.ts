import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, type CompiledQuery } from 'kysely'
import { migrate } from '../../../server/db/migrate.ts'
import { openDatabase, type OpenedDatabase } from '../../../server/db/open.ts'
import { makeIds } from '../../../server/new-id.ts'
import { listKnownProperties, type KnownProperty } from '../../../server/tickets/resolve-rule.ts'
import { listTickets } from '../../../server/tickets/ticket-list.repo.ts'
import { findTicket } from '../../../server/tickets/ticket.repo.ts'
import type { Condition, Rule } from '../../../shared/filter-rule.ts'
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
let last: CompiledQuery

beforeAll(async () => {
  database = await createTestDatabase()
  opened = openDatabase(database.url, (query) => (last = query))
  await migrate(opened)
  model = randomModel(
    makeRandom(7),
    makeIds(() => Date.now()),
    { contacts: 10, tickets: 1500, portals: 1 },
  )
  // All of one company, so that its list is long enough to be worth an index.
  for (const ticket of model.tickets) ticket.companyIds = [model.companies[0]?.id ?? '']
  for (const contact of model.contacts) contact.companyId = model.companies[0]?.id ?? null
  await insertModel(opened.db, model)
  // SQLite plans without statistics, as in production.
  if (opened.dialect === 'postgres') await sql`analyze`.execute(opened.db)
  known = await listKnownProperties(opened.db, model.accountId)
})
afterAll(async () => {
  await opened.db.destroy()
  await database.drop()
})

/** The rules that admins write, one of each kind of property. */
const conditions = (): Condition[] => [
  { property: 'ticket.pipeline', operator: 'any_of', value: [model.pipelines[0]?.id ?? ''] },
  { property: 'ticket.stage', operator: 'none_of', value: [model.pipelines[1]?.stages[0]?.id ?? ''] },
  { property: 'ticket.status', operator: 'any_of', value: ['open'] },
  { property: 'ticket.number', operator: 'greater_than', value: 10 },
  { property: 'ticket.subject', operator: 'contains', value: 'till' },
  { property: 'ticket.created_at', operator: 'in_last_days', value: 30 },
  { property: 'ticket.last_activity_at', operator: 'after', value: '2026-10-01' },
  { property: 'ticket.requester_email', operator: 'contains', value: 'nordvik' },
  { property: 'ticket.custom.own_choices', operator: 'contains_any', value: ['a'] },
]

const rules = (): [string, Rule][] => [
  ...conditions().map((condition): [string, Rule] => [condition.property, { groups: [{ conditions: [condition] }] }]),
  [
    'six groups',
    {
      groups: conditions()
        .slice(0, 6)
        .map((condition) => ({ conditions: [condition] })),
    },
  ],
]

async function planOf({ sql: text, parameters }: CompiledQuery): Promise<string> {
  const prefix = opened.dialect === 'sqlite' ? 'explain query plan ' : 'explain '
  const rows = await opened.db.executeQuery<Record<string, unknown>>({ ...last, sql: prefix + text, parameters })
  return rows.rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])).join('\n')
}

test('a list filtered by a rule is read along the index of the list', async () => {
  const person = model.contacts[0]
  if (!person) throw new Error('no contact')
  for (const [name, rule] of rules()) {
    const viewer = viewerOf(
      model,
      { mode: 'company', companyRule: null, isCompanyReadOnly: false, pipelineIds: [], ticketFilter: rule },
      person,
      known,
    )
    await listTickets(opened.db, viewer, { view: 'company', status: 'all', limit: 25 })
    const list = await planOf(last)
    // PostgreSQL has its own mind about tables as small as these.
    if (opened.dialect === 'sqlite') {
      expect(list, name).toContain('ticket_company_list')
      expect(list, name).not.toMatch(/SCAN (ticket|link|held|requester)\b|USE TEMP B-TREE/)
    }
    await findTicket(opened.db, viewer, model.tickets[0]?.id ?? '')
    const single = await planOf(last)
    expect(single, name).not.toMatch(/SCAN (ticket|held|requester)\b|Seq Scan on (ticket|property_value|ticket_contact)\b/)
  }
})
