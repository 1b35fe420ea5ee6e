import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PropertyValues } from '../../../shared/properties.ts'
import { makeCaseTickets, type CaseTickets } from '../../support/case-tickets.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let cases: CaseTickets
let admin: StaffClient

const option = (value: string) => ({ value, labels: { en: value } })

beforeEach(async () => {
  world = await openWorld()
  cases = await makeCaseTickets(world)
  admin = await world.staff('admin')
  const create = (object: string, key: string, type: string, options?: unknown) =>
    admin.post('/properties', { object, key, type, labels: { en: key }, ...(options ? { options } : {}) })
  await create('ticket', 'note', 'text')
  await create('ticket', 'seats', 'number')
  await create('ticket', 'tier', 'choice', [option('gold'), option('silver')])
  await create('ticket', 'areas', 'choices', [option('till'), option('web')])
  await create('ticket', 'due', 'date')
  await create('ticket', 'urgent', 'yes_no')
  await create('contact', 'vip', 'yes_no')
  await create('company', 'plan', 'choice', [option('big')])
})
afterEach(() => world.close())

const path = () => `/tickets/${cases.anna.id}/properties`
const put = (values: unknown, where = path(), client = admin) => client.json('PUT', where, { values })
async function read(where = path()): Promise<Record<string, unknown>> {
  const { properties } = (await (await admin.get(where)).json()) as PropertyValues
  return Object.fromEntries(properties.map(({ name, value }) => [name, value]))
}

describe('values of a ticket', () => {
  const values = {
    'ticket.custom.note': 'Two\nlines',
    'ticket.custom.seats': 12.5,
    'ticket.custom.tier': 'gold',
    'ticket.custom.areas': ['till', 'web'],
    'ticket.custom.due': '2026-02-28',
    'ticket.custom.urgent': false,
  }

  test('are kept and read as they were given, and taken away by null', async () => {
    expect((await put(values)).status).toBe(200)
    expect(await read()).toEqual(values)
    await put({ 'ticket.custom.tier': null, 'ticket.custom.areas': [] })
    expect(await read()).toEqual({ ...values, 'ticket.custom.tier': null, 'ticket.custom.areas': null })
  })

  test.each([
    ['ticket.custom.note', 5, 'invalid'],
    ['ticket.custom.note', 'bell\u0007', 'invalid'],
    ['ticket.custom.seats', '5', 'invalid'],
    ['ticket.custom.seats', 1e15, 'invalid'],
    ['ticket.custom.tier', 'bronze', 'not_a_choice'],
    ['ticket.custom.areas', ['till', 'moon'], 'not_a_choice'],
    ['ticket.custom.due', '2026-02-30', 'invalid'],
    ['ticket.custom.urgent', 'yes', 'invalid'],
    ['ticket.custom.gone', 'x', 'unknown_field'],
    ['contact.custom.vip', true, 'unknown_field'],
    ['ticket.subject', 'x', 'unknown_field'],
  ])('%s: %s is refused, and nothing beside it is kept', async (name, value, problem) => {
    const response = await put({ 'ticket.custom.tier': 'gold', [name]: value })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'invalid_request', fields: { [`values.${name}`]: problem } })
    expect((await read())['ticket.custom.tier']).toBe(null)
  })

  test('decide from now on what a filter shows', async () => {
    const { version } = (await (await admin.get(`/portals/${world.acme.portalId}`)).json()) as { version: number }
    const ticketFilter = { groups: [{ conditions: [{ property: 'ticket.custom.tier', operator: 'any_of', value: ['gold'] }] }] }
    await admin.json('PATCH', `/portals/${world.acme.portalId}`, { version, ticketFilter })
    const anna = await world.contact('anna')
    expect((await anna.get(`/tickets/${cases.anna.id}`)).status).toBe(404)
    await put({ 'ticket.custom.tier': 'gold' })
    expect((await anna.get(`/tickets/${cases.anna.id}`)).status).toBe(200)
  })

  test('are told live and kept in the history, without the values', async () => {
    await put({ 'ticket.custom.note': 'a secret' })
    const row = await world.deps.db
      .selectFrom('event')
      .selectAll()
      .where('account_id', '=', world.acme.accountId)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    expect(row).toMatchObject({ kind: 'ticket.changed', ticket_id: cases.anna.id, is_public: 1 })
    expect(row?.data).toContain('ticket.custom.note')
    expect(row?.data).not.toContain('secret')
  })
})

test('contacts and companies have values too, for those who may edit them', async () => {
  const [contact, company] = [`/contacts/${world.acme.contacts.anna}/properties`, `/companies/${world.acme.nordvikId}/properties`]
  expect((await put({ 'contact.custom.vip': true }, contact)).status).toBe(200)
  expect((await put({ 'company.custom.plan': 'big' }, company)).status).toBe(200)
  expect(await read(contact)).toEqual({ 'contact.custom.vip': true })
  expect(await read(company)).toEqual({ 'company.custom.plan': 'big' })
  await permit(['portal.settings', 'inbox.answer'])
  for (const where of [contact, company]) {
    expect((await put({}, where)).status).toBe(403)
    expect((await admin.get(where)).status).toBe(403)
  }
  expect((await put({})).status).toBe(200)
  await permit(['portal.settings'])
  expect((await put({})).status).toBe(404)
})

describe('the time zone of the account', () => {
  test('is a place of the IANA list', async () => {
    expect(await (await admin.json('PATCH', '/account', { timeZone: 'America/New_York' })).json()).toMatchObject({
      timeZone: 'America/New_York',
    })
    for (const timeZone of ['Mars/Base', '+02:00', '']) {
      const response = await admin.json('PATCH', '/account', { timeZone })
      expect(await response.json()).toMatchObject({ fields: { timeZone: 'not_a_choice' } })
    }
    expect(await (await admin.get('/account')).json()).toMatchObject({ timeZone: 'America/New_York' })
  })

  test('is for admins', async () => {
    const agent = await world.staff('agent')
    expect((await agent.get('/account')).status).toBe(403)
    expect((await agent.json('PATCH', '/account', { timeZone: 'UTC' })).status).toBe(403)
  })
})

async function permit(permissions: string[]): Promise<void> {
  await world.deps.db
    .updateTable('staff')
    .set({ permissions: JSON.stringify(permissions) })
    .where('account_id', '=', world.acme.accountId)
    .where('id', '=', world.acme.staff.admin)
    .execute()
}
