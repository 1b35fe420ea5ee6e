import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { anna } from '../../demo/seed/people.ts'
import { eventually, logIn, ticketLink } from './support/acts.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const subject = 'Shelf labels in aisle 4'

/** Opens a ticket in the portal of the help site, where a press of *Print* is kept from opening a dialog. */
async function openTicket(): Promise<Page> {
  const page = await stage.openPage(stage.site('/support'))
  await page.evaluate(() => {
    window.print = () => {
      dispatchEvent(new Event('beforeprint'))
      document.documentElement.dataset['printed'] = ''
    }
  })
  await logIn(page, anna)
  await ticketLink(page, subject).click()
  await page.getByText('metal stops the signal').waitFor()
  return page
}

test('a ticket is printed alone, whatever the page shows around it, under the strictest policy', async () => {
  const page = await openTicket()
  const heading = page.getByRole('heading', { name: subject })
  await page.getByRole('button', { name: 'Print' }).click()
  await eventually('it is printed', () => page.locator('html[data-printed]').count(), 1)

  await page.emulateMedia({ media: 'print' })
  expect(await heading.isVisible()).toBe(true)
  expect(await page.getByText('metal stops the signal').isVisible()).toBe(true)
  for (const around of ['body > header', 'body > footer', 'cp-portal .bar', '.composer', '.avatar']) {
    expect(await page.locator(around).first().isVisible(), around).toBe(false)
  }
  expect((await heading.boundingBox())?.y).toBeLessThan(40)
  expect((await page.pdf()).length).toBeGreaterThan(10_000)

  await page.emulateMedia({ media: 'screen' })
  expect(await page.locator('body > header').isVisible()).toBe(true)
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0)
})

test('printing the whole page leaves out what only a screen needs', async () => {
  const page = await openTicket()
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('heading', { name: subject }).isVisible()).toBe(true)
  expect(await page.locator('.composer').isVisible()).toBe(false)
  expect(await page.locator('cp-portal .bar').isVisible()).toBe(false)
})
