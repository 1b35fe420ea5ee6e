import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Me, SessionTokens } from '../../../shared/auth.ts'
import { openWorld, type World } from '../../support/world.ts'
import { addHostKey, claimsOf, handIn, openHostPage, signToken, type HostPage } from '../../support/peers/host-page.ts'

let world: World
let page: HostPage
beforeAll(async () => {
  world = await openWorld()
  page = await openHostPage(world)
})
afterAll(() => world.close())

const tokenFor = (claims: Record<string, unknown> = {}) => signToken(page.keys, claimsOf(page, claims))
const meOf = async (response: Response) => ((await response.json()) as SessionTokens).me

describe('whose session a token opens', () => {
  test('that of the contact who owns the verified address, with the tickets of before', async () => {
    const client = world.stranger()
    const me = await meOf(await handIn(client, await tokenFor()))
    expect(me).toMatchObject({ id: world.acme.contacts.anna, email: world.acme.email('anna'), companyName: 'Nordvik' })
    expect((await client.get('/tickets')).status).toBe(200)
  })

  test('the same subject is the same contact, also when the address has changed or is not said any more', async () => {
    for (const claims of [{ email: 'new@acme.example' }, { email: undefined, email_verified: undefined }]) {
      expect((await meOf(await handIn(world.stranger(), await tokenFor(claims)))).id).toBe(world.acme.contacts.anna)
    }
  })

  test('subjects are compared exactly', async () => {
    const ids = new Set<string>()
    for (const sub of ['case', 'Case', 'case ', ' case', '1', '11', '1%']) {
      const me = await meOf(await handIn(world.stranger(), await tokenFor({ sub, email: undefined })))
      ids.add(me.id)
    }
    expect(ids.size).toBe(7)
  })

  test('somebody new becomes a contact with a proved address and without password', async () => {
    const me = await meOf(await handIn(world.stranger(), await tokenFor({ sub: 'eve', email: 'Eve@Shop.example', name: ' Eve \u0007Ny ' })))
    expect(me).toMatchObject({ name: 'Eve  Ny', email: 'Eve@Shop.example', companyName: null })
    const address = await world.deps.db.selectFrom('contact_address').selectAll().where('contact_id', '=', me.id).executeTakeFirst()
    expect(address?.verified_at).not.toBeNull()
    const contact = await world.deps.db.selectFrom('contact').selectAll().where('id', '=', me.id).executeTakeFirst()
    expect(contact?.password_hash).toBeNull()
  })

  for (const verified of [undefined, false, 'true', 1, null]) {
    test(`with email_verified ${JSON.stringify(verified)} the address opens nothing of before, and is not kept`, async () => {
      const client = world.stranger()
      const sub = `unverified-${JSON.stringify(verified)}`
      const me = await meOf(await handIn(client, await tokenFor({ sub, email: world.acme.email('ben'), email_verified: verified })))
      expect(me.id).not.toBe(world.acme.contacts.ben)
      expect(me.email).toBe('')
    })
  }

  test('an address that only folds to somebody’s is another mailbox', async () => {
    const email = world.acme.email('cleo').replace('c', '\uff43')
    expect((await meOf(await handIn(world.stranger(), await tokenFor({ sub: 'wide', email })))).id).not.toBe(world.acme.contacts.cleo)
  })

  test('an address that was kept unproved is proved now, and a password set meanwhile is taken away', async () => {
    const email = world.acme.email('dan')
    await world.deps.db.updateTable('contact_address').set({ verified_at: null }).where('email', '=', email).execute()
    expect((await meOf(await handIn(world.stranger(), await tokenFor({ sub: 'dan', email })))).id).toBe(world.acme.contacts.dan)
    const again = await world.stranger().post('/session', { email, password: 'correct horse battery' })
    expect(again.status).toBe(401)
  })

  test('who comes first without address gets it once it is vouched for', async () => {
    const first = await meOf(
      await handIn(world.stranger(), await tokenFor({ sub: 'late', email: 'late@shop.example', email_verified: false })),
    )
    const client = world.stranger()
    await handIn(client, await tokenFor({ sub: 'late', email: 'late@shop.example' }))
    expect((await (await client.get('/me')).json()) as Me).toMatchObject({ id: first.id, email: 'late@shop.example' })
  })

  test('ten tokens of somebody new at once make one contact', async () => {
    const clients = Array.from({ length: 10 }, () => world.stranger())
    const tokens = await Promise.all(clients.map(() => tokenFor({ sub: 'crowd', email: 'crowd@shop.example' })))
    const ids = await Promise.all(clients.map(async (client, at) => (await meOf(await handIn(client, tokens[at]))).id))
    expect(new Set(ids).size).toBe(1)
  })
})

test('only addresses of the domains that a provider is trusted for are believed', async () => {
  const narrow = await openHostPage(world, { settings: { name: 'Narrow', emailDomains: ['Partner.example'] } })
  expect(narrow.provider.emailDomains).toEqual(['partner.example'])
  const enter = async (sub: string, email: string) =>
    meOf(await handIn(world.stranger(), await signToken(narrow.keys, claimsOf(narrow, { sub, email }))))
  expect((await enter('p1', 'pia@PARTNER.example')).email).toBe('pia@PARTNER.example')
  expect((await enter('p2', world.acme.email('ben'))).id).not.toBe(world.acme.contacts.ben)
  expect((await enter('p3', 'pia@sub.partner.example')).email).toBe('')
  expect((await enter('p4', 'pia@evil-partner.example')).email).toBe('')
})

for (const alg of ['ES256', 'EdDSA', 'RS256', 'HS256']) {
  test(`a key for ${alg} signs in`, async () => {
    const keys = await addHostKey(world, world.acme, page.path, alg)
    expect((await handIn(world.stranger(), await signToken(keys, claimsOf(page)))).status).toBe(201)
  })
}

test('T-96: with another subject the same browser gets a new session, and the one before is over', async () => {
  const client = world.stranger()
  await handIn(client, await tokenFor({ sub: 'one', email: 'one@shop.example' }))
  const before = client.tokens!
  await handIn(client, await tokenFor({ sub: 'two', email: 'two@shop.example' }))
  expect(((await (await client.get('/me')).json()) as Me).email).toBe('two@shop.example')
  client.tokens = before
  expect((await client.get('/me')).status).toBe(401)
  const { refreshToken } = before
  client.tokens = null
  expect((await client.post('/session/refresh', { refreshToken, requestId: 'request-1' })).status).toBe(401)
})

test('the same subject again leaves the session of another tab alone', async () => {
  const client = world.stranger()
  await handIn(client, await tokenFor({ sub: 'tabs', email: 'tabs@shop.example' }))
  const before = client.tokens!
  await handIn(client, await tokenFor({ sub: 'tabs', email: 'tabs@shop.example' }))
  client.tokens = before
  expect((await client.get('/me')).status).toBe(200)
})

test('keys change with overlap: the new one signs, the old one until it is taken back', async () => {
  const old = await addHostKey(world, world.acme, page.path, 'ES256')
  const next = await addHostKey(world, world.acme, page.path, 'ES256')
  const client = world.stranger()
  expect((await handIn(client, await signToken(old, claimsOf(page)))).status).toBe(201)
  expect((await handIn(world.stranger(), await signToken(next, claimsOf(page)))).status).toBe(201)
  const admin = await world.staff('admin')
  const { keys } = (await (await admin.get(`${page.path}/keys`)).json()) as { keys: { id: string; kid: string }[] }
  const id = keys.find(({ kid }) => kid === old.kid)?.id
  expect((await admin.fetch(`${page.path}/keys/${id}`, { method: 'DELETE' })).status).toBe(204)
  expect((await handIn(world.stranger(), await signToken(old, claimsOf(page)))).status).toBe(401)
  expect((await handIn(world.stranger(), await signToken(next, claimsOf(page)))).status).toBe(201)
  expect((await client.get('/me')).status, 'a session stays').toBe(200)
})

test('a provider that is off, and one that is gone, opens nothing', async () => {
  const other = await openHostPage(world, { settings: { name: 'Other' } })
  const enter = async () => (await handIn(world.stranger(), await signToken(other.keys, claimsOf(other, { sub: 'off' })))).status
  const admin = await world.staff('admin')
  expect(await enter()).toBe(201)
  expect((await admin.json('PATCH', other.path, { version: 1, isOn: false })).status).toBe(200)
  expect(await enter()).toBe(401)
  expect((await admin.json('PATCH', other.path, { version: 2, isOn: true })).status).toBe(200)
  expect(await enter()).toBe(201)
  expect((await admin.fetch(other.path, { method: 'DELETE' })).status).toBe(204)
  expect(await enter()).toBe(401)
  expect((await admin.get(`${other.path}/keys`)).status).toBe(404)
})

test('the same subject of another provider is somebody else', async () => {
  const other = await openHostPage(world, { settings: { name: 'Twin' } })
  const first = await meOf(await handIn(world.stranger(), await tokenFor({ sub: 'shared', email: undefined })))
  const second = await meOf(
    await handIn(world.stranger(), await signToken(other.keys, claimsOf(other, { sub: 'shared', email: undefined }))),
  )
  expect(second.id).not.toBe(first.id)
})

describe('company and access', () => {
  let other: World
  let shop: HostPage
  beforeAll(async () => {
    other = await openWorld()
    shop = await openHostPage(other)
    const { accountId, nordvikId, birkaId } = other.acme
    await other.deps.db
      .insertInto('company_domain')
      .values([
        { account_id: accountId, domain: 'nordvik.example', company_id: nordvikId, created_at: other.deps.now() },
        { account_id: accountId, domain: 'acme.example', company_id: birkaId, created_at: other.deps.now() },
      ])
      .execute()
  })
  afterAll(() => other.close())

  const enter = async (claims: Record<string, unknown>) => handIn(other.stranger(), await signToken(shop.keys, claimsOf(shop, claims)))
  const companyOf = async (claims: Record<string, unknown>) => (await meOf(await enter(claims))).companyName

  test('D9: a verified address in a company’s domain makes one of the company, an unverified one does not', async () => {
    expect(await companyOf({ sub: 'c1', email: 'new@nordvik.example' })).toBe('Nordvik')
    expect(await companyOf({ sub: 'c2', email: 'other@nordvik.example', email_verified: false })).toBeNull()
    expect(await companyOf({ sub: 'c3', email: 'x@sub.nordvik.example' })).toBeNull()
    expect(await companyOf({ sub: 'c2', email: 'other@nordvik.example' }), 'once it is').toBe('Nordvik')
  })

  test('who has a company keeps it; who has none gets it', async () => {
    expect(await companyOf({ sub: 'anna', email: other.acme.email('anna') })).toBe('Nordvik')
    expect(await companyOf({ sub: 'dan', email: other.acme.email('dan') })).toBe('Birka')
  })

  test('S50, S51: all who are vouched for get in, or those on a list alone', async () => {
    const admin = await other.staff('admin')
    const list = (await (await admin.post('/lists', { kind: 'static', name: 'Guests' })).json()) as { id: string }
    await admin.post(`/lists/${list.id}/members`, { emails: [other.acme.email('ben')] })
    const path = `/portals/${other.acme.portalId}`
    const { version } = (await (await admin.get(path)).json()) as { version: number }
    expect((await admin.json('PATCH', path, { version, accessMode: 'lists', accessListIds: [list.id] })).status).toBe(200)
    const refusal = await enter({ sub: 'cleo', email: other.acme.email('cleo') })
    expect([refusal.status, ((await refusal.json()) as { code: string }).code]).toEqual([403, 'access_denied'])
    expect((await enter({ sub: 'ben', email: other.acme.email('ben') })).status).toBe(201)
  })
})

test('T-32: sessions end with the trust in who vouched for them: switched off, another issuer, removed; others go on', async () => {
  const admin = await world.staff('admin')
  const byPassword = await world.contact('cleo')
  const byOther = world.stranger()
  await handIn(byOther, await tokenFor({ sub: 'stays', email: undefined }))
  const ends: Record<string, (path: string) => Promise<Response>> = {
    off: (path) => admin.json('PATCH', path, { version: 1, isOn: false }),
    issuer: (path) => admin.json('PATCH', path, { version: 1, issuer: 'https://elsewhere.example' }),
    gone: (path) => admin.fetch(path, { method: 'DELETE' }),
  }
  for (const [name, end] of Object.entries(ends)) {
    const trusted = await openHostPage(world, { settings: { name } })
    const client = world.stranger()
    await handIn(client, await signToken(trusted.keys, claimsOf(trusted, { sub: name, email: undefined })))
    expect((await client.get('/me')).status, name).toBe(200)
    expect((await end(trusted.path)).ok, name).toBe(true)
    expect((await client.get('/me')).status, name).toBe(401)
    const refreshToken = client.tokens?.refreshToken
    client.tokens = null
    expect((await client.post('/session/refresh', { refreshToken, requestId: 'request-1' })).status, name).toBe(401)
  }
  expect((await byPassword.get('/me')).status).toBe(200)
  expect((await byOther.get('/me')).status).toBe(200)
})
