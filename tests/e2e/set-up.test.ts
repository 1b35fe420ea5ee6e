import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { offerSetUp } from '../../server/set-up.ts'
import { startServer, type RunningServer } from '../../server/start-server.ts'
import { launchChrome } from '../support/launch-chrome.ts'

let browser: Browser
let server: RunningServer
let page: Page
const folder = mkdtempSync(join(tmpdir(), 'portal-set-up-'))

beforeAll(async () => {
  const config = readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error' })
  server = await startServer(config, { publicDir: inject('publicDir') })
  browser = await launchChrome()
  page = await browser.newPage({ locale: 'en-GB', timezoneId: 'Europe/Oslo' })
  page.setDefaultTimeout(10_000)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('without an account every staff address says where the first one is made', async () => {
  await page.goto(`${server.url}/staff/tickets`)
  await page.getByRole('heading', { name: 'Open the address that the server printed' }).waitFor()
  await page.goto(`${server.url}/staff/set-up#cpu_${'A'.repeat(43)}`)
  await fillIn()
  await page.getByRole('heading', { name: 'This address does not work any more' }).waitFor()
})

test('the printed address makes the account, keeps what was typed over a mistake, and leads to the settings', async () => {
  const url = await offerSetUp(server.deps)
  await page.goto(url ?? '')
  await fillIn({ password: 'short' })
  // Whoever looks at the history finds no key.
  expect(page.url()).not.toContain('#')
  await page.getByText('This is too short.').waitFor()
  expect(await page.getByLabel('Company').inputValue()).toBe('Kvist')
  await page.getByLabel('Password', { exact: true }).fill('a long walk in the woods')
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.waitForURL('**/staff/settings')
  await page.getByRole('heading', { name: 'Portal settings' }).waitFor()
  expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('Kvist')
})

async function fillIn({ password = 'a long walk in the woods' } = {}): Promise<void> {
  await page.getByLabel('Company').fill('Kvist')
  await page.getByLabel('Your name').fill('Maja Berg')
  await page.getByLabel('Your email address').fill('maja@kvist.example')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Make the account' }).click()
}
