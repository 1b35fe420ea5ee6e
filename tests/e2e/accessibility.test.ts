import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { admin, anna, demoPassword } from '../../demo/seed/people.ts'
import { chooseView, eventually, logIn, signInStaff, ticketLink } from './support/acts.ts'
import { findViolations } from './support/axe.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

/** The element that has the focus, through shadow roots: its name for a reader. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let at = document.activeElement
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
    const labels = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement ? at.labels : null
    return (at?.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? at?.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
  })
}

/** Presses Tab until the focus is on something with this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab')
    if (name.test(await focused(page))) return
  }
  throw new Error(`Tab does not reach ${name}; the focus is on "${await focused(page)}"`)
}

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the portal, ${scheme}`, async () => {
    const page = await stage.openPage(stage.site(`/support?scheme=${scheme}`), { reducedMotion: 'reduce' })
    await page.getByLabel('E-mail address').waitFor()
    expect(await findViolations(page, 'cp-portal'), 'login').toEqual([])
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
    await page.getByText('Please fill this in.').first().waitFor()
    expect(await findViolations(page, 'cp-portal'), 'login with errors').toEqual([])
    await logIn(page, anna)
    await page.getByRole('table').waitFor()
    expect(await findViolations(page, 'cp-portal'), 'list').toEqual([])
    await chooseView(page, 'Organization tickets')
    await page.getByRole('columnheader', { name: 'Opened by' }).waitFor()
    // While they are on their way the old rows are dimmed.
    await page.locator('table[aria-busy=false]').waitFor()
    expect(await findViolations(page, 'cp-portal'), 'organization’s list').toEqual([])
    await page.getByLabel('Search tickets').fill('zzzz')
    await page.getByText('No ticket matches').waitFor()
    expect(await findViolations(page, 'cp-portal'), 'empty list').toEqual([])
    await page.getByLabel('Search tickets').fill('shelf labels in aisle')
    await ticketLink(page, 'Shelf labels in aisle 4').click()
    await page.getByText('metal stops the signal').waitFor()
    expect(await findViolations(page, 'cp-portal'), 'ticket').toEqual([])
    await page.getByRole('link', { name: 'Submit a support ticket' }).click()
    await page.getByRole('button', { name: 'Submit', exact: true }).click()
    await page.getByText('things need your attention').waitFor()
    expect(await findViolations(page, 'cp-portal'), 'form with errors').toEqual([])
  })
}

test('axe finds nothing on the pages of staff and on those of the backend', async () => {
  const page = await stage.openPage(stage.backend('/staff'))
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  expect(await findViolations(page, 'body'), 'sign-in').toEqual([])
  await signInStaff(page, admin)
  await page.getByText('Shelf labels in aisle 4').first().click()
  await page.getByText('metal stops the signal').last().waitFor()
  expect(await findViolations(page, 'body'), 'inbox').toEqual([])
  for (const [path, sign] of [
    ['/staff/tickets', 'Shelf labels in aisle 4'],
    ['/staff/settings', 'Paste this into your page'],
    ['/staff/settings/people', 'anna@nordvik.example'],
    ['/staff/outbox', 'Outbox'],
    ['/api/docs', '/api/openapi.json'],
  ] as const) {
    await page.goto(stage.backend(path))
    await page.getByText(sign).first().waitFor()
    expect(await findViolations(page, 'body'), path).toEqual([])
  }
})

const settingsLooks = [
  { name: 'light', options: { colorScheme: 'light' } },
  { name: 'dark', options: { colorScheme: 'dark' } },
  { name: 'on a phone', options: { viewport: { width: 360, height: 760 } } },
] as const

for (const { name, options } of settingsLooks) {
  test(`axe finds nothing on any page of the settings, nor in their editors, ${name}`, { timeout: 120_000 }, async () => {
    const page = await stage.openPage(stage.backend('/staff/settings'), { reducedMotion: 'reduce', ...options })
    await signInStaff(page, admin)
    await page.getByRole('heading', { name: 'Portal settings' }).waitFor()
    const found: string[] = []
    const check = async (what: string) => found.push(...(await findViolations(page, 'body')).map((one) => `${what}: ${one}`))
    await check('the form about the portal')
    // The column knows every page; each has the parts of the form on the first.
    const links = await page.locator('#sections a').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname))
    const paths = [...new Set(links)].filter((path) => path !== '/staff/settings')
    expect(paths.length).toBeGreaterThan(10)
    for (const path of paths) {
      await page.goto(stage.backend(path))
      await page.locator('main h1').first().waitFor()
      await page.waitForLoadState('networkidle')
      await check(path)
      const editor = editors[path]
      if (!editor) continue
      await editor(page)
      await check(`${path}, opened`)
    }
    expect(found).toEqual([])
  })
}

/** How to what opens on a page of the settings. */
const editors: Record<string, (page: Page) => Promise<void>> = {
  '/staff/settings/forms': async (page) => {
    await page.getByRole('button', { name: 'Edit' }).first().click()
    await page.locator('cp-staff-form-builder').waitFor()
  },
  '/staff/settings/pipelines': async (page) => {
    await page.getByRole('button', { name: /^Edit/ }).first().click()
    await page.locator('cp-staff-pipeline').waitFor()
  },
  '/staff/settings/menu': async (page) => {
    await page
      .getByRole('button', { name: /^(Edit|Make a menu|New menu)/ })
      .first()
      .click()
    await page.locator('cp-staff-menu-editor').waitFor()
  },
  '/staff/settings/team': async (page) => {
    await page
      .getByRole('button', { name: /^Invite/ })
      .first()
      .click()
    await page.getByRole('dialog').waitFor()
  },
}

test('the whole way of a customer by keyboard alone; the focus moves with the view', async () => {
  const page = await stage.openPage(stage.site('/'))
  await page.getByRole('link', { name: 'Go to Support' }).waitFor()
  await tabTo(page, /^Go to Support$/)
  await page.keyboard.press('Enter')
  await page.getByLabel('E-mail address').waitFor()
  await tabTo(page, /^E-mail address$/)
  await page.keyboard.type(anna.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(demoPassword)
  await page.keyboard.press('Enter')
  await page.getByRole('table').waitFor()
  // Reading begins at the list.
  await eventually('the focus in the list', async () => /Tickets/.test(await focused(page)), true)
  await tabTo(page, /^Shelf labels in aisle 4/)
  await page.keyboard.press('Enter')
  await page.getByText('metal stops the signal').waitFor()
  await eventually('the focus on the ticket', async () => /Shelf labels in aisle 4/.test(await focused(page)), true)
  await tabTo(page, /^Your reply$/)
  await page.keyboard.type('Written without a mouse')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('article').filter({ hasText: 'Written without a mouse' }).waitFor()
  await page.goBack()
  await ticketLink(page, 'Shelf labels in aisle 4').waitFor()
  await tabTo(page, /^Log out$/)
  await page.keyboard.press('Enter')
  await page.getByLabel('E-mail address').waitFor()
})

for (const width of [320, 1280]) {
  for (const direction of ['ltr', 'rtl']) {
    test(`nothing runs out of the page at ${width} px, ${direction}`, async () => {
      const page = await stage.openPage(stage.site(`/support?dir=${direction}`), { viewport: { width, height: 800 } })
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      await logIn(page, anna)
      await page.getByRole('table').waitFor()
      expect(await overflow(), 'list').toBe(0)
      for (const words of ['When we print receipts', 'Shelf labels in aisle 4']) {
        await page.getByLabel('Search tickets').fill(words)
        await ticketLink(page, words).click()
        await page.getByLabel('Your reply').waitFor()
        expect(await overflow(), words).toBe(0)
        await page.getByRole('link', { name: 'All tickets' }).click()
      }
      await page.getByRole('link', { name: 'Submit a support ticket' }).click()
      await page.getByLabel('What happened?').waitFor()
      expect(await overflow(), 'form').toBe(0)
    })
  }
}
