import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { StaffMe, StaffSessionEntry } from '../../../shared/auth.ts'
import type { NewSecondFactor } from '../../../shared/second-factor.ts'
import { StaffClient } from '../../support/staff-client.ts'
import { password } from '../../support/world-rows.ts'
import { openWorld, type World } from '../../support/world.ts'
import { codeAt } from '../../support/totp.ts'
import { mailsOf } from './mailed.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const codeAndStatus = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]
const newPassword = 'seven blue kettles'
const sessionsOf = async (client: StaffClient) =>
  ((await (await client.get('/sessions')).json()) as { sessions: StaffSessionEntry[] }).sessions
const meOf = async (client: StaffClient) => (await (await client.get('/me')).json()) as StaffMe

async function enrol(client: StaffClient): Promise<string> {
  const { secret } = (await (await client.post('/second-factor')).json()) as NewSecondFactor
  const confirmed = await client.json('PUT', '/second-factor/confirmation', { code: codeAt(secret, world.deps.now()) })
  expect(confirmed.status).toBe(200)
  return secret
}

describe('own password', () => {
  const change = (client: StaffClient, body: unknown) => client.json('PUT', '/me/password', body)

  test('T-32: who knows it changes it and stays signed in here; every other session ends, its stream too', async () => {
    const [here, there, colleague] = [await world.staff('agent'), await world.staff('agent'), await world.staff('admin')]
    const stream = await there.fetch('/live')
    const closed = stream.text()
    expect((await change(here, { currentPassword: password, password: newPassword })).status).toBe(204)
    expect(await closed).toMatch(/event: ended/)
    expect([(await here.get('/me')).status, (await there.get('/me')).status, (await colleague.get('/me')).status]).toEqual([200, 401, 200])
    const fresh = new StaffClient(world.send, world.deps.config.publicUrl)
    expect((await fresh.post('/session', { email: world.acme.email('agent'), password })).status).toBe(401)
    expect((await fresh.post('/session', { email: world.acme.email('agent'), password: newPassword })).status).toBe(200)
  })

  test('without the one of now nothing changes, and guessing is slowed down', async () => {
    const agent = await world.staff('agent')
    const codes: unknown[] = []
    for (let n = 0; n < 8; n += 1) codes.push(await codeAndStatus(await change(agent, { currentPassword: 'wrong', password: newPassword })))
    expect(codes[0]).toEqual([401, 'sign_in_failed'])
    expect(codes.at(-1)).toEqual([429, 'sign_in_locked'])
  })

  test.each([
    ['too short', 'kettles', 'too_short'],
    ['a common one', 'password1234', 'too_common'],
    ['made of the name', 'agent of acme!', 'too_personal'],
    ['the same', password, 'not_a_choice'],
  ])('%s is refused and nobody is signed out', async (_name, chosen, problem) => {
    const [here, there] = [await world.staff('agent'), await world.staff('agent')]
    const response = await change(here, { currentPassword: password, password: chosen })
    expect([response.status, ((await response.json()) as { fields: unknown }).fields]).toEqual([400, { password: problem }])
    expect((await there.get('/me')).status).toBe(200)
  })

  test('who has a second factor proves that as well', async () => {
    const agent = await world.staff('agent')
    const secret = await enrol(agent)
    world.advance(301)
    expect(await codeAndStatus(await change(agent, { currentPassword: password, password: newPassword }))).toEqual([403, 'proof_required'])
    expect((await agent.post('/session/proof', { code: codeAt(secret, world.deps.now()) })).status).toBe(204)
    expect((await change(agent, { currentPassword: password, password: newPassword })).status).toBe(204)
  })
})

test('a mail tells of every change of how somebody signs in, in the language of their browser', async () => {
  const agent = await world.staff('agent')
  const norwegian = { 'Accept-Language': 'nb-NO,nb;q=0.9,en;q=0.8' }
  await agent.json('PUT', '/me/password', { currentPassword: password, password: newPassword }, norwegian)
  await enrol(agent)
  await agent.post('/second-factor/recovery-codes')
  await agent.fetch('/second-factor', { method: 'DELETE' })
  // Nothing was on any more.
  await agent.fetch('/second-factor', { method: 'DELETE' })
  const mails = await mailsOf(world)
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual(
    [
      'Passordet ditt til acme er endret',
      'Two-step sign-in for acme is on',
      'New recovery codes for acme',
      'Two-step sign-in for acme is off',
    ].map((subject) => [world.acme.email('agent'), subject]),
  )
  for (const { text } of mails) {
    expect(text).toContain('https://portal.example/staff/account\n')
    expect(text).not.toMatch(/[A-Z2-7]{4}-[A-Z2-7]{4}|kettles/)
  }
})

describe('own sessions', () => {
  test('are listed with their device, the last used first; nobody else’s are', async () => {
    const first = new StaffClient(world.send, world.deps.config.publicUrl)
    await first.post('/session', { email: world.acme.email('agent'), password }, { 'User-Agent': 'Mozilla/5.0 (X11; Linux) Firefox/140.0' })
    world.advance(120)
    const second = await world.staff('agent')
    await world.staff('admin')
    const sessions = await sessionsOf(second)
    expect(sessions.map(({ isCurrent }) => isCurrent)).toEqual([true, false])
    expect(sessions[1]).toEqual({
      id: expect.any(String),
      userAgent: 'Mozilla/5.0 (X11; Linux) Firefox/140.0',
      createdAt: expect.any(String),
      lastSeenAt: expect.any(String),
      isCurrent: false,
    })
  })

  test('T-32: one is ended from another; foreign ones and those that are over are not there', async () => {
    const [here, there, colleague] = [await world.staff('agent'), await world.staff('agent'), await world.staff('admin')]
    const [foreign] = await sessionsOf(colleague)
    expect((await here.fetch(`/sessions/${foreign?.id}`, { method: 'DELETE' })).status).toBe(404)
    expect((await colleague.get('/me')).status).toBe(200)
    const other = (await sessionsOf(here)).find(({ isCurrent }) => !isCurrent)
    expect((await here.fetch(`/sessions/${other?.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await here.fetch(`/sessions/${other?.id}`, { method: 'DELETE' })).status).toBe(404)
    expect([(await here.get('/me')).status, (await there.get('/me')).status]).toEqual([200, 401])
    expect(await sessionsOf(here)).toHaveLength(1)
  })

  test('T-32: all but this one are ended at once', async () => {
    const [here, ...others] = [await world.staff('agent'), await world.staff('agent'), await world.staff('agent')]
    const colleague = await world.staff('admin')
    expect((await here.fetch('/sessions', { method: 'DELETE' })).status).toBe(204)
    for (const other of others) expect((await other.get('/me')).status).toBe(401)
    expect([(await here.get('/me')).status, (await colleague.get('/me')).status]).toEqual([200, 200])
  })
})

describe('an account that wants a second factor of everybody', () => {
  const rule = (client: StaffClient, isRequired: boolean) => client.json('PUT', '/account/second-factor', { isRequired })

  test('who has none can do nothing but begin one; then everything is open', async () => {
    const [admin, agent] = [await world.staff('admin'), await world.staff('agent')]
    await enrol(admin)
    expect((await rule(admin, true)).status).toBe(204)
    expect(await (await admin.get('/account')).json()).toMatchObject({ staffNeedsSecondFactor: true })
    for (const path of ['/inboxes', '/threads', '/tickets', '/contacts?q=anna', '/pipelines', '/live'])
      expect(await codeAndStatus(await agent.get(path)), path).toEqual([403, 'second_factor_missing'])
    expect(await codeAndStatus(await agent.post('/tickets', {}))).toEqual([403, 'second_factor_missing'])
    expect(await meOf(agent)).toMatchObject({ hasSecondFactor: false, lacksSecondFactor: true })
    expect((await agent.get('/sessions')).status).toBe(200)
    await enrol(agent)
    expect(await meOf(agent)).toMatchObject({ hasSecondFactor: true, lacksSecondFactor: false })
    expect((await agent.get('/inboxes')).status).toBe(200)
    expect((await admin.get('/inboxes')).status).toBe(200)
    expect((await (await world.staff('admin', world.bolt)).get('/inboxes')).status, 'another account').toBe(200)
  })

  test('open streams of who has none end', async () => {
    const [admin, agent] = [await world.staff('admin'), await world.staff('agent')]
    await enrol(admin)
    const closed = (await agent.fetch('/live')).text()
    await rule(admin, true)
    expect(await closed).toMatch(/event: ended/)
  })

  test('switching one’s own off closes everything until there is another', async () => {
    const admin = await world.staff('admin')
    await enrol(admin)
    await rule(admin, true)
    expect((await admin.fetch('/second-factor', { method: 'DELETE' })).status).toBe(204)
    expect(await codeAndStatus(await admin.get('/inboxes'))).toEqual([403, 'second_factor_missing'])
  })

  test('only an admin who has one says so, and a fresh proof is needed', async () => {
    const [admin, settings] = [await world.staff('admin'), await world.staff('settings')]
    expect(await codeAndStatus(await rule(settings, true))).toEqual([403, 'not_allowed'])
    expect(await codeAndStatus(await rule(admin, true))).toEqual([409, 'second_factor_off'])
    await enrol(admin)
    world.advance(301)
    expect(await codeAndStatus(await rule(admin, true))).toEqual([403, 'proof_required'])
    expect(await (await admin.get('/account')).json()).toMatchObject({ staffNeedsSecondFactor: false })
  })
})
