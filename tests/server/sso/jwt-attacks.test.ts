import { createHmac, createPublicKey, randomUUID } from 'node:crypto'
import { EncryptJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { addHostKey, claimsOf, handIn, makeHostPair, openHostPage, signToken, type HostPage } from '../../support/peers/host-page.ts'

let world: World
let page: HostPage
let foreign: HostPage
beforeAll(async () => {
  world = await openWorld()
  page = await openHostPage(world)
  foreign = await openHostPage(world, { account: world.bolt })
})
afterAll(() => world.close())

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const now = () => Math.floor(Date.parse(world.deps.now()) / 1000)

async function refused(token: unknown): Promise<void> {
  const response = await handIn(world.stranger(), token)
  expect([response.status, await response.json()]).toEqual([401, { code: 'identity_refused', requestId: expect.any(String) }])
}

const signed = (claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) =>
  signToken(page.keys, claimsOf(page, claims), header)

describe('T-92: the algorithm is the key’s', () => {
  for (const alg of ['none', 'None', 'nOnE', 'es256', '', null, undefined, ['ES256'], 'ES384', 'RS256', 'PS256', 'HS512']) {
    test(`alg ${JSON.stringify(alg)} is refused, with and without signature`, async () => {
      const [, payload, signature] = (await signed()).split('.')
      const header = encode({ alg, kid: page.keys.kid })
      await refused(`${header}.${payload}.`)
      await refused(`${header}.${payload}.${signature}`)
    })
  }

  test('the public key used as a shared secret is refused', async () => {
    const rsa = await addHostKey(world, world.acme, page.path, 'RS256')
    for (const { kid, publicPem } of [page.keys, rsa]) {
      const pem = publicPem ?? ''
      const secrets = [
        pem,
        pem.trim(),
        createPublicKey(pem).export({ type: 'spki', format: 'der' }),
        JSON.stringify(createPublicKey(pem).export({ format: 'jwk' })),
      ]
      for (const secret of secrets) {
        const text = `${encode({ alg: 'HS256', kid, typ: 'JWT' })}.${encode(claimsOf(page))}`
        await refused(`${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`)
      }
    }
  })

  test('a key of one algorithm signs under no other', async () => {
    const rsa = await addHostKey(world, world.acme, page.path, 'RS256')
    for (const alg of ['PS256', 'RS384', 'RS512']) await refused(await signToken({ ...rsa, alg }, claimsOf(page)))
  })

  test('a shared secret that is empty, or another, signs nothing', async () => {
    const shared = await addHostKey(world, world.acme, page.path, 'HS256')
    const text = `${encode({ alg: 'HS256', kid: shared.kid })}.${encode(claimsOf(page))}`
    for (const secret of ['', 'null', shared.kid, 'x'.repeat(47)])
      await refused(`${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`)
  })
})

describe('T-93: the key is one of this portal', () => {
  test('the key of another portal is not known here, and this one’s not there', async () => {
    await refused(await signToken(foreign.keys, claimsOf(page)))
    const response = await handIn(world.stranger(world.bolt), await signToken(page.keys, claimsOf(foreign)))
    expect(response.status).toBe(401)
  })

  test('the name of a good key under the signature of another is refused', async () => {
    await refused(await signToken({ ...foreign.keys, kid: page.keys.kid }, claimsOf(page)))
  })

  const kids = [
    '',
    ' ',
    '../../dev/null',
    '/etc/passwd',
    "' or '1'='1",
    `x' union select 1--`,
    '%',
    '_',
    '\u0000',
    'x'.repeat(5000),
    7,
    null,
    undefined,
    {},
    ['x'],
  ]
  for (const kid of kids) {
    test(`kid ${JSON.stringify(kid)?.slice(0, 30)} opens nothing`, async () => {
      await refused(await signed({}, { kid }))
    })
  }

  test('a kid is compared exactly', async () => {
    const { kid: own } = page.keys
    const last = own.endsWith('_') ? '-' : '_'
    for (const kid of [`${own} `, ` ${own}`, `${own.toUpperCase()}x`, own.slice(0, -1), own.slice(0, -1) + last]) {
      await refused(await signed({}, { kid }))
    }
  })

  for (const name of ['jku', 'x5u', 'jwk', 'x5c', 'crit', 'b64', 'cty', 'zip', 'x-anything']) {
    test(`a header with ${name} is refused unread`, async () => {
      const [header = '', payload, signature] = (await signed()).split('.')
      const own = makeHostPair('ES256')
      const value: Record<string, unknown> = {
        jku: 'http://127.0.0.1:9/keys',
        x5u: 'http://127.0.0.1:9/cert',
        jwk: own && createPublicKey(own.publicPem).export({ format: 'jwk' }),
        crit: ['exp'],
        b64: false,
      }
      const wrong = encode({ ...(JSON.parse(Buffer.from(header, 'base64url').toString()) as object), [name]: value[name] ?? 'x' })
      await refused(`${wrong}.${payload}.${signature}`)
      if (!['crit', 'b64'].includes(name)) await refused(await signed({}, { [name]: value[name] ?? 'x' }))
    })
  }
})

describe('T-94: for this portal, of this maker, for a short time', () => {
  const wrong: Record<string, () => Record<string, unknown>> = {
    'another portal': () => ({ aud: world.bolt.portalKey }),
    'this portal and another': () => ({ aud: [world.acme.portalKey, world.bolt.portalKey] }),
    'no portal': () => ({ aud: undefined }),
    'an empty list of portals': () => ({ aud: [] }),
    'the start of the portal’s key': () => ({ aud: world.acme.portalKey.slice(0, -1) }),
    'another maker': () => ({ iss: 'https://evil.example' }),
    'a maker with a slash': () => ({ iss: 'https://shop.acme.example/' }),
    'no maker': () => ({ iss: undefined }),
    'several makers': () => ({ iss: ['https://shop.acme.example'] }),
    nobody: () => ({ sub: undefined }),
    'an empty subject': () => ({ sub: '' }),
    'a subject that is a number': () => ({ sub: 1 }),
    'an endless subject': () => ({ sub: 'x'.repeat(256) }),
    'a subject with NUL': () => ({ sub: 'a\u0000b' }),
    'a subject with half a character': () => ({ sub: 'a\ud800' }),
    'no end': () => ({ exp: undefined }),
    'an end in words': () => ({ exp: 'never' }),
    'an end at 0': () => ({ exp: 0 }),
    'an end before the beginning': () => ({ exp: -1 }),
    'an end in ten years': () => ({ exp: now() + 10 * 365 * 86_400 }),
    'an end in 301 seconds': () => ({ iat: now(), exp: now() + 301 }),
    'an end 61 seconds ago': () => ({ iat: now() - 100, exp: now() - 61 }),
    'no beginning': () => ({ iat: undefined }),
    'a beginning in words': () => ({ iat: 'now' }),
    'a beginning in 70 seconds': () => ({ iat: now() + 70, exp: now() + 200 }),
    'a beginning after the end': () => ({ iat: now() + 30, exp: now() + 20 }),
    'not before in 70 seconds': () => ({ nbf: now() + 70 }),
    'no id': () => ({ jti: undefined }),
    'an empty id': () => ({ jti: '' }),
    'an id that is a number': () => ({ jti: 7 }),
    'an endless id': () => ({ jti: 'x'.repeat(256) }),
    'an address that is none': () => ({ email: 'anna' }),
    'two addresses': () => ({ email: ['anna@acme.example'] }),
    'an address with another behind it': () => ({ email: '"x"@acme.example, evil@evil.example' }),
    'a name that is none': () => ({ name: { a: 1 } }),
    'another key': () => ({ cnf: { jkt: 'x'.repeat(43) } }),
    'a key that is not said': () => ({ cnf: {} }),
    'a key that is null': () => ({ cnf: null }),
  }
  for (const [name, claims] of Object.entries(wrong)) {
    test(`a token for ${name} is refused`, async () => {
      await refused(await signed(claims()))
    })
  }

  test('an endless number as end is refused', async () => {
    const shared = await addHostKey(world, world.acme, page.path, 'HS256')
    const payload = JSON.stringify(claimsOf(page, { exp: 111 })).replace('"exp":111', '"exp":1e400')
    const text = `${encode({ alg: 'HS256', kid: shared.kid })}.${Buffer.from(payload).toString('base64url')}`
    await refused(
      `${text}.${createHmac('sha256', shared.signer as Uint8Array)
        .update(text)
        .digest('base64url')}`,
    )
  })

  test('clocks may differ by a minute; times may have fractions; one audience may stand in a list', async () => {
    const good = [
      { iat: now() + 50, exp: now() + 170 },
      { iat: now() - 150, exp: now() - 50 },
      { iat: now() - 0.5, exp: now() + 299.25 },
      { aud: [world.acme.portalKey] },
    ]
    for (const claims of good) expect((await handIn(world.stranger(), await signed(claims))).status).toBe(201)
  })

  test('a token that names the browser’s key works there and nowhere else', async () => {
    const client = world.stranger()
    const claims = { cnf: { jkt: await client.jkt() } }
    await refused(await signed(claims))
    expect((await handIn(client, await signed(claims))).status).toBe(201)
  })
})

describe('T-95: once', () => {
  test('the same token a second time is refused, from whatever browser', async () => {
    const token = await signed()
    const client = world.stranger()
    expect((await handIn(client, token)).status).toBe(201)
    expect((await handIn(client, token)).status).toBe(401)
    await refused(token)
  })

  test('the same id under another signature is refused', async () => {
    const jti = randomUUID()
    expect((await handIn(world.stranger(), await signed({ jti }))).status).toBe(201)
    await refused(await signed({ jti }))
  })

  test('of twenty at once, through two processes, one is let in', async () => {
    const second = createApp({ ...world.deps, nonceSecret: world.deps.nonceSecret.slice() })
    const token = await signed()
    const clients = Array.from({ length: 20 }, (_, at) =>
      at % 2 === 0
        ? world.stranger()
        : new ContactClient(
            async (path, init) => second.fetch(new Request(new URL(path, world.deps.config.publicUrl), init)),
            world.deps.config.publicUrl,
            world.acme.portalKey,
          ),
    )
    const statuses = await Promise.all(clients.map(async (client) => (await handIn(client, token)).status))
    expect(statuses.toSorted()).toEqual([201, ...Array.from({ length: 19 }, () => 401)])
  })

  test('what is remembered of used tokens goes when they are over, and not before', async () => {
    const aged = await openWorld()
    try {
      const agedPage = await openHostPage(aged)
      const token = await signToken(agedPage.keys, claimsOf(agedPage))
      expect((await handIn(aged.stranger(), token)).status).toBe(201)
      const count = async () => (await aged.deps.db.selectFrom('used_statement').selectAll().execute()).length
      expect(await count()).toBe(1)
      await aged.runJobs()
      expect(await count()).toBe(1)
      aged.advance(179)
      expect((await handIn(aged.stranger(), token)).status).toBe(401)
      aged.advance(9 * 86_400)
      await aged.runJobs()
      expect(await count()).toBe(0)
      expect((await handIn(aged.stranger(), token)).status).toBe(401)
    } finally {
      await aged.close()
    }
  })
})

describe('what is no such token at all', () => {
  for (const token of ['x', '..', 'a.b.c', 'e30.e30.e30', 'W10.W10.W10', 'bnVsbA.bnVsbA.e30', 'a.b', 'a.b.c.d', ' a.b.c']) {
    test(`"${token}"`, async () => refused(token))
  }

  test('T-76: an encrypted one is not decrypted', async () => {
    const secret = new Uint8Array(32).fill(1)
    await refused(
      await new EncryptJWT(claimsOf(page)).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: page.keys.kid }).encrypt(secret),
    )
  })

  test('T-76: one of more than 8 KiB is not read', async () => {
    const response = await handIn(world.stranger(), await signed({ fill: 'x'.repeat(8_192) }))
    expect([response.status, await response.json()]).toMatchObject([400, { fields: { token: 'too_long' } }])
  })

  for (const token of [undefined, null, 7, '', {}, ['x']]) {
    test(`${JSON.stringify(token)} is no text`, async () => {
      expect((await handIn(world.stranger(), token)).status).toBe(400)
    })
  }

  test('a good one without a proof of the browser’s key is refused and stays good', async () => {
    const token = await signed()
    const bare = await world.send(`/api/v1/portals/${world.acme.portalKey}/sso/jwt-session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    expect(bare.status).toBe(401)
    expect((await handIn(world.stranger(), token)).status).toBe(201)
  })
})
