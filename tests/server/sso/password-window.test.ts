import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PublicPortal } from '../../../shared/portal.ts'
import { ContactClient } from '../../support/contact-client.ts'
import { setPortal } from '../../support/portal-settings.ts'
import { password } from '../../support/world-rows.ts'
import { openWorld, type World } from '../../support/world.ts'
import { mailsOf, tokenIn } from '../auth/mailed.ts'
import { readPage, SignInElement, SignInWindow } from './sign-in-window.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ env: { ALLOW_DEFAULT_HOST_PORTALS: '1' } })
  await setPortal(world, { password_entry: 'window' })
})
afterEach(() => world.close())

class PasswordElement extends SignInElement {
  override start(_provider = '', more: Record<string, unknown> = {}): Promise<Response> {
    return this.client.post('/sso/start', { codeChallenge: this.challenge, ...more })
  }
}
const client = (origin?: string) => new ContactClient(world.send, world.deps.config.publicUrl, world.acme.portalKey, origin)
const element = () => new PasswordElement(client())
const ours = { 'Sec-Fetch-Site': 'same-origin' }
const typed = () => ({ email: world.acme.email('anna'), password })

async function opened() {
  const from = element()
  const window = new SignInWindow(world)
  const page = await readPage(await window.go(await from.begin('')))
  return { from, window, page, path: `/sso/${from.ssoId}/password` }
}

test('Q11: the password is typed on a page of ours, and the page that asked gets a code for a session', async () => {
  expect(((await (await world.stranger().get('')).json()) as PublicPortal).passwordEntry).toBe('window')
  const { from, window, page, path } = await opened()
  expect(page.status).toBe(200)
  expect(page.text).toContain('name="password" type="password"')
  expect(page.headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
  const wrong = await window.post(path, { ...typed(), password: 'wrong' }, ours)
  expect(wrong.status).toBe(401)
  expect(wrong.text).toContain('role="alert"')
  expect(wrong.text).not.toContain('wrong"')
  const done = await window.post(path, typed(), ours)
  expect(done.message?.code).toMatch(/^cpc_/)
  expect(done.text).not.toContain(password)
  expect((await from.redeem(done.message?.code ?? '')).status).toBe(201)
  expect((await from.client.get('/me')).status).toBe(200)
  expect(await (await from.client.get('/me/account')).json()).toMatchObject({ hasPassword: false, proofs: ['code'] })
  expect((await from.client.post('/me/proof', { password })).status).toBe(403)
  const change = { currentPassword: password, password: 'another long password 1' }
  expect((await from.client.json('PUT', '/me/password', change)).status).toBe(403)
  // Used up.
  expect((await window.post(path, typed(), ours)).status).toBe(404)
  expect((await from.redeem(done.message?.code ?? '')).status).toBe(401)
})

test('S89: the window shows the logo of the portal and its colour, and may load images from nowhere else', async () => {
  await setPortal(world, { theme: JSON.stringify({ accent: '#ffd23f', logoUrl: 'https://img.acme.example/logo.png', faviconUrl: null }) })
  const { page } = await opened()
  expect(page.text).toContain('<img class="logo" src="https://img.acme.example/logo.png" alt="" />')
  expect(page.text).toContain('button { background: #ffd23f; color: #000 }')
  expect(page.headers.get('Content-Security-Policy')).toContain('; img-src https://img.acme.example;')
})

test('Q11: a host page’s own password is refused, ours is taken; new passwords alike, and their links lead to us', async () => {
  const refused = await client().post('/session', typed())
  expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'sign_in_method_off' }])
  expect((await client(world.deps.config.publicUrl).post('/session', typed())).status).toBe(201)

  await world.stranger().post('/password-resets', { email: world.acme.email('anna') })
  const [mail] = await mailsOf(world)
  expect(mail?.text).toContain(`${world.deps.config.publicUrl}/p/`)
  const body = { token: tokenIn(mail), password: 'another long password 1' }
  expect((await client().post('/password-resets/redemption', body)).status).toBe(403)
  expect((await client(world.deps.config.publicUrl).post('/password-resets/redemption', body)).status).toBe(201)
})

test('the form is of the window’s own browser, of our own page, and of a sign-in without a provider', async () => {
  const { window, path } = await opened()
  expect((await new SignInWindow(world).post(path, typed(), ours)).status).toBe(404)
  expect((await window.post(path, typed(), { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(404)
  expect((await window.post(`/sso/${'f'.repeat(32)}/password`, typed(), ours)).status).toBe(404)
  const bad = await window.go(path, { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json', ...ours } })
  expect(bad.status).toBe(415)
  expect((await window.post(path, { ...typed(), email: '"><script>pwned()</script>' }, ours)).text).not.toContain('<script>pwned')
  expect((await window.post(path, typed(), ours)).status).toBe(200)
})

test('many guesses are slowed as anywhere else', async () => {
  const { window, path } = await opened()
  let status = 401
  for (let i = 0; i < 12 && status === 401; i += 1) status = (await window.post(path, { ...typed(), password: `guess ${i}` }, ours)).status
  expect(status).toBe(429)
})

test('where passwords are typed in the page, or there are none, no window is opened for one', async () => {
  await setPortal(world, { password_entry: 'page' })
  expect((await element().start()).status).toBe(404)
  await setPortal(world, { password_entry: 'window', sign_in_methods: '["magic_link"]' })
  expect((await element().start()).status).toBe(403)
})

test('who signs in well and is not let in gets no session', async () => {
  await setPortal(world, { access_mode: 'lists', access_list_ids: '["nobody"]' })
  const { from, window, path } = await opened()
  const done = await window.post(path, typed(), ours)
  const response = await from.redeem(done.message?.code ?? '')
  expect([response.status, await response.json()]).toMatchObject([403, { code: 'access_denied' }])
})

test('the setting is saved with the others, and not where there are no pages of ours to lead to', async () => {
  const admin = await world.staff('admin')
  const path = `/portals/${world.acme.portalId}`
  expect(await (await admin.json('PATCH', path, { version: 1, passwordEntry: 'page' })).json()).toMatchObject({ passwordEntry: 'page' })
  expect((await admin.json('PATCH', path, { version: 2, passwordEntry: 'frame' })).status).toBe(400)
  expect((await admin.json('PATCH', path, { version: 2, passwordEntry: 'window' })).status).toBe(200)
  const closed = await openWorld()
  try {
    const response = await (
      await closed.staff('admin')
    ).json('PATCH', `/portals/${closed.acme.portalId}`, {
      version: 1,
      passwordEntry: 'window',
    })
    expect([response.status, await response.json()]).toMatchObject([400, { fields: { passwordEntry: 'not_a_choice' } }])
  } finally {
    await closed.close()
  }
})
