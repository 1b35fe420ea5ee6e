import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { anna } from '../../demo/seed/people.ts'
import { chooseView, eventually, logIn, ticketLink } from './support/acts.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

async function openList(hash = ''): Promise<Page> {
  const page = await stage.openPage(stage.site(`/support${hash}`))
  await logIn(page, anna)
  await page.getByRole('table').waitFor()
  return page
}

/** Subjects as they stand in the list, from the top. */
function subjects(page: Page): Promise<string[]> {
  return page.locator('tbody tr .subject').allInnerTexts()
}

async function endSessionsOnServer(): Promise<void> {
  const { db, now } = stage.demo.backend.deps
  await db.updateTable('session').set({ revoked_at: now() }).where('revoked_at', 'is', null).execute()
}

test('a list that was narrowed, sorted and given a column stays so: open a ticket, back, reload, log in again', async () => {
  const page = await openList()
  await chooseView(page, 'Organization tickets')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('button', { name: 'Product', exact: true }).click()
  await page.getByRole('checkbox', { name: 'Shelf labels' }).check()
  await page.getByRole('button', { name: 'Apply', exact: true }).click()
  await page.getByRole('columnheader', { name: 'Created' }).getByRole('button').click()
  await page.getByRole('button', { name: 'List options' }).click()
  await page.getByRole('checkbox', { name: 'Product' }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('columnheader', { name: 'Product' }).waitFor()

  const sentence = 'Status is open and Product is Shelf labels'
  await page.getByText(sentence).waitFor()
  const address = new URL(page.url())
  const state = new URLSearchParams(address.hash.split('?')[1])
  expect(Object.fromEntries(state)).toMatchObject({
    status: 'open',
    view: 'company',
    sort: 'created',
    where: 'custom.product:any_of:labels',
  })
  const narrowed = await subjects(page)
  expect(narrowed.length).toBeGreaterThan(2)
  for (const row of await page.locator('tbody tr.row').allInnerTexts()) expect(row).toMatch(/Shelf labels[^]*Open/)

  const isAsItWas = async (after: string) => {
    await page.getByText(sentence).waitFor()
    await eventually(`the rows ${after}`, () => subjects(page), narrowed)
    expect(new URL(page.url()).hash, after).toBe(address.hash)
    await page.getByRole('columnheader', { name: 'Product' }).waitFor()
    expect(await page.getByRole('columnheader', { name: 'Created' }).getAttribute('aria-sort'), after).toMatch(/ending$/)
  }

  // The row from which a ticket was opened has the focus again.
  const third = narrowed[2] ?? ''
  await ticketLink(page, third).last().click()
  await page.getByRole('heading', { name: third }).waitFor()
  await page.goBack()
  await isAsItWas('after back')
  await eventually('the focus on the row', () => page.evaluate(focusedText), third)

  await page.reload()
  await isAsItWas('after a reload')

  await endSessionsOnServer()
  await page.reload()
  await logIn(page, anna)
  await isAsItWas('after logging in again')

  // What was chosen of columns is this contact's, on every machine.
  const elsewhere = await openList()
  await elsewhere.getByRole('columnheader', { name: 'Product' }).waitFor()
  await elsewhere.getByRole('button', { name: 'List options' }).click()
  const isKept = elsewhere.waitForResponse((response) => response.request().method() === 'PATCH' && response.ok())
  await elsewhere.getByRole('button', { name: 'Reset to default' }).click()
  await isKept
  await eventually('the usual columns', () => elsewhere.getByRole('columnheader', { name: 'Product' }).count(), 0)
})

test('back to a row far down: after “Show more” the list stands where it was left', async () => {
  const page = await openList()
  await page.getByRole('button', { name: 'Show more' }).click()
  await eventually('a second page', async () => (await subjects(page)).length, 50)
  const far = page.locator('tbody tr .subject').nth(44)
  const subject = await far.innerText()
  await far.click()
  await page.getByRole('heading', { name: subject }).waitFor()
  await page.goBack()
  await eventually('all rows', async () => (await subjects(page)).length, 50)
  await eventually('the focus on the row', () => page.evaluate(focusedText), subject)
  expect(await page.locator('tbody tr .subject').nth(44).boundingBox()).toMatchObject({
    y: expect.toSatisfy((y: number) => y > 0 && y < 900),
  })
})

test('words of a message find its ticket, and say where they stand; what a colleague of another company wrote does not', async () => {
  const page = await openList('#support?q=metal%20stops%20the%20sig')
  await page.getByRole('table').waitFor()
  expect(await subjects(page)).toEqual(['Shelf labels in aisle 4 still show last week’s price'])
  expect(await page.locator('mark').allInnerTexts()).toEqual(expect.arrayContaining(['metal', 'sig']))
  await page.getByLabel('Search tickets').fill('merchant PIN')
  await page.getByText('No ticket matches').waitFor()
  // A note of the team's.
  await page.getByLabel('Search tickets').fill('purchasing has answered')
  await page.getByText('No ticket matches “purchasing').waitFor()
})

test('the list as a file holds what the list shows', async () => {
  const page = await openList('#support?q=invoice&status=closed&view=mine')
  const [first = ''] = await subjects(page)
  await page.getByRole('button', { name: 'List options' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download as CSV' }).click()])
  expect(download.suggestedFilename()).toMatch(/^tickets-\d{4}-\d\d-\d\d\.csv$/)
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n')
  expect(lines[0]).toBe('\uFEFFID,Subject,Created,Last activity,Status')
  expect(lines[1]).toContain(first)
  expect(lines.slice(1).every((line) => line.endsWith(',Closed'))).toBe(true)
  expect(await page.getByText(`${lines.length - 1} tickets`).count()).toBeGreaterThan(0)
})

/** Text of what has the focus, through shadow roots. Runs in the page. */
function focusedText(): string {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at instanceof HTMLElement ? at.innerText : ''
}
