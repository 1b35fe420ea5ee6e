import { generateKeyPairSync } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IdentityProvider, NewJwtKey } from '../../../shared/single-sign-on.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { makeHostPair, openHostPage, type HostPage } from '../../support/peers/host-page.ts'

let world: World
let admin: StaffClient
let page: HostPage
beforeAll(async () => {
  world = await openWorld()
  admin = await world.staff('admin')
  page = await openHostPage(world)
})
afterAll(() => world.close())

const providers = () => `/portals/${world.acme.portalId}/identity-providers`
const fieldsOf = async (response: Response) => [response.status, ((await response.json()) as { fields?: object }).fields]

async function dump(): Promise<string> {
  const { db } = world.deps
  const texts: string[] = []
  for (const { name } of await db.introspection.getTables()) {
    texts.push(JSON.stringify((await sql`select * from ${sql.table(name)}`.execute(db)).rows))
  }
  return texts.join('\n')
}

test('only staff with portal.settings see and change whom a portal trusts', async () => {
  const agent = await world.staff('agent')
  const settings = await world.staff('settings')
  expect((await agent.get(providers())).status).toBe(403)
  expect((await agent.post(`${page.path}/keys`, { name: 'Mine' })).status).toBe(403)
  expect((await settings.get(providers())).status).toBe(200)
})

test('a provider is listed with what the site has to put in its tokens', async () => {
  const { identityProviders } = (await (await admin.get(providers())).json()) as { identityProviders: IdentityProvider[] }
  expect(identityProviders).toEqual([
    {
      id: page.provider.id,
      kind: 'jwt',
      name: 'Shop',
      isOn: true,
      issuer: 'https://shop.acme.example',
      audience: world.acme.portalKey,
      emailDomains: null,
      loginUrl: null,
      jwksUrl: null,
      companyClaim: null,
      tokenUrl: `https://portal.example/api/v1/portals/${world.acme.portalKey}/sso/jwt`,
      clientId: null,
      hasClientSecret: false,
      redirectUrl: 'https://portal.example/sso/callback',
      saml: null,
      version: 1,
      createdAt: page.provider.createdAt,
    },
  ])
})

test('a save from an older version is refused and changes nothing', async () => {
  const { path } = await openHostPage(world, { settings: { name: 'Versions' } })
  expect((await admin.json('PATCH', path, { version: 1, name: 'Second' })).status).toBe(200)
  const late = await admin.json('PATCH', path, { version: 1, name: 'Late' })
  expect([late.status, ((await late.json()) as { code: string }).code]).toEqual([409, 'changed_meanwhile'])
  expect(await (await admin.json('PATCH', path, { version: 2 })).json()).toMatchObject({ name: 'Second', version: 3 })
})

test('T-96: a secret is told once: no list and no other answer has it, nor has the database or the history', async () => {
  const answer = await admin.post(`${page.path}/keys`, { name: 'Shared' })
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  const { key, secret } = (await answer.json()) as NewJwtKey
  expect(key).toMatchObject({ name: 'Shared', algorithm: 'HS256', kid: expect.stringMatching(/^[\w-]{16}$/) })
  expect(secret).toMatch(/^cpj_[\w-]{43}$/)
  const bare = secret?.slice(4) ?? ''
  expect(await (await admin.get(`${page.path}/keys`)).text()).not.toContain(bare)
  expect(await (await admin.get(providers())).text()).not.toContain(bare)
  const all = await dump()
  expect(all).toContain(key.kid)
  expect(all).not.toContain(bare)
  expect(all).not.toContain(Buffer.from(secret ?? '').toString('base64url'))
})

test('every change is in the history with who made it', async () => {
  const { path, provider } = await openHostPage(world, { settings: { name: 'History' } })
  await admin.json('PATCH', path, { version: 1, isOn: false })
  await admin.fetch(path, { method: 'DELETE' })
  const rows = await world.deps.db.selectFrom('event').selectAll().where('kind', '=', 'identity_provider.changed').orderBy('seq').execute()
  const own = rows.filter(({ data }) => data.includes(provider.id))
  expect(own.map(({ actor_kind, actor_id, is_public }) => [actor_kind, actor_id, is_public])).toEqual(
    Array.from({ length: 4 }, () => ['staff', world.acme.staff.admin, 0]),
  )
  expect(own.map(({ data }) => Object.keys(JSON.parse(data) as object).sort())).toEqual([
    ['after', 'portalId', 'providerId'],
    ['addedKey', 'portalId', 'providerId'],
    ['after', 'before', 'portalId', 'providerId'],
    ['deleted', 'portalId', 'providerId'],
  ])
})

describe('what is refused', () => {
  const wrong: Record<string, [body: Record<string, unknown>, fields: Record<string, string>]> = {
    'no name': [{ name: ' ' }, { name: 'required' }],
    'an endless name': [{ name: 'x'.repeat(121) }, { name: 'too_long' }],
    'an empty issuer': [{ issuer: '' }, { issuer: 'required' }],
    'an issuer with a space': [{ issuer: 'a b' }, { issuer: 'invalid' }],
    'a domain that is an address': [{ emailDomains: ['a@b.example'] }, { 'emailDomains.0': 'invalid' }],
    'a domain with a star': [{ emailDomains: ['*.b.example'] }, { 'emailDomains.0': 'invalid' }],
    'a domain without a dot': [{ emailDomains: ['localhost'] }, { 'emailDomains.0': 'invalid' }],
    'a sign-in page without TLS': [{ loginUrl: 'http://shop.example/login' }, { loginUrl: 'not_a_url' }],
    'a sign-in page that is a script': [{ loginUrl: 'javascript:alert(1)' }, { loginUrl: 'not_a_url' }],
    'a sign-in page with a password': [{ loginUrl: 'https://a:b@shop.example/' }, { loginUrl: 'not_a_url' }],
    'another kind': [{ kind: 'ldap' }, { kind: 'not_a_choice' }],
    'another account': [{ accountId: 'x' }, { accountId: 'unknown_field' }],
    'another portal': [{ portalId: 'x' }, { portalId: 'unknown_field' }],
  }
  for (const [name, [body, fields]] of Object.entries(wrong)) {
    test(`a provider with ${name}`, async () => {
      const response = await admin.post(providers(), { kind: 'jwt', name: 'Shop', issuer: 'https://shop.example', ...body })
      expect(await fieldsOf(response)).toEqual([400, fields])
    })
  }

  const pem = (key: { export: (options: never) => unknown }, type: string) => String(key.export({ type, format: 'pem' } as never))
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const keys: Record<string, string> = {
    'a private key': pem(ec.privateKey, 'pkcs8'),
    'a private RSA key': pem(rsa.privateKey, 'pkcs1'),
    'a private JWK': JSON.stringify(ec.privateKey.export({ format: 'jwk' })),
    'a secret as JWK': '{"kty":"oct","k":"c2VjcmV0"}',
    'RSA with 1024 bits': pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey, 'spki'),
    'P-384': pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey, 'spki'),
    secp256k1: pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey, 'spki'),
    X25519: pem(generateKeyPairSync('x25519').publicKey, 'spki'),
    'no key': 'hello',
    'broken PEM': '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
    'broken JSON': '{"kty":',
    'a point off the curve': JSON.stringify({
      ...ec.publicKey.export({ format: 'jwk' }),
      y: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    }),
  }
  for (const [name, publicKey] of Object.entries(keys)) {
    test(`as public key: ${name}`, async () => {
      const response = await admin.post(`${page.path}/keys`, { name: 'Wrong', publicKey })
      expect(await fieldsOf(response)).toEqual([400, { publicKey: 'invalid' }])
    })
  }

  test('more than ten keys, and more than twenty providers', async () => {
    const other = await openHostPage(world, { account: world.bolt })
    const adminOfBolt = await world.staff('admin', world.bolt)
    for (let n = 1; n < 10; n += 1) expect((await adminOfBolt.post(`${other.path}/keys`, { name: `${n}` })).status).toBe(201)
    expect(await fieldsOf(await adminOfBolt.post(`${other.path}/keys`, { name: 'one more' }))).toEqual([400, { name: 'too_many' }])
    const path = `/portals/${world.bolt.portalId}/identity-providers`
    const body = { kind: 'jwt', name: 'Shop', issuer: 'https://shop.example' }
    for (let n = 1; n < 20; n += 1) expect((await adminOfBolt.post(path, body)).status).toBe(201)
    expect(await fieldsOf(await adminOfBolt.post(path, body))).toEqual([400, { name: 'too_many' }])
  })
})

test('a public key is taken as PEM or JWK, and names its own algorithm', async () => {
  const jwk = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
  for (const [publicKey, algorithm] of [
    [makeHostPair('ES256')?.publicPem, 'ES256'],
    [makeHostPair('RS256')?.publicPem, 'RS256'],
    [JSON.stringify(jwk), 'EdDSA'],
  ]) {
    const { key, secret } = (await (await admin.post(`${page.path}/keys`, { name: 'Public', publicKey })).json()) as NewJwtKey
    expect([key.algorithm, secret]).toEqual([algorithm, null])
  }
})
