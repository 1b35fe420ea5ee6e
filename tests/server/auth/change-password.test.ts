import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ContactClient } from '../../support/contact-client.ts'
import { openWorld, type World } from '../../support/world.ts'
import { password } from '../../support/world-rows.ts'
import { mailsOf } from './mailed.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const chosen = 'velvet otter climbs nine hills'
const change = (client: ContactClient, next = chosen, current: string = password) =>
  client.json('PUT', '/me/password', { currentPassword: current, password: next })

test('T-32: who knows the password changes it and stays signed in here; every other session ends, and a mail tells', async () => {
  const [here, there, ben] = [await world.contact('anna'), await world.contact('anna'), await world.contact('ben')]
  const stream = await there.fetch('/live')
  const closed = new Response(stream.body).text()
  expect((await change(here)).status).toBe(204)
  expect(await closed).toMatch(/event: ended/)
  expect((await here.get('/me')).status).toBe(200)
  expect((await there.get('/me')).status).toBe(401)
  expect((await ben.get('/me')).status).toBe(200)
  await expect(world.contact('anna')).rejects.toThrow('401')
  await world.stranger().signIn(world.acme.email('anna'), chosen)
  expect((await mailsOf(world)).map(({ to, subject }) => `${to}: ${subject}`)).toEqual([
    'anna@acme.example: Your password for acme support was changed',
  ])
})

test('an open page alone is not enough: the password of now is asked for, and guesses are slowed down', async () => {
  const anna = await world.contact('anna')
  const statuses: number[] = []
  for (let tries = 0; tries < 7; tries += 1) statuses.push((await change(anna, chosen, `wrong ${tries}`)).status)
  expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401])
  expect(statuses.at(-1)).toBe(429)
  expect((await anna.get('/me')).status).toBe(200)
  await world.contact('anna')
})

test('a password that is refused, or the same again, changes nothing', async () => {
  const [anna, there] = [await world.contact('anna'), await world.contact('anna')]
  for (const [next, problem] of [
    ['too short', 'too_short'],
    ['qwerty123456', 'too_common'],
    ['Anna.Acme.2026', 'too_personal'],
    [password, 'not_a_choice'],
  ] as const) {
    expect(await (await change(anna, next)).json()).toMatchObject({ fields: { password: problem } })
  }
  expect((await there.get('/me')).status).toBe(200)
  await world.contact('anna')
})

test('who has no password, or a portal without them, has none to change', async () => {
  const anna = await world.contact('anna')
  await world.deps.db.updateTable('contact').set({ password_hash: null }).execute()
  expect(await (await change(anna)).json()).toMatchObject({ code: 'sign_in_failed' })
  await world.deps.db.updateTable('portal').set({ sign_in_methods: '["magic_link"]' }).execute()
  expect(await (await change(anna)).json()).toMatchObject({ code: 'sign_in_method_off' })
})
