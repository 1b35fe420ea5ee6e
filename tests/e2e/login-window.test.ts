import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchChrome } from '../support/launch-chrome.ts'
import { openWorld, type World } from '../support/world.ts'
import { claimsOf, openHostPage, signToken, type HostPage } from '../support/peers/host-page.ts'

let world: World
let shop: HostPage
let browser: Browser
let site: Server
let siteOrigin: string
/** Policy of the site's sign-in page towards whoever opened it. */
let openerPolicy = 'unsafe-none'
let tokenIsGood = true

beforeAll(async () => {
  site = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    response.setHeader('Content-Type', 'text/html')
    if (url.pathname !== '/login') {
      const { publicUrl } = world.deps.config
      const script = `<script type="module" src="${publicUrl}/portal.js" data-portal="${world.acme.portalKey}"></script>`
      return void response.end(`<!doctype html><html lang="en"><title>A help page</title>${script}<cp-portal></cp-portal>`)
    }
    response.setHeader('Cross-Origin-Opener-Policy', openerPolicy)
    void signToken(shop.keys, claimsOf(shop)).then((token) =>
      response.end(`<form id="f" method="post" action="${url.searchParams.get('return_to')}">
        <input name="token" value="${tokenIsGood ? token : 'x'}"><input name="state" value="${url.searchParams.get('state')}"></form>
        <script>f.submit()</script>`),
    )
  })
  await new Promise<void>((resolve) => site.listen(0, resolve))
  siteOrigin = `http://localhost:${(site.address() as AddressInfo).port}`
  world = await openWorld({ isListening: true, allowedOrigins: [siteOrigin], publicDir: inject('publicDir') })
  shop = await openHostPage(world, { settings: { loginUrl: `${siteOrigin}/login`, emailDomains: ['acme.example'] } })
  browser = await launchChrome()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await world.close()
  await new Promise((resolve) => site.close(resolve))
})

async function openPortal(hash = '#support'): Promise<Page> {
  const context = await browser.newContext()
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  await page.goto(`${siteOrigin}/help${hash}`)
  await page.getByRole('button', { name: 'Log in with Shop' }).waitFor()
  return page
}

const isIn = (page: Page) => page.getByRole('button', { name: 'Log out' }).waitFor()

test('T-88: a button opens the window of a provider, which closes by itself, and the place is the same', async () => {
  openerPolicy = 'unsafe-none'
  const page = await openPortal('#support/new')
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Log in with Shop' }).click()])
  await isIn(page)
  await expect.poll(() => popup.isClosed()).toBe(true)
  expect(new URL(page.url()).hash).toBe('#support/new')
  await page.context().close()
})

test('T-88: a provider that cuts the window off: a click in it is enough', async () => {
  openerPolicy = 'same-origin'
  const page = await openPortal()
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Log in with Shop' }).click()])
  await page.getByText('Log in with Shop in the window that has opened.').waitFor()
  await popup.getByRole('button', { name: 'Continue' }).click()
  await isIn(page)
  await page.context().close()
})

test('T-88: where windows are blocked the page goes there, and comes back to its place', async () => {
  openerPolicy = 'unsafe-none'
  const page = await openPortal('#support/new')
  await page.evaluate(() => (window.open = () => null))
  await page.getByRole('button', { name: 'Log in with Shop' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await isIn(page)
  expect(new URL(page.url()).hash).toBe('#support/new')
  expect(await page.evaluate(async () => (await indexedDB.databases()).filter(({ name }) => name?.includes('sso')))).toEqual([])
  await page.context().close()
})

test('a provider that says no, and a window that was closed, leave a login to try again', async () => {
  openerPolicy = 'unsafe-none'
  tokenIsGood = false
  const page = await openPortal()
  const button = page.getByRole('button', { name: 'Log in with Shop' })
  await button.click()
  await page.getByText('You have not been logged in.').waitFor()
  tokenIsGood = true
  openerPolicy = 'same-origin'
  const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()])
  await popup.getByRole('button', { name: 'Continue' }).waitFor()
  await popup.close()
  openerPolicy = 'unsafe-none'
  await button.click()
  await isIn(page)
  await page.context().close()
})

test('an address without a password leads to the provider of its domain; every other one needs a password', async () => {
  openerPolicy = 'unsafe-none'
  const page = await openPortal()
  await page.getByLabel('E-mail address').fill('anna@elsewhere.example')
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await page.getByText('Please fill this in.').waitFor()
  await page.getByLabel('E-mail address').fill('anna@acme.example')
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await isIn(page)
  await page.context().close()
})

test('messages of anybody else are not listened to', async () => {
  openerPolicy = 'same-origin'
  const page = await openPortal()
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Log in with Shop' }).click()])
  await popup.getByRole('button', { name: 'Continue' }).waitFor()
  const ssoId = /\/sso\/([0-9a-f]{32})\//.exec((await popup.locator('form').getAttribute('action')) ?? '')?.[1]
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.evaluate((id) => window.postMessage({ type: 'cp-sso', v: 1, ssoId: id, code: 'cpc_forged' }, '*'), ssoId)
  await expect.poll(() => asked.filter((path) => path.includes('/sso/status/')).length, { timeout: 8000 }).toBeGreaterThan(1)
  expect(asked.filter((path) => path.endsWith('/sso/session'))).toEqual([])
  await page.context().close()
})
