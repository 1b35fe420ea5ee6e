import { expect, test } from 'vitest'
import { anna, ben } from '../../demo/seed/people.ts'
import { chooseView, eventually, logIn, textFile, ticketLink } from './support/acts.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const subject = 'Shelf labels in aisle 4'

test('a list alone on a page shows the login in its own place, then the tickets', async () => {
  const page = await stage.openPage(stage.site('/elements/cp-ticket-list'))
  await logIn(page, anna)
  await ticketLink(page, subject).waitFor()
  expect(await page.getByRole('row').count()).toBe(26)
  await page.getByRole('button', { name: 'Show more' }).click()
  await eventually('a second page of rows', () => page.getByRole('row').count(), 51)
})

test('search, status filter and the organization switch narrow the list', async () => {
  const page = await stage.openPage(stage.site('/elements/cp-ticket-list'))
  await logIn(page, anna)
  const rows = page.locator('tbody tr')
  await page.getByLabel('Search tickets').fill('gift wrap')
  await eventually('one row left', () => rows.count(), 1)
  await page.getByLabel('Search tickets').fill('no such words anywhere')
  await page.getByText('No ticket matches').waitFor()
  await page.getByLabel('Search tickets').fill('')
  await page.getByText('Closed', { exact: true }).first().click()
  await eventually(
    'only closed tickets',
    async () => (await rows.count()) > 5 && (await rows.filter({ hasText: 'Open' }).count()) === 0,
    true,
  )
  await page.getByText('All', { exact: true }).first().click()
  await chooseView(page, 'Organization tickets')
  await rows.filter({ hasText: 'Ben Haugen' }).first().waitFor()
})

test('the chosen view is kept for the person, not for the machine', async () => {
  const page = await stage.openPage(stage.site('/elements/cp-ticket-list'))
  await logIn(page, ben)
  await chooseView(page, 'Organization tickets')
  await ticketLink(page, 'Two new tills for the harbour shop').waitFor()
  const elsewhere = await stage.openPage(stage.site('/elements/cp-ticket-list'))
  await logIn(elsewhere, ben)
  await ticketLink(elsewhere, 'Two new tills for the harbour shop').waitFor()
})

test('a ticket alone on a page asks for the login and then shows the conversation', async () => {
  const page = await stage.openPage(stage.site('/elements'))
  await logIn(page, anna)
  await ticketLink(page, subject).click()
  await page.getByText('metal stops the signal').waitFor()
  const ticketId = await page.locator('cp-ticket-detail').getAttribute('ticket-id')
  await page.goto(stage.site(`/elements/cp-ticket-detail?ticket-id=${ticketId}`))
  await page.getByText('metal stops the signal').waitFor()
})

test('a form alone on a page files a ticket', async () => {
  const page = await stage.openPage(stage.site('/elements/cp-support-form'))
  await logIn(page, anna)
  await page.getByRole('button', { name: 'Submit', exact: true }).click()
  await page.getByText('things need your attention').waitFor()
  await page.getByLabel('Subject').fill('A form alone')
  await page.getByLabel('Topic').selectOption('labels')
  await page.getByLabel('What happened?').fill('Nothing bad, this is a test.')
  await page.locator('input[type=file]').setInputFiles(textFile('notes.txt', 'some notes'))
  await page.getByText('notes.txt').waitFor()
  await page.getByRole('button', { name: 'Submit', exact: true }).click()
  await page.getByText(/Your ticket is #\d+/).waitFor()
})

test('the login alone on a page says who is logged in, and logs out', async () => {
  const page = await stage.openPage(stage.site('/elements/cp-login'))
  await logIn(page, anna)
  await page.getByText('Logged in as Anna Lindqvist').waitFor()
  await page.reload()
  await page.getByText('Logged in as Anna Lindqvist').waitFor()
  await page.getByRole('button', { name: 'Log out' }).click()
  await page.getByLabel('E-mail address').waitFor()
})

test('wrong passwords and unknown addresses get the same words', async () => {
  const page = await stage.openPage(stage.site('/elements/cp-login'))
  const answer = page.getByText('Address and password do not match.')
  await logIn(page, anna, 'not the password at all')
  await answer.waitFor()
  await logIn(page, { email: 'nobody@nowhere.example' })
  await answer.waitFor()
})
