import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../support/world.ts'
import { password } from '../../support/world-rows.ts'
import { codeAt } from '../../support/totp.ts'
import { comparable, openStillWorld } from './mailed.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ env: { TRUSTED_PROXIES: '1' } })
})
afterAll(() => world.close())

const base = '/api/v1/staff'
const ours = 'https://portal.example'

async function signIn(
  headers: Record<string, string> = {},
  body: unknown = { email: world.acme.email('agent'), password },
  to: World = world,
): Promise<Response> {
  return to.send(`${base}/session`, {
    method: 'POST',
    headers: { Origin: ours, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

const cookieFrom = (response: Response) => response.headers.get('Set-Cookie')?.split(';')[0] ?? ''
const ask = (cookie: string, headers: Record<string, string> = {}) =>
  world.send(`${base}/me`, { headers: { 'Sec-Fetch-Site': 'same-origin', Cookie: cookie, ...headers } })

test('staff sign in with a cookie that scripts cannot read, of our host alone, and are told who they are', async () => {
  const response = await signIn()
  expect(response.status).toBe(200)
  expect(response.headers.get('Set-Cookie')).toMatch(/^__Host-sid=cps_[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  const me = {
    id: world.acme.staff.agent,
    name: 'agent of acme',
    email: 'agent@acme.example',
    accountName: 'acme',
    permissions: ['inbox.answer', 'contacts.edit'],
    hasOutbox: false,
    hasSecondFactor: false,
    lacksSecondFactor: false,
  }
  expect(await response.json()).toEqual(me)
  expect(await (await ask(cookieFrom(response))).json()).toEqual(me)
})

test('T-67: nothing of the person stands in the cookie', async () => {
  const response = await signIn({}, { email: world.acme.email('admin'), password })
  expect(response.headers.get('Set-Cookie')).not.toMatch(/admin|acme|example/i)
})

test('every sign-in has another token; logging out ends it and takes the cookie away', async () => {
  const [first, second] = [cookieFrom(await signIn()), cookieFrom(await signIn())]
  expect(first).not.toBe(second)
  const out = await world.send(`${base}/session`, {
    method: 'DELETE',
    headers: { Origin: ours, 'Sec-Fetch-Site': 'same-origin', Cookie: first },
  })
  expect(out.status).toBe(204)
  expect(out.headers.get('Set-Cookie')).toMatch(/^__Host-sid=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  expect((await ask(first)).status).toBe(401)
  expect((await ask(second)).status).toBe(200)
})

test('a token that came with the request is not taken over: no session fixation', async () => {
  const planted = `__Host-sid=cps_${'A'.repeat(43)}`
  const response = await signIn({ Cookie: planted })
  expect(cookieFrom(response)).not.toBe(planted)
  expect((await ask(planted)).status).toBe(401)
})

for (const name of ['\u00a0__Host-sid', '__host-sid', '__Host-sid ', 'cp-sid', 'x__Host-sid', '"__Host-sid"']) {
  test(`T-67: a cookie named ${JSON.stringify(name)} is not ours`, async () => {
    const [, value = ''] = cookieFrom(await signIn()).split('=')
    const status = (await ask(`${Buffer.from(name).toString('latin1')}=${value}`)).status
    // Spaces around a name are no part of it (RFC 6265 §5.4); everything else makes another name.
    expect(status).toBe(name === '__Host-sid ' ? 200 : 401)
  })
}

test('T-67: a planted cookie in front of ours does not win by looking like it', async () => {
  const good = cookieFrom(await signIn())
  expect((await ask(`\u00a0__Host-sid=cps_${'A'.repeat(43)}; ${good}`.replaceAll('\u00a0', '\xa0'))).status).toBe(200)
})

test('on http over loopback the cookie has another name and no Secure', async () => {
  const local = await openWorld({ env: { PUBLIC_URL: 'http://localhost:8787' } })
  try {
    const response = await local.send(`http://localhost:8787${base}/session`, {
      method: 'POST',
      headers: { Origin: 'http://localhost:8787', 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: local.acme.email('agent'), password }),
    })
    expect(response.headers.get('Set-Cookie')).toMatch(/^cp-sid=cps_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  } finally {
    await local.close()
  }
})

test('wrong passwords, unknown addresses and contacts get one answer, and the same lock', async () => {
  for (const email of [world.acme.email('agent'), 'nobody@acme.example', world.acme.email('anna')]) {
    const headers = { 'X-Forwarded-For': `10.0.0.${email.length}` }
    const answers: unknown[] = []
    for (let n = 1; n <= 7; n += 1) {
      const response = await signIn(headers, { email, password: 'wrong' })
      answers.push([response.status, ((await response.json()) as { code: string }).code, response.headers.get('Retry-After')])
    }
    expect(answers).toEqual([...Array.from({ length: 6 }, () => [401, 'sign_in_failed', null]), [429, 'sign_in_locked', '1']])
  }
})

test('T-18: known and unknown addresses, with and without a second step, get the same answer from the same work', async () => {
  // The mail about the second step must not be sent amid what is counted.
  const still = await openStillWorld({ env: { TRUSTED_PROXIES: '1' } })
  try {
    const { verify } = still.deps.hasher
    let hashes = 0
    still.deps.hasher.verify = (...given) => {
      hashes += 1
      return verify(...given)
    }
    const settings = await still.staff('settings')
    const { secret } = (await (await settings.post('/second-factor')).json()) as { secret: string }
    expect((await settings.json('PUT', '/second-factor/confirmation', { code: codeAt(secret, still.deps.now()) })).status).toBe(200)
    const attempt = async (email: string, n: number) => {
      await signIn({ 'X-Forwarded-For': `10.2.1.${n}` }, { email: 'warm@up.example', password: 'wrong' }, still)
      hashes = 0
      const from = still.statements.length
      const answer = await comparable(
        await signIn({ 'X-Forwarded-For': `10.2.0.${n}` }, { email, password: 'wrong wrong wrong', code: '123456' }, still),
      )
      return { answer, hashes, statements: still.statements.slice(from) }
    }
    const addresses = [still.acme.email('admin'), still.acme.email('settings'), 'nobody2@acme.example', still.acme.email('anna')]
    const seen = []
    for (const [n, email] of addresses.entries()) seen.push(await attempt(email, n))
    expect(seen[0]).toMatchObject({ hashes: 1, answer: { status: 401 } })
    for (const one of seen.slice(1)) expect(one).toEqual(seen[0])
  } finally {
    await still.close()
  }
})

test('a staff session ends after an hour without a deed of its person, and after twelve hours in any case', async () => {
  const aged = await openWorld()
  try {
    const idle = await aged.staff('agent')
    const busy = await aged.staff('admin')
    for (let minutes = 0; minutes < 11.5 * 60; minutes += 30) {
      aged.advance(1800)
      // Looking by itself, as a stream or a poll does, is no deed.
      await idle.get('/me')
      expect((await busy.fetch('/me', { headers: { 'Cp-Activity': 'user' } })).status).toBe(200)
      if (minutes === 30) expect((await (await idle.get('/me')).json()) as object).toMatchObject({ code: 'session_expired' })
    }
    aged.advance(1800)
    expect((await busy.fetch('/me', { headers: { 'Cp-Activity': 'user' } })).status).toBe(401)
  } finally {
    await aged.close()
  }
})

test('a contact’s token opens no staff route, and a staff cookie no customer route', async () => {
  const anna = await world.contact('anna')
  const agent = cookieFrom(await signIn())
  expect((await world.send(`${base}/me`, { headers: { Authorization: `DPoP ${anna.tokens?.accessToken}` } })).status).toBe(401)
  const asCustomer = await world.send(`/api/v1/portals/${world.acme.portalKey}/me`, { headers: { Cookie: agent, Origin: anna.origin } })
  expect(asCustomer.status).toBe(401)
  expect(await asCustomer.json()).toMatchObject({ code: 'sign_in_required' })
})

test('a permission that one lacks is refused', async () => {
  const agent = await world.staff('agent')
  for (const path of ['/portals', `/portals/${world.acme.portalId}`, '/mails']) {
    const response = await agent.get(path)
    expect(response.status, path).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'not_allowed' })
  }
  expect((await (await world.staff('settings')).get('/portals')).status).toBe(200)
})
