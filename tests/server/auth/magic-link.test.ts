import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { SessionTokens } from '../../../shared/auth.ts'
import { openWorld, type World } from '../../support/world.ts'
import type { AccountIds } from '../../support/world-rows.ts'
import { codeIn, comparable, mailsOf, openStillWorld, tokenIn } from './mailed.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ env: { TRUSTED_PROXIES: '1' } })
  await world.deps.db.updateTable('portal').set({ sign_in_methods: '["magic_link","password"]' }).execute()
})
afterEach(() => world.close())

let places = 0
const newPlace = () => ({ 'X-Forwarded-For': `10.2.${Math.floor((places += 1) / 250)}.${places % 250}` })

const ask = (email: string, account?: AccountIds) => world.stranger(account).post('/magic-links', { email }, newPlace())
const redeem = (body: object, client = world.stranger()) => client.post('/magic-links/redemption', body, newPlace())
const mailTo = async (email: string) => (await mailsOf(world)).findLast(({ to }) => to === email)
const wrongCode = (code: string) => String((Number(code) + 1) % 100_000_000).padStart(8, '0')

async function mailed(email = world.acme.email('anna')) {
  expect((await ask(email)).status).toBe(202)
  const mail = await mailTo(email)
  return { mail, token: tokenIn(mail), code: codeIn(mail), email }
}

test('a link signs in without a password, once', async () => {
  const { mail, token } = await mailed()
  expect(mail).toMatchObject({ subject: 'Log in to acme support' })
  expect(mail?.text).toMatch(/^https:\/\/portal\.example\/p\/acme-support#support\/login\?token=cpl_/m)
  const client = world.stranger()
  const response = await redeem({ token }, client)
  expect(response.status).toBe(201)
  client.tokens = (await response.json()) as SessionTokens
  expect(await (await client.get('/me')).json()).toMatchObject({ id: world.acme.contacts.anna })
  expect((await redeem({ token })).status).toBe(404)
})

test('the code does the same on another device, typed with spaces, and uses the link up', async () => {
  const { token, code, email } = await mailed()
  expect((await redeem({ email: email.toUpperCase(), code: `${code.slice(0, 4)} ${code.slice(4)}` })).status).toBe(201)
  expect((await redeem({ token })).status).toBe(404)
  expect((await redeem({ email, code })).status).toBe(401)
})

test('T-05: of link and code together one is good once, also at the same moment', async () => {
  const { token, code, email } = await mailed()
  const answers = await Promise.all([redeem({ token }), redeem({ token }), redeem({ email, code }), redeem({ email, code })])
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
})

test('link and code are good for 15 minutes', async () => {
  const first = await mailed()
  const second = await mailed(world.acme.email('ben'))
  world.advance(901)
  expect((await redeem({ token: first.token })).status).toBe(404)
  expect((await redeem({ email: second.email, code: second.code })).status).toBe(401)
})

test('T-53: a code takes five tries and is then worth nothing, whoever tries and from wherever', async () => {
  const { token, code, email } = await mailed()
  for (let tries = 0; tries < 5; tries += 1) expect((await redeem({ email, code: wrongCode(code) })).status).toBe(401)
  expect((await redeem({ email, code })).status).toBe(401)
  // The link is no guess.
  expect((await redeem({ token })).status).toBe(201)
})

test('twenty guesses at once are five', { timeout: 20_000 }, async () => {
  const { code, email } = await mailed()
  await Promise.all(Array.from({ length: 20 }, () => redeem({ email, code: wrongCode(code) })))
  const { tries } = await world.deps.db.selectFrom('one_time_link').select('tries').executeTakeFirstOrThrow()
  expect(tries).toBeLessThanOrEqual(5)
  expect((await redeem({ email, code })).status).not.toBe(201)
})

test('guesses at an address are slowed down over all its codes', async () => {
  // However long a busy machine takes: waiting earns further tries.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  onTestFinished(() => void vi.useRealTimers())
  const email = world.acme.email('anna')
  const statuses: number[] = []
  for (let round = 0; round < 5; round += 1) {
    const { code } = await mailed(email)
    for (let tries = 0; tries < 5; tries += 1) statuses.push((await redeem({ email, code: wrongCode(code) })).status)
  }
  expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(21)
  expect(statuses).toContain(429)
})

test('T-18: asking is answered alike for known and unknown addresses, from the same statements', async () => {
  await world.close()
  world = await openStillWorld({ env: { TRUSTED_PROXIES: '1' } })
  await world.deps.db.updateTable('portal').set({ sign_in_methods: '["magic_link","password"]' }).execute()
  const attempt = async (email: string) => {
    const client = world.stranger()
    await client.get('')
    const from = world.statements.length
    const answer = await comparable(await client.post('/magic-links', { email }, newPlace()))
    return { answer, statements: world.statements.slice(from) }
  }
  await attempt('warm@up.example')
  const known = await attempt(world.acme.email('anna'))
  expect(await attempt('nobody@acme.example')).toEqual(known)
  expect(known.answer).toMatchObject({ status: 202, text: '' })
  expect((await mailsOf(world)).map(({ to }) => to)).toEqual(['anna@acme.example'])
})

test('T-18: a wrong code is answered alike for addresses with a code, without one and unknown ones, with the same work', async () => {
  await world.close()
  world = await openStillWorld({ env: { TRUSTED_PROXIES: '1' } })
  await world.deps.db.updateTable('portal').set({ sign_in_methods: '["magic_link","password"]' }).execute()
  const { code, email } = await mailed()
  const { verify } = world.deps.hasher
  let hashes = 0
  world.deps.hasher.verify = (...given) => {
    hashes += 1
    return verify(...given)
  }
  const attempt = async (address: string) => {
    const client = world.stranger()
    await redeem({ email: 'warm@up.example', code: '00000000' }, client)
    hashes = 0
    const from = world.statements.length
    const answer = await comparable(await redeem({ email: address, code: wrongCode(code) }, client))
    return { answer, hashes, statements: world.statements.slice(from) }
  }
  const known = await attempt(email)
  expect(known).toMatchObject({ hashes: 1, answer: { status: 401 } })
  expect(await attempt(world.acme.email('ben'))).toEqual(known)
  expect(await attempt('nobody@acme.example')).toEqual(known)
})

test('a contact who never proved the address is not let in by it', async () => {
  const { db } = world.deps
  await db.updateTable('contact').set({ password_hash: null }).where('account_id', '=', world.acme.accountId).execute()
  const { mail } = await mailed()
  expect(mail).toBeDefined()
  await db.updateTable('contact_address').set({ verified_at: null }).where('account_id', '=', world.acme.accountId).execute()
  await ask(world.acme.email('ben'))
  expect(await mailsOf(world)).toEqual([])
})

test('links are of one portal and one purpose, codes too', async () => {
  const { token, code, email } = await mailed()
  const bolt = world.stranger(world.bolt)
  expect((await redeem({ token }, bolt)).status).toBe(404)
  expect((await redeem({ email, code }, bolt)).status).toBe(401)
  const asReset = await world.stranger().post('/password-resets/redemption', { token, password: 'velvet otter climbs nine hills' })
  expect(asReset.status).toBe(404)
  await world.stranger().post('/password-resets', { email })
  const reset = tokenIn((await mailsOf(world)).find(({ subject }) => subject.includes('new password')))
  expect((await redeem({ token: reset })).status).toBe(404)
  expect((await redeem({ token })).status).toBe(201)
})

test('a new password ends links and codes that are under way', async () => {
  const { token, code, email } = await mailed()
  await world.stranger().post('/password-resets', { email })
  const reset = tokenIn((await mailsOf(world)).find(({ subject }) => subject.includes('new password')))
  const changed = await world.stranger().post('/password-resets/redemption', { token: reset, password: 'velvet otter climbs nine hills' })
  expect(changed.status).toBe(201)
  expect((await redeem({ token })).status).toBe(404)
  expect((await redeem({ email, code })).status).toBe(401)
})

test('a portal that does not offer links gives and takes none, and its page knows', async () => {
  const { token, code, email } = await mailed()
  const admin = await world.staff('settings')
  const path = `/portals/${world.acme.portalId}`
  expect((await admin.json('PATCH', path, { version: 1, signInMethods: [] })).status).toBe(400)
  expect((await admin.json('PATCH', path, { version: 1, signInMethods: ['password'] })).status).toBe(200)
  for (const response of [await ask(email), await redeem({ token }), await redeem({ email, code })]) {
    expect(await response.json()).toMatchObject({ code: 'sign_in_method_off' })
  }
  expect(await (await world.stranger().get('')).json()).toMatchObject({ signInMethods: ['password'] })
})

test('bad bodies are named by their field', async () => {
  for (const body of [
    {},
    { token: 'x', code: '12345678' },
    { email: 'a@b.example', code: '1234567' },
    { email: 'a@b.example' },
    { token: null },
  ]) {
    expect((await redeem(body)).status).toBe(400)
  }
})

test('T-50: neither token nor code is in the database', async () => {
  const { token, code } = await mailed()
  const links = JSON.stringify(await world.deps.db.selectFrom('one_time_link').selectAll().execute())
  const mails = JSON.stringify(await world.deps.db.selectFrom('mail').selectAll().execute())
  expect(`${links}${mails}`).not.toContain(token.slice(4))
  expect(`${links}${mails}`).not.toContain(code)
  expect(links).toContain('$argon2id$')
})
