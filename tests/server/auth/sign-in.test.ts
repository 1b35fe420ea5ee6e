import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Me, SessionEntry } from '../../../shared/auth.ts'
import { openWorld, type World } from '../../support/world.ts'
import { password } from '../../support/world-rows.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ env: { TRUSTED_PROXIES: '1' } })
})
afterAll(() => world.close())

let places = 0
/** An IP that no other attempt of these tests has used. */
const newPlace = () => ({ 'X-Forwarded-For': `10.1.${Math.floor((places += 1) / 250)}.${places % 250}` })

test('a contact signs in and is told who they are', async () => {
  const client = world.stranger()
  const response = await client.post('/session', { email: ` ${world.acme.email('anna').toUpperCase()} `, password })
  expect(response.status).toBe(201)
  expect(await response.json()).toEqual({
    accessToken: expect.stringMatching(/^cpa_[\w-]{43}$/),
    refreshToken: expect.stringMatching(/^cpr_[\w-]{43}$/),
    accessExpiresInSeconds: 600,
    me: {
      id: world.acme.contacts.anna,
      name: 'Anna of acme',
      email: 'anna@acme.example',
      companyName: 'Nordvik',
      seesCompany: true,
      needsConsent: false,
      view: 'mine',
      columns: null,
    },
  })
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  expect(response.headers.get('Set-Cookie')).toBeNull()
})

test('every sign-in makes a new session; it is listed with its origin and can be ended from the other', async () => {
  const [first, second] = [await world.contact('ben'), await world.contact('ben')]
  const { sessions } = (await (await first.get('/sessions')).json()) as { sessions: SessionEntry[] }
  expect(sessions).toHaveLength(2)
  expect(sessions.map(({ isCurrent }) => isCurrent).sort()).toEqual([false, true])
  expect(new Set(sessions.map(({ origin }) => origin))).toEqual(new Set([first.origin]))
  const other = sessions.find(({ isCurrent }) => !isCurrent)
  expect((await first.fetch(`/sessions/${other?.id}`, { method: 'DELETE' })).status).toBe(204)
  expect((await second.get('/me')).status).toBe(401)
  expect((await first.get('/me')).status).toBe(200)
})

test('a foreign session cannot be ended', async () => {
  const [anna, ben] = [await world.contact('anna'), await world.contact('ben')]
  const { sessions } = (await (await ben.get('/sessions')).json()) as { sessions: SessionEntry[] }
  const response = await anna.fetch(`/sessions/${sessions.find(({ isCurrent }) => isCurrent)?.id}`, { method: 'DELETE' })
  expect(response.status).toBe(404)
  expect((await ben.get('/me')).status).toBe(200)
})

test('who logs out is out', async () => {
  const client = await world.contact('anna')
  expect((await client.fetch('/session', { method: 'DELETE' })).status).toBe(204)
  const after = await client.get('/me')
  expect(after.status).toBe(401)
  expect(await after.json()).toMatchObject({ code: 'session_expired' })
})

test('the chosen view is kept', async () => {
  const client = await world.contact('anna')
  expect(((await (await client.json('PATCH', '/me', { view: 'company' })).json()) as Me).view).toBe('company')
  expect(((await (await client.get('/me')).json()) as Me).view).toBe('company')
  expect((await client.json('PATCH', '/me', { view: 'all' })).status).toBe(400)
  expect((await client.json('PATCH', '/me', { view: 'mine', name: 'x' })).status).toBe(400)
})

test('without a token nobody is let in', async () => {
  const response = await world.stranger().get('/me')
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ code: 'sign_in_required' })
})

test('a session of one portal is nothing on another', async () => {
  const anna = await world.contact('anna')
  const elsewhere = world.stranger(world.bolt)
  elsewhere.tokens = anna.tokens
  const response = await elsewhere.get('/me')
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ code: 'session_expired' })
})

test('a contact of another account cannot sign in here', async () => {
  const response = await world.stranger(world.acme).post('/session', { email: world.bolt.email('anna'), password }, newPlace())
  expect(response.status).toBe(401)
})

const badBodies: Record<string, [unknown, string]> = {
  'no password': [{ email: 'a@b.example' }, 'password'],
  'no address': [{ password: 'x' }, 'email'],
  'an address without @': [{ email: 'ab', password: 'x' }, 'email'],
  'a field we do not know': [{ email: 'a@b.example', password: 'x', isAdmin: true }, 'isAdmin'],
  'an endless password': [{ email: 'a@b.example', password: 'x'.repeat(257) }, 'password'],
  'a list': [[], 'body'],
}
for (const [name, [body, field]] of Object.entries(badBodies)) {
  test(`${name} is an invalid request`, async () => {
    const response = await world.stranger().post('/session', body, newPlace())
    expect(response.status).toBe(400)
    expect(Object.keys(((await response.json()) as { fields: object }).fields)).toEqual([field])
  })
}

test('malformed JSON is said to be that', async () => {
  const response = await world
    .stranger()
    .fetch('/session', { method: 'POST', body: '{"email":', headers: { 'Content-Type': 'application/json' } })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'malformed_json' })
})

test('a portal that is off lets nobody in and ends who was; its public settings still answer', async () => {
  const off = await openWorld()
  try {
    const client = await off.contact('anna')
    await off.deps.db.updateTable('portal').set({ is_on: 0 }).where('id', '=', off.acme.portalId).execute()
    for (const response of [
      await client.get('/me'),
      await client.get('/nothing'),
      await off.stranger().post('/session', { email: off.acme.email('anna'), password }),
    ]) {
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject({ code: 'portal_off' })
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe(client.origin)
    }
    expect(await (await client.get('')).json()).toMatchObject({ isOn: false })
  } finally {
    await off.close()
  }
})

// Headers that differ from request to request by nature.
const comparable = (response: Response) => [...response.headers].filter(([name]) => name !== 'x-request-id')

test('T-18: an unknown address gets the same status, body and headers as a wrong password, and the same work is done', async () => {
  const { verify } = world.deps.hasher
  let hashes = 0
  world.deps.hasher.verify = (...given) => {
    hashes += 1
    return verify(...given)
  }
  // Two browsers with one sign-in try each, so that nothing but the address differs.
  const attempt = async (email: string) => {
    const client = world.stranger()
    await client.post('/session', { email: 'warm@up.example', password: 'wrong' }, newPlace())
    const from = world.statements.length
    hashes = 0
    const response = await client.post('/session', { email, password: 'wrong wrong wrong' }, newPlace())
    const { requestId: _, ...body } = (await response.json()) as Record<string, unknown>
    return { status: response.status, body, headers: comparable(response), statements: world.statements.slice(from), hashes }
  }
  const known = await attempt(world.acme.email('dan'))
  const unknown = await attempt('nobody@acme.example')
  expect(known).toEqual({ ...unknown })
  expect(known).toMatchObject({ status: 401, body: { code: 'sign_in_failed' }, hashes: 1 })
  expect(known.statements.length).toBeGreaterThan(3)
})

test('T-18: an unknown address takes as long as a wrong password, in the median', async () => {
  const client = world.stranger()
  const msOf = async (email: string) => {
    await world.deps.db.deleteFrom('throttle').execute()
    const from = performance.now()
    await client.post('/session', { email, password: 'wrong wrong wrong' }, newPlace())
    return performance.now() - from
  }
  const differences: number[] = []
  const durations: number[] = []
  // Pair by pair: whatever else this machine does hits both alike.
  for (let round = 0; round < 40; round += 1) {
    const isKnownFirst = round % 2 === 0
    const first = await msOf(isKnownFirst ? world.acme.email('cleo') : `nobody${round}@acme.example`)
    const second = await msOf(isKnownFirst ? `nobody${round}@acme.example` : world.acme.email('cleo'))
    differences.push(isKnownFirst ? first - second : second - first)
    durations.push(first, second)
  }
  // Where the machine is busy everything takes longer and scatters more; a hash that is not made would be half of it or more.
  const bound = Math.max(5, 0.2 * medianOf(durations))
  expect(Math.abs(medianOf(differences))).toBeLessThan(bound)
}, 60_000)

function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Infinity
}
