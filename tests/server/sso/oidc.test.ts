import { createHmac } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PublicPortal } from '../../../shared/portal.ts'
import type { IdentityProvider } from '../../../shared/single-sign-on.ts'
import { openWorld, type World } from '../../support/world.ts'
import {
  clientId,
  clientSecret,
  followProvider,
  startOpenIdProvider,
  WrongProvider,
  type OpenIdPeer,
} from '../../support/peers/openid-peer.ts'
import { readPage, SignInElement, SignInWindow, type ReadPage } from './sign-in-window.ts'

const callback = 'https://portal.example/sso/callback'

let world: World
let peer: OpenIdPeer
let account: { sub: string } & Record<string, unknown> = { sub: 'x' }
let wrong: WrongProvider
let real: IdentityProvider
let fake: IdentityProvider

beforeAll(async () => {
  world = await openWorld({ env: { ALLOW_PRIVATE_PROVIDERS: '1' } })
  peer = await startOpenIdProvider(callback, () => account)
  wrong = await new WrongProvider().start()
  real = await addProvider(peer.issuer, { name: 'Real' })
  fake = await addProvider(wrong.issuer, { name: 'Fake' })
})
afterAll(async () => {
  await peer.close()
  await wrong.close()
  await world.close()
})
beforeEach(() => {
  wrong.reset()
  wrong.nowSeconds = () => Math.floor(Date.parse(world.deps.now()) / 1000)
})

async function addProvider(issuer: string, more: Record<string, unknown> = {}): Promise<IdentityProvider> {
  const response = await post({ issuer, ...more })
  if (response.status !== 201) throw new Error(await response.text())
  return (await response.json()) as IdentityProvider
}

async function post(body: Record<string, unknown>): Promise<Response> {
  const admin = await world.staff('admin')
  const usual = { kind: 'oidc', name: 'Provider', clientId, clientSecret, emailDomains: null }
  return admin.post(`/portals/${world.acme.portalId}/identity-providers`, { ...usual, ...body })
}

interface Way {
  from: SignInElement
  window: SignInWindow
  /** Of the provider's sign-in page. */
  url: string
}

async function goTo(provider: IdentityProvider): Promise<Way> {
  const from = new SignInElement(world.stranger())
  const window = new SignInWindow(world)
  const sent = await window.go(await from.begin(provider.id))
  expect(sent.status).toBe(302)
  return { from, window, url: sent.headers.get('Location') ?? '' }
}

/** Signs in at the provider of our own, with whatever is wrong with it. */
async function comeBack(more: Record<string, string> = {}): Promise<Way & { page: ReadPage }> {
  const way = await goTo(fake)
  return { ...way, page: await readPage(await way.window.go(`${callback}${wrong.answer(way.url, more)}`)) }
}

async function refused(more: Record<string, string> = {}): Promise<void> {
  const { from, page } = await comeBack(more)
  expect([page.status, page.message]).toEqual([403, { type: 'cp-sso', v: 1, ssoId: from.ssoId }])
  expect((await from.status()).state).toBe('failed')
}

test('D16: a person signs in at a real OpenID provider and is the contact who owns the address', async () => {
  account = { sub: 'okta|1', email: world.acme.email('anna'), email_verified: true, name: 'Anna' }
  const { from, window, url } = await goTo(real)
  const asked = new URL(url).searchParams
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: callback,
    scope: 'openid email profile',
    code_challenge_method: 'S256',
    state: from.ssoId,
  })
  expect(asked.get('nonce')).toMatch(/^[\w-]{43}$/)
  const back = await readPage(await window.go(await followProvider(url)))
  expect(back.status).toBe(200)
  expect((await from.redeem(back.message?.code ?? '')).status).toBe(201)
  expect(from.client.tokens?.me.id).toBe(world.acme.contacts.anna)
})

test('several providers stand beside each other, and nothing of their clients is public', async () => {
  const answer = await world.stranger().get('')
  const text = await answer.text()
  expect((JSON.parse(text) as PublicPortal).identityProviders).toEqual([
    { id: real.id, kind: 'oidc', name: 'Real' },
    { id: fake.id, kind: 'oidc', name: 'Fake' },
  ])
  for (const hidden of [clientId, clientSecret, peer.issuer]) expect(text).not.toContain(hidden)
  const list = await (await (await world.staff('admin')).get(`/portals/${world.acme.portalId}/identity-providers`)).text()
  expect(list).toContain(clientId)
  expect(list).not.toContain(clientSecret)
  const { rows } = { rows: await world.deps.db.selectFrom('identity_provider').selectAll().execute() }
  expect(JSON.stringify(rows)).not.toContain(clientSecret)
  const events = JSON.stringify(await world.deps.db.selectFrom('event').select('data').execute())
  expect(events).toContain(clientId)
  expect(events).not.toContain(clientSecret)
})

test('the provider of our own lets in when nothing is wrong, and is asked with verifier and secret', async () => {
  let body = ''
  wrong.handlers['/token'] = (request, response) => {
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      delete wrong.handlers['/token']
      response.writeHead(307, { Location: '/token' }).end()
    })
  }
  await refused()
  expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
    grant_type: 'authorization_code',
    code: 'a-code',
    redirect_uri: callback,
    client_id: clientId,
    client_secret: clientSecret,
    code_verifier: expect.stringMatching(/^[\w-]{43}$/),
  })
  const { from, page } = await comeBack()
  expect((await from.redeem(page.message?.code ?? '')).status).toBe(201)
  expect(from.client.tokens?.me.id).toBe(world.acme.contacts.anna)
})

describe('which addresses are believed', () => {
  const enter = async (claims: Record<string, unknown>) => {
    wrong.claims = claims
    const { from, page } = await comeBack()
    await from.redeem(page.message?.code ?? '')
    return from.client.tokens?.me
  }
  test('one that the provider does not call verified opens nothing of before', async () => {
    for (const email_verified of [false, undefined, 'true', 1]) {
      const me = await enter({ sub: `u-${String(email_verified)}`, email: world.acme.email('ben'), email_verified })
      expect(me).toMatchObject({ email: '' })
      expect(me?.id).not.toBe(world.acme.contacts.ben)
    }
  })

  test('of a domain that it is trusted for: also when it says nothing about that, never when it denies', async () => {
    const admin = await world.staff('admin')
    const path = `/portals/${world.acme.portalId}/identity-providers/${fake.id}`
    const trust = async (emailDomains: string[] | null) => {
      const saved = await admin.json('PATCH', path, { version: fake.version, emailDomains })
      fake = (await saved.json()) as IdentityProvider
    }
    await trust(['acme.example'])
    expect((await enter({ sub: 'd-1', email: world.acme.email('ben'), email_verified: undefined }))?.id).toBe(world.acme.contacts.ben)
    expect((await enter({ sub: 'd-2', email: world.acme.email('cleo'), email_verified: false }))?.id).not.toBe(world.acme.contacts.cleo)
    expect(await enter({ sub: 'd-3', email: 'eve@elsewhere.example', email_verified: true })).toMatchObject({ email: '' })
    await trust(null)
  })

  test('the address may come from the userinfo, of the same subject only', async () => {
    wrong.metadata = { userinfo_endpoint: `${wrong.issuer}/me` }
    const other = await new WrongProvider().start()
    try {
      const tell = (sub: string) => {
        other.metadata = { userinfo_endpoint: `${other.issuer}/me` }
        other.handlers['/me'] = (_, response) =>
          response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ sub, email: 'info@x.example', email_verified: true }))
        other.claims = { sub: 'info', email: undefined, email_verified: undefined }
      }
      tell('info')
      const provider = await addProvider(other.issuer, { name: 'Userinfo' })
      const enterThere = async () => {
        const way = await goTo(provider)
        const page = await readPage(await way.window.go(`${callback}${other.answer(way.url)}`))
        if (page.message?.code) await way.from.redeem(page.message.code)
        return way.from.client.tokens?.me.email
      }
      expect(await enterThere()).toBe('info@x.example')
      tell('somebody else')
      expect(await enterThere()).toBeUndefined()
      await (await world.staff('admin')).fetch(`/portals/${world.acme.portalId}/identity-providers/${provider.id}`, { method: 'DELETE' })
    } finally {
      await other.close()
    }
  })
})

describe('T-88: what the provider’s answer must not be', () => {
  const claims: Record<string, () => Record<string, unknown>> = {
    'another issuer': () => ({ iss: 'https://evil.example' }),
    'the issuer with a slash': () => ({ iss: `${wrong.issuer}/` }),
    'another client': () => ({ aud: 'other-client' }),
    'several clients without naming ours as the one asked for': () => ({ aud: [clientId, 'other-client'] }),
    'another nonce': () => ({ nonce: 'x'.repeat(43) }),
    'no nonce': () => ({ nonce: undefined }),
    'no subject': () => ({ sub: undefined }),
    'an empty subject': () => ({ sub: '' }),
    'an endless subject': () => ({ sub: 'x'.repeat(300) }),
    'an end that is over': () => ({ exp: wrong.nowSeconds() - 300 }),
    'no end': () => ({ exp: undefined }),
    'no beginning': () => ({ iat: undefined }),
    'a beginning an hour ago': () => ({ iat: wrong.nowSeconds() - 3600 }),
  }
  for (const [name, claim] of Object.entries(claims)) {
    test(`an ID token with ${name}`, async () => {
      wrong.claims = claim()
      await refused()
    })
  }

  const tokens: Record<string, (c: object) => Promise<string> | string> = {
    'signed by another key': (c) => wrong.sign({ ...c }, { key: wrong.otherKeys.privateKey }),
    'of a key that is not listed': (c) => wrong.sign({ ...c }, { kid: 'k2', key: wrong.otherKeys.privateKey }),
    'signed with the client’s secret': (c) => wrong.sign({ ...c }, { alg: 'HS256', key: new TextEncoder().encode(clientSecret) }),
    'with another RSA algorithm': (c) => wrong.sign({ ...c }, { alg: 'PS256' }),
    unsigned: (c) => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(c)).toString('base64url')}.`,
    'that is none': () => 'x',
    'that is empty': () => '',
  }
  for (const [name, idToken] of Object.entries(tokens)) {
    test(`an ID token ${name}`, async () => {
      wrong.idToken = idToken
      await refused()
    })
  }

  test('the public key as a secret', async () => {
    wrong.idToken = (c) => {
      const text = `${Buffer.from('{"alg":"HS256","kid":"k1"}').toString('base64url')}.${Buffer.from(JSON.stringify(c)).toString('base64url')}`
      const pem = wrong.keys.publicKey.export({ type: 'spki', format: 'pem' })
      return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`
    }
    await refused()
  })

  test('an answer that names another provider (mix-up), or none', async () => {
    await refused({ iss: 'https://evil.example' })
    const way = await goTo(fake)
    const search = wrong.answer(way.url).replace(/&iss=[^&]*/, '')
    expect((await readPage(await way.window.go(`${callback}${search}`))).status).toBe(403)
  })

  test('an error of the provider, shown to nobody word for word', async () => {
    const way = await goTo(fake)
    const state = new URL(way.url).searchParams.get('state') ?? ''
    const query = new URLSearchParams({ error: 'access_denied', error_description: '<b>Call 0800 evil</b>', state, iss: wrong.issuer })
    const page = await readPage(await way.window.go(`${callback}?${query}`))
    expect([page.status, page.text.includes('0800')]).toEqual([403, false])
  })

  test('an answer to another browser, with another state, twice, or none at all', async () => {
    const way = await goTo(fake)
    const search = wrong.answer(way.url)
    expect((await new SignInWindow(world).go(`${callback}${search}`)).status).toBe(404)
    expect((await way.window.go(`${callback}${search.replace(/state=\w{4}/, 'state=ffff')}`)).status).toBe(404)
    expect((await way.window.go(`${callback}${search}&state=${'f'.repeat(32)}`)).status).toBe(403)
    expect((await way.window.go(`${callback}${search}`)).status).toBe(404)
    expect((await way.window.go(callback)).status).toBe(404)
  })
})

describe('R20: a provider that is down, slow, huge or elsewhere', () => {
  const faults: Record<string, (path: string) => void> = {
    'answers 500': (path) => (wrong.handlers[path] = (_, response) => response.writeHead(500).end('{}')),
    'answers with a redirect': (path) =>
      (wrong.handlers[path] = (_, response) => response.writeHead(302, { Location: `${wrong.issuer}/canary` }).end()),
    'breaks off': (path) => (wrong.handlers[path] = (_, response) => response.destroy()),
    'answers with a web page': (path) =>
      (wrong.handlers[path] = (_, response) => response.setHeader('Content-Type', 'text/html').end('<p>hello')),
    'answers with more than half a megabyte': (path) =>
      (wrong.handlers[path] = (_, response) =>
        response.setHeader('Content-Type', 'application/json').end(`{"a":"${'x'.repeat(600_000)}"}`)),
    'answers with a bomb of gzip': (path) =>
      (wrong.handlers[path] = (_, response) =>
        response
          .setHeader('Content-Type', 'application/json')
          .setHeader('Content-Encoding', 'gzip')
          .end(gzipSync(Buffer.alloc(5_000_000, 32)))),
    'answers with endless headers': (path) =>
      (wrong.handlers[path] = (_, response) => response.setHeader('X-Fill', 'x'.repeat(40_000)).end('{}')),
  }
  for (const [name, fault] of Object.entries(faults)) {
    test(`its token endpoint ${name}`, async () => {
      fault('/token')
      await refused()
      expect(wrong.requests).not.toContain('/canary')
    })
  }

  test(
    'its token endpoint is silent: the person is told within five seconds, and others sign in meanwhile',
    { timeout: 15_000 },
    async () => {
      wrong.handlers['/token'] = () => undefined
      const started = Date.now()
      const waiting = refused()
      expect((await (await world.contact('anna')).get('/me')).status).toBe(200)
      await waiting
      expect(Date.now() - started).toBeLessThan(7_000)
    },
  )

  test('it is down when somebody wants to go there: a page says so, the session of others goes on, and it is asked again soon', async () => {
    const flaky = await new WrongProvider().start()
    try {
      const provider = await addProvider(flaky.issuer, { name: 'Flaky' })
      const fresh = { ...world.deps, vault: { ...world.deps.vault } }
      const { createApp } = await import('../../../server/app.ts')
      const restarted = createApp(fresh)
      const send = async (path: string, init?: RequestInit) =>
        restarted.fetch(new Request(new URL(path, world.deps.config.publicUrl), init))
      flaky.handlers['/.well-known/openid-configuration'] = (_, response) => response.writeHead(503).end()
      const from = new SignInElement(world.stranger())
      const window = new SignInWindow({ send })
      const page = await readPage(await window.go(await from.begin(provider.id)))
      expect([page.status, page.message]).toEqual([403, { type: 'cp-sso', v: 1, ssoId: from.ssoId }])
      const asked = flaky.requests.length
      await window.go(await from.begin(provider.id))
      expect(flaky.requests.length, 'left alone for ten seconds').toBe(asked)
      await (await world.staff('admin')).fetch(`/portals/${world.acme.portalId}/identity-providers/${provider.id}`, { method: 'DELETE' })
    } finally {
      await flaky.close()
    }
  })

  test('R21: its clock may be off by two minutes, not by six', async () => {
    const now = Math.floor(Date.parse(world.deps.now()) / 1000)
    for (const offset of [-115, 115]) {
      wrong.nowSeconds = () => now + offset
      expect((await comeBack()).page.status, `${offset} s`).toBe(200)
    }
    for (const offset of [-360, 360]) {
      wrong.nowSeconds = () => now + offset
      await refused()
    }
  })
})

describe('what admins cannot save', () => {
  const bodies: Record<string, [body: () => Record<string, unknown>, fields: Record<string, string>]> = {
    'no client': [() => ({ clientId: null }), { clientId: 'required' }],
    'no word about domains': [() => ({ emailDomains: undefined }), { emailDomains: 'required' }],
    'a sign-in page': [() => ({ loginUrl: 'https://x.example/' }), { loginUrl: 'unknown_field' }],
    'an issuer that is no address': [() => ({ issuer: 'okta' }), { issuer: 'invalid' }],
    'an issuer with a password': [() => ({ issuer: wrong.issuer.replace('//', '//a:b@') }), { issuer: 'invalid' }],
    'an issuer that calls itself otherwise': [() => ({ issuer: wrong.issuer.replace('127.0.0.1', 'localhost') }), { issuer: 'invalid' }],
    'an issuer that is not there': [() => ({ issuer: 'http://127.0.0.1:1' }), { issuer: 'invalid' }],
    'a file': [() => ({ issuer: 'file:///etc/passwd' }), { issuer: 'invalid' }],
    'a client for a site that signs itself': [() => ({ kind: 'jwt', issuer: 'x' }), { clientId: 'unknown_field' }],
  }
  for (const [name, [body, fields]] of Object.entries(bodies)) {
    test(`a provider with ${name}`, async () => {
      const response = await post({ issuer: wrong.issuer, ...body() })
      expect([response.status, ((await response.json()) as { fields: object }).fields]).toEqual([400, fields])
    })
  }

  test('a key of a host page for an OpenID provider', async () => {
    const path = `/portals/${world.acme.portalId}/identity-providers/${real.id}/keys`
    expect((await (await world.staff('admin')).post(path, { name: 'Mine' })).status).toBe(404)
  })
})

test('another issuer is other people: subjects of before are forgotten', async () => {
  const second = await new WrongProvider().start()
  try {
    const provider = await addProvider(wrong.issuer, { name: 'Moves' })
    const enter = async (at: WrongProvider) => {
      at.claims = { sub: 'same-name', email: undefined, email_verified: undefined }
      const way = await goTo(provider)
      const page = await readPage(await way.window.go(`${callback}${at.answer(way.url)}`))
      await way.from.redeem(page.message?.code ?? '')
      return way.from.client.tokens?.me.id
    }
    const before = await enter(wrong)
    expect(await enter(wrong)).toBe(before)
    const path = `/portals/${world.acme.portalId}/identity-providers/${provider.id}`
    expect((await (await world.staff('admin')).json('PATCH', path, { version: 1, issuer: second.issuer })).status).toBe(200)
    const after = await enter(second)
    expect(after).toMatch(/^[0-9a-z]{24}$/)
    expect(after).not.toBe(before)
  } finally {
    await second.close()
  }
})
