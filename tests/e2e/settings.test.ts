import { expect, test } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { admin, agent, anna, ben, type Person } from '../../demo/seed/people.ts'
import { chooseView, logIn, signInStaff, ticketLink } from './support/acts.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const shelf = 'Shelf labels in aisle 4 still show last week’s price'
const giftWrap = 'Gift wrap button on the till'
const notFound = 'This ticket cannot be found'

async function openPortal(person: Person = anna): Promise<Page> {
  const page = await stage.openPage(stage.site('/support'))
  await logIn(page, person)
  await page.getByRole('table').waitFor()
  return page
}

async function openSettings(): Promise<Page> {
  const page = await stage.openPage(stage.backend('/staff/settings'))
  await signInStaff(page, admin)
  await page.getByRole('heading', { name: 'Portal settings' }).waitFor()
  return page
}

async function openTicketAsAgent(subject: string): Promise<Page> {
  const page = await stage.openPage(stage.backend('/staff/tickets'))
  await signInStaff(page, agent)
  await page.getByLabel('Search tickets').fill(subject)
  await page.getByRole('link', { name: subject }).first().click()
  await page.getByRole('heading', { name: subject }).waitFor()
  return page
}

/** Does something that changes what the server keeps, and waits until it has. */
async function changing(page: Page, act: () => Promise<void>): Promise<void> {
  const isChange = (method: string) => method === 'PATCH' || method === 'PUT'
  await Promise.all([page.waitForResponse((response) => isChange(response.request().method()) && response.ok()), act()])
}

function save(page: Page): Promise<void> {
  return changing(page, () => page.getByRole('button', { name: 'Save', exact: true }).click())
}

/** Subjects of a list from the top, when it has come after a reload. */
async function listAgain(page: Page): Promise<string[]> {
  await page.goto(stage.site('/support'))
  await page.reload()
  await page.locator('tbody tr.row').first().waitFor()
  return page.locator('tbody tr .subject').allInnerTexts()
}

/** The address of a ticket in the portal. */
async function addressOf(page: Page, subject: string): Promise<string> {
  const href = await ticketLink(page, subject).first().getAttribute('href')
  return new URL(href ?? '', page.url()).href
}

/** Goes to an address as somebody who pasted it. */
async function visit(page: Page, address: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(address)
}

test('a ticket filter made with the rule editor: other tickets are gone from the list, and from their addresses', async () => {
  const portal = await openPortal()
  const shelfAddress = await addressOf(portal, shelf)
  const settings = await openSettings()
  await settings.getByRole('radio', { name: 'Only tickets that match a rule' }).check()
  const editor = settings.getByRole('group', { name: 'Which tickets exist in the portal' }).last()
  await editor.getByLabel('Property').selectOption({ label: 'Product' })
  await editor.getByRole('checkbox', { name: 'Till' }).check()
  await editor.getByText('Product is Till.').waitFor()
  await editor.getByText(/^\d+ tickets match now\.$/).waitFor()
  await save(settings)

  const subjects = await listAgain(portal)
  expect(subjects).not.toContain(shelf)
  // What the demo calls a till's: nothing about labels, invoices or stock.
  for (const subject of subjects) expect(subject).not.toMatch(/label|print|shelf|invoice|contract|purchase|stock|article|product|import/i)
  await visit(portal, shelfAddress)
  await portal.getByText(notFound).waitFor()

  await settings.getByRole('radio', { name: 'All tickets', exact: true }).check()
  await save(settings)
  expect(await listAgain(portal)).toContain(shelf)
  await visit(portal, shelfAddress)
  await portal.getByRole('heading', { name: shelf }).waitFor()
})

test('company tickets by a rule: whoever matches has the switch between views, the others have not', async () => {
  const settings = await openSettings()
  await settings.getByRole('radio', { name: 'Their own, and their company’s by a rule' }).check()
  const editor = settings.getByRole('group', { name: 'Who sees the company’s tickets' }).last()
  await editor.getByLabel('Property').selectOption({ label: 'E-mail address' })
  await editor.getByLabel('Comparison').selectOption({ label: 'starts with' })
  await editor.getByLabel('Value').fill('anna@')
  await save(settings)

  const portal = await openPortal(anna)
  await chooseView(portal, 'Organization tickets')
  await ticketLink(portal, 'Scanner beeps twice').waitFor()
  const scanner = await addressOf(portal, 'Scanner beeps twice')
  const other = await openPortal(ben)
  expect(await other.getByRole('combobox', { name: /^Show/ }).count()).toBe(0)
  await visit(other, await addressOf(portal, shelf))
  await other.getByText(notFound).waitFor()
  await visit(other, scanner)
  await other.getByRole('heading', { name: 'Scanner beeps twice' }).waitFor()

  await settings.getByRole('radio', { name: 'Their own and their company’s', exact: true }).check()
  await save(settings)
  await chooseView(await openPortal(ben), 'Organization tickets')
})

test('stages instead of Open and Closed: customers read the stage’s own name', async () => {
  const settings = await openSettings()
  const portal = await openPortal()
  await settings.getByRole('radio', { name: 'Show custom stages in the customer portal' }).check()
  await save(settings)
  await listAgain(portal)
  await portal.getByRole('row').filter({ hasText: 'Waiting for you' }).first().waitFor()
  await settings.getByRole('radio', { name: 'Show Open or Closed' }).check()
  await save(settings)
  await listAgain(portal)
  expect(await portal.getByText('Waiting for you').count()).toBe(0)
})

test('a reply opens a closed ticket again where the portal says so, and the agent sees it open', async () => {
  const settings = await openSettings()
  const portal = await openPortal()
  expect(await settings.getByRole('radio', { name: 'Is not possible' }).isChecked()).toBe(true)
  await portal.getByLabel('Search tickets').fill(giftWrap)
  await ticketLink(portal, giftWrap).click()
  await portal.getByRole('heading', { name: giftWrap }).waitFor()
  expect(await portal.getByRole('textbox').count()).toBe(0)

  await settings.getByRole('radio', { name: 'Opens the ticket again' }).check()
  await save(settings)
  await portal.reload()
  const inbox = await openTicketAsAgent(giftWrap)
  await inbox.getByRole('button', { name: 'Reopen' }).waitFor()
  await portal.getByRole('textbox').fill('The button has disappeared.')
  await portal.getByRole('button', { name: 'Send', exact: true }).click()
  await portal.locator('cp-ticket-detail').getByText('Open', { exact: true }).waitFor()
  await inbox.getByText('The button has disappeared.').waitFor()
  await inbox.getByRole('button', { name: 'Close ticket' }).waitFor()
})

test('a confidential pipeline is out of colleagues’ sight at once, and so is a hidden ticket out of everybody’s', async () => {
  const portal = await openPortal(ben)
  await chooseView(portal, 'Organization tickets')
  await portal.getByLabel('Search tickets').fill('Moving 18,000')
  const moving = 'Moving 18,000 articles from the old system'
  const address = await addressOf(portal, moving)
  const settings = await openSettings()
  const isConfidential = settings
    .getByRole('group', { name: 'Confidential pipelines' })
    .getByRole('checkbox', { name: 'Onboarding', exact: true })
  await changing(settings, () => isConfidential.check())
  await visit(portal, address)
  await portal.getByText(notFound).waitFor()
  const owner = await openPortal(anna)
  await visit(owner, address)
  await owner.getByRole('heading', { name: moving }).waitFor()

  const ticket = await openTicketAsAgent(moving)
  const isHidden = ticket.getByRole('switch', { name: 'Hide from the portal' })
  await changing(ticket, () => isHidden.check())
  await owner.reload()
  await owner.getByText(notFound).waitFor()

  await changing(ticket, () => isHidden.uncheck())
  await changing(settings, () => isConfidential.uncheck())
  await visit(portal, address)
  await portal.getByRole('heading', { name: moving }).waitFor()
})

test('looking at the portal from the settings: every ticket, then as Ben, in a browser where Anna is logged in', async () => {
  const person = await stage.openPerson()
  const own = await stage.openPageOf(person, stage.backend('/p/support'))
  await logIn(own, anna)
  await ticketLink(own, shelf).waitFor()
  const settings = await stage.openPageOf(person, stage.backend('/staff/settings'))
  await signInStaff(settings, admin)
  const all = await tabOf(person, async () => {
    await settings.getByText('View customer portal').click()
    await settings.getByRole('button', { name: 'Preview with all tickets' }).click()
  })
  await all.getByText('Preview: all tickets that pass the filters.').waitFor()
  await all.getByLabel('Search tickets').fill('merchant PIN')
  await ticketLink(all, 'Card terminal asks for a PIN').waitFor()
  await all.getByRole('columnheader', { name: 'Opened by' }).waitFor()
  expect(
    await all
      .getByRole('row')
      .filter({ has: all.getByRole('img', { name: 'Unread' }) })
      .count(),
  ).toBe(0)
  await all.close()

  const asBen = await tabOf(person, async () => {
    await settings.getByText('View customer portal').click()
    await settings.getByRole('button', { name: 'View as contact' }).click()
    await settings.getByRole('combobox', { name: 'Customer' }).fill('ben@nordvik')
    await settings.getByRole('option', { name: /Ben Haugen/ }).click()
    await settings.getByRole('dialog').getByRole('button', { name: 'Open the portal' }).click()
  })
  await asBen.getByText('You see the portal as Ben Haugen does.').waitFor()
  await ticketLink(asBen, 'Scanner beeps twice').click()
  await asBen.getByText('Preview: nothing can be sent.').waitFor()
  expect(await asBen.getByRole('textbox').count()).toBe(0)
  await asBen.reload()
  await asBen.getByText('Preview: nothing can be sent.').waitFor()

  // The contact who uses this browser has noticed nothing.
  await own.reload()
  await ticketLink(own, shelf).waitFor()
  await own.getByText('Anna Lindqvist').first().waitFor()
  await asBen.getByRole('button', { name: 'End preview' }).click()
  await asBen.getByText('The preview has ended.').waitFor()
})

async function tabOf(person: BrowserContext, open: () => Promise<void>): Promise<Page> {
  const [tab] = await Promise.all([person.waitForEvent('page'), open()])
  return tab
}

test('an agent reads a mail as it was written, sees who has read the answer as it happens, and why a colleague sees the ticket', async () => {
  const page = await stage.openPage(stage.backend('/staff/tickets'))
  await signInStaff(page, admin)
  await page.getByLabel('Search tickets').fill('Shelf labels')
  await page.getByRole('link', { name: shelf }).first().click()
  await page.locator('strong, b', { hasText: 'the metal shelf' }).waitFor()
  await page.getByRole('img', { name: 'The shelf, seen from the till' }).waitFor()
  expect(await page.getByText('shelf.png').count()).toBe(0)

  await page.getByLabel('Reply to the customer').fill('Is it better now?')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await page.getByText('Is it better now?').waitFor()
  const portal = await openPortal()
  await ticketLink(portal, shelf).click()
  await portal.getByText('Is it better now?').waitFor()
  // Below the newest message, and nowhere else.
  await page.locator('li', { hasText: 'Is it better now?' }).locator('+ li.read-by', { hasText: 'Read by Anna Lindqvist' }).waitFor()
  expect(await page.locator('.read-by').count()).toBe(1)

  await page.getByText('Why can somebody see this?').click()
  await page.getByRole('combobox', { name: 'Customer' }).fill('ben@nordvik')
  await page.getByRole('option', { name: /Ben Haugen/ }).click()
  await page.getByText('Ben Haugen sees this ticket.').waitFor()
  await page.getByText('It belongs to the contact’s primary company.').waitFor()
  await page.getByText('It is the contact’s own ticket.').waitFor()
})
