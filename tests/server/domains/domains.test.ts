import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Domain } from '../../../shared/domains.ts'
import { ContactClient } from '../../support/contact-client.ts'
import { openDnsServer, type DnsServer } from '../../support/peers/dns-server.ts'
import { setPortal } from '../../support/portal-settings.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { password } from '../../support/world-rows.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let dns: DnsServer
let admin: StaffClient
let other: StaffClient

beforeAll(async () => {
  dns = await openDnsServer()
  world = await openWorld({ env: { DNS_SERVERS: dns.address } })
  admin = await world.staff('admin')
  other = await world.staff('admin', world.bolt)
})
afterAll(async () => {
  await world.close()
  dns.close()
})
beforeEach(() => {
  dns.isBroken = false
})

const connect = async (host: string, who = admin) => {
  const response = await who.json('POST', '/domains', { host })
  return { status: response.status, body: (await response.json()) as Domain & { fields?: Record<string, string> } }
}
const list = async (who = admin) => ((await (await who.get('/domains')).json()) as { domains: Domain[] }).domains
const check = async (id: string, who = admin) => {
  world.advance(5)
  const response = await who.json('POST', `/domains/${id}/checks`, {})
  return { status: response.status, body: (await response.json()) as Domain & { code?: string } }
}
const prove = async (host: string, who = admin) => {
  const { body } = await connect(host, who)
  dns.set('TXT', body.txt.name, body.txt.value)
  expect((await check(body.id, who)).body.state).toBe('verified')
  return body
}
/** Days later: sessions of staff are over by then. */
const skip = async (seconds: number) => {
  world.advance(seconds)
  await world.runJobs()
  admin = await world.staff('admin')
  other = await world.staff('admin', world.bolt)
}
const at = (host: string, path: string, init: RequestInit = {}) => world.send(`https://${host}${path}`, { redirect: 'manual', ...init })

test('a domain waits for its record, says what it found, and is verified by it; the history tells', async () => {
  const { status, body } = await connect('https://Help.Nordvik.example/')
  expect(status).toBe(201)
  expect(body).toMatchObject({ host: 'help.nordvik.example', state: 'waiting', target: 'portal.example', found: [], checkedAt: null })
  expect(body.txt.name).toBe('_customer-portal.help.nordvik.example')
  expect(body.txt.value).toMatch(/^customer-portal=[0-9a-f]{32}$/)
  await world.runJobs()
  expect((await list())[0]).toMatchObject({ state: 'waiting', pointsHere: false, checkedAt: expect.any(String) as string })

  dns.set('TXT', body.txt.name, 'customer-portal=of-somebody-else')
  dns.set('A', 'help.nordvik.example', '192.0.2.7')
  dns.set('A', 'portal.example', '192.0.2.1')
  const elsewhere = (await check(body.id)).body
  expect(elsewhere.state).toBe('elsewhere')
  expect(elsewhere.pointsHere).toBe(false)
  expect(elsewhere.found).toEqual([
    { kind: 'TXT', name: body.txt.name, value: 'customer-portal=of-somebody-else' },
    { kind: 'A', name: 'help.nordvik.example', value: '192.0.2.7' },
  ])

  dns.set('TXT', body.txt.name, 'v=spf1', body.txt.value)
  dns.set('A', 'help.nordvik.example')
  dns.set('CNAME', 'help.nordvik.example', 'portal.example')
  world.advance(61)
  await world.runJobs()
  expect((await list())[0]).toMatchObject({
    state: 'verified',
    pointsHere: true,
    portals: [{ url: 'https://help.nordvik.example/acme-support' }],
  })
  const { entries } = (await (await admin.get('/history?group=settings')).json()) as { entries: { kind: string; by: object }[] }
  expect(entries.filter(({ kind }) => kind === 'domain.changed').map(({ by }) => by)).toMatchObject([
    { kind: 'system' },
    { kind: 'staff' },
    { kind: 'staff' },
  ])
})

test('the other record proves it as well; servers that are silent prove nothing and take nothing away', async () => {
  const { body } = await connect('cname.acme.example')
  dns.set('CNAME', body.cname.name, body.cname.value)
  dns.isBroken = true
  expect((await check(body.id)).body).toMatchObject({ state: 'waiting', pointsHere: null })
  dns.isBroken = false
  expect((await check(body.id)).body.state).toBe('verified')
  dns.isBroken = true
  expect((await check(body.id)).body).toMatchObject({ state: 'verified', failingSince: null })
})

test('what is no host, the own one, twice, or too many is told at the field', async () => {
  for (const [host, code] of [
    ['', 'required'],
    ['localhost', 'not_a_host'],
    ['192.0.2.1', 'not_a_host'],
    ['[::1]', 'not_a_host'],
    ['a..example', 'not_a_host'],
    ['x.example/path', 'not_a_host'],
    ['x.example:8443', 'not_a_host'],
    ['*.example.com', 'not_a_host'],
    ['-a.example', 'not_a_host'],
    [`${'a'.repeat(64)}.example`, 'not_a_host'],
    ['portal.example', 'not_a_choice'],
    ['HELP.nordvik.example', 'twice'],
  ] as const) {
    const { status, body } = await connect(host)
    expect([host, status, body.fields]).toEqual([host, 400, { host: code }])
  }
  expect((await connect('støtte.example')).body.host).toMatch(/^xn--st\w+-\w+\.example$/)
})

test("another account's domain is refused without a word of whose; claims that nobody proves block nobody", async () => {
  await prove('mine.acme.example')
  expect((await connect('mine.acme.example', other)).body.fields).toEqual({ host: 'taken' })
  // Two claim it, one proves it.
  const claim = (await connect('both.example', other)).body
  const owner = (await connect('both.example')).body
  dns.set('TXT', owner.txt.name, owner.txt.value)
  expect((await check(owner.id)).body.state).toBe('verified')
  dns.set('TXT', owner.txt.name, owner.txt.value, claim.txt.value)
  expect(await check(claim.id, other)).toMatchObject({ status: 409, body: { code: 'domain_taken' } })
  expect((await check(owner.id, other)).status).toBe(404)
  expect((await other.json('DELETE', `/domains/${owner.id}`, {})).status).toBe(404)
  expect((await list(other)).map(({ state }) => state)).toEqual(['elsewhere'])
  // Sold: the old record is gone, and after three days the host is free.
  dns.set('TXT', owner.txt.name, claim.txt.value)
  expect((await check(owner.id)).body).toMatchObject({ state: 'verified', failingSince: expect.any(String) as string })
  await skip(3 * 24 * 3600 + 60)
  expect((await check(claim.id, other)).body.state).toBe('verified')
  expect((await list()).find(({ host }) => host === 'both.example')).toMatchObject({ state: 'elsewhere', verifiedAt: null })
})

test('a claim expires after a week, and is looked for again when somebody asks', async () => {
  const { body } = await connect('late.example')
  const stateNow = async () => (await list()).find(({ id }) => id === body.id)?.state
  await skip(7 * 24 * 3600 + 60)
  expect(await stateNow()).toBe('expired')
  dns.set('TXT', body.txt.name, body.txt.value)
  await skip(3600)
  expect(await stateNow()).toBe('expired')
  expect((await check(body.id)).body.state).toBe('verified')
})

test('language and disconnecting; who may not configure is refused, and who comes late is told', async () => {
  const { id } = await prove('words.acme.example')
  const [row] = (await list()).filter((one) => one.id === id)
  const saved = await admin.json('PATCH', `/domains/${id}`, { version: row?.version, language: 'nb' })
  expect([saved.status, ((await saved.json()) as Domain).language]).toEqual([200, 'nb'])
  expect((await admin.json('PATCH', `/domains/${id}`, { version: row?.version, language: 'en' })).status).toBe(409)
  expect(await (await at('words.acme.example', '/acme-support')).text()).toContain('<html lang="nb">')
  const agent = await world.staff('agent')
  for (const [method, path] of [
    ['GET', '/domains'],
    ['POST', '/domains'],
    ['POST', `/domains/${id}/checks`],
    ['DELETE', `/domains/${id}`],
  ] as const) {
    expect((await agent.json(method, path, method === 'GET' ? undefined : {})).status, `${method} ${path}`).toBe(403)
  }
  expect((await admin.json('DELETE', `/domains/${id}`, {})).status).toBe(204)
  expect((await at('words.acme.example', '/acme-support')).status).toBe(404)
})

test('a verified domain serves its account, and nothing else', async () => {
  await prove('site.acme.example')
  const host = 'site.acme.example'
  const page = await at(host, '/acme-support')
  expect(page.status).toBe(200)
  expect(await page.text()).toContain(`data-portal="${world.acme.portalKey}"`)
  expect((await at(host, '/')).headers.get('Location')).toBe('/acme-support')
  expect((await at(host, '/bolt-support')).status).toBe(404)
  for (const path of [
    '/staff',
    '/staff/settings',
    '/api/v1/staff/me',
    '/api/docs',
    '/api/openapi.json',
    '/p/acme-support',
    '/p/bolt-support/look.css',
  ]) {
    expect((await at(host, path)).status, path).toBe(404)
  }
  expect((await at(host, `/api/v1/portals/${world.acme.portalKey}`)).status).toBe(200)
  expect((await at(host, `/api/v1/portals/${world.bolt.portalKey}`)).status).toBe(404)
  // The installation itself leads there.
  expect((await world.send('/p/acme-support', { redirect: 'manual' })).headers.get('Location')).toMatch(/^https:\/\/[a-z.]+\/acme-support$/)
})

test('people sign in at the domain with proofs for it, and proofs for another host are refused', async () => {
  await setPortal(world, { is_on: 1 })
  const origin = 'https://site.acme.example'
  const send = (path: string, init?: RequestInit) => world.send(new URL(path, origin).href, init)
  const anna = await new ContactClient(send, origin, world.acme.portalKey, origin).signIn(world.acme.email('anna'), password)
  expect((await anna.get('/me')).status).toBe(200)
  const stranger = new ContactClient(send, 'https://portal.example', world.acme.portalKey, origin)
  await expect(stranger.signIn(world.acme.email('anna'), password)).rejects.toThrow()
  // Pages there may not ask the installation's own host, which knows them not.
  const crossing = new ContactClient(world.send, 'https://portal.example', world.acme.portalKey, origin)
  expect((await crossing.get('/me')).status).toBe(403)
})

test.each([
  'evil.example',
  'site.acme.example.evil.example',
  'site.acme.example:8443',
  'site.acme.example.',
  'xsite.acme.example',
  '127.0.0.1',
  `${'a'.repeat(300)}.example`,
])('the header "%s" opens nothing: it is the installation that answers', async (host) => {
  const response = await world.app.request('/acme-support', { headers: { Host: host } })
  expect(response.status).toBe(404)
  const session = await world.app.request(`/api/v1/portals/${world.acme.portalKey}`, {
    headers: { Host: host, 'Sec-Fetch-Site': 'same-origin' },
  })
  expect(((await session.json()) as { isOriginAllowed: boolean }).isOriginAllowed).toBe(false)
})
