import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { transact } from '../../../server/db/transact.ts'
import { setPropertyValue } from '../../../server/tickets/property.repo.ts'
import type { Explanation } from '../../../shared/explanations.ts'
import type { PortalSettings } from '../../../shared/portal.ts'
import type { Property } from '../../../shared/properties.ts'
import { makeCaseTickets, type CaseTickets } from '../../support/case-tickets.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let cases: CaseTickets
let admin: StaffClient
let path: string

beforeAll(async () => {
  world = await openWorld()
  cases = await makeCaseTickets(world)
  admin = await world.staff('admin')
  path = `/portals/${world.acme.portalId}`
})
afterAll(() => world.close())

const one = (property: string, operator: string, value?: unknown) => ({
  groups: [{ conditions: [{ property, operator, ...(value !== undefined && { value }) }] }],
})

async function save(
  changes: Record<string, unknown>,
): Promise<{ status: number; body: PortalSettings & { fields?: Record<string, string> } }> {
  const { version } = (await (await admin.get(path)).json()) as PortalSettings
  const response = await admin.json('PATCH', path, { version, ...changes })
  return { status: response.status, body: (await response.json()) as PortalSettings & { fields?: Record<string, string> } }
}

async function subjects(who: 'anna' | 'ben' | 'cleo', view: 'mine' | 'company'): Promise<string[]> {
  const page = await (await world.contact(who)).get(`/tickets?limit=100&view=${view}`)
  return ((await page.json()) as { tickets: { subject: string }[] }).tickets.map(({ subject }) => subject).sort()
}

async function addProperty(body: Record<string, unknown>): Promise<Property> {
  const response = await admin.post('/properties', { labels: { en: 'Own' }, ...body })
  expect(response.status).toBe(201)
  return (await response.json()) as Property
}

async function setValue(property: Property, objectId: string, value: string | string[]): Promise<void> {
  await transact(world.deps.db, (tx) =>
    setPropertyValue(tx, { account_id: world.acme.accountId, id: property.id ?? '', type: property.type }, objectId, value),
  )
}

test('a filter of the portal is told back as it was saved, and binds the next request', async () => {
  const before = await subjects('anna', 'mine')
  const ticketFilter = one('ticket.subject', 'contains', 'TWOTHREADS')
  const saved = await save({ ticketFilter })
  expect(saved.status).toBe(200)
  expect(saved.body.ticketFilter).toEqual(ticketFilter)
  expect(await subjects('anna', 'mine')).toEqual([cases.annaTwoThreads.subject])
  const anna = await world.contact('anna')
  expect((await anna.get(`/tickets/${cases.anna.id}`)).status).toBe(404)
  expect((await anna.get(`/attachments/${cases.anna.attachmentId ?? ''}/content`)).status).toBe(404)
  expect((await anna.get(`/tickets/${cases.annaTwoThreads.id}`)).status).toBe(200)
  expect((await save({ ticketFilter: null })).body.ticketFilter).toBe(null)
  expect(await subjects('anna', 'mine')).toEqual(before)
})

test('by rule: only contacts who match see the tickets of their company, the others their own', async () => {
  const role = await addProperty({ object: 'contact', key: 'role', type: 'choice', options: [{ value: 'boss', labels: { en: 'Boss' } }] })
  const tier = await addProperty({ object: 'company', key: 'tier', type: 'choices', options: [{ value: 'gold', labels: { en: 'Gold' } }] })
  await setValue(role, world.acme.contacts.ben, 'boss')
  await setValue(tier, world.acme.nordvikId, ['gold'])
  const companyRule = {
    groups: [
      {
        conditions: [
          { property: 'contact.custom.role', operator: 'any_of', value: ['boss'] },
          { property: 'company.custom.tier', operator: 'contains_any', value: ['gold'] },
        ],
      },
    ],
  }
  expect((await save({ permissionMode: 'rule', companyRule: null })).body.fields).toEqual({ companyRule: 'required' })
  expect((await save({ permissionMode: 'rule', companyRule })).status).toBe(200)
  expect(await subjects('ben', 'company')).toContain(cases.anna.subject)
  expect(await subjects('anna', 'company')).toEqual([])
  expect(await subjects('cleo', 'company')).toEqual([])
  expect(await (await (await world.contact('ben')).get('/me')).json()).toMatchObject({ seesCompany: true })
  expect(await (await (await world.contact('anna')).get('/me')).json()).toMatchObject({ seesCompany: false })
  await setValue(tier, world.acme.nordvikId, [])
  expect(await subjects('ben', 'company')).toEqual([])
  expect((await (await world.contact('ben')).get(`/tickets/${cases.anna.id}`)).status).toBe(404)
  await save({ permissionMode: 'company', companyRule: null })
})

test('a page that is open hears with its next request that the company’s tickets are open to it, and its session goes on', async () => {
  await save({ permissionMode: 'own' })
  const ben = await world.contact('ben')
  expect(await (await ben.get('/me')).json()).toMatchObject({ seesCompany: false })
  await save({ permissionMode: 'company' })
  expect((await ben.get('/me')).status).toBe(401)
  expect((await ben.renew()).me.seesCompany).toBe(true)
  expect((await ben.get('/tickets?view=company')).status).toBe(200)
})

test('read-only: a ticket seen through the company is not answered, an own one is', async () => {
  await save({ isCompanyReadOnly: true })
  const ben = await world.contact('ben')
  expect(await (await ben.get(`/tickets/${cases.anna.id}`)).json()).toMatchObject({ can: { reply: false } })
  expect(await (await ben.get(`/tickets/${cases.ben.id}`)).json()).toMatchObject({ can: { reply: true } })
  const refused = await ben.post(`/tickets/${cases.anna.id}/messages`, { text: 'may I?' })
  expect(refused.status).toBe(403)
  expect((await ben.post(`/tickets/${cases.ben.id}/messages`, { text: 'mine' })).status).toBe(201)
  await save({ isCompanyReadOnly: false })
  expect((await ben.post(`/tickets/${cases.anna.id}/messages`, { text: 'now I may' })).status).toBe(201)
})

test('confidential: nobody sees a pipeline’s tickets through the company', async () => {
  const set = (isConfidential: boolean) =>
    admin.json('PUT', `/pipelines/${world.acme.supportPipelineId}/confidentiality`, { isConfidential })
  expect((await set(true)).status).toBe(204)
  expect(await subjects('ben', 'company')).not.toContain(cases.anna.subject)
  expect((await (await world.contact('ben')).get(`/tickets/${cases.anna.id}`)).status).toBe(404)
  expect((await (await world.contact('anna')).get(`/tickets/${cases.anna.id}`)).status).toBe(200)
  expect((await set(false)).status).toBe(204)
  expect(await subjects('ben', 'company')).toContain(cases.anna.subject)
})

describe('what cannot be saved is refused at its place', () => {
  const at = 'ticketFilter.groups.0.conditions.0'
  test.each([
    ['an unknown property', { ticketFilter: one('ticket.custom.nothing', 'is_known') }, { [`${at}.property`]: 'not_a_choice' }],
    ['a property of contacts', { ticketFilter: one('contact.name', 'is', 'x') }, { [`${at}.property`]: 'not_a_choice' }],
    ['an operator of another type', { ticketFilter: one('ticket.subject', 'equals', 1) }, { [`${at}.operator`]: 'not_a_choice' }],
    ['yes or no of a text', { ticketFilter: one('ticket.subject', 'is', true) }, { [`${at}.value`]: 'invalid' }],
    ['days of a number', { ticketFilter: one('ticket.number', 'between', ['2026-01-01', '2026-01-02']) }, { [`${at}.value`]: 'invalid' }],
    ['a choice that there is not', { ticketFilter: one('ticket.status', 'any_of', ['lost']) }, { [`${at}.value`]: 'not_a_choice' }],
    ['no value', { ticketFilter: one('ticket.subject', 'contains') }, { [`${at}.value`]: 'required' }],
    ['an unknown operator', { ticketFilter: one('ticket.subject', 'regex', 'x') }, expect.anything()],
    ['an empty rule', { ticketFilter: { groups: [] } }, { 'ticketFilter.groups': 'required' }],
    [
      'a ticket’s property of contacts',
      { companyRule: one('ticket.subject', 'is_known') },
      { 'companyRule.groups.0.conditions.0.property': 'not_a_choice' },
    ],
  ])('%s', async (_, changes, fields) => {
    const { status, body } = await save(changes)
    expect(status).toBe(400)
    expect(body.fields).toEqual(fields)
  })

  test('the pipeline of another account', async () => {
    const { body } = await save({ ticketFilter: one('ticket.pipeline', 'any_of', [world.bolt.supportPipelineId]) })
    expect(body.fields).toEqual({ [`${at}.value`]: 'not_a_choice' })
  })

  test('a deleted property; the rule that names it goes on as it was', async () => {
    const shop = await addProperty({ object: 'ticket', key: 'shop', type: 'text' })
    await setValue(shop, cases.anna.id, 'Bergen')
    const ticketFilter = one('ticket.custom.shop', 'is', 'BERGEN')
    expect((await save({ ticketFilter })).status).toBe(200)
    expect((await admin.fetch(`/properties/${shop.id ?? ''}`, { method: 'DELETE' })).status).toBe(204)
    expect(await subjects('anna', 'mine')).toEqual([cases.anna.subject])
    expect((await save({ ticketFilter })).body.fields).toEqual({ [`${at}.property`]: 'not_a_choice' })
    // Another property of the same key is another property.
    await addProperty({ object: 'ticket', key: 'shop', type: 'text' })
    expect(await subjects('anna', 'mine')).toEqual([cases.anna.subject])
    await save({ ticketFilter: null })
  })
})

describe('properties', () => {
  test.each(['', 'Tier', 'a-b', 'a b', 'tier"', "tier' or 1=1", 'x'.repeat(41), 'é', '__proto__ '])(
    'the key %j is refused',
    async (key) => {
      const response = await admin.post('/properties', { object: 'ticket', key, type: 'text', labels: { en: 'x' } })
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ fields: { key: 'invalid' } })
    },
  )

  test('a key that is taken, choices without choices, and choices of a text are refused', async () => {
    await addProperty({ object: 'ticket', key: 'taken', type: 'text' })
    const refusals = [
      [{ key: 'taken', type: 'number' }, { key: 'not_a_choice' }],
      [{ key: 'bare', type: 'choice' }, { options: 'required' }],
      [{ key: 'text', type: 'text', options: [{ value: 'a', labels: { en: 'A' } }] }, { options: 'unknown_field' }],
      [{ key: 'nameless', type: 'text', labels: {} }, { labels: 'required' }],
    ] as const
    for (const [body, fields] of refusals) {
      const response = await admin.post('/properties', { object: 'ticket', labels: { en: 'x' }, ...body })
      expect(await response.json()).toMatchObject({ fields })
    }
    expect((await admin.post('/properties', { object: 'contact', key: 'taken', type: 'text', labels: { en: 'x' } })).status).toBe(201)
  })

  test('only who may change the settings sees and makes them', async () => {
    const agent = await world.staff('agent')
    expect((await agent.get('/properties')).status).toBe(403)
    expect((await agent.post('/properties', { object: 'ticket', key: 'k', type: 'text', labels: { en: 'x' } })).status).toBe(403)
    expect((await agent.get('/pipelines')).status).toBe(200)
    expect((await agent.json('PUT', `/pipelines/${world.acme.supportPipelineId}/confidentiality`, { isConfidential: true })).status).toBe(
      403,
    )
    expect((await agent.post(`${path}/explanations`, { contactId: world.acme.contacts.anna, ticketId: cases.anna.id })).status).toBe(403)
  })
})

describe('why', () => {
  async function why(contactId: string, ticketId: string): Promise<Explanation> {
    const response = await admin.post(`${path}/explanations`, { contactId, ticketId })
    expect(response.status).toBe(200)
    return (await response.json()) as Explanation
  }
  const unmet = (told: Explanation) => told.clauses.filter(({ isMet }) => !isMet).map(({ clause }) => clause)

  test('an own ticket, a colleague’s, a stranger’s, a hidden one', async () => {
    const { anna, ben, cleo } = world.acme.contacts
    expect(await why(anna, cases.anna.id)).toMatchObject({ isVisible: true, canReply: true })
    expect(await why(anna, cases.annaClosed.id)).toMatchObject({ isVisible: true, canReply: false })
    const colleague = await why(ben, cases.anna.id)
    expect(colleague).toMatchObject({ isVisible: true })
    expect(unmet(colleague)).toEqual(['own'])
    const stranger = await why(cleo, cases.anna.id)
    expect(stranger).toMatchObject({ isVisible: false, canReply: false })
    expect(unmet(stranger)).toEqual(['own', 'of_company'])
    expect(unmet(await why(anna, cases.annaHidden.id))).toEqual(['not_hidden'])
  })

  test('the filter is told condition by condition', async () => {
    const conditions = [
      { property: 'ticket.status', operator: 'any_of', value: ['open'] },
      { property: 'ticket.subject', operator: 'contains', value: 'nowhere' },
    ]
    await save({ ticketFilter: { groups: [{ conditions }, { conditions: conditions.slice(1) }] } })
    const told = await why(world.acme.contacts.anna, cases.anna.id)
    expect(told.isVisible).toBe(false)
    expect(told.clauses.find(({ clause }) => clause === 'ticket_filter')).toEqual({
      clause: 'ticket_filter',
      isMet: false,
      groups: [[true, false], [false]],
    })
    await save({ ticketFilter: null })
  })

  test('it is in the history, and not for staff who see no tickets', async () => {
    const asked = await world.deps.db
      .selectFrom('event')
      .select('data')
      .where('account_id', '=', world.acme.accountId)
      .where('kind', '=', 'visibility.explained')
      .execute()
    expect(asked.length).toBeGreaterThan(4)
    const settings = await world.staff('settings')
    expect((await settings.post(`${path}/explanations`, { contactId: world.acme.contacts.anna, ticketId: cases.anna.id })).status).toBe(404)
    const strangers = { contactId: world.bolt.contacts.anna, ticketId: cases.boltAnna.id }
    expect(await (await admin.post(`${path}/explanations`, strangers)).json()).toMatchObject({ code: 'contact_not_found' })
    const mixed = { contactId: world.acme.contacts.anna, ticketId: cases.boltAnna.id }
    expect(await (await admin.post(`${path}/explanations`, mixed)).json()).toMatchObject({ code: 'ticket_not_found' })
  })
})

test('a count is of the account’s own tickets', async () => {
  const count = async (rule: unknown) => (await admin.post(`${path}/ticket-counts`, { rule })).json()
  expect(await count(one('ticket.subject', 'contains', 'case'))).toEqual({ count: 9, isComplete: true })
  expect(await count(one('ticket.status', 'any_of', ['closed']))).toEqual({ count: 1, isComplete: true })
  expect(await count(one('ticket.custom.nothing', 'is_known'))).toMatchObject({ code: 'invalid_request' })
})
