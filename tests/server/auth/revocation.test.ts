import { afterEach, beforeEach, expect, test } from 'vitest'
import { listDeadSessions, reauthorise } from '../../../server/auth/authenticate.ts'
import { endSessions } from '../../../server/auth/end-session.ts'
import { endStaffSessions } from '../../../server/auth/staff-session.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
const ended: string[] = []
beforeEach(async () => {
  world = await openWorld()
  ended.length = 0
  const endStreams = world.deps.hub.endSessions
  world.deps.hub.endSessions = (ids) => {
    ended.push(...ids)
    endStreams(ids)
  }
})
afterEach(() => world.close())

const system = () => ({ kind: 'system', accountId: world.acme.accountId }) as const
const sessionIds = async () => (await world.deps.db.selectFrom('session').select('id').orderBy('id').execute()).map(({ id }) => id)

async function canRefresh(client: ContactClient): Promise<boolean> {
  const refreshToken = client.tokens?.refreshToken
  client.tokens = null
  return (await client.post('/session/refresh', { refreshToken, requestId: 'request-1' })).status === 200
}

test('T-32: ending all sessions of a contact but one ends access, refresh and streams of the others at once', async () => {
  const [here, there, elsewhere, ben] = [
    await world.contact('anna'),
    await world.contact('anna'),
    await world.contact('anna'),
    await world.contact('ben'),
  ]
  const [exceptSessionId = '', second = '', third = ''] = await sessionIds()
  await endSessions(world.deps, system(), { contactId: world.acme.contacts.anna, exceptSessionId })
  expect((await here.get('/me')).status).toBe(200)
  expect((await ben.get('/me')).status).toBe(200)
  for (const client of [there, elsewhere]) {
    expect((await client.get('/me')).status).toBe(401)
    expect(await canRefresh(client)).toBe(false)
  }
  expect(ended.sort()).toEqual([second, third].sort())
  const events = await world.deps.db.selectFrom('event').where('kind', '=', 'session.revoked').select('data').execute()
  expect(events.map(({ data }) => (JSON.parse(data) as { sessionId: string }).sessionId).sort()).toEqual([second, third].sort())
})

test('T-32: another company or a narrower portal counts from the next request on', async () => {
  const anna = await world.contact('anna')
  const { db } = world.deps
  const seesCompany = async () => ((await (await anna.get('/me')).json()) as { seesCompany: boolean }).seesCompany
  expect(await seesCompany()).toBe(true)
  await db.updateTable('contact').set({ company_id: null }).where('id', '=', world.acme.contacts.anna).execute()
  expect(await seesCompany()).toBe(false)
  await db.updateTable('contact').set({ company_id: world.acme.birkaId }).where('id', '=', world.acme.contacts.anna).execute()
  expect(await seesCompany()).toBe(true)
  await db.updateTable('portal').set({ permission_mode: 'own' }).execute()
  expect(await seesCompany()).toBe(false)
})

test('T-32: what open streams ask every few seconds names every session that is over', async () => {
  const clients = [
    await world.contact('anna'),
    await world.contact('ben'),
    await world.contact('cleo'),
    await world.contact('anna', world.bolt),
  ]
  const [anna = '', ben = '', cleo = '', bolt = ''] = await sessionIds()
  const all = [anna, ben, cleo, bolt, 'nosuchsession0000000000']
  expect(await listDeadSessions(world.deps, all)).toEqual(['nosuchsession0000000000'])

  await clients[0]?.fetch('/session', { method: 'DELETE' })
  await world.deps.db.updateTable('portal').set({ is_on: 0 }).where('id', '=', world.bolt.portalId).execute()
  expect(await listDeadSessions(world.deps, all)).toEqual([anna, bolt, 'nosuchsession0000000000'])
  const viewers = await reauthorise(world.deps, all)
  expect([...viewers.keys()].sort()).toEqual([ben, cleo].sort())
  expect(viewers.get(ben)).toMatchObject({ contactId: world.acme.contacts.ben, companyId: world.acme.nordvikId, seesCompany: true })
  world.advance(24 * 3600)
  expect(await listDeadSessions(world.deps, all)).toEqual(all)
  expect(await listDeadSessions(world.deps, [])).toEqual([])
})

test('T-32: a staff member who leaves is out at once, and so are the sessions that are ended for them', async () => {
  const agent = await world.staff('agent')
  const admin = await world.staff('admin')
  await endStaffSessions(world.deps, world.acme.accountId, world.acme.staff.agent)
  expect((await agent.get('/me')).status).toBe(401)
  expect(ended).toHaveLength(1)
  await world.deps.db.updateTable('staff').set({ is_active: 0 }).where('id', '=', world.acme.staff.admin).execute()
  expect((await admin.get('/me')).status).toBe(401)
})

/** Reads a stream until it ends; what it said. */
async function readToEnd(response: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) text += decoder.decode(chunk, { stream: true })
  return text
}

test('T-32: the open stream of a session that is ended elsewhere closes at once and says so', async () => {
  const [here, there] = [await world.contact('anna'), await world.contact('anna')]
  const stream = await there.fetch('/live')
  expect(stream.status).toBe(200)
  const [, second = ''] = await sessionIds()
  const closed = readToEnd(stream)
  expect((await here.fetch(`/sessions/${second}`, { method: 'DELETE' })).status).toBe(204)
  expect(await closed).toMatch(/event: ended/)
})

test('T-32: a stolen refresh token closes the stream of its session', async () => {
  const victim = await world.contact('anna')
  const stream = await victim.fetch('/live')
  const closed = readToEnd(stream)
  const thief = world.stranger()
  await thief.post('/session/refresh', { refreshToken: victim.tokens?.refreshToken, requestId: 'request-1' })
  expect(await closed).toMatch(/event: ended/)
  expect(ended).toEqual(await sessionIds())
})
