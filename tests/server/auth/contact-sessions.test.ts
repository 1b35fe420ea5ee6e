import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ContactSessionEntry } from '../../../shared/auth.ts'
import { listDeadSessions } from '../../../server/auth/authenticate.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let agent: StaffClient
beforeEach(async () => {
  world = await openWorld()
  agent = await world.staff('agent')
})
afterEach(() => world.close())

const pathOf = (contactId: string) => `/contacts/${contactId}/sessions`
const list = async (contactId = world.acme.contacts.anna) =>
  ((await (await agent.get(pathOf(contactId))).json()) as { sessions: ContactSessionEntry[] }).sessions

async function save(changes: object): Promise<Response> {
  const settings = await world.staff('settings')
  const path = `/portals/${world.acme.portalId}`
  const { version } = (await (await settings.get(path)).json()) as { version: number }
  return settings.json('PATCH', path, { version, ...changes })
}

test('staff see where a contact is signed in and end one session or all of them, with their streams', async () => {
  const [here, there, elsewhere] = [await world.contact('anna'), await world.contact('anna'), await world.contact('anna')]
  const ben = await world.contact('ben')
  const sessions = await list()
  expect(sessions).toHaveLength(3)
  expect(sessions[0]).toEqual({
    id: expect.any(String),
    portalId: world.acme.portalId,
    portalTitle: 'acme support',
    origin: here.origin,
    userAgent: expect.any(String),
    createdAt: expect.any(String),
    lastSeenAt: expect.any(String),
  })
  const rows = await world.deps.db.selectFrom('session').select('id').orderBy('id').execute()
  expect((await agent.json('DELETE', `${pathOf(world.acme.contacts.anna)}/${rows[0]?.id}`, {})).status).toBe(204)
  expect((await here.get('/me')).status).toBe(401)
  expect((await there.get('/me')).status).toBe(200)
  const stream = await there.fetch('/live')
  const closed = new Response(stream.body).text()
  expect((await agent.json('DELETE', pathOf(world.acme.contacts.anna), {})).status).toBe(204)
  expect(await closed).toMatch(/event: ended/)
  for (const client of [there, elsewhere]) expect((await client.get('/me')).status).toBe(401)
  expect((await ben.get('/me')).status).toBe(200)
  expect(await list()).toEqual([])
  const events = await world.deps.db.selectFrom('event').select('actor_id').where('kind', '=', 'session.revoked').execute()
  expect(events.map(({ actor_id }) => actor_id)).toEqual([1, 2, 3].map(() => world.acme.staff.agent))
})

test('a session of somebody else, of another account, or that is over is not found', async () => {
  await world.contact('ben')
  await world.contact('anna', world.bolt)
  const [ben] = await list(world.acme.contacts.ben)
  const bolt = await world.deps.db
    .selectFrom('session')
    .select('id')
    .where('account_id', '=', world.bolt.accountId)
    .executeTakeFirstOrThrow()
  for (const sessionId of [ben?.id, bolt.id]) {
    expect((await agent.json('DELETE', `${pathOf(world.acme.contacts.anna)}/${sessionId}`, {})).status).toBe(404)
  }
  expect((await agent.get(pathOf(world.bolt.contacts.anna))).status).toBe(404)
  expect((await agent.json('DELETE', pathOf(world.bolt.contacts.anna), {})).status).toBe(404)
  world.advance(24 * 3600)
  agent = await world.staff('agent')
  expect(await list(world.acme.contacts.ben)).toEqual([])
  expect((await (await world.staff('settings')).get(pathOf(world.acme.contacts.ben))).status).toBe(403)
})

test('everybody is logged out of one portal, and of no other', async () => {
  const [anna, cleo, bolt] = [await world.contact('anna'), await world.contact('cleo'), await world.contact('anna', world.bolt)]
  const settings = await world.staff('settings')
  expect((await settings.json('DELETE', `/portals/${world.bolt.portalId}/sessions`, {})).status).toBe(404)
  expect((await settings.json('DELETE', `/portals/${world.acme.portalId}/sessions`, {})).status).toBe(204)
  for (const client of [anna, cleo]) expect((await client.get('/me')).status).toBe(401)
  expect((await bolt.get('/me')).status).toBe(200)
  expect((await agent.json('DELETE', `/portals/${world.acme.portalId}/sessions`, {})).status).toBe(403)
})

test('D12: an idle time-out set now holds for sessions that are open, for their streams too, and the page knows it', async () => {
  const anna = await world.contact('anna')
  world.advance(500)
  expect((await anna.get('/me')).status).toBe(200)
  const ben = await world.contact('ben')
  expect((await save({ sessionIdleSeconds: 300 })).status).toBe(200)
  expect(await (await world.stranger().get('')).json()).toMatchObject({ sessionIdleSeconds: 300 })
  expect((await anna.get('/me')).status).toBe(401)
  const [session] = await list(world.acme.contacts.ben)
  world.advance(240)
  expect((await ben.fetch('/me', { headers: { 'Cp-Activity': 'user' } })).status).toBe(200)
  world.advance(290)
  // What the page asks by itself keeps nothing open.
  expect((await ben.get('/me')).status).toBe(200)
  expect(await listDeadSessions(world.deps, [session?.id ?? ''])).toEqual([])
  world.advance(11)
  expect((await ben.get('/me')).status).toBe(401)
  expect(await listDeadSessions(world.deps, [session?.id ?? ''])).toEqual([session?.id])
})

test('Q9: without an idle time-out a session lasts to its end, and a shorter end holds at once', async () => {
  expect((await save({ sessionIdleSeconds: null, sessionAbsoluteSeconds: 7 * 24 * 3600 })).status).toBe(200)
  const anna = await world.contact('anna')
  const refreshed = async () => {
    const refreshToken = anna.tokens?.refreshToken
    anna.tokens = null
    const response = await anna.post('/session/refresh', { refreshToken, requestId: crypto.randomUUID() })
    if (response.status === 200) anna.tokens = (await response.json()) as NonNullable<typeof anna.tokens>
    return response.status
  }
  world.advance(6 * 24 * 3600)
  expect(await refreshed()).toBe(200)
  expect((await save({ sessionAbsoluteSeconds: 5 * 24 * 3600 })).status).toBe(200)
  expect((await anna.get('/me')).status).toBe(401)
  expect(await refreshed()).toBe(401)
})

test('Q9: the bounds are refused at their field, and the change is in the audit log', async () => {
  const day = 24 * 3600
  const cases: [object, string][] = [
    [{ sessionIdleSeconds: 299 }, 'sessionIdleSeconds'],
    [{ sessionIdleSeconds: 30 * day + 1 }, 'sessionIdleSeconds'],
    [{ sessionIdleSeconds: 1000.5 }, 'sessionIdleSeconds'],
    [{ sessionAbsoluteSeconds: 899 }, 'sessionAbsoluteSeconds'],
    [{ sessionAbsoluteSeconds: 90 * day + 1 }, 'sessionAbsoluteSeconds'],
    [{ sessionAbsoluteSeconds: null }, 'sessionAbsoluteSeconds'],
    [{ sessionIdleSeconds: 3600, sessionAbsoluteSeconds: 1800 }, 'sessionIdleSeconds'],
  ]
  for (const [change, field] of cases) {
    const response = await save(change)
    expect(response.status).toBe(400)
    expect(Object.keys(((await response.json()) as { fields: object }).fields)).toEqual([field])
  }
  expect((await save({ sessionIdleSeconds: 2400, sessionAbsoluteSeconds: 900 * 4 })).status).toBe(200)
  const events = await world.deps.db.selectFrom('event').select('data').where('kind', '=', 'portal.changed').execute()
  expect(events).toHaveLength(1)
  expect(JSON.parse(events[0]?.data ?? '')).toMatchObject({ before: { session_idle_seconds: day }, after: { session_idle_seconds: 2400 } })
})
