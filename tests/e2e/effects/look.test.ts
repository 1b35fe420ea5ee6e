import { expect, test } from 'vitest'
import type { FrameLocator, Locator, Page } from 'playwright-core'
import { admin, anna } from '../../../demo/seed/people.ts'
import { eventually, logIn, signInStaff } from '../support/acts.ts'
import { findViolations } from '../support/axe.ts'
import { useStage } from '../support/stage.ts'

const stage = useStage()

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

/** How something is drawn, one property. */
const styleOf = (place: Locator, name: string) => place.evaluate((element, key) => getComputedStyle(element).getPropertyValue(key), name)
/** The colour of an element's main button. */
const buttonColor = (place: Page | FrameLocator | Locator) => styleOf(place.locator('button.primary').first(), 'background-color')

/** The help site says the accent itself, and has the last word; here it says nothing. */
async function leaveAccent(customer: Page): Promise<void> {
  expect(await buttonColor(customer)).toBe('rgb(31, 95, 74)')
  await customer.locator('cp-portal').evaluate((element: HTMLElement) => element.style.setProperty('--cp-accent', 'initial'))
}

async function openLook(): Promise<Page> {
  const staff = await stage.openPage(stage.backend('/staff/settings/look'))
  await signInStaff(staff, admin)
  await staff.getByRole('heading', { name: 'Colours' }).waitFor()
  return staff
}

async function save(staff: Page): Promise<void> {
  await staff.getByRole('button', { name: 'Save' }).click()
  await staff.locator('.save-bar.saved').waitFor()
}

test('what the brand says is seen in the preview at once, and after saving in list, ticket, form and login of the help site', async () => {
  const staff = await openLook()
  const sent: string[] = []
  staff.on('request', (request) => {
    const from = request.serviceWorker() === null ? request.frame().url() : ''
    if (from.endsWith('/staff/look-sample') && !/\/(assets\/|staff\/look-sample$)/.test(request.url())) sent.push(request.url())
  })
  const frame = (view: string) => staff.frameLocator(`iframe[name=cp-look-${view}]`)
  await frame('list').getByText('The invoice for November').waitFor()
  await frame('ticket').getByText('Thank you, that was quick!').waitFor()
  await frame('form').getByLabel('Subject').waitFor()
  await frame('login').getByLabel('Password', { exact: true }).waitFor()
  // Even when something in a frame is used: nobody can, but by force.
  await frame('login')
    .locator('form')
    .first()
    .evaluate((form: HTMLFormElement) => form.requestSubmit())

  await staff.getByRole('button', { name: 'Support', exact: true }).click()
  await staff.getByLabel('Own value: Accent colour').uncheck()
  await staff.getByText('The brand says nothing: #2b5fd9').waitFor()
  await staff.getByRole('button', { name: 'Brand', exact: true }).click()
  await staff.getByLabel('Choose: Accent colour').check()
  await staff.getByLabel('Accent colour', { exact: true }).fill('#ffd23f')
  await staff.getByText(/On light pages, buttons and marks in this colour are hard to see: contrast 1\.\d:1, needed 3:1/).waitFor()
  await staff.getByRole('button', { name: /^Take #/ }).click()
  await staff.getByText('Easy to see and to read').waitFor()
  await staff.getByLabel('Accent colour', { exact: true }).fill('#c2410c')
  await staff.getByLabel('Choose: Background').check()
  await staff.getByLabel('Background', { exact: true }).fill('#fff7ed')
  await staff.getByLabel('Choose: Text colour').check()
  await staff.getByLabel('Text colour', { exact: true }).fill('#2a1408')
  await staff.getByLabel('Choose: Font').check()
  await staff.getByLabel('Font', { exact: true }).selectOption('serif')
  await staff.getByLabel('Choose: Text size').check()
  await staff.getByLabel('Text size', { exact: true }).fill('18')
  await staff.getByLabel('Choose: Corners').check()
  await staff.getByLabel('Corners', { exact: true }).fill('0')
  await staff.getByLabel('Choose: Density').check()
  await staff.getByLabel('Density', { exact: true }).selectOption('roomy')
  for (const view of ['form', 'login']) await eventually(`accent of ${view}`, () => buttonColor(frame(view)), 'rgb(194, 65, 12)')
  await eventually('ground of the list', () => styleOf(frame('list').locator('cp-ticket-list'), 'background-color'), 'rgb(255, 247, 237)')
  await eventually('size of the ticket', () => styleOf(frame('ticket').locator('cp-ticket-detail .content'), 'font-size'), '18px')
  await staff.getByRole('button', { name: 'Dark page' }).click()
  await eventually('a dark page', () => styleOf(frame('list').locator('html'), 'color-scheme'), 'dark')
  await eventually('no ground on it', () => styleOf(frame('list').locator('cp-ticket-list'), 'background-color'), 'rgba(0, 0, 0, 0)')
  await staff.getByRole('button', { name: 'Phone' }).click()
  expect(await styleOf(staff.locator('iframe[name=cp-look-list]'), 'width')).toBe('375px')
  expect(await findViolations(staff, 'cp-staff-app')).toEqual([])
  expect(sent).toEqual([])
  await save(staff)

  const customer = await stage.openPage(stage.site('/support'))
  await customer.locator('button.primary').waitFor()
  await leaveAccent(customer)
  await eventually('accent of the login', () => buttonColor(customer), 'rgb(194, 65, 12)')
  await logIn(customer, anna)
  const list = customer.locator('cp-ticket-list')
  await list.locator('a').first().waitFor()
  expect(await styleOf(customer.locator('cp-portal'), 'background-color')).toBe('rgb(255, 247, 237)')
  expect(await styleOf(list.locator('.content'), 'font-size')).toBe('18px')
  expect(await styleOf(list.locator('.content'), 'color')).toBe('rgb(42, 20, 8)')
  expect(await styleOf(list.locator('.content'), 'font-family')).toContain('Georgia')
  expect(await styleOf(list.locator('input').first(), 'border-radius')).toBe('0px')
  // Roomy: five quarters of four pixels.
  expect(await list.evaluate((element) => getComputedStyle(element).getPropertyValue('--space').replaceAll(' ', ''))).toContain('1.25')
  await list.locator('a').first().click()
  await eventually('size of a ticket', () => styleOf(customer.locator('cp-ticket-detail .content'), 'font-size'), '18px')
  await customer.getByRole('link', { name: 'Submit a support ticket' }).first().click()
  await eventually('accent of the form', () => buttonColor(customer.locator('cp-support-form')), 'rgb(194, 65, 12)')
})

test('a portal has its own values where it says so; logo and icon are uploaded, shown on its page, and removed again', async () => {
  const staff = await openLook()
  await staff.getByRole('button', { name: 'Support', exact: true }).click()
  await staff.getByText('From the brand: #c2410c').waitFor()
  await staff.getByLabel('Own value: Accent colour').check()
  await staff.getByLabel('Accent colour', { exact: true }).fill('#1f')
  await staff.getByLabel('Accent colour', { exact: true }).blur()
  await staff.getByText('This is not valid.').waitFor()
  await staff.getByLabel('Accent colour', { exact: true }).fill('#005f73')
  await staff.getByLabel('Own value: Light or dark').check()
  await staff.getByLabel('Light or dark', { exact: true }).selectOption('dark')
  const [logo, favicon] = [staff.locator('#logoUrl'), staff.locator('#faviconUrl')]
  const svg = { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>') }
  await logo.locator('input[type=file]').setInputFiles(svg)
  await logo.getByText('SVG images can hold scripts').waitFor()
  await logo.locator('input[type=file]').setInputFiles({ name: 'big.png', mimeType: 'image/png', buffer: Buffer.alloc(1024 * 1024 + 1) })
  await logo.getByText('The image is larger than 1 MB.').waitFor()
  await logo.locator('input[type=file]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: png })
  await logo.getByRole('button', { name: 'Remove: Logo' }).waitFor()
  await favicon.locator('input[type=file]').setInputFiles({ name: 'icon.png', mimeType: 'image/png', buffer: png })
  await favicon.getByRole('button', { name: 'Remove: Icon' }).waitFor()
  expect(await findViolations(staff, 'cp-staff-app')).toEqual([])
  await save(staff)

  const customer = await stage.openPage(stage.site('/support'))
  await customer.locator('button.primary').waitFor()
  await leaveAccent(customer)
  await eventually('accent of the login', () => buttonColor(customer), 'rgb(0, 95, 115)')
  expect(await styleOf(customer.locator('cp-portal'), 'color-scheme')).toBe('dark')
  const page = await stage.openPage(stage.backend('/p/support'))
  const image = page.locator('.brand img')
  await eventually('the logo', () => image.evaluate((element: HTMLImageElement) => element.naturalWidth), 1)
  expect(await page.locator('link[rel=icon]').getAttribute('href')).toMatch(/\/brand\/[0-9a-f]{64}\.png$/)
  expect(await styleOf(page.locator('html'), 'color-scheme')).toBe('dark')

  await logo.getByRole('button', { name: 'Remove: Logo' }).click()
  await staff.getByLabel('Own value: Accent colour').uncheck()
  await save(staff)
  await customer.reload()
  await customer.locator('button.primary').waitFor()
  await leaveAccent(customer)
  await eventually('the brand’s accent', () => buttonColor(customer), 'rgb(194, 65, 12)')
  await page.reload()
  expect(await image.count()).toBe(0)
})

test('on a phone one view of the preview is seen at a time, and nothing is wider than the screen', async () => {
  const staff = await openLook()
  await staff.setViewportSize({ width: 360, height: 740 })
  const frames = staff.locator('iframe')
  await eventually('one frame', () => frames.evaluateAll((all) => all.filter((one) => one.getClientRects().length > 0).length), 1)
  await staff.getByRole('button', { name: 'Login', exact: true }).click()
  await staff.locator('iframe[name=cp-look-login]').waitFor({ state: 'visible' })
  expect(await staff.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  expect(await findViolations(staff, 'cp-staff-app')).toEqual([])
})
