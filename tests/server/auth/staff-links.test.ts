import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rescueByOperator } from '../../../server/auth/team/rescue-by-operator.ts'
import type { HistoryPage } from '../../../shared/history.ts'
import type { NewSecondFactor } from '../../../shared/second-factor.ts'
import { StaffClient } from '../../support/staff-client.ts'
import { codeAt } from '../../support/totp.ts'
import { password } from '../../support/world-rows.ts'
import { openWorld, type World } from '../../support/world.ts'
import { comparable, mailsOf, openStillWorld, staffTokenIn } from './mailed.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const chosen = 'velvet otter climbs nine hills'
const browser = () => new StaffClient(world.send, world.deps.config.publicUrl)
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]
const ask = (email: string) => browser().post('/password-resets', { email })
const redeem = (token: unknown, newPassword = chosen) => browser().post('/password-resets/redemption', { token, password: newPassword })

async function mailedToken(email: string): Promise<string> {
  expect((await ask(email)).status).toBe(202)
  return staffTokenIn((await mailsOf(world)).findLast(({ to }) => to === email))
}

async function enrol(client: StaffClient): Promise<string> {
  const { secret } = (await (await client.post('/second-factor')).json()) as NewSecondFactor
  expect((await client.json('PUT', '/second-factor/confirmation', { code: codeAt(secret, world.deps.now()) })).status).toBe(200)
  return secret
}

describe('a forgotten password', () => {
  test('is replaced by mail; nobody is signed in by it, and every session and link of before is over', async () => {
    const email = world.acme.email('agent')
    const [there, colleague] = [await world.staff('agent'), await world.staff('admin')]
    const closed = (await there.fetch('/live')).text()
    expect((await ask(` ${email.toUpperCase()}`)).status).toBe(202)
    const [mail, ...others] = await mailsOf(world)
    expect(others).toEqual([])
    expect(mail).toMatchObject({ to: email, subject: 'A new password for acme' })
    expect(mail?.text).toMatch(/^https:\/\/portal\.example\/staff\/reset-password#cpt_[\w-]{43}$/m)
    const response = await redeem(staffTokenIn(mail))
    expect([response.status, await response.json(), response.headers.get('Set-Cookie')]).toEqual([200, { email }, null])
    expect(await closed).toMatch(/event: ended/)
    expect([(await there.get('/me')).status, (await colleague.get('/me')).status]).toEqual([401, 200])
    expect(await codeOf(await browser().post('/session', { email, password }))).toEqual([401, 'sign_in_failed'])
    expect((await browser().signIn(email, chosen)).cookie).not.toBe('')
    const [notice] = await mailsOf(world)
    expect(notice).toMatchObject({ to: email, subject: 'Your password for acme was changed' })
    expect(notice?.text).not.toMatch(/cpt_/)
    expect(await codeOf(await redeem(staffTokenIn(mail)))).toEqual([404, 'link_not_valid'])
  })

  test('does not stand in for the second factor', async () => {
    const email = world.bolt.email('agent')
    const client = await world.staff('agent', world.bolt)
    const secret = await enrol(client)
    await mailsOf(world)
    expect((await redeem(await mailedToken(email))).status).toBe(200)
    expect(await codeOf(await browser().post('/session', { email, password: chosen }))).toEqual([401, 'second_factor_required'])
    world.advance(31)
    const code = codeAt(secret, world.deps.now())
    expect((await browser().post('/session', { email, password: chosen, code })).status).toBe(200)
  })

  test('T-05: the link is good once, for 24 hours, and the newest alone; T-04: no other token is', async () => {
    const email = world.acme.email('settings')
    const [first, second] = [await mailedToken(email), await mailedToken(email)]
    expect((await redeem(first)).status).toBe(404)
    const wrong = ['', ' ', '0', 'null', '%00', second.toLowerCase(), `${second} `, 'x'.repeat(20_000), `cpl_${second.slice(4)}`]
    const answers = await Promise.all(wrong.map(async (one) => comparable(await redeem(one))))
    expect([...new Set(answers.map(({ status, text }) => `${status} ${text}`))]).toEqual(['404 {"code":"link_not_valid",}'])
    expect(await codeOf(await browser().post('/invitations/lookup', { token: second }))).toEqual([404, 'link_not_valid'])
    const weak = await redeem(second, 'settings of acme')
    expect([weak.status, ((await weak.json()) as { fields: unknown }).fields]).toEqual([400, { password: 'too_personal' }])
    world.advance(24 * 3600 - 20)
    const statuses = (await Promise.all([redeem(second), redeem(second)])).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 404])
    const late = await mailedToken(email)
    world.advance(24 * 3600 + 1)
    expect((await redeem(late)).status).toBe(404)
  })

  test('T-18: known and unknown addresses get the same answer from the same statements; only the known one gets a mail', async () => {
    const still = await openStillWorld()
    const attempt = async (email: string) => {
      const from = still.statements.length
      const client = new StaffClient(still.send, still.deps.config.publicUrl)
      const answer = await comparable(await client.post('/password-resets', { email }))
      return { answer, statements: still.statements.slice(from) }
    }
    await attempt('warm@up.example')
    const known = await attempt(still.bolt.email('agent'))
    const unknown = await attempt('nobody@acme.example')
    expect(unknown).toEqual(known)
    expect(known.answer).toMatchObject({ status: 202, text: '' })
    await still.deps.db.updateTable('staff').set({ is_active: 0 }).where('id', '=', still.acme.staff.agent).execute()
    await attempt(still.acme.email('agent'))
    expect((await mailsOf(still)).map(({ to }) => to)).toEqual(['agent@bolt.example'])
    await still.close()
  })

  test('T-18: the limit per address holds for known and unknown ones alike', async () => {
    for (const email of [world.acme.email('admin'), 'nobody@acme.example']) {
      const statuses: number[] = []
      for (let round = 0; round < 6; round += 1) statuses.push((await ask(email)).status)
      expect(statuses).toEqual([202, 202, 202, 202, 202, 429])
    }
    await mailsOf(world)
  })
})

describe('an admin helps', () => {
  test('with a link to a new password, which says who sent it', async () => {
    const admin = await world.staff('admin')
    expect((await admin.post(`/account/staff/${world.acme.staff.agent}/password-links`)).status).toBe(202)
    const mail = (await mailsOf(world)).at(-1)
    expect(mail?.to).toBe(world.acme.email('agent'))
    expect(mail?.text).toContain('admin of acme sends you this link')
    expect((await redeem(staffTokenIn(mail), password.toUpperCase())).status).toBe(200)
    await mailsOf(world)
  })

  test('with a lost second factor: sessions end, the password alone is enough, the person and the admins are told', async () => {
    const admin = await world.staff('admin', world.bolt)
    const email = world.bolt.email('settings')
    const client = await world.staff('settings', world.bolt)
    const reset = (staffId: string) => admin.fetch(`/account/staff/${staffId}/second-factor`, { method: 'DELETE' })
    expect(await codeOf(await reset(world.bolt.staff.settings))).toEqual([409, 'second_factor_off'])
    await enrol(client)
    await mailsOf(world)
    const response = await reset(world.bolt.staff.settings)
    expect([response.status, ((await response.json()) as { hasSecondFactor: boolean }).hasSecondFactor]).toEqual([200, false])
    expect((await client.get('/me')).status).toBe(401)
    expect((await browser().signIn(email, password)).cookie).not.toBe('')
    const told = (await mailsOf(world)).map(({ to, subject }) => [to, subject])
    expect(told.sort()).toEqual([
      [world.bolt.email('admin'), 'Two-step sign-in of settings of bolt for bolt was reset'],
      [email, 'Two-step sign-in for bolt was reset'],
    ])
    await enrol(admin)
    expect(await codeOf(await reset(world.bolt.staff.admin))).toEqual([409, 'not_on_yourself'])
    expect(await codeOf(await reset(world.acme.staff.admin))).toEqual([404, 'not_found'])
  })
})

test('the operator makes a link for who cannot be helped otherwise, and takes a lost second factor off', async () => {
  const email = world.bolt.email('admin')
  const client = browser()
  expect((await client.post('/session', { email, password })).status, 'the second factor of before').toBe(401)
  expect(await rescueByOperator(world.deps, 'nobody@acme.example', { resetSecondFactor: true })).toBeUndefined()
  const first = await rescueByOperator(world.deps, email, { resetSecondFactor: false })
  const link = await rescueByOperator(world.deps, email.toUpperCase(), { resetSecondFactor: true })
  expect(link).toMatch(/^https:\/\/portal\.example\/staff\/reset-password#cpt_[\w-]{43}$/)
  expect((await redeem(first?.split('#')[1])).status).toBe(404)
  expect((await redeem(link?.split('#')[1])).status).toBe(200)
  expect((await client.signIn(email, chosen)).cookie).not.toBe('')
  const { entries } = (await (await client.get('/history?group=team')).json()) as HistoryPage
  expect(entries.slice(0, 4).map(({ kind, by }) => `${by.kind} ${kind}`)).toEqual([
    'staff staff.password_changed',
    'system staff.second_factor_reset',
    'system staff.password_link_sent',
    'system staff.password_link_sent',
  ])
  await mailsOf(world)
})

test('T-50: no row holds a token, before and after the mail left', async () => {
  await world.deps.db.deleteFrom('throttle').execute()
  const token = await mailedToken(world.acme.email('settings'))
  const texts: string[] = []
  for (const { name } of await world.deps.db.introspection.getTables()) {
    texts.push(JSON.stringify((await sql`select * from ${sql.table(name)}`.execute(world.deps.db)).rows))
  }
  expect(texts.join('\n')).toContain('/staff/reset-password#{{token}}')
  expect(texts.join('\n')).not.toContain(token.slice(4))
  expect(texts.join('\n')).not.toMatch(/cpt_[\w-]{43}/)
})

test('staff are written to in their language, whatever their browser speaks', async () => {
  await world.deps.db.updateTable('staff').set({ language: 'nb' }).where('id', '=', world.acme.staff.agent).execute()
  await mailsOf(world)
  await world.deps.db.deleteFrom('throttle').execute()
  await ask(world.acme.email('agent'))
  expect((await mailsOf(world)).map(({ subject }) => subject)).toEqual(['Nytt passord til acme'])
})
