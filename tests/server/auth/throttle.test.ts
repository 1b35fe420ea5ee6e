import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { password } from '../../support/world-rows.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ env: { TRUSTED_PROXIES: '1', SIGN_INS_PER_IP: '30' } })
  // What is counted here does not depend on how slow a hash is.
  world.deps.hasher.verify = (given, stored) => Promise.resolve(stored !== null && given === password)
})
afterEach(() => world.close())

async function attempt(client: ContactClient, email: string, given: string, ip = '10.0.0.1') {
  const response = await client.post('/session', { email, password: given }, { 'X-Forwarded-For': ip })
  const { code } = (await response.json()) as { code?: string }
  return { status: response.status, code, wait: Number(response.headers.get('Retry-After') ?? 0) }
}

const failed = { status: 401, code: 'sign_in_failed', wait: 0 }

for (const kind of ['a known', 'an unknown'] as const) {
  test(`T-34: ${kind} address has five free failures from one place, then waits 1 s, doubling to 15 minutes`, async () => {
    const client = world.stranger()
    const email = kind === 'a known' ? world.acme.email('anna') : 'nobody@acme.example'
    for (let failure = 1; failure <= 6; failure += 1) expect(await attempt(client, email, 'wrong')).toEqual(failed)
    for (const seconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
      expect(await attempt(client, email, 'wrong')).toEqual({ status: 429, code: 'sign_in_locked', wait: seconds })
      expect(await attempt(client, email, password), 'the right password waits as well').toMatchObject({ code: 'sign_in_locked' })
      world.advance(seconds)
      expect(await attempt(client, email, 'wrong')).toEqual(failed)
    }
  })
}

test('T-34: a hundred attempts at once are not one attempt', async () => {
  const client = world.stranger()
  await client.get('')
  const answers = await Promise.all(Array.from({ length: 25 }, () => attempt(client, world.acme.email('anna'), 'wrong')))
  expect(answers.filter(({ code }) => code === 'sign_in_failed')).toHaveLength(6)
  expect(answers.filter(({ code }) => code === 'sign_in_locked')).toHaveLength(19)
})

test('a success forgives the failures before it', async () => {
  const client = world.stranger()
  for (let round = 0; round < 3; round += 1) {
    for (let failure = 1; failure <= 5; failure += 1) await attempt(world.stranger(), world.acme.email('anna'), 'wrong')
    expect(await attempt(client, world.acme.email('anna'), password)).toMatchObject({ status: 201 })
    world.advance(601)
  }
})

test('T-18: another IP for every attempt does not help against one address', async () => {
  const client = world.stranger()
  const codes: (string | undefined)[] = []
  for (let n = 1; n <= 30; n += 1) codes.push((await attempt(client, world.acme.email('anna'), 'wrong', `10.0.1.${n}`)).code)
  expect(codes.slice(0, 21).every((code) => code === 'sign_in_failed')).toBe(true)
  expect(codes.slice(21).every((code) => code === 'sign_in_locked')).toBe(true)
})

test('one IP has its own measure, whatever addresses it tries, and no other IP pays for it', async () => {
  const client = world.stranger()
  for (let n = 1; n <= 30; n += 1) expect(await attempt(client, `nobody${n}@acme.example`, 'wrong')).toEqual(failed)
  const refused = await attempt(client, world.acme.email('anna'), password)
  expect(refused).toMatchObject({ status: 429, code: 'too_many_requests' })
  expect(refused.wait).toBeGreaterThan(590)
  expect(await attempt(client, world.acme.email('anna'), password, '10.0.0.2')).toMatchObject({ status: 201 })
  world.advance(600)
  expect(await attempt(client, world.acme.email('anna'), password)).toMatchObject({ status: 201 })
})

test('all addresses of one /64 are one place', async () => {
  const client = world.stranger()
  for (let n = 1; n <= 6; n += 1) await attempt(client, world.acme.email('anna'), 'wrong', `2001:db8:0:1::${n}`)
  expect(await attempt(client, world.acme.email('anna'), 'wrong', '2001:0db8::1:ffff:0:0:7')).toMatchObject({ code: 'sign_in_locked' })
  expect(await attempt(client, world.acme.email('anna'), 'wrong', '2001:db8:0:2::1')).toEqual(failed)
})

test('a browser that signed the contact in before is not locked out by a stranger, but has a measure of its own', async () => {
  const home = world.stranger()
  expect(await attempt(home, world.acme.email('anna'), password)).toMatchObject({ status: 201 })
  for (let n = 1; n <= 30; n += 1) await attempt(world.stranger(), world.acme.email('anna'), 'wrong', `10.0.2.${n}`)
  expect(await attempt(world.stranger(), world.acme.email('anna'), password, '10.0.3.1')).toMatchObject({ code: 'sign_in_locked' })
  expect(await attempt(home, world.acme.email('anna'), password)).toMatchObject({ status: 201 })

  for (let failure = 1; failure <= 6; failure += 1)
    expect(await attempt(home, world.acme.email('anna'), 'wrong', '10.0.3.2')).toEqual(failed)
  expect(await attempt(home, world.acme.email('anna'), password, '10.0.3.2')).toMatchObject({ code: 'sign_in_locked' })
})

test('an attempt that the busy server did not judge is not counted', async () => {
  const client = world.stranger()
  const { verify } = world.deps.hasher
  const { AppError } = await import('../../../server/errors.ts')
  world.deps.hasher.verify = () => Promise.reject(new AppError('busy', 'full', { retryAfterSeconds: 2 }))
  for (let n = 1; n <= 10; n += 1) {
    expect(await attempt(client, world.acme.email('anna'), password)).toEqual({ status: 503, code: 'busy', wait: 2 })
  }
  world.deps.hasher.verify = verify
  expect(await attempt(client, world.acme.email('anna'), password)).toMatchObject({ status: 201 })
})

test('the table of failures holds no address', async () => {
  await attempt(world.stranger(), world.acme.email('anna'), 'wrong', '10.9.8.7')
  const rows = await world.deps.db.selectFrom('throttle').selectAll().execute()
  expect(rows).toHaveLength(3)
  expect(JSON.stringify(rows)).not.toMatch(/anna|10\.9\.8\.7/)
})
