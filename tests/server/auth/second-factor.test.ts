import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { NewSecondFactor, RecoveryCodes, SecondFactor } from '../../../shared/second-factor.ts'
import { StaffClient } from '../../support/staff-client.ts'
import { password } from '../../support/world-rows.ts'
import { openWorld, type World } from '../../support/world.ts'
import { codeAt } from '../../support/totp.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const codeOf = (secret: string, offsetSteps = 0) => codeAt(secret, world.deps.now(), offsetSteps)

const codeAndStatus = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]

async function signIn(code?: string): Promise<{ client: StaffClient; response: Response }> {
  const client = new StaffClient(world.send, world.deps.config.publicUrl)
  const response = await client.post('/session', { email: world.acme.email('admin'), password, ...(code !== undefined && { code }) })
  return { client, response }
}

/** An admin with an app, signed in; the code that confirmed it is used. */
async function enrolled() {
  const admin = await world.staff('admin')
  const { secret, uri } = (await (await admin.post('/second-factor')).json()) as NewSecondFactor
  const confirmed = await admin.json('PUT', '/second-factor/confirmation', { code: codeOf(secret) })
  const { recoveryCodes } = (await confirmed.json()) as RecoveryCodes
  return { admin, secret, uri, recoveryCodes }
}

test('an app is begun, confirmed with its first code, and asked for after the right password', async () => {
  const admin = await world.staff('admin')
  expect(await (await admin.get('/second-factor')).json()).toEqual({ isOn: false, recoveryCodesLeft: 0 } satisfies SecondFactor)
  const begun = await admin.post('/second-factor')
  const { secret, uri } = (await begun.json()) as NewSecondFactor
  expect([begun.status, secret]).toEqual([201, expect.stringMatching(/^[A-Z2-7]{32}$/)])
  expect(uri).toMatch(/^otpauth:\/\/totp\/acme:admin%40acme\.example\?issuer=acme&secret=/)
  expect((await signIn()).response.status, 'not asked for before it is confirmed').toBe(200)
  expect((await admin.json('PUT', '/second-factor/confirmation', { code: '000000' })).status).toBe(400)
  expect((await admin.json('PUT', '/second-factor/confirmation', { code: codeOf(secret) })).status).toBe(200)
  expect(await (await admin.get('/second-factor')).json()).toEqual({ isOn: true, recoveryCodesLeft: 10 })
  expect(await codeAndStatus((await signIn()).response)).toEqual([401, 'second_factor_required'])
  world.advance(30)
  expect((await signIn(codeOf(secret))).response.status).toBe(200)
})

test('a wrong password is never told that there is a second factor', async () => {
  await enrolled()
  const client = new StaffClient(world.send, world.deps.config.publicUrl)
  for (const code of [undefined, '123456']) {
    const wrong = await client.post('/session', { email: world.acme.email('admin'), password: 'a wrong password', ...(code && { code }) })
    expect(await codeAndStatus(wrong)).toEqual([401, 'sign_in_failed'])
  }
})

test('a code is good once, also at once from two places, and a little before and after its time', async () => {
  const { secret } = await enrolled()
  expect(await codeAndStatus((await signIn(codeOf(secret))).response), 'the one that confirmed').toEqual([401, 'sign_in_failed'])
  world.advance(60)
  const code = codeOf(secret)
  const answers = await Promise.all([signIn(code), signIn(code), signIn(code)])
  expect(answers.map(({ response }) => response.status).toSorted()).toEqual([200, 401, 401])
  expect((await signIn(codeOf(secret, -1))).response.status, 'an older one after a newer one').toBe(401)
  world.advance(120)
  expect((await signIn(codeOf(secret, -2))).response.status).toBe(401)
  expect((await signIn(codeOf(secret, 2))).response.status).toBe(401)
  expect((await signIn(codeOf(secret, -1))).response.status).toBe(200)
  expect((await signIn(` ${codeOf(secret, 1).replace(/(...)/, '$1 ')} `)).response.status).toBe(200)
})

test('guesses are slowed down, and the right code waits as well', async () => {
  const { secret } = await enrolled()
  world.advance(60)
  const statuses: number[] = []
  for (let n = 0; n < 8; n += 1) statuses.push((await signIn('000000')).response.status)
  expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401])
  expect(statuses.at(-1)).toBe(429)
  expect((await signIn(codeOf(secret))).response.status).toBe(429)
  world.advance(900)
  expect((await signIn(codeOf(secret))).response.status).toBe(200)
})

test('recovery codes open once each, however they are typed, and can be renewed', async () => {
  const { admin, recoveryCodes } = await enrolled()
  expect(recoveryCodes).toHaveLength(10)
  expect(new Set(recoveryCodes).size).toBe(10)
  for (const code of recoveryCodes) expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/)
  const [first = '', second = ''] = recoveryCodes
  expect((await signIn(first.toLowerCase().replaceAll('-', ' '))).response.status).toBe(200)
  expect((await signIn(first)).response.status).toBe(401)
  expect(await (await admin.get('/second-factor')).json()).toEqual({ isOn: true, recoveryCodesLeft: 9 })
  const renewed = (await (await admin.post('/second-factor/recovery-codes')).json()) as RecoveryCodes
  expect((await signIn(second)).response.status).toBe(401)
  expect((await signIn(renewed.recoveryCodes[0])).response.status).toBe(200)
})

test('codes of one person open nothing of another', async () => {
  const { recoveryCodes, secret } = await enrolled()
  const other = await world.staff('settings')
  const { secret: own } = (await (await other.post('/second-factor')).json()) as NewSecondFactor
  await other.json('PUT', '/second-factor/confirmation', { code: codeOf(own) })
  world.advance(60)
  const enter = (code: string) =>
    new StaffClient(world.send, world.deps.config.publicUrl).post('/session', { email: world.acme.email('settings'), password, code })
  expect((await enter(recoveryCodes[0] ?? '')).status).toBe(401)
  expect((await enter(codeOf(secret))).status).toBe(401)
  expect((await enter(codeOf(own))).status).toBe(200)
})

test('T-32: switching it on or off ends every other session of the person', async () => {
  const elsewhere = await world.staff('admin')
  const { admin } = await enrolled()
  expect((await elsewhere.get('/me')).status).toBe(401)
  expect((await admin.get('/me')).status).toBe(200)
  world.advance(60)
  expect((await admin.fetch('/second-factor', { method: 'DELETE' })).status).toBe(204)
  expect((await signIn()).response.status).toBe(200)
  expect((await admin.get('/me')).status).toBe(200)
})

test('a second one cannot be put in the place of the first', async () => {
  const { admin, secret } = await enrolled()
  expect(await codeAndStatus(await admin.post('/second-factor'))).toEqual([409, 'second_factor_on'])
  expect(await codeAndStatus(await admin.json('PUT', '/second-factor/confirmation', { code: codeOf(secret, 1) }))).toEqual([
    409,
    'second_factor_on',
  ])
})

test('T-50: neither secret nor recovery codes are in the database or in the history', async () => {
  const { secret, recoveryCodes } = await enrolled()
  const { db } = world.deps
  const texts: string[] = []
  for (const { name } of await db.introspection.getTables())
    texts.push(JSON.stringify((await sql`select * from ${sql.table(name)}`.execute(db)).rows))
  const all = texts.join('\n')
  expect(all).toContain('staff.second_factor_changed')
  for (const hidden of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
    expect(all).not.toContain(hidden)
})

describe('step-up: what must not be done from an unwatched desk', () => {
  const provider = { kind: 'jwt', name: 'Shop', issuer: 'https://shop.example' }
  const providers = () => `/portals/${world.acme.portalId}/identity-providers`

  test('whom a portal trusts changes only within five minutes of a proof; looking is always allowed', async () => {
    const admin = await world.staff('admin')
    const { id } = (await (await admin.post(providers(), provider)).json()) as { id: string }
    const { key } = (await (await admin.post(`${providers()}/${id}/keys`, { name: 'One' })).json()) as { key: { id: string } }
    world.advance(301)
    expect((await admin.get(providers())).status).toBe(200)
    const writes: [string, string, unknown][] = [
      ['POST', providers(), provider],
      ['PATCH', `${providers()}/${id}`, { version: 1, name: 'Other' }],
      ['POST', `${providers()}/${id}/keys`, { name: 'Two' }],
      ['DELETE', `${providers()}/${id}/keys/${key.id}`, {}],
      ['DELETE', `${providers()}/${id}`, {}],
      ['POST', '/second-factor', {}],
      ['POST', '/second-factor/recovery-codes', {}],
      ['DELETE', '/second-factor', {}],
    ]
    for (const [method, path, body] of writes) {
      expect(await codeAndStatus(await admin.json(method, path, body)), `${method} ${path}`).toEqual([403, 'proof_required'])
    }
    const before = admin.cookie
    expect((await admin.post('/session/proof', { password })).status).toBe(204)
    expect(admin.cookie, 'a new token').not.toBe(before)
    for (const [method, path, body] of writes.slice(0, 5)) expect((await admin.json(method, path, body)).ok, `${method} ${path}`).toBe(true)
    const old = new StaffClient(world.send, world.deps.config.publicUrl)
    old.cookie = before
    expect((await old.get('/me')).status, 'the token of before').toBe(401)
  })

  test('a wrong password, or none, proves nothing', async () => {
    const admin = await world.staff('admin')
    world.advance(301)
    for (const body of [{ password: 'wrong' }, {}, { code: '123456' }]) {
      expect(await codeAndStatus(await admin.post('/session/proof', body))).toEqual([401, 'sign_in_failed'])
    }
    expect((await admin.post(providers(), provider)).status).toBe(403)
    expect((await admin.get('/me')).status).toBe(200)
  })

  test('whoever has a second factor needs its code; the password is not enough', async () => {
    const { admin, secret } = await enrolled()
    world.advance(301)
    expect(await codeAndStatus(await admin.post('/session/proof', { password }))).toEqual([401, 'second_factor_required'])
    expect(await codeAndStatus(await admin.post('/session/proof', { password, code: '000000' }))).toEqual([401, 'sign_in_failed'])
    expect((await admin.post('/session/proof', { code: codeOf(secret) })).status).toBe(204)
    expect((await admin.post(providers(), provider)).status).toBe(201)
  })
})
