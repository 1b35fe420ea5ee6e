import { expect, test } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { admin, anna, ben, type Person } from '../../../demo/seed/people.ts'
import { chooseView, eventually, logIn, signInStaff, ticketLink } from '../support/acts.ts'
import { findViolations } from '../support/axe.ts'
import { useStage } from '../support/stage.ts'

const stage = useStage()

const shelf = 'Shelf labels in aisle 4 still show last week’s price'
const phoned = 'Two new tills for the harbour shop (our phone call)'
const scanner = 'Scanner beeps twice'
const giftWrap = 'Gift wrap button on the till'
const twoInboxes = 'Which inbox answers? First invoices, then the tills'

async function openPortal(person: Person = anna): Promise<Page> {
  const page = await stage.openPage(stage.site('/support'))
  await logIn(page, person)
  await page.getByRole('table').waitFor()
  return page
}

async function openStaff(path: string): Promise<Page> {
  const page = await stage.openPage(stage.backend(path))
  await signInStaff(page, admin)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

async function save(page: Page): Promise<void> {
  const isChange = (method: string) => method === 'PATCH' || method === 'PUT'
  const saved = page.waitForResponse((response) => isChange(response.request().method()) && response.ok())
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await saved
}

/** The list, loaded anew. */
async function listAgain(page: Page): Promise<string[]> {
  await page.goto(stage.site('/support'))
  await page.reload()
  await page.locator('tbody tr.row').first().waitFor()
  return page.locator('tbody tr .subject').allInnerTexts()
}

async function openTicket(page: Page, subject: string, ofCompany = false): Promise<void> {
  await listAgain(page)
  if (ofCompany) await chooseView(page, 'Organization tickets')
  await page.getByLabel('Search tickets').fill(subject)
  await ticketLink(page, subject).first().click()
  await page.getByRole('heading', { name: subject }).waitFor()
}

async function drag(page: Page, handle: Locator, to: Locator): Promise<void> {
  await handle.scrollIntoViewIfNeeded()
  const [from, target] = [await handle.boundingBox(), await to.boundingBox()]
  await page.mouse.move((from?.x ?? 0) + 8, (from?.y ?? 0) + 12)
  await page.mouse.down()
  await page.mouse.move((target?.x ?? 0) + 8, (target?.y ?? 0) + 2, { steps: 8 })
  await page.mouse.up()
}

test('stages: customers read their own wording everywhere and staff the stage’s name; the tickets of a deleted stage move before the customer’s eyes', async () => {
  const settings = await openStaff('/staff/settings')
  await settings.getByRole('radio', { name: 'Show custom stages in the customer portal' }).check()
  await save(settings)
  const pipelines = await openStaff('/staff/settings/pipelines')
  await pipelines.getByRole('button', { name: 'Edit Support' }).click()
  const row = (name: string) => pipelines.locator('.stage', { has: pipelines.getByText(name, { exact: true }) })
  await row('With us').getByLabel('Customers read, in English').fill('We are looking into it')
  await row('With us').getByLabel('Customers read, in Norwegian').fill('Vi ser på det')
  expect(await findViolations(pipelines, 'cp-staff-app')).toEqual([])
  await save(pipelines)

  const portal = await openPortal()
  await listAgain(portal)
  await portal.getByRole('row').filter({ hasText: shelf }).getByText('We are looking into it').waitFor()
  expect(await portal.getByText('With us', { exact: true }).count()).toBe(0)
  await portal.getByRole('button', { name: 'Filter', exact: true }).click()
  await portal.getByRole('button', { name: 'stage', exact: true }).click()
  await portal.getByRole('checkbox', { name: 'We are looking into it' }).check()
  await portal.getByRole('button', { name: 'Apply', exact: true }).click()
  await portal.getByText('Stage is We are looking into it').first().waitFor()
  await ticketLink(portal, shelf).click()
  await portal.locator('cp-ticket-detail').getByText('We are looking into it').first().waitFor()
  const ticket = await openStaff('/staff/tickets')
  await ticket.getByLabel('Search tickets').fill('Shelf labels')
  await ticket.getByRole('link', { name: shelf }).first().click()
  await ticket.getByRole('combobox', { name: 'Stage' }).waitFor()
  expect(await ticket.getByText('We are looking into it').count()).toBe(0)

  await row('With us').getByRole('button', { name: 'Delete the stage With us' }).click()
  const dialog = pipelines.getByRole('dialog')
  await dialog.getByText(/^In it: \d+ tickets\.$/).waitFor()
  await dialog.getByLabel('Move to the stage').selectOption({ label: 'New' })
  await dialog.getByRole('button', { name: 'Delete the stage' }).click()
  await pipelines.getByText(/With us is deleted when you save. Moved to New/).waitFor()
  await save(pipelines)
  // Without a reload.
  await portal.locator('cp-ticket-detail').getByText('New', { exact: true }).first().waitFor()
  await settings.getByRole('radio', { name: 'Show Open or Closed' }).check()
  await save(settings)
})

test('which tickets: unsaved rules are tried first; pipelines, whose tickets, read-only, the inbox of answers', async () => {
  const settings = await openStaff('/staff/settings')
  await settings.getByRole('radio', { name: 'Only tickets that match a rule' }).check()
  const editor = settings.getByRole('group', { name: 'Which tickets exist in the portal' }).last()
  await editor.getByLabel('Property').selectOption({ label: 'Subject' })
  await editor.getByLabel('Comparison').selectOption({ label: 'contains' })
  await editor.getByLabel('Value').fill('shelf')
  await editor.getByRole('button', { name: 'Copy the condition' }).click()
  await editor.getByLabel('Value').nth(1).fill('aisle 5')
  await settings.getByText('Try it out').click()
  await settings.getByLabel('Ticket', { exact: true }).fill('Shelf labels in aisle')
  await settings.getByRole('button', { name: shelf }).click()
  await settings.getByText('Hidden by condition 2: Subject contains “aisle 5”').waitFor()
  await editor.getByRole('button', { name: 'Remove the condition' }).nth(1).click()
  await settings.getByText('The ticket is in the portal.').waitFor()
  await settings.getByRole('combobox', { name: 'Contact' }).fill('ben@nordvik')
  await settings.getByRole('option', { name: /Ben Haugen/ }).click()
  await settings.getByText('Ben Haugen sees the ticket.').waitFor()
  expect(await findViolations(settings, 'cp-staff-app')).toEqual([])
  await settings.getByRole('radio', { name: 'Only their own', exact: true }).check()
  await settings.getByText('The portal shows contacts only their own tickets.').waitFor()
  await save(settings)
  const portal = await openPortal(ben)
  await portal.goto(stage.site('/support'))
  await portal.reload()
  await portal.getByRole('table').waitFor()
  expect(await portal.getByRole('combobox', { name: /^Show/ }).count()).toBe(0)

  await settings.getByRole('radio', { name: 'All tickets', exact: true }).check()
  await settings.getByRole('radio', { name: 'Their own and their company’s', exact: true }).check()
  await settings.getByLabel('Tickets of colleagues are read-only').check()
  await settings.getByRole('radio', { name: 'Only these' }).check()
  const shown = settings.getByRole('group', { name: 'Pipelines shown in the portal' })
  await shown.getByRole('checkbox', { name: 'Onboarding' }).uncheck()
  await shown.getByRole('checkbox', { name: 'Procurement' }).uncheck()
  await save(settings)
  const own = await openPortal(anna)
  expect(await listAgain(own)).not.toContain(phoned)
  await openTicket(portal, shelf, true)
  expect(await portal.getByRole('textbox').count()).toBe(0)
  await openTicket(portal, scanner)
  await portal.getByRole('textbox').first().waitFor()

  await shown.getByRole('checkbox', { name: 'Onboarding' }).check()
  await settings.getByLabel('Default inbox').selectOption({ label: 'Billing' })
  await settings.getByLabel('Tickets of colleagues are read-only').uncheck()
  await save(settings)
  await openTicket(own, phoned)
  await own.getByRole('textbox').first().fill('When do they come?')
  await own.getByRole('button', { name: 'Send', exact: true }).click()
  await own.locator('cp-ticket-detail').getByText('When do they come?').waitFor()
  const inbox = await openStaff('/staff')
  await inbox.getByRole('link', { name: /^Billing/ }).click()
  await inbox
    .getByRole('link', { name: /Two new tills/ })
    .first()
    .waitFor()
})

test('list and page: properties dragged and renamed, closed tickets, closing, colleagues, earlier conversations', async () => {
  const settings = await openStaff('/staff/settings')
  const portal = await openPortal()
  await openTicket(portal, twoInboxes)
  expect(await portal.getByText('One earlier conversation').count()).toBe(0)
  await portal.getByRole('button', { name: 'Copy a colleague in' }).waitFor()
  await portal.getByRole('button', { name: 'Close ticket' }).waitFor()

  const rows = settings.locator('.shown > li')
  await drag(settings, rows.nth(2).locator('.handle'), rows.nth(0))
  await eventually('the last is the first', () => rows.nth(0).locator('> span').innerText(), 'Promised for')
  const product = rows.filter({ hasText: 'Product' })
  await product.getByText('Own name for customers').click()
  await product.getByLabel('In English').fill('What it is about')
  await settings.getByLabel('Customers close and reopen their tickets').uncheck()
  await settings.getByLabel('Customers involve colleagues').uncheck()
  await settings.getByLabel('Show earlier conversations').check()
  expect(await findViolations(settings, 'cp-staff-app')).toEqual([])
  await save(settings)

  await openTicket(portal, twoInboxes)
  await portal.getByText('One earlier conversation').waitFor()
  await portal.getByText('What it is about').waitFor()
  expect(await portal.getByText('Product', { exact: true }).count()).toBe(0)
  expect(await portal.getByRole('button', { name: /Close ticket|Copy a colleague in/ }).count()).toBe(0)
  await listAgain(portal)
  await portal.getByRole('button', { name: 'List options' }).click()
  await portal.getByRole('checkbox', { name: 'What it is about' }).check()
  await portal.keyboard.press('Escape')
  await portal.getByRole('columnheader', { name: 'What it is about' }).waitFor()

  await openTicket(portal, giftWrap)
  expect(await portal.getByRole('textbox').count()).toBe(0)
  await settings.getByRole('radio', { name: 'Opens the ticket again' }).check()
  await save(settings)
  await openTicket(portal, giftWrap)
  await portal.getByRole('textbox').first().waitFor()
  // It was closed some days ago.
  await settings.getByRole('radio', { name: 'Opens it again for a while' }).check()
  await settings.getByLabel('Days after closing').fill('1')
  await save(settings)
  await openTicket(portal, giftWrap)
  expect(await portal.getByRole('textbox').count()).toBe(0)
  await settings.getByLabel('Days after closing').fill('100')
  await save(settings)
  await openTicket(portal, giftWrap)
  await portal.getByRole('textbox').first().waitFor()
})
