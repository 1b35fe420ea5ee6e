import { createServer, type Server } from 'node:http'
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { IdentityProvider } from '../../../shared/single-sign-on.ts'
import { claimsOf, handIn, issuer, makeHostPair, openHostPage, signToken, type HostPage } from '../../support/peers/host-page.ts'
import { openWorld, type World } from '../../support/world.ts'

const minutes = (count: number) => count * 60

interface Published {
  alg: string
  kid: string
  privateKey: KeyObject
  jwk: Record<string, unknown>
}

function makeKey(alg: string, kid: string, more: Record<string, unknown> = {}): Published {
  const pair = makeHostPair(alg)
  if (!pair) throw new Error(alg)
  return { alg, kid, privateKey: pair.privateKey, jwk: { ...createPublicKey(pair.publicPem).export({ format: 'jwk' }), kid, alg, ...more } }
}

let world: World
let server: Server
let url: string
let answer: () => { status?: number; body: string } | 'silence'
let asked = 0
let keys: Published[]
let page: HostPage
let provider: IdentityProvider

beforeAll(async () => {
  server = createServer((_, response) => {
    asked += 1
    const said = answer()
    if (said === 'silence') return
    response.writeHead(said.status ?? 200, { 'Content-Type': 'application/json' }).end(said.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
  keys = ['ES256', 'EdDSA', 'RS256'].map((alg) => makeKey(alg, `2026 ${alg}`))
})
beforeEach(async () => {
  answer = () => ({ body: JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }) })
  world = await openWorld({ env: { ALLOW_PRIVATE_PROVIDERS: '1' } })
  const created = await (
    await world.staff('admin')
  ).post(`/portals/${world.acme.portalId}/identity-providers`, {
    kind: 'jwt',
    name: 'Publisher',
    issuer,
    jwksUrl: url,
  })
  if (created.status !== 201) throw new Error(await created.text())
  provider = (await created.json()) as IdentityProvider
  page = { world, account: world.acme } as HostPage
  asked = 0
  return () => world.close()
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const sign = ({ alg, kid, privateKey }: Published, claims: Record<string, unknown> = {}) =>
  signToken({ alg, kid, signer: privateKey, publicPem: null }, claimsOf(page, claims))

const enter = async (key: Published, claims: Record<string, unknown> = {}) =>
  (await handIn(world.stranger(), await sign(key, claims))).status

const first = () => keys[0] as Published

describe('D16: keys that a site publishes', () => {
  test('of every kind sign, and are asked for once', async () => {
    for (const key of keys) expect(await enter(key), key.alg).toBe(201)
    expect(asked).toBe(1)
  })

  test('stand beside a key that was handed in', async () => {
    const own = await openHostPage(world, { settings: { name: 'Own', issuer: 'https://own.example' } })
    expect((await handIn(world.stranger(), await signToken(own.keys, claimsOf(own, { iss: 'https://own.example' })))).status).toBe(201)
    expect(asked).toBe(0)
  })

  test('a new key is found at once, the old one goes when it is not there any more', async () => {
    expect(await enter(first())).toBe(201)
    const next = makeKey('ES256', 'next')
    answer = () => ({ body: JSON.stringify({ keys: [next.jwk] }) })
    world.advance(minutes(1))
    expect(await enter(next)).toBe(201)
    expect(await enter(first())).toBe(401)
  })

  test('names that nobody publishes do not make us ask at every token', async () => {
    const stranger = makeKey('ES256', 'unknown')
    for (let time = 0; time < 5; time += 1) expect(await enter(stranger)).toBe(401)
    expect(asked).toBe(1)
    world.advance(minutes(1))
    for (let time = 0; time < 5; time += 1) expect(await enter(stranger)).toBe(401)
    expect(asked).toBe(2)
  })
})

describe('T-60, T-93: what no published key opens', () => {
  test('another issuer, a provider that is off, another signature under the same name', async () => {
    expect(await enter(first(), { iss: 'https://elsewhere.example' })).toBe(401)
    expect(await enter({ ...makeKey('ES256', first().kid) })).toBe(401)
    const path = `/portals/${world.acme.portalId}/identity-providers/${provider.id}`
    expect((await (await world.staff('admin')).json('PATCH', path, { version: 1, isOn: false })).status).toBe(200)
    expect(await enter(first())).toBe(401)
  })

  test('a name that stands there twice, a key for encryption, one that is too short, a shared secret', async () => {
    const twice = makeKey('ES256', 'twice')
    const hidden = makeKey('ES256', 'hidden', { use: 'enc' })
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const short: Published = { alg: 'RS256', kid: 'short', privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid: 'short' } }
    const shared = { kty: 'oct', k: Buffer.from('secret of everybody who can read').toString('base64url'), kid: 'shared', alg: 'HS256' }
    const published = [twice.jwk, makeKey('ES256', 'twice').jwk, hidden.jwk, short.jwk, shared, first().jwk]
    answer = () => ({ body: JSON.stringify({ keys: published }) })
    expect(await enter(twice)).toBe(401)
    expect(await enter(hidden)).toBe(401)
    const signed = await new SignJWT(claimsOf(page))
      .setProtectedHeader({ alg: 'HS256', kid: 'shared' })
      .sign(new TextEncoder().encode('secret of everybody who can read'))
    expect((await handIn(world.stranger(), signed)).status).toBe(401)
    expect(await enter(first())).toBe(201)
  })

  test('the public key as an HMAC secret', async () => {
    const rsa = keys[2] as Published
    const secret = createPublicKey(rsa.privateKey).export({ type: 'spki', format: 'pem' }).toString()
    const token = await new SignJWT(claimsOf(page))
      .setProtectedHeader({ alg: 'HS256', kid: rsa.kid })
      .sign(new TextEncoder().encode(secret))
    expect((await handIn(world.stranger(), token)).status).toBe(401)
  })
})

describe('R20: the address does not answer', () => {
  const failures: Record<string, () => { status?: number; body: string }> = {
    'with an error': () => ({ status: 500, body: 'no' }),
    'with what is no JSON': () => ({ body: '<html>' }),
    'with no keys': () => ({ body: '{"keys":[]}' }),
    'with too much': () => ({ body: JSON.stringify({ keys: [], more: 'x'.repeat(200_000) }) }),
  }
  for (const [name, failure] of Object.entries(failures)) {
    test(`or ${name}: keys of before are good for a day, and no longer`, async () => {
      expect(await enter(first())).toBe(201)
      answer = failure
      world.advance(minutes(30))
      expect(await enter(first())).toBe(201)
      expect(asked).toBe(2)
      world.advance(minutes(24 * 60))
      expect(await enter(first())).toBe(401)
    })
  }

  test('it is left alone for ten seconds, then one request looks again', async () => {
    expect(await enter(first())).toBe(201)
    answer = () => ({ status: 503, body: '' })
    world.advance(minutes(30))
    for (let time = 0; time < 4; time += 1) expect(await enter(first())).toBe(201)
    expect(asked).toBe(2)
    world.advance(11)
    answer = () => ({ body: JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }) })
    await Promise.all([1, 2, 3, 4].map(() => enter(first())))
    expect(asked).toBe(3)
  })

  test('nothing known and no answer: refused within five seconds; passwords and sessions go on', async () => {
    const anna = await world.contact('anna')
    answer = () => 'silence'
    const began = performance.now()
    expect(await enter(first())).toBe(401)
    expect(performance.now() - began).toBeLessThan(6_000)
    expect((await anna.get('/me')).status).toBe(200)
    expect((await (await world.contact('ben')).get('/me')).status).toBe(200)
  }, 15_000)
})

test('an address that publishes nothing usable cannot be saved, nor one in our own network', async () => {
  answer = () => ({ body: '{}' })
  const save = async (body: Record<string, unknown>, to = world) => {
    const response = await (
      await to.staff('admin')
    ).post(`/portals/${to.acme.portalId}/identity-providers`, { kind: 'jwt', name: 'Other', issuer, ...body })
    return ((await response.json()) as { fields?: unknown }).fields
  }
  expect(await save({ jwksUrl: url })).toEqual({ jwksUrl: 'invalid' })
  expect(await save({ kind: 'oidc', clientId: 'x', jwksUrl: url, emailDomains: [] })).toEqual({ jwksUrl: 'unknown_field' })
  const guarded = await openWorld()
  try {
    expect(await save({ jwksUrl: url }, guarded)).toEqual({ jwksUrl: 'invalid' })
  } finally {
    await guarded.close()
  }
})
