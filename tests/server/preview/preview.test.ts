import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PreviewSession } from '../../../shared/preview.ts'
import type { TicketDetail, TicketPage } from '../../../shared/tickets.ts'
import { makeCaseTickets, type CaseTickets } from '../../support/case-tickets.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let cases: CaseTickets
let admin: StaffClient

beforeEach(async () => {
  world = await openWorld()
  cases = await makeCaseTickets(world)
  admin = await world.staff('admin')
})
afterEach(() => world.close())

const start = (client: StaffClient, contactId: string | null, portalId = world.acme.portalId) =>
  client.post(`/portals/${portalId}/previews`, { contactId })

async function codeFor(contactId: string | null): Promise<string> {
  const response = await start(admin, contactId)
  expect(response.status).toBe(201)
  const { url } = (await response.json()) as { url: string }
  const [page, fragment = ''] = url.split('#')
  expect(page).not.toContain('code')
  return new URLSearchParams(fragment.split('?')[1]).get('code') ?? ''
}

async function redeem(code: string, client = world.stranger()): Promise<ContactClient> {
  const response = await client.post('/preview-sessions', { code })
  expect(response.status).toBe(201)
  const { accessToken, me } = (await response.json()) as PreviewSession
  client.tokens = { accessToken, refreshToken: '', accessExpiresInSeconds: 0, me }
  return client
}

const preview = async (contactId: string | null) => redeem(await codeFor(contactId))
const subjects = async (client: ContactClient, query = '') => {
  const { tickets } = (await (await client.get(`/tickets?limit=100${query}`)).json()) as TicketPage
  return tickets.map(({ subject }) => subject).sort()
}
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code

describe('a preview of every ticket', () => {
  test('shows what passes the filters, whoever’s it is, and no hidden ticket', async () => {
    const all = await subjects(await preview(null))
    const own = await Promise.all((['anna', 'ben', 'cleo', 'dan'] as const).map(async (name) => subjects(await world.contact(name))))
    for (const subject of own.flat()) expect(all).toContain(subject)
    expect(all).not.toContain('Case hidden')
    expect(all.filter((subject) => subject.includes('bolt'))).toEqual([])
  })

  test('is told that it is nobody', async () => {
    const client = await preview(null)
    expect(client.tokens?.me).toMatchObject({ name: '', email: '', seesCompany: false, view: 'company' })
    expect(await (await client.get('/me')).json()).toMatchObject({ name: '', email: '' })
  })

  test('obeys the ticket filter, in the list and for one ticket', async () => {
    const { version } = (await (await admin.get(`/portals/${world.acme.portalId}`)).json()) as { version: number }
    const ticketFilter = { groups: [{ conditions: [{ property: 'ticket.status', operator: 'any_of', value: ['closed'] }] }] }
    expect((await admin.json('PATCH', `/portals/${world.acme.portalId}`, { version, ticketFilter })).status).toBe(200)
    const client = await preview(null)
    expect((await client.get(`/tickets/${cases.anna.id}`)).status).toBe(404)
    const { tickets } = (await (await client.get('/tickets?limit=100')).json()) as TicketPage
    expect(tickets.filter(({ status }) => status === 'open')).toEqual([])
  })

  test('searches, counts, sorts and opens tickets', async () => {
    const client = await preview(null)
    for (const sort of ['activity', 'created', 'number']) expect((await client.get(`/tickets?sort=${sort}&q=case`)).status).toBe(200)
    const { mine } = (await (await client.get('/tickets/counts')).json()) as { mine: number }
    expect(mine).toBe((await subjects(client)).length)
    const { messages } = (await (await client.get(`/tickets/${cases.anna.id}`)).json()) as TicketDetail
    expect(messages.length).toBeGreaterThan(0)
    expect(messages.every(({ from }) => from !== 'me')).toBe(true)
  })
})

describe('a view as a contact', () => {
  test.each(['anna', 'ben', 'cleo', 'dan'] as const)('%s: the same lists, tickets and person', async (name) => {
    const client = await preview(world.acme.contacts[name])
    const contact = await world.contact(name)
    for (const query of ['', '&view=company']) expect(await subjects(client, query)).toEqual(await subjects(contact, query))
    expect(await (await client.get('/me')).json()).toEqual(await (await contact.get('/me')).json())
    for (const { id } of Object.values(cases)) {
      const [seen, own] = [await client.get(`/tickets/${id}`), await contact.get(`/tickets/${id}`)]
      expect(seen.status).toBe(own.status)
      expect(((await seen.json()) as TicketDetail).messages).toEqual(((await own.json()) as TicketDetail).messages)
    }
  })

  test('leaves the contact’s tickets unread', async () => {
    const contact = await world.contact('anna')
    const before = await (await contact.get('/tickets')).json()
    const client = await preview(world.acme.contacts.anna)
    await client.get(`/tickets/${cases.anna.id}`)
    expect(await codeOf(await client.json('PUT', `/tickets/${cases.anna.id}/read-state`, { messageId: cases.anna.messageId }))).toBe(
      'preview_read_only',
    )
    expect(await (await contact.get('/tickets')).json()).toEqual(before)
  })

  test('stands in the history of the account, with who looked', async () => {
    await codeFor(world.acme.contacts.anna)
    const rows = await world.deps.db
      .selectFrom('event')
      .selectAll()
      .where('account_id', '=', world.acme.accountId)
      .where('kind', '=', 'preview.started')
      .execute()
    expect(rows.map((row) => [row.actor_kind, row.actor_id, row.is_public])).toEqual([['staff', world.acme.staff.admin, 0]])
    expect(rows[0]?.data).toContain(world.acme.contacts.anna)
    expect(rows[0]?.data).not.toContain('cpo_')
  })
})

describe('who may', () => {
  test('nobody without the permission for settings', async () => {
    expect(await codeOf(await start(await world.staff('agent'), null))).toBe('not_allowed')
  })

  test('as a contact: nobody who may not read tickets', async () => {
    await permit(['portal.settings'])
    expect((await start(admin, null)).status).toBe(201)
    expect(await codeOf(await start(admin, world.acme.contacts.anna))).toBe('not_allowed')
  })

  test('no contact and no portal of another account', async () => {
    expect(await codeOf(await start(admin, world.bolt.contacts.anna))).toBe('contact_not_found')
    expect(await codeOf(await start(admin, null, world.bolt.portalId))).toBe('portal_not_found')
  })
})

describe('the code', () => {
  test('works once', async () => {
    const code = await codeFor(null)
    await redeem(code)
    expect(await codeOf(await world.stranger().post('/preview-sessions', { code }))).toBe('session_expired')
  })

  test('gives one preview, however many ask at once', async () => {
    const code = await codeFor(null)
    const all = await Promise.all(Array.from({ length: 5 }, () => world.stranger().post('/preview-sessions', { code })))
    expect(all.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401, 401])
  })

  test('works for a minute', async () => {
    const code = await codeFor(null)
    world.advance(61)
    expect(await codeOf(await world.stranger().post('/preview-sessions', { code }))).toBe('session_expired')
  })

  test('works for its own portal alone', async () => {
    const code = await codeFor(null)
    expect(await codeOf(await world.stranger(world.bolt).post('/preview-sessions', { code }))).toBe('session_expired')
  })

  test('is kept as a hash, and so is the token', async () => {
    const code = await codeFor(null)
    const client = await redeem(code)
    const kept = JSON.stringify(await world.deps.db.selectFrom('preview_session').selectAll().execute())
    expect(kept).not.toContain(code)
    expect(kept).not.toContain(client.tokens?.accessToken ?? '?')
  })
})

describe('the token', () => {
  test('is useless without its key', async () => {
    const client = await preview(null)
    const thief = world.stranger()
    thief.tokens = client.tokens
    expect(await codeOf(await thief.get('/tickets'))).toBe('proof_invalid')
  })

  test('is useless in another portal and on another site', async () => {
    const client = await preview(null)
    const elsewhere = world.stranger(world.bolt)
    elsewhere.tokens = client.tokens
    expect(await codeOf(await elsewhere.get('/tickets'))).toBe('session_expired')
  })

  test('ends after half an hour', async () => {
    const client = await preview(null)
    world.advance(29 * 60)
    expect((await client.get('/tickets')).status).toBe(200)
    world.advance(61)
    expect(await codeOf(await client.get('/tickets'))).toBe('session_expired')
    expect(await codeOf(await client.post('/session/refresh', { refreshToken: 'x', requestId: 'abcdefgh' }))).toBe('session_expired')
  })

  test.each([
    ['logs out', () => admin.fetch('/session', { method: 'DELETE' })],
    [
      'is deactivated',
      () =>
        world.deps.db
          .updateTable('staff')
          .set({ is_active: 0 })
          .where('id', '=', world.acme.staff.admin)
          .where('account_id', '=', world.acme.accountId)
          .execute(),
    ],
    ['loses the permission', () => permit(['inbox.answer'])],
  ])('ends at once when the person who looks %s', async (_, act) => {
    const client = await preview(null)
    await act()
    expect(await codeOf(await client.get('/tickets'))).toBe('session_expired')
  })

  test('ends when it is ended', async () => {
    const client = await preview(null)
    expect((await client.fetch('/preview-sessions', { method: 'DELETE' })).status).toBe(204)
    expect(await codeOf(await client.get('/tickets'))).toBe('session_expired')
  })

  test('is no token of a contact, nor the other way round', async () => {
    const anna = await world.contact('anna')
    expect((await anna.fetch('/preview-sessions', { method: 'DELETE' })).status).toBe(401)
    const client = await preview(world.acme.contacts.anna)
    expect(await codeOf(await client.fetch('/session', { method: 'DELETE' }))).toBe('preview_read_only')
    expect((await anna.get('/tickets')).status).toBe(200)
  })
})

test('works before the portal is switched on, and lets nobody else in', async () => {
  const { version } = (await (await admin.get(`/portals/${world.acme.portalId}`)).json()) as { version: number }
  await admin.json('PATCH', `/portals/${world.acme.portalId}`, { version, isOn: false })
  const client = await preview(world.acme.contacts.anna)
  expect((await client.get('/tickets')).status).toBe(200)
  expect(await codeOf(await world.stranger().get('/tickets'))).toBe('portal_off')
  expect(await codeOf(await world.stranger().post('/session', { email: 'a@b.example', password: 'x' }))).toBe('portal_off')
})

test('hears live what the one hears who is looked through, and the stream ends with the staff session', async () => {
  const client = await preview(world.acme.contacts.anna)
  const response = await client.get('/live')
  expect(response.status).toBe(200)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  const hear = async (words: string) => {
    while (!heard.includes(words)) {
      const { value, done } = (await reader?.read()) ?? { done: true }
      if (done) break
      heard += value
    }
    expect(heard).toContain(words)
  }
  await hear('event: ready')
  const agent = await world.staff('agent')
  await agent.post(`/tickets/${cases.anna.id}/messages`, { text: 'Hello' })
  await hear('event: message.added')
  await admin.fetch('/session', { method: 'DELETE' })
  await hear('event: ended')
})

async function permit(permissions: string[]): Promise<void> {
  await world.deps.db
    .updateTable('staff')
    .set({ permissions: JSON.stringify(permissions) })
    .where('account_id', '=', world.acme.accountId)
    .where('id', '=', world.acme.staff.admin)
    .execute()
}
