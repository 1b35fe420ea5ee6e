import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OwnAccount, SessionTimes } from '../../../shared/own-data.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { password } from '../../support/world-rows.ts'
import { codeIn, mailsOf } from '../auth/mailed.ts'
import { setPortal } from '../../support/portal-settings.ts'

let world: World
let anna: ContactClient
beforeEach(async () => {
  world = await openWorld()
  anna = await world.contact('anna')
})
afterEach(() => world.close())

const account = async (client: ContactClient) => (await (await client.get('/me/account')).json()) as OwnAccount
const times = async (client: ContactClient, headers = {}) => (await (await client.fetch('/session', { headers })).json()) as SessionTimes
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code

/** Five minutes later, still signed in. */
async function goStale(): Promise<void> {
  world.advance(301)
}

test('what needs a fresh sign-in has it for five minutes, then asks for a proof', async () => {
  expect(await account(anna)).toMatchObject({ hasPassword: true, proofs: ['password', 'code'], deletion: null })
  expect((await account(anna)).freshForSeconds).toBeGreaterThan(290)
  expect((await anna.post('/me/data-export', undefined)).status).toBe(200)
  await goStale()
  expect((await account(anna)).freshForSeconds).toBe(0)
  for (const path of ['/me/data-export', '/me/deletion-request']) {
    const refused = await anna.post(path, undefined)
    expect([refused.status, await codeOf(refused)], path).toEqual([403, 'proof_required'])
  }
  expect((await anna.post('/me/proof', { password: 'wrong horse' })).status).toBe(401)
  expect((await anna.post('/me/proof', { password })).status).toBe(204)
  expect((await anna.post('/me/data-export', undefined)).status).toBe(200)
})

test('a mailed code proves as well: once, within 15 minutes, of this contact alone', async () => {
  await goStale()
  expect((await anna.post('/me/proof-codes', undefined)).status).toBe(202)
  const [mail] = await mailsOf(world)
  expect(mail?.to).toBe('anna@acme.example')
  const code = codeIn(mail)
  const ben = await world.contact('ben')
  expect((await ben.post('/me/proof', { code })).status).toBe(401)
  expect((await anna.post('/me/proof', { code: '00000000' === code ? '00000001' : '00000000' })).status).toBe(401)
  expect((await anna.post('/me/proof', { code: `${code.slice(0, 4)} ${code.slice(4)}` })).status).toBe(204)
  expect((await account(anna)).freshForSeconds).toBeGreaterThan(290)
  expect((await anna.post('/me/proof', { code })).status).toBe(401)
})

test('a code of the login is no proof, a code of the proof no login', async () => {
  await setPortal(world, { sign_in_methods: '["password","magic_link"]' })
  await anna.post('/me/proof-codes', undefined)
  const [mail] = await mailsOf(world)
  const refused = await world.stranger().post('/magic-links/redemption', { email: world.acme.email('anna'), code: codeIn(mail) })
  expect(refused.status).toBe(401)
  await world.stranger().post('/magic-links', { email: world.acme.email('anna') })
  const [login] = await mailsOf(world)
  expect((await anna.post('/me/proof', { code: codeIn(login) })).status).toBe(401)
})

test('wrong codes are counted: after five the right one is worth nothing', async () => {
  await anna.post('/me/proof-codes', undefined)
  const [mail] = await mailsOf(world)
  const right = codeIn(mail)
  const wrong = right === '11111111' ? '22222222' : '11111111'
  for (let tries = 0; tries < 5; tries += 1) {
    await anna.post('/me/proof', { code: wrong })
    world.advance(30)
  }
  world.advance(60)
  expect((await anna.post('/me/proof', { code: right })).status).not.toBe(204)
})

test('who has no password proves by mail; where providers alone let people in, by signing in again', async () => {
  await world.deps.db.updateTable('contact').set({ password_hash: null }).where('id', '=', world.acme.contacts.anna).execute()
  expect(await account(anna)).toMatchObject({ hasPassword: false, proofs: ['code'] })
  await setPortal(world, { is_sso_required: 1 })
  expect(await account(anna)).toMatchObject({ hasPassword: false, proofs: [] })
  expect((await anna.post('/me/proof-codes', undefined)).status).toBe(403)
})

test('a wish to be deleted waits, is confirmed by mail, is seen by staff, and can be taken back', async () => {
  const asked = await anna.post('/me/deletion-request', undefined)
  expect(asked.status).toBe(201)
  const { requestedAt } = (await asked.json()) as { requestedAt: string }
  world.advance(60)
  expect(await (await anna.post('/me/deletion-request', undefined)).json()).toEqual({ requestedAt })
  expect((await account(anna)).deletion).toEqual({ requestedAt })
  const mails = await mailsOf(world)
  expect(mails.map(({ to, subject }) => [to, subject]).sort()).toEqual([
    ['admin@acme.example', 'A customer of acme support asks to be deleted'],
    ['anna@acme.example', 'You asked acme support to delete your data'],
  ])
  const told = mails.find(({ to }) => to === 'admin@acme.example')
  expect(told?.text).toContain(`https://portal.example/staff/contacts/${world.acme.contacts.anna}\n`)
  expect(told?.text, 'the name would outlive the person').not.toContain('Anna')
  const agent = await world.staff('agent')
  const open = async () => ((await (await agent.get('/deletion-requests')).json()) as { requests: unknown[] }).requests
  expect(await open()).toEqual([
    { contactId: world.acme.contacts.anna, name: 'Anna of acme', email: 'anna@acme.example', portalTitle: 'acme support', requestedAt },
  ])
  expect(await (await (await world.staff('admin', world.bolt)).get('/deletion-requests')).json()).toEqual({ requests: [] })
  await goStale()
  expect((await anna.fetch('/me/deletion-request', { method: 'DELETE' })).status).toBe(204)
  expect((await account(anna)).deletion).toBeNull()
  expect(await open()).toEqual([])
  await anna.post('/me/proof', { password })
  expect((await anna.post('/me/deletion-request', undefined)).status).toBe(201)
  expect(
    (await mailsOf(world)).map(({ to }) => to),
    'the staff once a day',
  ).toEqual(['anna@acme.example'])
})

test('who has withdrawn consent still gets at the own data', async () => {
  await setPortal(world, { consent_version: 'f'.repeat(64), consent_texts: '{"en":{"text":"We keep it.","checkbox":"I agree."}}' })
  expect((await anna.get('/tickets')).status).toBe(403)
  expect((await anna.get('/me/account')).status).toBe(200)
  expect((await anna.post('/me/data-export', undefined)).status).toBe(200)
  expect((await anna.post('/me/deletion-request', undefined)).status).toBe(201)
})

test('a session says how long it goes on; only what its user does moves that', async () => {
  await setPortal(world, { session_idle_seconds: 600 })
  expect(await times(anna)).toEqual({ idleInSeconds: 600, endsInSeconds: expect.any(Number) })
  world.advance(200)
  expect((await times(anna)).idleInSeconds).toBeLessThanOrEqual(400)
  expect((await times(anna, { 'Cp-Activity': 'user' })).idleInSeconds).toBe(600)
  await setPortal(world, { session_idle_seconds: null })
  expect((await times(anna)).idleInSeconds).toBeNull()
})
