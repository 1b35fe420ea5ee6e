import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { SettingsFile } from '../../shared/settings-file.ts'
import { readConfig } from '../../server/config.ts'
import { startServer, type RunningServer } from '../../server/start-server.ts'
import { launchChrome } from '../support/launch-chrome.ts'
import { SmtpSink } from '../support/peers/smtp-sink.ts'
import { readMail } from '../support/peers/read-mail.ts'
import { root } from '../support/stage.ts'
import { findViolations } from './support/axe.ts'
import { linkIn } from './support/front-door.ts'

const folder = mkdtempSync(join(tmpdir(), 'portal-settings-file-'))
const smtp = new SmtpSink()
const password = 'a long walk in the woods'
const key = 'pk_settingsfile00000000'
let browser: Browser
let server: RunningServer
/** A page of somebody else's site. */
const site = createServer((_request, response) => {
  response.setHeader('Content-Type', 'text/html; charset=UTF-8')
  response.end(`<!doctype html><html lang="en"><title>Shop</title><script type="module" src="${server.url}/portal.js" data-portal="${key}"></script>
<cp-portal-link href="/"></cp-portal-link><cp-portal></cp-portal>`)
})
let siteOrigin = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  siteOrigin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  browser = await launchChrome()
})
afterAll(async () => {
  for (const c of browser.contexts()) for (const p of c.pages()) await p.screenshot({ path: `/tmp/h6e2e-${p.url().length}.png` })
  await browser?.close()
  await server?.stop()
  await smtp.stop()
  site.close()
  rmSync(folder, { recursive: true, force: true })
})

const file = (title = 'Harbour help'): SettingsFile => ({
  format: 'customer-portal-settings',
  version: 1,
  account: { name: 'Harbour', timeZone: 'Europe/Oslo' },
  admin: { name: 'Maja Berg', email: 'maja@harbour.example' },
  inboxes: [{ name: 'Desk' }],
  properties: [
    {
      ...{ object: 'ticket', key: 'berth', type: 'choice', labels: { en: 'Berth' } },
      options: [
        { value: 'north', labels: { en: 'North' } },
        { value: 'south', labels: { en: 'South' } },
      ],
    },
  ],
  pipelines: [
    {
      name: 'Desk',
      stages: [
        { labels: { en: 'On our table' }, isClosed: false },
        { labels: { en: 'Done' }, isClosed: true },
      ],
    },
  ],
  menus: [
    {
      name: 'Top',
      items: [
        { kind: 'tickets', labels: { en: 'My cases' } },
        { kind: 'new', labels: { en: 'Ask the desk' } },
      ],
    },
  ],
  forms: [
    {
      ...{ key: 'ask', name: 'Ask', titles: { en: 'Ask the harbour' }, inbox: 'Desk', pipeline: 'Desk', stage: 'On our table' },
      fields: [
        { name: 'subject', type: 'text', labels: { en: 'What is it about?' }, isRequired: true },
        { name: 'ticket.custom.berth', type: 'choice', labels: {}, isRequired: false },
      ],
    },
  ],
  portals: [
    {
      ...{ slug: 'harbour', key, title, isOn: true, allowedOrigins: [siteOrigin], homeUrl: `${siteOrigin}/` },
      ...{
        canRegister: true,
        consentTexts: { en: { text: 'We keep your cases.', checkbox: 'I agree.' } },
        statusDisplay: 'stages',
        defaultInbox: 'Desk',
        pipelines: ['Desk'],
        menu: 'Top',
        forms: ['ask'],
      },
    },
  ],
})

/** Runs the command line on this installation. */
function settings(...words: string[]): Promise<string> {
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: folder, PORTAL_PASSWORD: password }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join(root, 'server/cli.mjs'), 'settings', ...words], { env }, (error, stdout, stderr) =>
      error ? reject(new Error(stdout + stderr, { cause: error })) : resolve(stdout),
    )
  })
}

function written(content: SettingsFile): string {
  const path = join(folder, 'settings.json')
  writeFileSync(path, JSON.stringify(content, null, 2))
  return path
}

async function open(url: string): Promise<Page> {
  const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'Europe/Oslo' })
  page.setDefaultTimeout(10_000)
  await page.goto(url)
  return page
}

test('one file makes a fresh installation: a customer logs in on a foreign page and files a ticket; another file changes it within seconds', async () => {
  expect(await settings('import', written(file()), '--yes')).toContain('Made the account "Harbour". maja@harbour.example signs in at')
  expect(await settings('diff', written(file()))).toBe('Nothing is other than in the file.\n')
  const config = readConfig({
    PORT: '0',
    DATA_DIR: folder,
    LOG_LEVEL: 'error',
    SMTP_URL: await smtp.start(),
    MAIL_FROM: 'desk@harbour.example',
  })
  server = await startServer(config, { publicDir: inject('publicDir') })

  const customer = await open(siteOrigin)
  await customer.getByRole('link', { name: 'Go to Harbour help' }).waitFor()
  // People are in no file: they make their own login.
  await customer.getByRole('button', { name: 'Register here' }).click()
  await customer.getByLabel('Your name').fill('Olav Strand')
  await customer.getByLabel('E-mail address').fill('olav@boats.example')
  await customer.getByRole('checkbox').check()
  await customer.getByRole('button', { name: 'Register', exact: true }).click()
  await expect.poll(() => smtp.mails.length, { timeout: 10_000 }).toBe(1)
  await customer.goto('about:blank')
  await customer.goto(linkIn(readMail(smtp.mails[0]?.raw ?? '')))
  await customer.getByLabel(/^(New p|P)assword$/).fill('four quiet winter lamps')
  await customer.getByRole('button', { name: 'Save and log in' }).click()
  await customer.getByRole('link', { name: 'Ask the desk' }).click()
  await customer.getByLabel('What is it about?').fill('The crane is stuck')
  await customer.getByLabel('Berth').selectOption('South')
  await customer.getByRole('button', { name: /^(Send|Submit)/ }).click()
  await customer.getByRole('link', { name: 'My cases' }).click()
  await customer.getByRole('link', { name: 'The crane is stuck' }).waitFor()
  await customer.getByText('On our table').first().waitFor()

  const staff = await open(`${server.url}/staff`)
  await staff.getByLabel(/e-?mail/i).fill('maja@harbour.example')
  await staff.getByLabel('Password', { exact: true }).fill(password)
  await staff.getByRole('button', { name: /^sign in$/i }).click()
  await staff.getByText('The crane is stuck').first().waitFor()
  await staff.goto(`${server.url}/staff/settings/file`)
  const [download] = await Promise.all([
    staff.waitForEvent('download'),
    staff.getByRole('button', { name: 'Download the settings file' }).click(),
  ])
  expect(await findViolations(staff, 'cp-staff-app')).toEqual([])
  const path = join(folder, 'exported.json')
  await download.saveAs(path)
  expect(await settings('diff', path, '--prune')).toBe('Nothing is other than in the file.\n')

  await expect(settings('import', written(file('Harbour desk')))).rejects.toThrow('Nothing was changed. Say --yes to import the file.')
  const told = await settings('import', written(file('Harbour desk')), '--yes')
  expect(told).toContain('~ portals › harbour › title: "Harbour help" → "Harbour desk"')
  await customer.reload()
  await customer.getByRole('link', { name: 'Go to Harbour desk' }).waitFor({ timeout: 5000 })
  await staff.goto(`${server.url}/staff/settings/history`)
  await staff.getByText('A settings file', { exact: true }).first().waitFor()
})
