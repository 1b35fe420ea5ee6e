import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionTokens } from '../../../shared/auth.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { password } from '../../support/world-rows.ts'
import { comparable, mailsOf, openStillWorld, tokenIn } from './mailed.ts'

let world: World
let admin: StaffClient
beforeEach(async () => {
  world = await openWorld({ env: { TRUSTED_PROXIES: '1' } })
  admin = await world.staff('admin')
  await world.deps.db.updateTable('portal').set({ can_register: 1 }).execute()
})
afterEach(() => world.close())

let places = 0
const newPlace = () => ({ 'X-Forwarded-For': `10.3.${Math.floor((places += 1) / 250)}.${places % 250}` })
const chosen = 'velvet otter climbs nine hills'
const eva = { email: 'eva@nordvik.example', name: 'Eva Berg' }

const ask = (body: object = eva) => world.stranger().post('/registrations', body, newPlace())
const redeem = (token: string, newPassword = chosen, client = world.stranger()) =>
  client.post('/registrations/redemption', { token, password: newPassword }, newPlace())

async function mailedToken(body: object = eva): Promise<string> {
  expect((await ask(body)).status).toBe(202)
  return tokenIn((await mailsOf(world)).at(-1))
}

/** Everything that tells of a person. */
async function counts(): Promise<Record<string, number>> {
  const { db } = world.deps
  const found: Record<string, number> = {}
  for (const table of ['contact', 'contact_address', 'company', 'session', 'one_time_link'] as const) {
    found[table] = (await db.selectFrom(table).select('account_id').execute()).length
  }
  return found
}

test('somebody registers: nothing exists before the mailed link, then contact, login and session do', async () => {
  const before = await counts()
  expect((await ask()).status).toBe(202)
  expect(await counts()).toEqual(before)
  const [mail, ...others] = await mailsOf(world)
  expect(others).toEqual([])
  expect(mail).toMatchObject({ to: eva.email, subject: 'Confirm your e-mail address for acme support' })
  expect(mail?.text).toMatch(/#support\/register\?token=cpl_/)
  expect(await counts()).toEqual({ ...before, one_time_link: 1 })
  const client = world.stranger()
  const response = await redeem(tokenIn(mail), chosen, client)
  expect(response.status).toBe(201)
  client.tokens = (await response.json()) as SessionTokens
  expect(await (await client.get('/me')).json()).toMatchObject({ name: 'Eva Berg', email: eva.email, companyName: null })
  await world.stranger().signIn(eva.email, chosen)
  expect((await redeem(tokenIn(mail))).status).toBe(404)
})

test('T-55: the mail holds nothing that the sender typed', async () => {
  await ask({ email: 'victim@elsewhere.example', name: 'Buy pills at https://evil.example' })
  const [mail] = await mailsOf(world)
  expect(`${mail?.subject}\n${mail?.text}`).not.toMatch(/pills|evil/)
})

test('T-18: known and unknown addresses get the same answer from the same statements; who has a login is told by mail', async () => {
  await world.close()
  world = await openStillWorld({ env: { TRUSTED_PROXIES: '1' } })
  await world.deps.db.updateTable('portal').set({ can_register: 1 }).execute()
  const attempt = async (email: string) => {
    const client = world.stranger()
    await client.get('')
    const from = world.statements.length
    const answer = await comparable(await client.post('/registrations', { email, name: 'Somebody' }, newPlace()))
    return { answer, statements: world.statements.slice(from) }
  }
  await attempt('warm@up.example')
  await mailsOf(world)
  const known = await attempt(world.acme.email('anna'))
  expect(await attempt('nobody@nordvik.example')).toEqual(known)
  expect(known.answer).toMatchObject({ status: 202, text: '' })
  const mails = await mailsOf(world)
  expect(mails.map(({ to, subject }) => `${to}: ${subject}`).sort()).toEqual([
    'anna@acme.example: You already have a login to acme support',
    'nobody@nordvik.example: Confirm your e-mail address for acme support',
  ])
  expect(mails.find(({ to }) => to === 'anna@acme.example')?.text).not.toMatch(/cpl_/)
})

test('D9: who has written before gets the history with the proof, and keeps the name that staff know', async () => {
  await world.deps.db.updateTable('contact').set({ password_hash: null }).where('id', '=', world.acme.contacts.anna).execute()
  const response = await redeem(await mailedToken({ email: world.acme.email('anna'), name: 'Mallory' }))
  expect(((await response.json()) as SessionTokens).me).toMatchObject({ id: world.acme.contacts.anna, name: 'Anna of acme' })
})

test('D9: a company is joined by a domain of it alone, exactly, and no contact changes companies', async () => {
  const domains = (companyId: string, list: string[]) => admin.json('PUT', `/companies/${companyId}/domains`, { domains: list })
  expect(await (await domains(world.acme.nordvikId, ['@Nordvik.example', 'bücher.example'])).json()).toEqual({
    domains: ['nordvik.example', 'xn--bcher-kva.example'],
  })
  const companyOf = async (email: string) =>
    ((await (await redeem(await mailedToken({ email, name: 'X' }))).json()) as SessionTokens).me.companyName
  expect(await companyOf('Eva@NORDVIK.example')).toBe('Nordvik')
  expect(await companyOf('eva@bücher.example')).toBe('Nordvik')
  expect(await companyOf('eva@mail.nordvik.example')).toBeNull()
  expect(await companyOf('eva@evilnordvik.example')).toBeNull()
  await world.deps.db.updateTable('contact').set({ password_hash: null }).where('id', '=', world.acme.contacts.cleo).execute()
  await domains(world.acme.nordvikId, ['acme.example'])
  expect(await companyOf(world.acme.email('cleo'))).toBe('Birka')
})

test('D9: a domain where anybody gets an address is none of a company, nor one of another company, nor what is no domain', async () => {
  const save = (companyId: string, domains: string[]) => admin.json('PUT', `/companies/${companyId}/domains`, { domains })
  for (const domain of [
    'gmail.com',
    'GMAIL.com.',
    'online.no',
    'yopmail.com',
    'localhost',
    'a b.example',
    '*.example',
    'x@y.example',
    '',
  ]) {
    const response = await save(world.acme.nordvikId, ['fine.example', domain])
    expect(await response.json(), domain).toMatchObject({ fields: { 'domains.1': 'not_a_choice' } })
  }
  expect((await save(world.acme.nordvikId, ['nordvik.example'])).status).toBe(200)
  expect(await (await save(world.acme.birkaId, ['nordvik.example'])).json()).toMatchObject({ fields: { 'domains.0': 'not_a_choice' } })
  expect(
    (
      await (
        await world.staff('admin', world.bolt)
      ).json('PUT', `/companies/${world.bolt.nordvikId}/domains`, { domains: ['nordvik.example'] })
    ).status,
  ).toBe(200)
  expect((await (await world.staff('settings')).get(`/companies/${world.acme.nordvikId}/domains`)).status).toBe(403)
})

test('a registration of one account says nothing in another', async () => {
  const token = await mailedToken()
  const elsewhere = await world.stranger(world.bolt).post('/registrations/redemption', { token, password: chosen })
  expect(elsewhere.status).toBe(404)
  expect((await redeem(token)).status).toBe(201)
  await expect(world.stranger(world.bolt).signIn(eva.email, chosen)).rejects.toThrow('401')
})

test('T-05: of two links for one address the newer counts, and one at the same moment wins', async () => {
  const first = await mailedToken()
  const second = await mailedToken()
  expect((await redeem(first)).status).toBe(404)
  const statuses = (await Promise.all([redeem(second), redeem(second), redeem(second)])).map(({ status }) => status)
  expect(statuses.sort()).toEqual([201, 404, 404])
  const rows = await world.deps.db.selectFrom('contact_address').select('id').where('email', '=', eva.email).execute()
  expect(rows).toHaveLength(1)
})

test('a link replaces no password that was set in the meantime', async () => {
  await world.deps.db.updateTable('contact').set({ password_hash: null }).where('id', '=', world.acme.contacts.anna).execute()
  const token = await mailedToken({ email: world.acme.email('anna'), name: 'Anna' })
  const hash = await world.deps.hasher.hash(password)
  await world.deps.db.updateTable('contact').set({ password_hash: hash }).where('id', '=', world.acme.contacts.anna).execute()
  expect((await redeem(token)).status).toBe(404)
  await world.contact('anna')
})

test('T-54: the portal’s own mailbox and its domain are refused at the field', async () => {
  for (const email of ['no-reply@portal.example', 'Anyone@PORTAL.example']) {
    const response = await ask({ email, name: 'X' })
    expect(await response.json()).toMatchObject({ code: 'invalid_request', fields: { email: 'not_a_choice' } })
  }
})

test('B24: a program that fills in every field is answered like a person, and nothing happens', async () => {
  const response = await comparable(await ask({ ...eva, website: 'https://spam.example' }))
  expect(response).toMatchObject({ status: 202, text: '' })
  expect(await mailsOf(world)).toEqual([])
})

test('B24: one address, one place and one portal have limits', async () => {
  const statusOf = async (body: object, headers = newPlace()) => (await world.stranger().post('/registrations', body, headers)).status
  const ofAddress: number[] = []
  for (let round = 0; round < 6; round += 1) ofAddress.push(await statusOf(eva))
  expect(ofAddress).toEqual([202, 202, 202, 202, 202, 429])
  world.advance(3601)
  expect(await statusOf(eva)).toBe(429)
  const place = newPlace()
  const ofPlace: number[] = []
  for (let round = 0; round < 22; round += 1) ofPlace.push(await statusOf({ email: `guest${round}@nordvik.example`, name: 'X' }, place))
  expect(ofPlace.filter((status) => status === 202)).toHaveLength(20)
  expect(ofPlace.slice(-2)).toEqual([429, 429])
  world.advance(24 * 3600)
  expect(await statusOf(eva, place)).toBe(202)
})

test('T-77: an address is one plain mailbox', async () => {
  for (const email of ['"a@evil x"@ok.example', 'a@b.example, c@d.example', 'a@b.example\r\nBcc: c@d.example', 'group: a@b.example;', '']) {
    expect((await ask({ email, name: 'X' })).status, email).toBe(400)
  }
  expect((await ask({ email: 'a@b.example', name: ' ' })).status).toBe(400)
})

test('the switch: off nobody registers and no link is good; it cannot be on with lists or without passwords', async () => {
  const token = await mailedToken()
  const path = `/portals/${world.acme.portalId}`
  const save = async (changes: object) => {
    const { version } = (await (await admin.get(path)).json()) as { version: number }
    return admin.json('PATCH', path, { version, ...changes })
  }
  expect(await (await world.stranger().get('')).json()).toMatchObject({ canRegister: true })
  expect(await (await save({ title: 'Help' })).json()).toMatchObject({ fields: { isOn: 'required' } })
  const consentTexts = { en: { text: 'We keep what you write.', checkbox: 'I agree.' } }
  expect((await save({ consentTexts })).status).toBe(200)
  expect((await save({ signInMethods: ['magic_link'] })).status).toBe(400)
  const { id } = (await (await admin.post('/lists', { kind: 'static', name: 'x' })).json()) as { id: string }
  const both = await save({ accessMode: 'lists', accessListIds: [id] })
  expect(await both.json()).toMatchObject({ fields: { canRegister: 'not_a_choice' } })
  expect((await save({ canRegister: false })).status).toBe(200)
  expect(await (await world.stranger().get('')).json()).toMatchObject({ canRegister: false })
  for (const response of [await ask(), await redeem(token)]) expect(await response.json()).toMatchObject({ code: 'registration_off' })
})

test('a password that is refused leaves the link good, and nothing made', async () => {
  const token = await mailedToken()
  const before = await counts()
  expect(await (await redeem(token, 'Eva-Berg-2026')).json()).toMatchObject({ fields: { password: 'too_personal' } })
  expect(await counts()).toEqual(before)
  expect((await redeem(token)).status).toBe(201)
})
