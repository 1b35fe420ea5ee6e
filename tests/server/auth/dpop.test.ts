import { createHmac, createPrivateKey, sign } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PublicPortal } from '../../../shared/portal.ts'
import { openWorld, type World } from '../../support/world.ts'
import { password, siteOrigin } from '../../support/world-rows.ts'
import { athOf, encode, makeKey, makeProof, type TestKey } from './proofs.ts'

let world: World
let key: TestKey
let other: TestKey
let accessToken: string
let me: string

beforeAll(async () => {
  world = await openWorld()
  key = await makeKey()
  other = await makeKey()
  me = `/api/v1/portals/${world.acme.portalKey}/me`
  accessToken = await signIn(key)
})
afterAll(() => world.close())

const portalOf = () => `/api/v1/portals/${world.acme.portalKey}`

async function nonce(): Promise<string> {
  const settings = (await (await world.send(portalOf())).json()) as PublicPortal
  return settings.dpopNonce
}

async function signIn(withKey: TestKey): Promise<string> {
  const path = `${portalOf()}/session`
  const proof = await makeProof(withKey, { htm: 'POST', htu: world.deps.config.publicUrl + path, nonce: await nonce() })
  const response = await world.send(path, {
    method: 'POST',
    headers: { Origin: siteOrigin, 'Content-Type': 'application/json', DPoP: proof },
    body: JSON.stringify({ email: world.acme.email('anna'), password }),
  })
  const body = (await response.json()) as { accessToken: string }
  return body.accessToken
}

async function good(): Promise<Record<string, unknown>> {
  return { htm: 'GET', htu: world.deps.config.publicUrl + me, nonce: await nonce(), ath: athOf(accessToken) }
}

async function ask(
  proof: string | undefined,
  authorization = `DPoP ${accessToken}`,
): Promise<{ status: number; code: string | undefined }> {
  const headers = new Headers({ Origin: siteOrigin, Authorization: authorization })
  if (proof !== undefined) headers.set('DPoP', proof)
  const response = await world.send(me, { headers })
  const { code } = (await response.json()) as { code?: string }
  return { status: response.status, code }
}

const refused = { status: 401, code: 'proof_invalid' }

test('a good proof opens the session', async () => {
  expect(await ask(await makeProof(key, await good()))).toEqual({ status: 200, code: undefined })
})

test('a proof without iat by our clock is good as long as its nonce is fresh', async () => {
  expect((await ask(await makeProof(key, { ...(await good()), iat: 4_000_000_000 }))).status).toBe(200)
})

const wrongPayloads: Record<string, Record<string, unknown>> = {
  'another method': { htm: 'POST' },
  'a method in lower case': { htm: 'get' },
  'another address': { htu: 'https://portal.example/api/v1/portals/pk_acme0000000000000000/tickets' },
  'another host': { htu: 'https://evil.example/api/v1/portals/pk_acme0000000000000000/me' },
  'an address with a query': { htu: 'https://portal.example/api/v1/portals/pk_acme0000000000000000/me?a=1' },
  'another access token': { ath: athOf('cpa_other') },
  'no access token': { ath: undefined },
  'no jti': { jti: undefined },
  'a short jti': { jti: '1' },
  'an endless jti': { jti: 'x'.repeat(200) },
  'no iat': { iat: undefined },
  'an iat in words': { iat: 'now' },
}
for (const [name, wrong] of Object.entries(wrongPayloads)) {
  test(`a proof made for ${name} is refused`, async () => {
    expect(await ask(await makeProof(key, { ...(await good()), ...wrong }))).toEqual(refused)
  })
}

test('a proof of another key is refused', async () => {
  expect(await ask(await makeProof(other, await good()))).toEqual(refused)
})

test('a proof that shows the session key but is signed by another is refused', async () => {
  expect(await ask(await makeProof({ ...other, publicJwk: key.publicJwk }, await good()))).toEqual(refused)
})

test('a private key in the header is refused', async () => {
  expect(await ask(await makeProof(key, await good(), { jwk: key.privateJwk }))).toEqual(refused)
})

const wrongHeaders: Record<string, Record<string, unknown>> = {
  'another type': { typ: 'JWT' },
  'no type': { typ: undefined },
  'a kid beside the key': { kid: 'x' },
  'a key address': { jku: 'https://evil.example/keys' },
}
for (const [name, wrong] of Object.entries(wrongHeaders)) {
  test(`a header with ${name} is refused`, async () => {
    expect(await ask(await makeProof(key, await good(), wrong))).toEqual(refused)
  })
}

test('a header with crit is refused', async () => {
  const [, payload = '', signature = ''] = (await makeProof(key, await good())).split('.')
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk, crit: ['exp'] }
  expect(await ask(`${encode(JSON.stringify(header))}.${payload}.${signature}`)).toEqual(refused)
})

for (const alg of ['ES384', 'RS256', 'PS256', 'EdDSA']) {
  test(`T-60: a proof signed with ${alg} is refused`, async () => {
    const wrongKey = await makeKey(alg)
    expect(await ask(await makeProof(wrongKey, await good(), { alg }))).toEqual(refused)
  })
}

for (const alg of ['none', 'None', 'nOnE', '', undefined]) {
  test(`T-60: alg ${String(alg)} is refused, with and without a signature`, async () => {
    const [, payload = '', signature = ''] = (await makeProof(key, await good())).split('.')
    const header = encode(JSON.stringify({ typ: 'dpop+jwt', alg, jwk: key.publicJwk }))
    expect(await ask(`${header}.${payload}.`)).toEqual(refused)
    expect(await ask(`${header}.${payload}.${signature}`)).toEqual(refused)
  })
}

test('T-60: an ES256 signature under another name is refused, also when it holds', async () => {
  const privateKey = createPrivateKey({ key: { ...key.privateJwk }, format: 'jwk' })
  const payload = encode(JSON.stringify({ ...(await good()), jti: 'signed-by-hand', iat: 1 }))
  const signed = (alg: unknown) => {
    const text = `${encode(JSON.stringify({ typ: 'dpop+jwt', alg, jwk: key.publicJwk }))}.${payload}`
    return `${text}.${sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
  }
  for (const alg of ['none', 'es256', 'ES384', 'RS256', 'HS256', '', null, ['ES256']])
    expect(await ask(signed(alg)), String(alg)).toEqual(refused)
  expect((await ask(signed('ES256'))).status).toBe(200)
})

test('T-60: the public key used as an HMAC secret is refused', async () => {
  const [, payload = ''] = (await makeProof(key, await good())).split('.')
  const header = encode(JSON.stringify({ typ: 'dpop+jwt', alg: 'HS256', jwk: key.publicJwk }))
  const signature = createHmac('sha256', JSON.stringify(key.publicJwk)).update(`${header}.${payload}`).digest('base64url')
  expect(await ask(`${header}.${payload}.${signature}`)).toEqual(refused)
})

test('a point that is not on the curve is refused', async () => {
  const jwk = { ...key.publicJwk, y: encode('x'.repeat(32)) }
  expect(await ask(await makeProof(key, await good(), { jwk }))).toEqual(refused)
})

for (const text of ['', 'x', '..', 'a.b.c', `${'a'.repeat(5000)}.b.c`, 'e30.e30.e30', 'W10.W10.W10', 'bnVsbA.bnVsbA.e30', 'a.b.c.d']) {
  test(`"${text.slice(0, 12)}" is no proof`, async () => {
    expect(await ask(text)).toEqual(refused)
  })
}

test('a request without proof is refused', async () => {
  expect(await ask(undefined)).toEqual(refused)
})

test('a proof works once', async () => {
  const proof = await makeProof(key, await good())
  expect((await ask(proof)).status).toBe(200)
  expect(await ask(proof)).toEqual(refused)
})

test('another signature over the same jti does not work either', async () => {
  const payload = { ...(await good()), jti: 'the-same-jti' }
  expect((await ask(await makeProof(key, payload))).status).toBe(200)
  expect(await ask(await makeProof(key, payload))).toEqual(refused)
})

test('the same jti of another key is another proof', async () => {
  const token = await signIn(other)
  const payload = { ...(await good()), jti: 'a-shared-jti' }
  expect((await ask(await makeProof(key, payload))).status).toBe(200)
  expect((await ask(await makeProof(other, { ...payload, ath: athOf(token) }), `DPoP ${token}`)).status).toBe(200)
})

test('a proof without nonce, or with a made-up one, is answered with the nonce to use', async () => {
  for (const wrong of [undefined, '', 'made-up', 7]) {
    const response = await world.send(me, {
      headers: {
        Origin: siteOrigin,
        Authorization: `DPoP ${accessToken}`,
        DPoP: await makeProof(key, { ...(await good()), nonce: wrong }),
      },
    })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'proof_nonce_required' })
    expect(response.headers.get('DPoP-Nonce')).toBe(await nonce())
  }
})

for (const scheme of ['Bearer', 'Basic', 'Foo', 'DPoP,', '']) {
  test(`T-61: the token after "${scheme}" is not looked at`, async () => {
    expect(await ask(await makeProof(key, await good()), `${scheme} ${accessToken}`)).toEqual({ status: 401, code: 'sign_in_required' })
  })
}

test('a nonce works in its own five minutes and the five after; then a replay is no use either', async () => {
  const aged = await openWorld()
  try {
    const client = await aged.contact('anna')
    const before = client.nonce
    const proofs = await Promise.all([1, 2, 3].map(() => client.proof('GET', `${client.base}/me`, { nonce: before })))
    const send = (proof: string | undefined) =>
      aged.send(`${client.base}/me`, {
        headers: { Origin: siteOrigin, Authorization: `DPoP ${client.tokens?.accessToken ?? ''}`, DPoP: proof ?? '' },
      })
    expect((await send(proofs[0])).status).toBe(200)
    aged.advance(300)
    expect((await send(proofs[1])).status).toBe(200)
    expect((await send(proofs[0])).status, 'replayed in the next window').toBe(401)
    aged.advance(300)
    const late = await send(proofs[2])
    expect(late.status).toBe(401)
    expect(await late.json()).toMatchObject({ code: expect.stringMatching(/proof_nonce_required|session_expired/) })
    expect(await (await send(proofs[0])).json()).toMatchObject({ code: 'proof_nonce_required' })
  } finally {
    await aged.close()
  }
})
