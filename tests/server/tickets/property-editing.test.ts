import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Explanation, RuleMatch } from '../../../shared/explanations.ts'
import type { HistoryPage } from '../../../shared/history.ts'
import type { PropertyUsage } from '../../../shared/pipelines.ts'
import type { PortalSettings } from '../../../shared/portal.ts'
import type { Property } from '../../../shared/properties.ts'
import type { ListOptions, TicketDetail } from '../../../shared/tickets.ts'
import { makeCaseTickets, type CaseTickets } from '../../support/case-tickets.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let cases: CaseTickets
let admin: StaffClient
let tier: Property

const option = (value: string) => ({ value, labels: { en: value } })
const one = (property: string, operator: string, value: unknown) => ({ groups: [{ conditions: [{ property, operator, value }] }] })

beforeAll(async () => {
  world = await openWorld()
  cases = await makeCaseTickets(world)
  admin = await world.staff('admin')
  const body = { object: 'ticket', key: 'tier', type: 'choice', labels: { en: 'Tier' }, options: [option('gold'), option('silver')] }
  tier = (await (await admin.post('/properties', body)).json()) as Property
  await admin.json('PUT', `/tickets/${cases.anna.id}/properties`, { values: { 'ticket.custom.tier': 'gold' } })
})
afterAll(() => world.close())

const change = async (body: Record<string, unknown>) => {
  const response = await admin.json('PATCH', `/properties/${tier.id}`, body)
  return { status: response.status, body: (await response.json()) as Property & { code?: string; fields?: object } }
}

async function savePortal(changes: Record<string, unknown>) {
  const path = `/portals/${world.acme.portalId}`
  const { version } = (await (await admin.get(path)).json()) as PortalSettings
  const response = await admin.json('PATCH', path, { version, ...changes })
  return { status: response.status, body: (await response.json()) as PortalSettings & { fields?: object } }
}

test('labels and options of a property are changed; what hangs on it is told before one goes', async () => {
  await savePortal({ shownProperties: ['ticket.custom.tier'], ticketFilter: one('ticket.custom.tier', 'any_of', ['gold']) })
  const usage = (await (await admin.get(`/properties/${tier.id}/usage`)).json()) as PropertyUsage
  const portal = { id: world.acme.portalId, name: 'acme support' }
  expect(usage).toMatchObject({
    values: 1,
    options: [
      { value: 'gold', values: 1 },
      { value: 'silver', values: 0 },
    ],
    rules: [{ kind: 'ticketFilter', ...portal }],
    portals: [portal],
    forms: [],
  })
  const renamed = await change({
    version: 1,
    labels: { en: 'Level', nb: 'Nivå' },
    options: [option('silver'), option('gold'), option('tin')],
  })
  expect(renamed).toMatchObject({ status: 200, body: { version: 2, labels: { en: 'Level', nb: 'Nivå' } } })
  expect((await change({ version: 1, labels: { en: 'Late' } })).body.code).toBe('changed_meanwhile')
  expect((await change({ version: 2, options: [] })).body.fields).toEqual({ options: 'required' })
  expect((await change({ version: 2, options: [option('a'), option('a')] })).body.fields).toEqual({ options: 'invalid' })
  const refused = await change({ version: 2, options: [option('silver')] })
  expect([refused.status, refused.body.code]).toEqual([409, 'option_in_use'])
  const dropped = await change({ version: 2, options: [option('silver')], dropsUsed: true })
  expect(dropped.body.options?.map(({ value }) => value)).toEqual(['silver'])
  // The filter goes on as it is, and what the ticket has is still there.
  const detail = await (await world.contact('anna')).get(`/tickets/${cases.anna.id}`)
  expect(((await detail.json()) as TicketDetail).properties).toMatchObject([{ value: 'gold', labels: { en: 'Level' } }])
  const { entries } = (await (await admin.get('/history?group=settings')).json()) as HistoryPage
  const changes = entries.filter(({ kind }) => kind === 'property.changed').map((entry) => entry.changes)
  expect(changes).toContainEqual(expect.objectContaining({ labels: { before: { en: 'Tier' }, after: { en: 'Level', nb: 'Nivå' } } }))
  expect((await change({ version: 3, options: [option('silver'), option('gold')] })).status).toBe(200)
  await savePortal({ ticketFilter: null })
})

test('a portal calls a shown property by another name, everywhere customers read it', async () => {
  const saved = await savePortal({ shownLabels: { 'ticket.custom.tier': { en: 'Your plan', nb: ' ' }, 'ticket.pipeline': { en: '' } } })
  expect(saved.body.shownLabels).toEqual({ 'ticket.custom.tier': { en: 'Your plan' } })
  const anna = await world.contact('anna')
  const labels = { en: 'Your plan', nb: 'Nivå' }
  const options = (await (await anna.get('/tickets/options')).json()) as ListOptions
  expect(options.properties).toMatchObject([{ name: 'ticket.custom.tier', labels }])
  const detail = (await (await anna.get(`/tickets/${cases.anna.id}`)).json()) as TicketDetail
  expect(detail.properties).toMatchObject([{ labels }])
  await anna.json('PATCH', '/me', { columns: ['subject', 'ticket.custom.tier'] })
  expect(await (await anna.get('/tickets/export?view=mine')).text()).toContain('Your plan')
  const bad = await savePortal({ shownLabels: { 'ticket.subject': { en: 'Title' } } })
  expect(bad.body.fields).toEqual({ 'shownLabels.ticket.subject': 'not_a_choice' })
})

test('the tester says what unsaved rules would do, and which condition hides a ticket', async () => {
  const path = `/portals/${world.acme.portalId}`
  const explain = async (body: Record<string, unknown>) => {
    const response = await admin.post(`${path}/explanations`, { ticketId: cases.anna.id, ...body })
    return { status: response.status, body: (await response.json()) as Explanation & { fields?: object } }
  }
  const ticketFilter = {
    groups: [
      {
        conditions: [
          { property: 'ticket.subject', operator: 'contains', value: 'anna' },
          { property: 'ticket.status', operator: 'any_of', value: ['closed'] },
        ],
      },
    ],
  }
  const saved = await explain({ contactId: world.acme.contacts.anna })
  expect(saved.body.isVisible).toBe(true)
  const unsaved = await explain({ contactId: world.acme.contacts.anna, unsaved: { ticketFilter } })
  expect(unsaved.body.isVisible).toBe(false)
  expect(unsaved.body.clauses).toContainEqual({ clause: 'ticket_filter', isMet: false, groups: [[true, false]] })
  const nobody = await explain({ contactId: null, unsaved: { ticketFilter: one('ticket.subject', 'contains', 'anna') } })
  expect(nobody.body).toMatchObject({ isVisible: true, canReply: false })
  expect(nobody.body.clauses.map(({ clause }) => clause)).toEqual(['portal_on', 'not_hidden', 'pipeline', 'ticket_filter'])
  expect((await explain({ contactId: null, unsaved: { ticketFilter } })).body.isVisible).toBe(false)
  const ben = { contactId: world.acme.contacts.ben }
  const byRule = (name: string) => ({ permissionMode: 'rule', companyRule: one('contact.name', 'contains', name) })
  expect((await explain({ ...ben, unsaved: byRule('ben') })).body.isVisible).toBe(true)
  expect((await explain({ ...ben, unsaved: byRule('anna') })).body.isVisible).toBe(false)
  expect((await explain({ ...ben, unsaved: { permissionMode: 'own' } })).body.isVisible).toBe(false)
  expect((await explain({ ...ben, unsaved: { ticketFilter: one('ticket.custom.gone', 'is', 'x') } })).body.fields).toEqual({
    'unsaved.ticketFilter.groups.0.conditions.0.property': 'not_a_choice',
  })
  const { shownLabels: _labels, ...after } = (await (await admin.get(path)).json()) as PortalSettings
  expect(after).toMatchObject({ ticketFilter: null })
  const matches = async (name: string) =>
    (await (await admin.post(`${path}/contact-matches`, { ...ben, rule: one('contact.name', 'contains', name) })).json()) as RuleMatch
  expect(await matches('ben')).toEqual({ isMet: true, groups: [[true]] })
  expect(await matches('anna')).toEqual({ isMet: false, groups: [[false]] })
})
