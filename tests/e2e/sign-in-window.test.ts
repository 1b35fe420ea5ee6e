import { createHash, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SessionTokens } from '../../shared/auth.ts'
import type { SignInStatus, StartedSignIn } from '../../shared/single-sign-on.ts'
import { ContactClient } from '../support/contact-client.ts'
import { launchChrome } from '../support/launch-chrome.ts'
import { openWorld, type World } from '../support/world.ts'
import { claimsOf, openHostPage, signToken, type HostPage } from '../support/peers/host-page.ts'

let world: World
let shop: HostPage
let browser: Browser
let site: Server
let siteOrigin: string
let evilOrigin: string
/** Policy of the site's sign-in page towards whoever opened it. */
let openerPolicy = 'unsafe-none'

beforeAll(async () => {
  site = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    response.setHeader('Content-Type', 'text/html')
    if (url.pathname !== '/login') return void response.end('<title>A help page</title>')
    response.setHeader('Cross-Origin-Opener-Policy', openerPolicy)
    void signToken(shop.keys, claimsOf(shop)).then((token) =>
      response.end(`<form id="f" method="post" action="${url.searchParams.get('return_to')}">
        <input name="token" value="${token}"><input name="state" value="${url.searchParams.get('state')}"></form><script>f.submit()</script>`),
    )
  })
  await new Promise<void>((resolve) => site.listen(0, resolve))
  const { port } = site.address() as AddressInfo
  siteOrigin = `http://localhost:${port}`
  evilOrigin = `http://127.0.0.1:${port}`
  world = await openWorld({ isListening: true, allowedOrigins: [siteOrigin] })
  shop = await openHostPage(world, { settings: { loginUrl: `${siteOrigin}/login` } })
  browser = await launchChrome()
})
afterAll(async () => {
  await browser.close()
  await world.close()
  await new Promise((resolve) => site.close(resolve))
})

/** An element that began a sign-in; only its key and requests, the page is the browser's. */
async function begin(more: Record<string, unknown> = {}) {
  const client = new ContactClient(world.send, world.deps.config.publicUrl, world.acme.portalKey, siteOrigin)
  const verifier = randomBytes(32).toString('base64url')
  const codeChallenge = createHash('sha256').update(verifier).digest('base64url')
  const response = await client.post('/sso/start', { providerId: shop.provider.id, codeChallenge, ...more })
  const { ssoId, url } = (await response.json()) as StartedSignIn
  return {
    ssoId,
    url,
    status: async () => (await (await client.get(`/sso/status/${ssoId}`)).json()) as SignInStatus,
    async redeem(code: string): Promise<string> {
      const answer = await client.post('/sso/session', { ssoId, code, verifier })
      return answer.status === 201 ? ((await answer.json()) as SessionTokens).me.id : `${answer.status}`
    },
  }
}

/** Opens the window from a page and gathers what the page is told. */
async function openFrom(
  origin: string,
  url: string,
): Promise<{ page: Page; popup: Page; messages: () => Promise<{ origin: string; data: unknown }[]> }> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(origin)
  await page.evaluate(() => {
    const heard: unknown[] = []
    Object.assign(window, { heard })
    addEventListener('message', ({ origin: from, data }) => heard.push({ origin: from, data: data as unknown }))
  })
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.evaluate((to) => void open(to, 'sso'), url)])
  await popup.waitForSelector('#ask', { state: 'attached' })
  return { page, popup, messages: () => page.evaluate(() => (window as unknown as { heard: { origin: string; data: unknown }[] }).heard) }
}

test('T-88: the page that opened the window is told the code, at its own origin, and no click is needed', async () => {
  openerPolicy = 'unsafe-none'
  const element = await begin()
  const { page, popup, messages } = await openFrom(siteOrigin, element.url)
  await expect.poll(messages).toHaveLength(1)
  const [{ origin, data } = { origin: '', data: {} }] = await messages()
  expect(origin).toBe(world.deps.config.publicUrl)
  expect(data).toMatchObject({ type: 'cp-sso', v: 1, ssoId: element.ssoId })
  expect(await popup.locator('#wait').isVisible()).toBe(true)
  expect(await element.redeem((data as { code: string }).code)).toBe(world.acme.contacts.anna)
  await page.context().close()
})

for (const policy of ['same-origin', 'same-origin-allow-popups', 'noopener-allow-popups']) {
  test(`T-88: a sign-in page with COOP ${policy} cuts the opener off: the code comes after the click`, async () => {
    openerPolicy = policy
    const element = await begin()
    const { page, popup, messages } = await openFrom(siteOrigin, element.url)
    const button = popup.getByRole('button', { name: 'Continue' })
    await button.waitFor()
    expect(await popup.getByText(`Continue to ${new URL(siteOrigin).host}?`).isVisible()).toBe(true)
    expect(await element.status()).toMatchObject({ state: 'pending', code: null })
    await button.click()
    await popup.getByText('You can close this window').waitFor()
    expect(await messages()).toEqual([])
    expect(await element.redeem((await element.status()).code ?? '')).toBe(world.acme.contacts.anna)
    await page.context().close()
  })
}

test('T-88: a page of another origin that opened the window hears nothing; after three seconds a person is asked', async () => {
  openerPolicy = 'unsafe-none'
  const element = await begin()
  const { page, popup, messages } = await openFrom(evilOrigin, element.url)
  await popup.getByRole('button', { name: 'Continue' }).waitFor()
  expect(await messages()).toEqual([])
  expect(await element.status()).toMatchObject({ state: 'pending', code: null })
  await page.context().close()
})

test('T-88: without a window the page is left, and comes back to the same place after the click', async () => {
  openerPolicy = 'unsafe-none'
  const returnUrl = `${siteOrigin}/help#support/tickets/1`
  const element = await begin({ returnUrl })
  const context = await browser.newContext()
  const page = await context.newPage()
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(element.url)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL(returnUrl)
  expect(errors.filter((text) => !text.includes('favicon'))).toEqual([])
  expect(await element.redeem((await element.status()).code ?? '')).toBe(world.acme.contacts.anna)
  await context.close()
})
