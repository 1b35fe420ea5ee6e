import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AccessPreview, ContactListEntry, ContactPage } from '../../../shared/lists.ts'
import { listDeadSessions } from '../../../server/auth/authenticate.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { password } from '../../support/world-rows.ts'
import { mailsOf } from '../auth/mailed.ts'

let world: World
let admin: StaffClient
beforeEach(async () => {
  world = await openWorld()
  admin = await world.staff('admin')
})
afterEach(() => world.close())

const nameBegins = (value: string) => ({ groups: [{ conditions: [{ property: 'contact.name', operator: 'starts_with', value }] }] })

async function makeList(body: object): Promise<ContactListEntry> {
  const response = await admin.post('/lists', body)
  expect(response.status).toBe(201)
  return (await response.json()) as ContactListEntry
}

async function listOf(...who: ('anna' | 'ben' | 'cleo' | 'dan')[]): Promise<ContactListEntry> {
  const list = await makeList({ kind: 'static', name: 'Guests' })
  const response = await admin.post(`/lists/${list.id}/members`, { emails: who.map((name) => world.acme.email(name)) })
  expect(await response.json()).toEqual({ added: who.length, alreadyThere: 0 })
  return list
}

async function save(changes: object): Promise<Response> {
  const path = `/portals/${world.acme.portalId}`
  const { version } = (await (await admin.get(path)).json()) as { version: number }
  return admin.json('PATCH', path, { version, ...changes })
}

async function openTo(...lists: ContactListEntry[]): Promise<void> {
  expect((await save({ accessMode: 'lists', accessListIds: lists.map(({ id }) => id) })).status).toBe(200)
}

const takeOff = (list: ContactListEntry, who: 'anna' | 'ben') =>
  admin.json('DELETE', `/lists/${list.id}/members/${world.acme.contacts[who]}`, {})

async function refresh(client: ContactClient): Promise<Response> {
  const refreshToken = client.tokens?.refreshToken
  client.tokens = null
  return client.post('/session/refresh', { refreshToken, requestId: 'request-1' })
}

test('with lists, only who is on one of them gets in; who is not hears it only with the right password', async () => {
  await openTo(await listOf('anna'), await makeList({ kind: 'active', name: 'Bens', rule: nameBegins('BEN') }))
  await world.contact('anna')
  await world.contact('ben')
  const denied = await world.stranger().post('/session', { email: world.acme.email('cleo'), password })
  expect(denied.status).toBe(403)
  expect(await denied.json()).toMatchObject({ code: 'access_denied' })
  const wrong = await world.stranger().post('/session', { email: world.acme.email('cleo'), password: 'not the password' })
  expect(await wrong.json()).toMatchObject({ code: 'sign_in_failed' })
  expect(await world.deps.db.selectFrom('session').select('id').where('contact_id', '=', world.acme.contacts.cleo).execute()).toEqual([])
})

test('lists of one portal say nothing about another', async () => {
  await openTo(await listOf('anna'))
  await world.contact('cleo', world.bolt)
})

test('D8: who is taken off the list is out with the next request, and stays out of that session', async () => {
  const list = await listOf('anna', 'ben')
  await openTo(list)
  const [anna, ben] = [await world.contact('anna'), await world.contact('ben')]
  expect((await takeOff(list, 'anna')).status).toBe(204)
  const response = await anna.get('/tickets')
  expect(response.status).toBe(403)
  expect(await response.json()).toMatchObject({ code: 'access_denied' })
  await admin.post(`/lists/${list.id}/members`, { emails: [world.acme.email('anna')] })
  expect((await anna.get('/tickets')).status).toBe(401)
  expect((await ben.get('/tickets')).status).toBe(200)
})

test('D8: nor does a refresh token help', async () => {
  const list = await listOf('anna')
  await openTo(list)
  const anna = await world.contact('anna')
  await takeOff(list, 'anna')
  expect((await refresh(anna)).status).toBe(403)
  expect((await refresh(anna)).status).not.toBe(200)
})

test('D8: open streams end when they are looked at again: a member taken off, a rule that does not match any more, other lists', async () => {
  const list = await listOf('ben')
  const byRule = await makeList({ kind: 'active', name: 'Named', rule: nameBegins('anna') })
  await openTo(list, byRule)
  const clients = { anna: await world.contact('anna'), ben: await world.contact('ben') }
  const sessions = await world.deps.db.selectFrom('session').select(['id', 'contact_id']).execute()
  const idOf = (who: 'anna' | 'ben') => sessions.find(({ contact_id }) => contact_id === world.acme.contacts[who])?.id ?? ''
  const all = [idOf('anna'), idOf('ben')]
  const stream = await clients.anna.fetch('/live')
  const closed = new Response(stream.body).text()
  expect(await listDeadSessions(world.deps, all)).toEqual([])
  await world.deps.db.updateTable('contact').set({ name_folded: 'someone' }).where('id', '=', world.acme.contacts.anna).execute()
  expect(await listDeadSessions(world.deps, all)).toEqual([idOf('anna')])
  expect((await clients.anna.get('/me')).status).toBe(403)
  expect(await closed).toMatch(/event: ended/)
  await openTo(byRule)
  expect(await listDeadSessions(world.deps, all)).toEqual(all)
  expect((await clients.ben.get('/me')).status).toBe(403)
})

test('a list emptied while people are signed in lets nobody in any more', async () => {
  const list = await listOf('anna')
  await openTo(list)
  const anna = await world.contact('anna')
  await takeOff(list, 'anna')
  expect((await anna.get('/me')).status).toBe(403)
  await expect(world.contact('anna')).rejects.toThrow('403')
  expect((await save({ accessMode: 'everyone' })).status).toBe(200)
  await world.contact('anna')
})

test('who is not let in gets no mail to sign in with, and a link mailed before lets nobody in', async () => {
  const list = await listOf('anna')
  await openTo(list)
  await world.stranger().post('/password-resets', { email: world.acme.email('anna') })
  await world.stranger().post('/password-resets', { email: world.acme.email('ben') })
  const [mail, ...others] = await mailsOf(world)
  expect(others).toEqual([])
  await takeOff(list, 'anna')
  const token = /token=(\S+)/.exec(mail?.text ?? '')?.[1]
  const body = { token, password: 'velvet otter climbs nine hills' }
  expect((await world.stranger().post('/password-resets/redemption', body)).status).toBe(403)
  await admin.post(`/lists/${list.id}/members`, { emails: [world.acme.email('anna')] })
  expect((await world.stranger().post('/password-resets/redemption', body)).status).toBe(201)
})

test('refused at its field: no list, somebody else’s list, a list that is in use', async () => {
  const list = await listOf('anna')
  const theirs = (await (await (await world.staff('admin', world.bolt)).post('/lists', { kind: 'static', name: 'x' })).json()) as {
    id: string
  }
  expect(await (await save({ accessMode: 'lists' })).json()).toMatchObject({ fields: { accessListIds: 'required' } })
  expect(await (await save({ accessListIds: [list.id, theirs.id] })).json()).toMatchObject({
    fields: { 'accessListIds.1': 'not_a_choice' },
  })
  await openTo(list)
  const refused = await admin.json('DELETE', `/lists/${list.id}`, {})
  expect(await refused.json()).toMatchObject({ code: 'list_in_use' })
  await save({ accessMode: 'everyone', accessListIds: [] })
  expect((await admin.json('DELETE', `/lists/${list.id}`, {})).status).toBe(204)
})

test('who would get in is told before it is saved, and who would be logged out', async () => {
  const list = await listOf('anna')
  const byRule = await makeList({ kind: 'active', name: 'Of acme', rule: nameBegins('dan') })
  await world.contact('anna')
  await world.contact('ben')
  const ask = async (accessMode: string, ...lists: ContactListEntry[]) =>
    (await (
      await admin.post(`/portals/${world.acme.portalId}/access-previews`, { accessMode, accessListIds: lists.map(({ id }) => id) })
    ).json()) as AccessPreview
  const preview = await ask('lists', list, byRule)
  expect(preview).toMatchObject({ letIn: { count: 2, isComplete: true }, loggedOut: 1 })
  expect(preview.contacts.map(({ email }) => email).sort()).toEqual([world.acme.email('anna'), world.acme.email('dan')])
  expect(await ask('lists')).toEqual({ letIn: { count: 0, isComplete: true }, contacts: [], loggedOut: 2 })
  expect(await ask('everyone')).toMatchObject({ letIn: { count: 4 }, loggedOut: 0 })
  expect((await world.contact('ben')).tokens).not.toBeNull()
})

test('a list by rule is what the rule says at the moment; its members are not edited one by one', async () => {
  const list = await makeList({ kind: 'active', name: 'Annas', rule: nameBegins('anna') })
  const members = async () =>
    ((await (await admin.get(`/lists/${list.id}/members`)).json()) as ContactPage).contacts.map(({ name }) => name)
  expect(await members()).toEqual(['Anna of acme'])
  const changed = await admin.json('PATCH', `/lists/${list.id}`, { version: 1, rule: nameBegins('cleo') })
  expect(await changed.json()).toMatchObject({ version: 2, rule: nameBegins('cleo') })
  expect(await members()).toEqual(['Cleo of acme'])
  expect((await admin.json('PATCH', `/lists/${list.id}`, { version: 1, name: 'Late' })).status).toBe(409)
  expect((await admin.post(`/lists/${list.id}/members`, { emails: ['a@b.example'] })).status).toBe(409)
  expect(await (await admin.post('/contact-counts', { rule: nameBegins('anna') })).json()).toEqual({ count: 1, isComplete: true })
  const about = { groups: [{ conditions: [{ property: 'ticket.subject', operator: 'is_known' }] }] }
  expect((await admin.post('/lists', { kind: 'active', name: 'x', rule: about })).status).toBe(400)
  expect((await admin.post('/lists', { kind: 'active', name: 'x' })).status).toBe(400)
})

test('members come in pages, an unknown address becomes a contact, twice is once', async () => {
  const list = await listOf('anna', 'ben', 'cleo')
  const again = await admin.post(`/lists/${list.id}/members`, { emails: [world.acme.email('anna').toUpperCase(), 'new@nordvik.example'] })
  expect(await again.json()).toEqual({ added: 1, alreadyThere: 1 })
  const first = (await (await admin.get(`/lists/${list.id}/members?limit=3`)).json()) as ContactPage
  const second = (await (await admin.get(`/lists/${list.id}/members?limit=3&after=${first.next}`)).json()) as ContactPage
  expect(first.contacts).toHaveLength(3)
  expect(second).toMatchObject({ next: null })
  expect(new Set([...first.contacts, ...second.contacts].map(({ email }) => email))).toContain('new@nordvik.example')
})

test('lists need the permission to edit contacts', async () => {
  const settings = await world.staff('settings')
  for (const response of [await settings.get('/lists'), await settings.post('/lists', { kind: 'static', name: 'x' })]) {
    expect(response.status).toBe(403)
  }
  const agent = await world.staff('agent')
  expect((await agent.get('/lists')).status).toBe(200)
  const path = `/portals/${world.acme.portalId}/access-previews`
  expect((await agent.post(path, { accessMode: 'everyone', accessListIds: [] })).status).toBe(403)
})

test('a portal without lists asks nothing about them', async () => {
  const anna = await world.contact('anna')
  const from = world.statements.length
  await anna.get('/me')
  expect(world.statements.slice(from).filter((statement) => statement.includes('contact_list'))).toEqual([])
})
