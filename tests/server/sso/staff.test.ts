import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FoundStaffProviders, StaffProvider } from '../../../shared/staff-provider.ts'
import { clientId, clientSecret, WrongProvider } from '../../support/peers/openid-peer.ts'
import { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'

const callback = 'https://portal.example/sso/callback'
const path = '/account/staff-providers'

let world: World
let wrong: WrongProvider
let provider: StaffProvider
beforeAll(async () => {
  world = await openWorld({ env: { ALLOW_PRIVATE_PROVIDERS: '1' } })
  wrong = await new WrongProvider().start()
  provider = await add()
})
beforeEach(() => wrong.reset())
afterAll(async () => {
  await wrong.close()
  await world.close()
})

const body = () => ({ name: 'Company', issuer: wrong.issuer, clientId, clientSecret, emailDomains: ['acme.example'] })

async function add(more: Record<string, unknown> = {}): Promise<StaffProvider> {
  const response = await (await world.staff('admin')).post(path, { ...body(), ...more })
  if (response.status !== 201) throw new Error(await response.text())
  return (await response.json()) as StaffProvider
}

/** A browser with no session. */
const browser = () => new StaffClient(world.send, 'https://portal.example')

interface Way {
  client: StaffClient
  /** Of the provider's sign-in page. */
  url: string
  cookie: string
}

async function goThere(more: Record<string, unknown> = {}): Promise<Way> {
  const client = browser()
  const started = await client.post('/sso/start', { providerId: provider.id, ...more })
  expect(started.status).toBe(201)
  return { client, url: ((await started.json()) as { url: string }).url, cookie: client.cookie }
}

/** What the browser is told after the provider has answered; its session cookie, if it got one. */
async function comeBack(way: Way, cookie = way.cookie): Promise<{ location: string; session: string | null; client: StaffClient }> {
  const response = await world.send(`${callback}${wrong.answer(way.url)}`, { headers: { Cookie: cookie } })
  const session = response.headers.get('Set-Cookie')?.split(';')[0] ?? null
  if (session) way.client.cookie = session
  return { location: response.headers.get('Location') ?? String(response.status), session, client: way.client }
}

const signIn = async (claims: Record<string, unknown>) => {
  wrong.claims = claims
  return comeBack(await goThere())
}

const meOf = async (client: StaffClient) => (await (await client.get('/me')).json()) as { email: string; name: string }

describe('a staff member signs in at the account’s provider', () => {
  test('and is whoever has the address, then whoever came by that subject', async () => {
    const first = await signIn({ sub: 'agent-1', email: world.acme.email('agent') })
    expect(first.location).toBe('/staff')
    expect((await meOf(first.client)).email).toBe(world.acme.email('agent'))
    const again = await signIn({ sub: 'agent-1', email: 'renamed@elsewhere.example' })
    expect((await meOf(again.client)).email).toBe(world.acme.email('agent'))
  })

  test('and comes back to the page they wanted, of ours alone', async () => {
    wrong.claims = { sub: 'agent-1' }
    const way = await goThere({ returnPath: '/staff/tickets?status=open' })
    expect((await comeBack(way)).location).toBe('/staff/tickets?status=open')
    for (const returnPath of ['https://evil.example', '//evil.example', '/staff/\\evil.example', '/p/support', '/staffx']) {
      expect((await browser().post('/sso/start', { providerId: provider.id, returnPath })).status, returnPath).toBe(400)
    }
  })

  const refused: Record<string, Record<string, unknown>> = {
    'nobody of the account': { sub: 'new-1', email: 'stranger@acme.example' },
    'an address of another domain': { sub: 'new-2', email: 'agent@elsewhere.example' },
    'an address that is not verified': { sub: 'new-3', email: 'agent@acme.example', email_verified: false },
    'no address at all': { sub: 'new-4', email: undefined },
    'a bad audience': { sub: 'agent-1', aud: 'somebody-else' },
  }
  for (const [name, claims] of Object.entries(refused)) {
    test(`${name} gets no session, and nobody becomes staff`, async () => {
      const count = async () => (await world.deps.db.selectFrom('staff').select('id').execute()).length
      const before = await count()
      const { location, session } = await signIn(claims)
      expect([location, session]).toEqual(['/staff?sso=refused', null])
      expect(await count()).toBe(before)
    })
  }

  test('staff of another account with the same address in their claims are not reached', async () => {
    const { location } = await signIn({ sub: 'bolt-1', email: world.bolt.email('agent') })
    expect(location).toBe('/staff?sso=refused')
  })

  test('an answer is for the browser that began, and once', async () => {
    wrong.claims = { sub: 'agent-1' }
    const way = await goThere()
    const other = await goThere()
    expect((await comeBack(way, other.cookie)).location).toBe('/staff?sso=over')
    expect((await comeBack(way)).location).toBe('/staff')
    expect((await comeBack(way)).location).toBe('/staff?sso=over')
  })

  test('such a session proves nothing anew, unless the provider says when the person signed in', async () => {
    const old = await signIn({ sub: 'admin-1', email: world.acme.email('admin') })
    const refusal = await old.client.post(path, body())
    expect([refusal.status, ((await refusal.json()) as { code: string }).code]).toEqual([403, 'proof_required'])
    const fresh = await signIn({ sub: 'admin-1', auth_time: Math.floor(Date.parse(world.deps.now()) / 1000) - 10 })
    expect((await fresh.client.post(path, { ...body(), name: '' })).status).toBe(400)
  })
})

describe('who may say where staff sign in', () => {
  test('only account.admin, with a fresh proof; the secret is never told', async () => {
    expect((await (await world.staff('settings')).get(path)).status).toBe(403)
    expect((await (await world.staff('settings')).post(path, body())).status).toBe(403)
    const listed = await (await (await world.staff('admin')).get(path)).text()
    expect(listed).toContain(`"hasClientSecret":true`)
    expect(listed).not.toContain(clientSecret)
    expect((await (await world.staff('admin', world.bolt)).fetch(`${path}/${provider.id}`, { method: 'DELETE' })).status).toBe(404)
    const elsewhere = await (await world.staff('admin', world.bolt)).get(path)
    expect(await elsewhere.json()).toEqual({ providers: [] })
    expect(
      (await (await world.staff('admin', world.bolt)).json('PATCH', `${path}/${provider.id}`, { version: 1, name: 'Mine' })).status,
    ).toBe(404)
  })

  test('a provider that does not describe itself, or without domains, is refused', async () => {
    const admin = await world.staff('admin')
    const read = async (more: Record<string, unknown>) =>
      ((await (await admin.post(path, { ...body(), ...more })).json()) as { fields: unknown }).fields
    expect(await read({ issuer: 'http://127.0.0.1:1' })).toEqual({ issuer: 'invalid' })
    expect(await read({ emailDomains: [] })).toEqual({ emailDomains: 'required' })
  })
})

test('who was invited joins by the provider that vouches for the address, without a password; an old or foreign invitation does not', async () => {
  const admin = await world.staff('admin')
  const invite = async (email: string, from = admin) => {
    const response = await from.post('/account/invitations', { email, name: 'Nora Berg', permissions: ['inbox.answer'], language: 'en' })
    expect(response.status).toBe(201)
  }
  await invite('nora@acme.example')
  expect((await signIn({ sub: 'nora-0', email: 'nora@acme.example', email_verified: false })).location).toBe('/staff?sso=refused')
  const joined = await signIn({ sub: 'nora-1', email: 'nora@acme.example' })
  expect(joined.location).toBe('/staff')
  expect(await meOf(joined.client)).toMatchObject({ email: 'nora@acme.example', name: 'Nora Berg', permissions: ['inbox.answer'] })
  expect((await (await admin.get('/account/staff')).json()) as object).toMatchObject({ invitations: [] })
  expect((await signIn({ sub: 'nora-1' })).location).toBe('/staff')

  await invite('bo@acme.example', await world.staff('admin', world.bolt))
  expect((await signIn({ sub: 'bo-1', email: 'bo@acme.example' })).location, 'invited by another account').toBe('/staff?sso=refused')
  await invite('late@acme.example')
  // Its time begins anew when the mail leaves.
  await world.runJobs()
  await world.deps.db
    .updateTable('staff_invitation')
    .set({ expires_at: world.deps.now() })
    .where('email', '=', 'late@acme.example')
    .execute()
  expect((await signIn({ sub: 'late-1', email: 'late@acme.example' })).location).toBe('/staff?sso=refused')
})

test('which providers there are is told by the domain alone, where there is more than one account', async () => {
  const ask = async (email?: string) =>
    ((await (await browser().post('/sso/providers', { email })).json()) as FoundStaffProviders).providers
  expect(await ask('whoever@acme.example')).toEqual([{ id: provider.id, name: 'Company' }])
  expect(await ask('whoever@bolt.example')).toEqual([])
  expect(await ask()).toEqual([])
  expect(await (await browser().post('/sso/providers', {})).json()).toEqual({ providers: [], needsAddress: true })
})

test('T-32: switched off or removed, its sessions are over, and no others', async () => {
  const spare = await add({ name: 'Spare' })
  const byPassword = await world.staff('agent')
  const enter = async () => {
    wrong.claims = { sub: 'agent-2', email: world.acme.email('agent') }
    const client = browser()
    const { url } = (await (await client.post('/sso/start', { providerId: spare.id })).json()) as { url: string }
    return comeBack({ client, url, cookie: client.cookie })
  }
  const admin = await world.staff('admin')
  const { client } = await enter()
  expect((await client.get('/me')).status).toBe(200)
  expect((await admin.json('PATCH', `${path}/${spare.id}`, { version: 1, isOn: false })).status).toBe(200)
  expect((await client.get('/me')).status).toBe(401)
  expect((await admin.json('PATCH', `${path}/${spare.id}`, { version: 2, isOn: true })).status).toBe(200)
  const second = (await enter()).client
  expect((await second.get('/me')).status).toBe(200)
  expect((await admin.fetch(`${path}/${spare.id}`, { method: 'DELETE' })).status).toBe(204)
  expect((await second.get('/me')).status).toBe(401)
  expect((await byPassword.get('/me')).status).toBe(200)
  expect((await browser().post('/sso/start', { providerId: spare.id })).status).toBe(404)
})

test('who has left the team does not get in by the subject of before', async () => {
  await signIn({ sub: 'settings-1', email: world.acme.email('settings') })
  await world.deps.db.updateTable('staff').set({ is_active: 0 }).where('email', '=', world.acme.email('settings')).execute()
  expect((await signIn({ sub: 'settings-1', email: world.acme.email('agent') })).location).toBe('/staff?sso=refused')
})
