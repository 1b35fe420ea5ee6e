import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { offerSetUp } from '../../server/set-up.ts'
import { startServer, type RunningServer } from '../../server/start-server.ts'
import { launchChrome } from '../support/launch-chrome.ts'
import { serveSite } from '../support/peers/login-page.ts'
import { wholeText } from './support/acts.ts'
import { findViolations } from './support/axe.ts'

type Site = Awaited<ReturnType<typeof serveSite>>

const folder = mkdtempSync(join(tmpdir(), 'portal-by-clicking-'))
const password = 'a long walk in the woods'
const customerPassword = 'four quiet winter lamps'
let browser: Browser
let server: RunningServer
let site: Site
/** What the owner of the other site pasted into the page. */
let pasted = { snippet: '', style: '', policy: '' }

beforeAll(async () => {
  server = await startServer(readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error' }), { publicDir: inject('publicDir') })
  site = await serveSite((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.setHeader('Content-Security-Policy', `default-src 'self'; style-src 'unsafe-inline'; ${pasted.policy.replaceAll('\n', ' ')}`)
    response.end(
      `<!doctype html><html lang="en"><title>Solbakken</title><style>${pasted.style}</style><h1>Help</h1>${pasted.snippet}</html>`,
    )
  })
  browser = await launchChrome()
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await site?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Everything that a person does with mouse and keyboard, counted. */
let acts = 0
async function click(what: Locator): Promise<void> {
  acts += 1
  await what.click()
}
async function fill(what: Locator, words: string): Promise<void> {
  acts += 1
  await what.fill(words)
}
async function openPage(): Promise<Page> {
  const page = await (
    await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Oslo', permissions: ['clipboard-read', 'clipboard-write'] })
  ).newPage()
  page.setDefaultTimeout(10_000)
  return page
}

test('from an empty database to a ticket in the portal on another site, by clicking alone, in fewer than sixty steps', async () => {
  const admin = await openPage()
  const button = (name: string | RegExp, on = admin) => on.getByRole('button', { name })
  await admin.goto((await offerSetUp(server.deps)) ?? '')
  await fill(admin.getByLabel('Company'), 'Kvist')
  await fill(admin.getByLabel('Your name'), 'Maja Berg')
  await fill(admin.getByLabel('Your email address'), 'maja@kvist.example')
  await fill(admin.getByLabel('Password', { exact: true }), password)
  await click(button('Make the account'))

  // The list says what is missing, and leads to it.
  await admin.getByText(/^\d of \d done$/).waitFor()
  expect(await admin.getByRole('switch', { name: /^Portal/ }).getAttribute('aria-disabled')).toBe('true')
  await click(button('Add a website: Website or domain'))
  await fill(admin.locator('input:focus'), site.origin)
  await fill(admin.getByLabel('Home page of the portal'), `${site.origin}/help`)
  await click(admin.getByRole('switch', { name: 'Self-registration' }))
  await click(button('Write what they agree to: Consent'))
  await admin.keyboard.press('Space')
  acts += 1
  await fill(admin.getByLabel('Notice').first(), 'We keep what you write to us.')
  await fill(admin.getByLabel('Beside the box to tick').first(), 'I agree.')
  await click(admin.getByRole('switch', { name: /^Portal/ }))
  await click(button('Save'))
  await admin.getByText('Saved', { exact: true }).first().waitFor()
  expect(await findViolations(admin, 'cp-staff-app')).toEqual([])

  const copy = async (nth: number) => {
    await click(button('Copy').nth(nth))
    return admin.evaluate(() => navigator.clipboard.readText())
  }
  pasted = { snippet: await copy(0), style: await copy(1), policy: await copy(2) }

  const customer = await openPage()
  await customer.goto(`${site.origin}/help`)
  await click(button('Register here', customer))
  // The settings noticed by themselves.
  await admin.getByText(`We have seen your page on ${site.origin}`).waitFor()
  await fill(customer.getByLabel('Your name'), 'Nina Falk')
  await fill(customer.getByLabel('E-mail address'), 'nina@shop.example')
  await click(customer.getByRole('checkbox'))
  await click(customer.getByRole('button', { name: 'Register', exact: true }))
  await customer.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()

  // Without a mail server mails are kept where the admin reads them.
  await click(admin.getByRole('link', { name: 'Outbox' }))
  const mail = admin.getByText('nina@shop.example').first()
  await click(mail)
  const link = /https?:\S+#\S+token=[\w-]+/.exec(await wholeText(admin))?.[0] ?? ''
  expect(link.startsWith(`${site.origin}/help#`)).toBe(true)
  acts += 1
  await customer.goto('about:blank')
  await customer.goto(link)
  await fill(customer.getByLabel('Password', { exact: true }), customerPassword)
  await click(button('Save and log in', customer))
  await click(customer.getByRole('link', { name: 'Submit a support ticket' }).first())
  await fill(customer.getByLabel('Subject'), 'The lamp is dark')
  await fill(customer.locator('cp-support-form textarea').first(), 'It was bright yesterday.')
  await click(customer.locator('cp-support-form').getByRole('button', { name: /submit|send/i }))
  await customer.getByText(/Your ticket is #\d+/).waitFor()
  await click(customer.getByRole('link', { name: 'View the ticket' }))
  await customer.getByText('It was bright yesterday.').first().waitFor()

  await click(admin.getByRole('link', { name: /^Inbox/ }))
  await admin.getByText('The lamp is dark').first().waitFor()
  expect(acts).toBeLessThan(60)
}, 120_000)
