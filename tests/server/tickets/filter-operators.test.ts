import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../../server/db/migrate.ts'
import { openDatabase, type OpenedDatabase } from '../../../server/db/open.ts'
import { makeIds } from '../../../server/new-id.ts'
import { findSeesCompany } from '../../../server/tickets/company-access.repo.ts'
import { listKnownProperties, resolveRule, type KnownProperty } from '../../../server/tickets/resolve-rule.ts'
import { listTickets } from '../../../server/tickets/ticket-list.repo.ts'
import { ticketsVisibleTo } from '../../../server/tickets/ticket.visibility.ts'
import { matchesRule, type Fact } from '../../../shared/filter-match.ts'
import { operatorsByType, propertyTypes, type Condition, type PropertyType, type Rule } from '../../../shared/filter-rule.ts'
import { viewerOf } from '../../support/rules/compare.ts'
import { insertModel } from '../../support/rules/insert-model.ts'
import type { Model, ModelContact, ModelValues } from '../../support/rules/model.ts'
import { randomModel } from '../../support/rules/random-model.ts'
import { makeRandom } from '../../support/rules/random.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

const timeZone = 'America/New_York'
const texts = [
  'till',
  'TILL',
  'Till!',
  'a till b',
  '100%',
  '100 percent',
  'a_b',
  'axb',
  'a!b',
  '\\',
  "'",
  '"',
  'Ærlig',
  'ﬁn',
  'STRASSE',
  'straße',
  '日本',
  ' till',
]
const numbers = [-3, -0.5, 0, 2, 2.5, 3, 11, 1_000_000_000_000]
const choices = ['1', '2', '11', '12', '1%', '1 ']
const sets = [['1'], ['1', '2'], ['11'], ['1%', '12'], ['1', '2', '11', '12', '1%', '1 ']]
const days = ['2026-02-28', '2026-03-01', '2026-11-15', '2026-11-22', '2026-11-23', '2026-12-31']
/** Around the midnights of New York: the clocks go back on 1 November and forward on 8 March. */
const times = [
  '2026-03-08T04:59:59.999Z',
  '2026-03-08T05:00:00.000Z',
  '2026-03-09T03:59:59.999Z',
  '2026-03-09T04:00:00.000Z',
  '2026-11-22T04:59:59.999Z',
  '2026-11-22T05:00:00.000Z',
  '2026-11-23T04:59:59.999Z',
  '2026-11-23T05:00:00.000Z',
]

/** What records have: each value of the type, then nothing. */
const factsOf: Record<PropertyType, (Exclude<Fact, null> | null)[]> = {
  text: [...texts, null],
  number: [...numbers, null],
  choice: [...choices, null],
  choices: [...sets, [], null],
  date: [...days, null],
  yes_no: [true, false, null],
}

/** What is asked: every operator with every value. */
function questionsOf(type: PropertyType): Condition[] {
  const property = `ticket.custom.own_${type}`
  return operatorsByType[type].flatMap((operator): Condition[] => {
    const ask = (values: readonly unknown[]) => values.map((value) => ({ property, operator, value }) as Condition)
    if (operator === 'is_known' || operator === 'is_unknown') return [{ property, operator }]
    if (type === 'yes_no') return ask([true, false])
    if (type === 'text') return ask([...texts, 'nowhere'])
    if (operator === 'between')
      return ask(
        type === 'number'
          ? [
              [-1, 2.5],
              [2, 2],
              [3, 11],
            ]
          : [
              ['2026-03-01', '2026-11-22'],
              ['2026-11-22', '2026-11-22'],
            ],
      )
    if (type === 'number') return ask(numbers)
    if (type === 'choice' || type === 'choices') return ask([...sets, ['nowhere']])
    return ask(operator === 'in_last_days' || operator === 'in_next_days' ? [1, 7, 40, 365] : days)
  })
}

let database: TestDatabase
let opened: OpenedDatabase
let model: Model
let known: ReadonlyMap<string, KnownProperty>
let person: ModelContact
let moment: { now: string; timeZone: string }

beforeAll(async () => {
  database = await createTestDatabase()
  opened = openDatabase(database.url)
  await migrate(opened)
  model = randomModel(
    makeRandom(1),
    makeIds(() => Date.now()),
    { contacts: 24, tickets: 24, portals: 1 },
  )
  model.timeZone = timeZone
  moment = { now: model.now, timeZone }
  for (const property of model.properties) if (property.options.length > 0) property.options = [...choices, 'nowhere']
  const [first] = model.contacts
  if (!first) throw new Error('no contact')
  person = first
  const valuesAt = (at: number): ModelValues =>
    Object.fromEntries(
      propertyTypes.flatMap((type) => {
        const fact = factsOf[type][at]
        return fact === undefined || fact === null ? [] : [[`own_${type}`, fact as ModelValues[string]]]
      }),
    )
  for (const [at, ticket] of model.tickets.entries()) {
    ticket.isHidden = false
    ticket.contacts = [{ id: person.id, role: 'requester' }]
    ticket.createdAt = times[at] ?? model.now
    ticket.subject = texts[at] ?? 'rest'
    ticket.values = valuesAt(at)
  }
  for (const [at, contact] of model.contacts.entries()) {
    contact.companyId = model.companies[0]?.id ?? null
    contact.name = texts[at] ?? 'rest'
    contact.language = [...choices, null][at] ?? null
    contact.values = valuesAt(at)
  }
  await insertModel(opened.db, model)
  known = await listKnownProperties(opened.db, model.accountId)
})
afterAll(async () => {
  await opened.db.destroy()
  await database.drop()
})

const ruleOf = (condition: Condition): Rule => ({ groups: [{ conditions: [condition] }] })

/** What the evaluator says of each record. */
function evaluate(condition: Condition, subject: 'ticket' | 'contact', facts: readonly Fact[]): boolean[] {
  const resolved = resolveRule(ruleOf(condition), subject, known, 'rule')
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems))
  return facts.map((fact) => matchesRule(resolved.rule, () => fact, moment))
}

/** What the database says of each ticket: in a list along its index, and one by one. */
async function askTickets(condition: Condition): Promise<{ list: boolean[]; single: boolean[] }> {
  const viewer = viewerOf(
    model,
    { mode: 'own', companyRule: null, isCompanyReadOnly: false, pipelineIds: [], ticketFilter: ruleOf(condition) },
    person,
    known,
  )
  const list = new Set((await listTickets(opened.db, viewer, { view: 'mine', status: 'all', limit: 100 })).map(({ id }) => id))
  const single = new Set((await ticketsVisibleTo(opened.db, viewer).select('ticket.id').execute()).map(({ id }) => id))
  return { list: model.tickets.map(({ id }) => list.has(id)), single: model.tickets.map(({ id }) => single.has(id)) }
}

describe.each(propertyTypes)('%s', (type) => {
  test.each(operatorsByType[type])('%s: the database and the evaluator agree about every value', async (operator) => {
    for (const condition of questionsOf(type).filter((one) => one.operator === operator)) {
      const expected = evaluate(
        condition,
        'ticket',
        model.tickets.map((_, at) => factsOf[type][at] ?? null),
      )
      const { list, single } = await askTickets(condition)
      expect(list, JSON.stringify(condition)).toEqual(expected)
      expect(single, JSON.stringify(condition)).toEqual(expected)
    }
  })
})

describe('properties that every account has', () => {
  const builtIn: [string, PropertyType, (at: number) => Fact, unknown[]][] = [
    ['ticket.number', 'number', (at) => at + 1, [1, 2, 2.5, 11, -5]],
    ['ticket.subject', 'text', (at) => model.tickets[at]?.subject ?? null, texts],
    ['ticket.pipeline', 'choice', (at) => model.tickets[at]?.pipelineId ?? null, []],
    ['ticket.stage', 'choice', (at) => model.tickets[at]?.stageId ?? null, []],
    ['ticket.status', 'choice', (at) => (model.tickets[at]?.isClosed ? 'closed' : 'open'), [['open'], ['closed'], ['open', 'closed']]],
    ['ticket.created_at', 'date', (at) => model.tickets[at]?.createdAt ?? null, ['2026-03-08', '2026-03-09', '2026-11-22']],
    ['ticket.requester_email', 'text', () => person.email, ['anna', 'ANNA', '@', 'nobody']],
    ['ticket.requester_name', 'text', () => person.name, ['till', 'TI', 'x']],
  ]
  test.each(builtIn)('%s', async (property, type, factAt, values) => {
    const options =
      property === 'ticket.pipeline' || property === 'ticket.stage' ? [model.tickets.slice(0, 3).map((_, at) => factAt(at))] : values
    for (const operator of operatorsByType[type]) {
      const isDays = operator === 'in_last_days' || operator === 'in_next_days'
      const asked =
        operator === 'is_known' || operator === 'is_unknown'
          ? [undefined]
          : isDays
            ? [1, 300]
            : operator === 'between'
              ? options.map((value) => [value, value])
              : options
      for (const value of asked) {
        const condition = {
          property,
          operator,
          ...(value !== undefined && { value: Array.isArray(value) ? [...new Set(value)] : value }),
        } as Condition
        if (operator === 'between') (condition as { value: unknown }).value = value
        const expected = evaluate(
          condition,
          'ticket',
          model.tickets.map((_, at) => factAt(at)),
        )
        expect(await askTickets(condition), JSON.stringify(condition)).toEqual({ list: expected, single: expected })
      }
    }
  })

  test.each([
    ['contact.name', 'text', (contact: ModelContact) => contact.name, texts.slice(0, 6)],
    ['contact.email', 'text', (contact: ModelContact) => contact.email, ['anna', '@birka.example']],
    ['contact.language', 'choice', (contact: ModelContact) => contact.language, [['1'], ['2', '11']]],
    ['contact.custom.own_text', 'text', (contact: ModelContact) => contact.values['own_text'] ?? null, texts.slice(0, 6)],
    ['contact.custom.own_choices', 'choices', (contact: ModelContact) => contact.values['own_choices'] ?? null, sets],
    ['company.name', 'text', () => model.companies[0]?.name ?? null, ['till', 'a']],
  ] as [string, PropertyType, (contact: ModelContact) => Fact, unknown[]][])('%s', async (property, type, factOf, values) => {
    for (const operator of operatorsByType[type]) {
      for (const value of operator === 'is_known' || operator === 'is_unknown' ? [undefined] : values) {
        const condition = { property, operator, ...(value !== undefined && { value }) } as Condition
        const portal = {
          mode: 'rule',
          companyRule: ruleOf(condition),
          isCompanyReadOnly: false,
          pipelineIds: [],
          ticketFilter: null,
        } as const
        const found = await Promise.all(
          model.contacts.map((contact) => findSeesCompany(opened.db, viewerOf(model, { ...portal, pipelineIds: [] }, contact, known))),
        )
        expect(found, JSON.stringify(condition)).toEqual(evaluate(condition, 'contact', model.contacts.map(factOf)))
      }
    }
  })
})
