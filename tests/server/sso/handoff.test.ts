import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PublicPortal } from '../../../shared/portal.ts'
import { ContactClient } from '../../support/contact-client.ts'
import { siteOrigin } from '../../support/world-rows.ts'
import { openWorld, type World } from '../../support/world.ts'
import { claimsOf, openHostPage, signToken, type HostPage } from '../../support/peers/host-page.ts'
import { readPage, SignInElement, SignInWindow, type ReadPage } from './sign-in-window.ts'

const loginUrl = 'https://shop.acme.example/login?lang=en'

let world: World
let page: HostPage
beforeAll(async () => {
  world = await openWorld({ allowedOrigins: ['https://other.acme.example'] })
  page = await openHostPage(world, { settings: { loginUrl } })
})
afterAll(() => world.close())

const element = (origin?: string) =>
  new SignInElement(new ContactClient(world.send, world.deps.config.publicUrl, world.acme.portalKey, origin))
const tokenPath = () => `/api/v1/portals/${world.acme.portalKey}/sso/jwt`

/** Opens the window and signs in at the shop. */
async function signInAtShop(window: SignInWindow, url: string, claims: Record<string, unknown> = {}): Promise<ReadPage> {
  const sent = await window.go(url)
  expect(sent.status).toBe(302)
  const state = new URL(sent.headers.get('Location') ?? '').searchParams.get('state') ?? ''
  return window.post(
    tokenPath(),
    { token: await signToken(page.keys, claimsOf(page, claims)), state },
    { Origin: 'https://login.acme.example' },
  )
}

/** An element, its window, and the page after a good sign-in. */
async function identified(claims: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  const from = element()
  const window = new SignInWindow(world)
  const url = await from.begin(page.provider.id, more)
  return { from, window, url, page: await signInAtShop(window, url, claims) }
}

const refusal = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]

test('the portal names providers with a page of their own, and no others', async () => {
  const silent = await openHostPage(world, { settings: { name: 'No page' } })
  const off = await openHostPage(world, { settings: { name: 'Off', loginUrl, isOn: false } })
  const { identityProviders } = (await (await world.stranger().get('')).json()) as PublicPortal
  expect(identityProviders).toEqual([{ id: page.provider.id, kind: 'jwt', name: 'Shop' }])
  for (const { provider } of [silent, off]) expect((await element().start(provider.id)).status).toBe(404)
})

test('Q24: the window goes to the site’s sign-in page, comes back with its token, and the opener gets a code for a session', async () => {
  const from = element()
  const window = new SignInWindow(world)
  const url = await from.begin(page.provider.id)
  expect(url).toBe(`https://portal.example/sso/${from.ssoId}`)
  expect(from.ssoId).toMatch(/^[0-9a-f]{32}$/)
  const sent = await window.go(url)
  const target = new URL(sent.headers.get('Location') ?? '')
  expect(target.origin + target.pathname).toBe('https://shop.acme.example/login')
  expect(Object.fromEntries(target.searchParams)).toEqual({
    lang: 'en',
    return_to: `https://portal.example${tokenPath()}`,
    state: from.ssoId,
  })
  expect(window.setCookie).toMatch(/^__Host-sso=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=None$/)
  expect(await from.status()).toEqual({ state: 'pending', code: null })

  const token = await signToken(page.keys, claimsOf(page))
  const back = await window.post(tokenPath(), { token, state: from.ssoId }, { Origin: 'https://login.acme.example' })
  expect([back.status, back.origin]).toEqual([200, siteOrigin])
  expect(back.message).toEqual({ type: 'cp-sso', v: 1, ssoId: from.ssoId, code: expect.stringMatching(/^cpc_[\w-]{43}$/) })
  expect(back.text).toContain('Continue to help.acme.example?')
  expect(await from.status(), 'no code without the click').toEqual({ state: 'pending', code: null })

  expect((await from.redeem(back.message?.code ?? '')).status).toBe(201)
  expect(from.client.tokens?.me.id).toBe(world.acme.contacts.anna)
  expect((await from.client.get('/me')).status).toBe(200)
  expect(await from.status()).toEqual({ state: 'ended', code: null })
})

test('without opener the code comes after the click, to whoever began', async () => {
  const { from, window, page: back } = await identified()
  const done = await window.confirm(from.ssoId, back)
  expect([done.status, done.text.includes('go back to help.acme.example')]).toEqual([200, true])
  const status = await from.status()
  expect(status.state).toBe('ready')
  expect((await from.status()).code, 'asked again').toBe(status.code)
  expect((await from.redeem(back.message?.code ?? '')).status, 'the code of the page is worth nothing now').toBe(401)
  expect((await from.redeem(status.code ?? '')).status).toBe(201)
})

test('a full-page sign-in goes back to where it came from', async () => {
  const returnUrl = `${siteOrigin}/help?a=1#support/tickets/1`
  const { from, window, page: back } = await identified({}, { returnUrl })
  const done = await window.confirm(from.ssoId, back)
  expect([done.status, done.headers.get('Location')]).toEqual([303, returnUrl])
  expect(back.headers.get('Content-Security-Policy')).toContain(`form-action 'self' ${siteOrigin};`)
  expect((await from.redeem((await from.status()).code ?? '')).status).toBe(201)
})

test('it goes back to no other site', async () => {
  for (const returnUrl of [
    'https://evil.example/',
    'https://help.acme.example.evil.example/',
    'javascript:alert(1)',
    '//evil.example',
    '/help',
    `${siteOrigin}:8443/`,
  ]) {
    expect(await refusal(await element().start(page.provider.id, { returnUrl }))).toEqual([400, 'invalid_request'])
  }
})

test('pages of the window: one script by its nonce, no frames, no referrer, the opener kept, nothing cached', async () => {
  const { from, window, url, page: back } = await identified()
  const over = await readPage(await new SignInWindow(world).go(url))
  const done = await window.confirm(from.ssoId, back)
  for (const one of [back, over, done]) {
    const { headers, text } = one
    const nonce = /script-src 'nonce-([\w-]{22})'/.exec(headers.get('Content-Security-Policy') ?? '')?.[1] ?? 'none'
    expect(headers.get('Content-Security-Policy')).toBe(
      `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
    )
    expect(headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(headers.get('Cross-Origin-Opener-Policy')).toBe('unsafe-none')
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('X-Frame-Options')).toBe('DENY')
    for (const [tag] of text.matchAll(/<(script|style)\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`)
    expect(text).not.toMatch(/\bon\w+=|style="|https?:\/\/(?!help\.acme)/)
  }
})

test('the pages speak the language of the portal', async () => {
  await world.deps.db.updateTable('portal').set({ language: 'nb' }).where('id', '=', world.acme.portalId).execute()
  const { page: back } = await identified()
  await world.deps.db.updateTable('portal').set({ language: 'en' }).where('id', '=', world.acme.portalId).execute()
  expect(back.text).toContain('<html lang="nb">')
  expect(back.text).toContain('Fortsette til help.acme.example?')
})

test('two sign-ins at once in one browser both arrive', async () => {
  const window = new SignInWindow(world)
  const [one, two] = [element(), element()]
  const [first, second] = [await one.begin(page.provider.id), await two.begin(page.provider.id)]
  await window.go(first)
  const backOfTwo = await signInAtShop(window, second, { sub: 'two-at-once' })
  const backOfOne = await window.post(tokenPath(), { token: await signToken(page.keys, claimsOf(page)), state: one.ssoId })
  expect((await one.redeem(backOfOne.message?.code ?? '')).status).toBe(201)
  expect((await two.redeem(backOfTwo.message?.code ?? '')).status).toBe(201)
})

describe('T-88: a code is for one element, once, for a minute', () => {
  test('used a second time', async () => {
    const { from, page: back } = await identified()
    const code = back.message?.code ?? ''
    expect((await from.redeem(code)).status).toBe(201)
    from.client.tokens = null
    expect(await refusal(await from.redeem(code))).toEqual([401, 'identity_refused'])
  })

  test('of twenty at once one is served', async () => {
    const { from, page: back } = await identified()
    const answers = await Promise.all(Array.from({ length: 20 }, () => from.redeem(back.message?.code ?? '')))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 19 }, () => 401)])
  })

  test('with the key of another browser, and then never again', async () => {
    const { from, page: back } = await identified()
    const thief = element()
    const { ssoId, verifier } = from
    expect(await refusal(await thief.redeem(back.message?.code ?? '', { ssoId, verifier }))).toEqual([401, 'identity_refused'])
    expect((await from.redeem(back.message?.code ?? '')).status).toBe(401)
  })

  test('from another origin of the portal', async () => {
    const { from, page: back } = await identified()
    const moved = Object.create(from.client, { origin: { value: 'https://other.acme.example' } }) as ContactClient
    const body = { ssoId: from.ssoId, code: back.message?.code, verifier: from.verifier }
    expect((await moved.post('/sso/session', body)).status).toBe(401)
    expect(await refusal(await moved.get(`/sso/status/${from.ssoId}`))).toEqual([404, 'not_found'])
  })

  test('at another portal', async () => {
    const { from, page: back } = await identified()
    const moved = Object.create(from.client, { portalKey: { value: world.bolt.portalKey } }) as ContactClient
    const body = { ssoId: from.ssoId, code: back.message?.code, verifier: from.verifier }
    expect((await moved.post('/sso/session', body)).status).toBe(401)
    expect((await moved.get(`/sso/status/${from.ssoId}`)).status).toBe(404)
  })

  test('without the verifier, or with another', async () => {
    for (const verifier of [randomBytes(32).toString('base64url'), 'x'.repeat(43)]) {
      const { from, page: back } = await identified()
      expect((await from.redeem(back.message?.code ?? '', { verifier })).status).toBe(401)
      expect((await from.redeem(back.message?.code ?? '')).status, 'used up').toBe(401)
    }
    const { from, page: back } = await identified()
    expect((await from.redeem(back.message?.code ?? '', { verifier: from.challenge })).status, 'the challenge is no verifier').toBe(401)
  })

  test('a made-up code costs nothing but the try', async () => {
    const { from, page: back } = await identified()
    for (const code of ['', 'x', 'cpc_', `cpc_${'a'.repeat(43)}`]) expect((await from.redeem(code)).status).toBe(401)
    expect((await from.redeem(back.message?.code ?? '')).status).toBe(201)
  })

  test('of another sign-in', async () => {
    const [one, two] = [await identified(), await identified({ sub: 'other' })]
    expect((await one.from.redeem(two.page.message?.code ?? '')).status).toBe(401)
  })

  test('after a minute; a click brings a new one', async () => {
    const aged = await openWorld()
    try {
      const shop = await openHostPage(aged, { settings: { loginUrl } })
      const from = new SignInElement(aged.stranger())
      const window = new SignInWindow(aged)
      const url = await from.begin(shop.provider.id)
      await window.go(url)
      const path = `/api/v1/portals/${aged.acme.portalKey}/sso/jwt`
      const back = await window.post(path, { token: await signToken(shop.keys, claimsOf(shop)), state: from.ssoId })
      aged.advance(60)
      await window.confirm(from.ssoId, back)
      aged.advance(59)
      const late = await from.status()
      expect(late.state).toBe('ready')
      aged.advance(1)
      expect(await from.status()).toEqual({ state: 'ended', code: null })
      expect((await from.redeem(late.code ?? '')).status).toBe(401)
    } finally {
      await aged.close()
    }
  })

  test('a provider that is switched off meanwhile signs nobody in', async () => {
    const other = await openHostPage(world, { settings: { name: 'Soon off', loginUrl } })
    const from = element()
    const window = new SignInWindow(world)
    await window.go(await from.begin(other.provider.id))
    const back = await window.post(tokenPath(), { token: await signToken(other.keys, claimsOf(other)), state: from.ssoId })
    await (await world.staff('admin')).json('PATCH', other.path, { version: 1, isOn: false })
    expect((await from.redeem(back.message?.code ?? '')).status).toBe(401)
  })
})

describe('T-88: the window is one browser’s, and a click is a person’s', () => {
  test('a link that an attacker began and a victim completes gives the attacker nothing without the click', async () => {
    const attacker = element()
    const victim = new SignInWindow(world)
    const back = await signInAtShop(victim, await attacker.begin(page.provider.id))
    expect(back.origin).toBe(siteOrigin)
    expect(await attacker.status()).toEqual({ state: 'pending', code: null })
    // Another site sends the form of the page on the victim's behalf, with the victim's cookie.
    for (const confirmation of ['', attacker.ssoId, back.message?.code ?? '', 'x'.repeat(43)]) {
      const forged = await victim.post(`/sso/${attacker.ssoId}/continuation`, { confirmation }, { 'Sec-Fetch-Site': 'cross-site' })
      expect(forged.status).toBe(404)
      expect((await victim.post(`/sso/${attacker.ssoId}/continuation`, { confirmation })).status).toBe(404)
    }
    expect(await attacker.status()).toEqual({ state: 'pending', code: null })
    expect((await victim.confirm(attacker.ssoId, back, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(404)
    expect((await new SignInWindow(world).confirm(attacker.ssoId, back)).status, 'another browser').toBe(404)
  })

  test('a window that is open in one browser opens in no other', async () => {
    const from = element()
    const url = await from.begin(page.provider.id)
    const mine = new SignInWindow(world)
    expect((await mine.go(url)).status).toBe(302)
    expect((await mine.go(url)).status, 'reloaded').toBe(302)
    expect((await new SignInWindow(world).go(url)).status).toBe(404)
  })

  test('an answer to another browser, with another state or to no sign-in is refused, and its token stays good', async () => {
    const from = element()
    const mine = new SignInWindow(world)
    await mine.go(await from.begin(page.provider.id))
    const other = new SignInWindow(world)
    await other.go(await element().begin(page.provider.id))
    const token = await signToken(page.keys, claimsOf(page))
    for (const [window, state] of [
      [other, from.ssoId],
      [new SignInWindow(world), from.ssoId],
      [mine, ''],
      [mine, 'f'.repeat(32)],
      [mine, `${from.ssoId} `],
    ] as const) {
      expect((await window.post(tokenPath(), { token, state })).status).toBe(404)
    }
    expect((await mine.post(tokenPath(), { token, state: from.ssoId })).status).toBe(200)
  })

  test('an answer before the window was opened, or a second one, is refused', async () => {
    const from = element()
    const window = new SignInWindow(world)
    const url = await from.begin(page.provider.id)
    const token = () => signToken(page.keys, claimsOf(page))
    expect((await window.post(tokenPath(), { token: await token(), state: from.ssoId })).status).toBe(404)
    await signInAtShop(window, url)
    expect((await window.post(tokenPath(), { token: await token(), state: from.ssoId })).status).toBe(404)
    expect((await window.go(url)).status).toBe(404)
  })

  test('after ten minutes everything is over, and soon forgotten', async () => {
    const aged = await openWorld()
    try {
      const shop = await openHostPage(aged, { settings: { loginUrl } })
      const from = new SignInElement(aged.stranger())
      const window = new SignInWindow(aged)
      const url = await from.begin(shop.provider.id)
      await window.go(url)
      aged.advance(600)
      const token = await signToken(shop.keys, claimsOf(shop))
      expect((await window.post(`/api/v1/portals/${aged.acme.portalKey}/sso/jwt`, { token, state: from.ssoId })).status).toBe(404)
      expect((await window.go(url)).status).toBe(404)
      expect((await from.status()).state).toBe('ended')
      aged.advance(600)
      await aged.runJobs()
      expect(await aged.deps.db.selectFrom('sign_in_attempt').selectAll().execute()).toEqual([])
    } finally {
      await aged.close()
    }
  })

  test('a token that is refused ends the sign-in, and says so to opener and element', async () => {
    const from = element()
    const window = new SignInWindow(world)
    const back = await signInAtShop(window, await from.begin(page.provider.id), { aud: world.bolt.portalKey })
    expect([back.status, back.message, back.origin]).toEqual([403, { type: 'cp-sso', v: 1, ssoId: from.ssoId }, siteOrigin])
    expect(back.text).toContain('Signing in did not work')
    expect(await from.status()).toEqual({ state: 'failed', code: null })
  })

  test('a token bound to another key than the one that began is refused', async () => {
    const from = element()
    const jkt = await from.client.jkt()
    const url = await from.begin(page.provider.id)
    expect((await signInAtShop(new SignInWindow(world), url, { cnf: { jkt: 'x'.repeat(43) } })).status).toBe(403)
    const again = await from.begin(page.provider.id)
    expect((await signInAtShop(new SignInWindow(world), again, { cnf: { jkt } })).status).toBe(200)
  })

  test('a token of another provider of the portal is refused', async () => {
    const other = await openHostPage(world, { settings: { name: 'Second shop', loginUrl } })
    const from = element()
    const window = new SignInWindow(world)
    await window.go(await from.begin(page.provider.id))
    expect((await window.post(tokenPath(), { token: await signToken(other.keys, claimsOf(other)), state: from.ssoId })).status).toBe(403)
  })

  test('a portal that is off answers nobody', async () => {
    const from = element()
    const window = new SignInWindow(world)
    const url = await from.begin(page.provider.id)
    await window.go(url)
    await world.deps.db.updateTable('portal').set({ is_on: 0 }).where('id', '=', world.acme.portalId).execute()
    expect((await window.go(url)).status).toBe(404)
    expect((await window.post(tokenPath(), { token: await signToken(page.keys, claimsOf(page)), state: from.ssoId })).status).toBe(404)
    await world.deps.db.updateTable('portal').set({ is_on: 1 }).where('id', '=', world.acme.portalId).execute()
  })
})

describe('what the token’s address refuses', () => {
  test('Q24: a token in the address, by GET and POST', async () => {
    const token = await signToken(page.keys, claimsOf(page))
    for (const method of ['GET', 'POST']) {
      const response = await world.send(`${tokenPath()}?token=${token}`, {
        method,
        ...(method === 'POST' && { body: new URLSearchParams({ token }) }),
      })
      expect(await refusal(response)).toEqual([400, 'invalid_request'])
    }
  })

  test('anything but a form, and a form that is too large', async () => {
    const json = await world.send(tokenPath(), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })
    expect(json.status).toBe(415)
    const large = await world.send(tokenPath(), { method: 'POST', body: new URLSearchParams({ token: 'x'.repeat(70_000) }) })
    expect(large.status).toBe(413)
  })

  test('ids that are none', async () => {
    for (const id of ['x', '%00', 'F'.repeat(32), "' or 1=1", `${'f'.repeat(32)}%20`]) {
      expect((await world.send(`/sso/${encodeURIComponent(id)}`)).status).toBe(404)
    }
    expect(
      (await world.send(`/api/v1/portals/pk_none/sso/jwt`, { method: 'POST', body: new URLSearchParams({ token: 'x' }) })).status,
    ).toBe(404)
  })
})

test('beginning needs a proof, a page, a challenge, and has the limit of sign-ins', async () => {
  const limited = await openWorld({ env: { SIGN_INS_PER_IP: '3' } })
  try {
    const shop = await openHostPage(limited, { settings: { loginUrl } })
    const from = new SignInElement(limited.stranger())
    const statuses: number[] = []
    for (let n = 0; n < 4; n += 1) statuses.push((await from.start(shop.provider.id)).status)
    expect(statuses.at(-1)).toBe(429)
    for (const codeChallenge of ['', 'x', createHash('sha256').update('x').digest('hex'), undefined]) {
      expect((await from.start(shop.provider.id, { codeChallenge })).status).toBe(400)
    }
    const bare = await limited.send(`${from.client.base}/sso/start`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: siteOrigin },
      body: JSON.stringify({ providerId: shop.provider.id, codeChallenge: from.challenge }),
    })
    expect(bare.status).toBe(401)
  } finally {
    await limited.close()
  }
})

test('nothing of a sign-in under way can be read in the database: no name, no address, no code', async () => {
  const { page: back } = await identified({ sub: 'hidden-subject', email: 'hidden@shop.example' })
  const rows = JSON.stringify(await world.deps.db.selectFrom('sign_in_attempt').selectAll().execute())
  expect(rows).not.toContain('hidden')
  expect(rows).not.toContain(back.message?.code?.slice(4))
  expect(rows).not.toContain(back.confirmation)
})
