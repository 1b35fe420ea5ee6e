import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Condition } from '../../../shared/filter-rule.ts'
import { formatCondition } from '../../../shared/list-filter.ts'
import type { ListOptions, TicketDetail, TicketPage, TicketSummary } from '../../../shared/tickets.ts'
import { guarded } from '../../../server/db/index.ts'
import { setPropertyValue } from '../../../server/tickets/property.repo.ts'
import { makeCaseTickets, type CaseTickets } from '../../support/case-tickets.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let cases: CaseTickets
let anna: ContactClient
const properties = new Map<string, string>()

beforeAll(async () => {
  world = await openWorld()
  cases = await makeCaseTickets(world)
  anna = await world.contact('anna')
  const admin = await world.staff('admin')
  const options = ['gold', 'silver'].map((value) => ({ value, labels: { en: value.toUpperCase() } }))
  for (const [key, type] of Object.entries({
    tier: 'choice',
    parts: 'choices',
    order: 'text',
    amount: 'number',
    due: 'date',
    paid: 'yes_no',
    secret: 'text',
  })) {
    const isChoice = type.startsWith('choice')
    const answer = await admin.post('/properties', {
      object: 'ticket',
      key,
      type,
      labels: { en: key, nb: `${key} på norsk` },
      ...(isChoice && { options }),
    })
    properties.set(key, ((await answer.json()) as { id: string }).id)
  }
  await give('anna', {
    tier: 'gold',
    parts: ['silver', 'gold'],
    order: 'A-17',
    amount: 12.5,
    due: '2026-11-22',
    paid: false,
    secret: 'hush',
  })
  await give('annaClosed', { tier: 'silver', order: '=1+1', paid: true })
})
afterAll(() => world.close())

const types = { tier: 'choice', parts: 'choices', order: 'text', amount: 'number', due: 'date', paid: 'yes_no', secret: 'text' } as const

async function give(
  name: keyof CaseTickets,
  values: Partial<Record<keyof typeof types, string | number | boolean | string[]>>,
): Promise<void> {
  const { accountId } = world.acme
  await world.deps.db.transaction().execute(async (tx) => {
    for (const [key, value] of Object.entries(values)) {
      const property = { account_id: accountId, id: properties.get(key) ?? '', type: types[key as keyof typeof types] }
      await setPropertyValue(tx, property, cases[name].id, value)
    }
  })
}

const shown = ['tier', 'parts', 'order', 'amount', 'due', 'paid'].map((key) => `ticket.custom.${key}`)

interface Shown {
  display?: 'open_closed' | 'stages'
  properties?: string[]
  pipelineIds?: string[]
  ticketFilter?: Condition & { type: string }
}

async function setPortal({ display = 'open_closed', properties: names = [], pipelineIds = [], ticketFilter }: Shown): Promise<void> {
  await world.deps.db
    .updateTable('portal')
    .set({
      status_display: display,
      shown_properties: JSON.stringify(names),
      pipeline_ids: JSON.stringify(pipelineIds),
      ticket_filter: ticketFilter ? JSON.stringify({ groups: [{ conditions: [ticketFilter] }] }) : null,
    })
    .where('account_id', '=', world.acme.accountId)
    .execute()
}

async function read<Answer>(path: string, client = anna): Promise<Answer> {
  const response = await client.get(path)
  const text = await response.text()
  expect(response.status, `${path} ${text}`).toBe(200)
  return JSON.parse(text) as Answer
}

const where = (...conditions: Condition[]) =>
  conditions.map((condition) => `where=${encodeURIComponent(formatCondition(condition))}`).join('&')

async function subjects(query: string): Promise<string[]> {
  return (await read<TicketPage>(`/tickets?${query}`)).tickets.map(({ subject }) => subject)
}

const named = (...names: (keyof CaseTickets)[]) => names.map((name) => cases[name].subject).sort()

test.each(['activity', 'created', 'number'] as const)('pages in the order of %s, up and down, have every ticket once', async (sort) => {
  await setPortal({})
  const key = { activity: 'lastActivityAt', created: 'createdAt', number: 'number' } as const
  const all = (await read<TicketPage>('/tickets?view=company&limit=100')).tickets
  const value = (ticket: TicketSummary) => ticket[key[sort]]
  for (const order of ['asc', 'desc'] as const) {
    const found: TicketSummary[] = []
    let after = ''
    for (;;) {
      const page = await read<TicketPage>(`/tickets?view=company&limit=2&sort=${sort}&order=${order}${after}`)
      found.push(...page.tickets)
      if (page.next === null) break
      after = `&after=${page.next}`
    }
    const expected = all.toSorted((a, b) => (value(a) < value(b) || (value(a) === value(b) && a.id < b.id) ? -1 : 1))
    expect(found.map(({ id }) => id)).toEqual((order === 'asc' ? expected : expected.reverse()).map(({ id }) => id))
  }
})

test('a page goes on in its own order alone', async () => {
  await setPortal({})
  const { next } = await read<TicketPage>('/tickets?limit=2&sort=number')
  for (const query of ['sort=created', 'sort=activity', 'sort=number&order=asc', '']) {
    const response = await anna.get(`/tickets?limit=2&after=${next}&${query}`)
    expect(response.status, query).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'invalid_request', fields: { after: 'invalid' } })
  }
  expect((await anna.get(`/tickets?limit=2&after=${next}&sort=number`)).status).toBe(200)
  expect((await anna.get('/tickets?sort=subject')).status).toBe(400)
})

test('says stages and values only where the admin shows them, in every answer that has a ticket', async () => {
  const find = async () => (await read<TicketPage>('/tickets')).tickets.find(({ id }) => id === cases.anna.id)
  await setPortal({})
  expect(await find()).toMatchObject({ stageLabels: null, values: {} })
  await setPortal({ display: 'stages', properties: [...shown, 'ticket.pipeline'] })
  const values = {
    'ticket.custom.tier': 'gold',
    'ticket.custom.parts': ['gold', 'silver'],
    'ticket.custom.order': 'A-17',
    'ticket.custom.amount': 12.5,
    'ticket.custom.due': '2026-11-22',
    'ticket.custom.paid': false,
    'ticket.pipeline': world.acme.supportPipelineId,
  }
  const ticket = await find()
  expect(ticket).toMatchObject({ stageLabels: { en: expect.any(String) as string }, status: 'open' })
  expect(ticket?.values).toEqual(values)
  expect((await read<TicketDetail>(`/tickets/${cases.anna.id}`)).ticket.values).toEqual(values)
  const reply = await anna.post(`/tickets/${cases.anna.id}/messages`, { text: 'more' })
  expect(((await reply.json()) as { ticket: TicketSummary }).ticket).toMatchObject({ values, stageLabels: ticket?.stageLabels })
  const filed = await anna.post('/tickets', { formId: world.acme.formId, values: { subject: 'Filed', text: 'now' } })
  const { ticket: added } = (await filed.json()) as { ticket: TicketSummary }
  expect(added).toMatchObject({ stageLabels: ticket?.stageLabels, values: { 'ticket.pipeline': world.acme.supportPipelineId } })
  await guarded(world.deps.db)
    .updateTable('ticket_contact')
    .set({ is_hidden: 1 })
    .where('account_id', '=', world.acme.accountId)
    .where('ticket_id', '=', added.id)
    .execute()
})

test('offers what the admin shows, and pipelines and stages that the portal can show', async () => {
  await setPortal({})
  expect(await read<ListOptions>('/tickets/options')).toEqual({ properties: [], stages: null })
  await setPortal({ display: 'stages', properties: ['ticket.custom.tier', 'ticket.pipeline', 'ticket.custom.gone'] })
  const all = await read<ListOptions>('/tickets/options')
  expect(all.properties).toMatchObject([
    { name: 'ticket.custom.tier', type: 'choice', labels: { en: 'tier' }, options: [{ value: 'gold' }, { value: 'silver' }] },
    { name: 'ticket.pipeline', type: 'choice' },
  ])
  const pipelines = (options: ListOptions) => options.properties[1]?.options?.map(({ value }) => value)
  expect(pipelines(all)).toEqual([world.acme.supportPipelineId, world.acme.salesPipelineId])
  expect(all.stages?.map(({ id }) => id)).toContain(world.acme.salesStageId)
  const support: Shown[] = [
    { pipelineIds: [world.acme.supportPipelineId] },
    { ticketFilter: { property: 'ticket.pipeline', type: 'choice', operator: 'none_of', value: [world.acme.salesPipelineId] } },
  ]
  for (const narrowed of support) {
    await setPortal({ display: 'stages', properties: ['ticket.custom.tier', 'ticket.pipeline'], ...narrowed })
    const some = await read<ListOptions>('/tickets/options')
    expect(pipelines(some)).toEqual([world.acme.supportPipelineId])
    expect(some.stages?.map(({ id }) => id)).not.toContain(world.acme.salesStageId)
    const response = await anna.get(`/tickets?${where({ property: 'ticket.stage', operator: 'any_of', value: [world.acme.salesStageId] })}`)
    expect(await response.json()).toMatchObject({ code: 'invalid_request', fields: { 'where.0': 'not_a_choice' } })
  }
})

const custom = (key: string) => `ticket.custom.${key}`

test('is narrowed by every condition together', async () => {
  await setPortal({ display: 'stages', properties: shown })
  const expectations: [Condition[], string[]][] = [
    [[{ property: custom('tier'), operator: 'any_of', value: ['gold', 'silver'] }], named('anna', 'annaClosed')],
    [[{ property: custom('parts'), operator: 'contains_all', value: ['gold', 'silver'] }], named('anna')],
    [[{ property: custom('order'), operator: 'contains', value: 'a-1' }], named('anna')],
    [[{ property: custom('amount'), operator: 'between', value: [12, 13] }], named('anna')],
    [[{ property: custom('due'), operator: 'on', value: '2026-11-22' }], named('anna')],
    [[{ property: custom('paid'), operator: 'is', value: true }], named('annaClosed')],
    [[{ property: 'ticket.stage', operator: 'any_of', value: [world.acme.salesStageId] }], named('annaSales')],
    [
      [{ property: 'ticket.created_at', operator: 'in_last_days', value: 1 }],
      named('anna', 'annaClosed', 'annaSales', 'annaTwoThreads', 'phone'),
    ],
    [[{ property: 'ticket.created_at', operator: 'before', value: '2020-01-01' }], []],
    [
      [
        { property: 'ticket.last_activity_at', operator: 'after', value: '2020-01-01' },
        { property: custom('tier'), operator: 'any_of', value: ['silver'] },
      ],
      named('annaClosed'),
    ],
    [[{ property: custom('tier'), operator: 'is_unknown' }], named('annaSales', 'annaTwoThreads', 'phone')],
  ]
  for (const [conditions, expected] of expectations)
    expect((await subjects(where(...conditions))).sort(), JSON.stringify(conditions)).toEqual(expected)
  const ofBen = where({ property: 'ticket.requester_name', operator: 'contains', value: 'ben' })
  expect(await subjects(`view=company&${ofBen}`)).toEqual(named('ben'))
  expect(await subjects(`view=company&status=closed&${where({ property: custom('tier'), operator: 'is_known' })}`)).toEqual(
    named('annaClosed'),
  )
})

test('T-30: whatever is no condition on something shown is refused, and hidden properties like missing ones', async () => {
  await setPortal({ properties: shown })
  const hostile = [
    'custom.secret:is:hush',
    'custom.missing:is:hush',
    'custom.secret:is_known',
    'stage:any_of:x',
    'status:any_of:open',
    'number:equals:1',
    'subject:contains:case',
    'requester_email:contains:anna',
    'pipeline:any_of:x',
    '__proto__:is:x',
    'constructor:is_known',
    'created_at:before:yesterday',
    'created_at:before:2026-02-30',
    'created_at:in_last_days:1e9',
    'created_at:in_last_days:0.5',
    'custom.amount:equals:1e400',
    'custom.amount:equals:NaN',
    'custom.amount:between:1',
    'custom.amount:between:2,1',
    'custom.tier:any_of:',
    'custom.paid:is:maybe',
    "custom.order:is:'; drop table ticket --:x:",
    'custom.order:like:x',
    'custom.order:is:%00',
    'custom.order:is:%ED%A0%80\u0000',
    `custom.order:is:${'x'.repeat(300)}`,
    `custom.tier:any_of:${Array.from({ length: 51 }, (_, index) => index).join()}`,
    '',
    ':::',
    'custom.order',
  ]
  for (const text of hostile) {
    const response = await anna.get(`/tickets?where=${encodeURIComponent('custom.paid:is:true')}&where=${encodeURIComponent(text)}`)
    const body = await response.text()
    if (text.startsWith("custom.order:is:'")) {
      // Text like any other.
      expect(response.status, text).toBe(200)
      continue
    }
    expect(response.status, text).toBe(400)
    expect(JSON.parse(body), text).toMatchObject({ code: 'invalid_request', fields: { 'where.1': 'invalid' } })
  }
  const other = await anna.get(`/tickets?where=${encodeURIComponent('custom.tier:any_of:platinum')}`)
  expect(await other.json()).toMatchObject({ fields: { 'where.0': 'not_a_choice' } })
  const many = Array.from({ length: 11 }, () => 'where=custom.paid:is:true').join('&')
  expect((await anna.get(`/tickets?${many}`)).status).toBe(400)
  expect((await anna.get(`/tickets?${many.split('&').slice(1).join('&')}`)).status).toBe(200)
})
