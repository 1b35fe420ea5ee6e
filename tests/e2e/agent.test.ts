import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { admin, agent, anna, ben } from '../../demo/seed/people.ts'
import { eventually, logIn, signInStaff, textFile, ticketLink, wholeText } from './support/acts.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

async function openInbox(member = agent): Promise<Page> {
  const page = await stage.openPage(stage.backend('/staff'))
  await signInStaff(page, member)
  await page.getByRole('heading', { name: 'Inbox' }).first().waitFor()
  return page
}

async function openPortal(person = anna): Promise<Page> {
  const page = await stage.openPage(stage.site('/support'))
  await logIn(page, person)
  await page.getByRole('table').waitFor()
  return page
}

/** A new ticket by the support form. */
async function submitTicket(page: Page, subject: string, text: string): Promise<void> {
  await page.getByRole('link', { name: 'Submit a support ticket' }).click()
  await page.getByLabel('Subject').fill(subject)
  await page.getByLabel('Topic').selectOption('till')
  await page.getByLabel('What happened?').fill(text)
  await page.getByRole('button', { name: 'Submit', exact: true }).click()
  await page.getByRole('link', { name: 'View the ticket' }).click()
  await page.getByText(text).waitFor()
}

test('an agent sees the new ticket without reloading, answers it, notes, closes and reopens; the customer sees all but the note', async () => {
  const inbox = await openInbox()
  const portal = await openPortal()
  const seen: string[] = []
  portal.on('response', (response) => {
    if (!response.url().endsWith('/live'))
      void response.text().then(
        (text) => seen.push(text),
        () => undefined,
      )
  })
  await submitTicket(portal, 'Till 3 is silent', 'The till makes no sound any more.')

  // In the inbox, by itself.
  await inbox.getByText('Till 3 is silent').first().click()
  await inbox.getByText('The till makes no sound any more.').last().waitFor()

  // A note that stays inside, then an answer with a file.
  await inbox.getByRole('radio', { name: 'Internal note' }).check({ force: true })
  await inbox.getByLabel('Internal note for the team').fill('Secret: the loudspeaker of this model is known to fail.')
  await inbox.getByRole('button', { name: 'Add note' }).click()
  await inbox.getByText('Secret: the loudspeaker').last().waitFor()
  await inbox.getByRole('radio', { name: 'Reply' }).check({ force: true })
  await inbox.getByLabel('Reply to the customer').fill('Please turn the volume knob at the back.')
  await inbox.locator('input[type=file]').setInputFiles(textFile('volume.txt', 'turn right'))
  await inbox.getByText('volume.txt').first().waitFor()
  await inbox.getByRole('button', { name: 'Send reply' }).click()

  // The customer sees the answer without reloading.
  await portal.getByText('Please turn the volume knob at the back.').waitFor()
  await portal.getByText('volume.txt').waitFor()
  await portal.getByLabel('Your reply').fill('That was it, thank you!')
  await portal.getByRole('button', { name: 'Send', exact: true }).click()
  await inbox.getByText('That was it, thank you!').last().waitFor()

  // Closed and opened again, both seen at once.
  await inbox.getByRole('button', { name: 'Close ticket' }).click()
  await portal.getByText('This ticket is closed.').waitFor()
  await inbox.getByRole('button', { name: 'Reopen' }).click()
  await portal.getByLabel('Your reply').waitFor()

  await portal.reload()
  await portal.getByText('Please turn the volume knob at the back.').waitFor()
  expect(seen.length).toBeGreaterThan(3)
  expect((await wholeText(portal)) + seen.join(' ')).not.toContain('Secret')
})

test('an agent moves a ticket to another stage', async () => {
  const portal = await openPortal()
  await submitTicket(portal, 'Stages of a ticket', 'Which stage is this in?')
  const inbox = await openInbox()
  await inbox.getByText('Stages of a ticket').first().click()
  const stages = inbox.getByLabel('Stage').last()
  await stages.selectOption({ label: 'Waiting for you' })
  await inbox.getByText('Moved to Waiting for you').first().waitFor()
  await inbox.reload()
  await eventually(
    'the stage after a reload',
    () => stages.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.label),
    'Waiting for you',
  )
})

test('an agent opens a ticket after a phone call; the customer sees it at once and answers', async () => {
  const portal = await openPortal(ben)
  const page = await openInbox()
  await page.goto(stage.backend('/staff/tickets'))
  await page.getByRole('button', { name: 'Open a ticket' }).click()
  await page.getByRole('combobox', { name: 'Customer' }).fill('ben@nordvik')
  await page.getByRole('option', { name: /Ben Haugen/ }).click()
  await page.getByLabel('Subject').last().fill('Spare scanner, as asked on the phone')
  await page.getByRole('button', { name: 'Open the ticket' }).click()

  await ticketLink(portal, 'Spare scanner').click()
  await portal.getByText('Nothing has been written here yet.').waitFor()
  await portal.getByLabel('Your reply').fill('When does it arrive?')
  await portal.getByRole('button', { name: 'Send', exact: true }).click()
  await portal.getByRole('article').filter({ hasText: 'When does it arrive?' }).waitFor()

  await page.goto(stage.backend('/staff'))
  await page.getByText('Spare scanner').first().click()
  await page.getByText('When does it arrive?').last().waitFor()
})

test('mails stay on the outbox page while there is no mail server', async () => {
  const portal = await openPortal()
  await submitTicket(portal, 'A ticket that makes a mail', 'Please answer me.')
  const page = await openInbox(admin)
  await page.getByText('A ticket that makes a mail').first().click()
  await page.getByLabel('Reply to the customer').fill('Here is your answer.')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await page.getByText('Here is your answer.').last().waitFor()
  await page.getByRole('link', { name: 'Outbox' }).click()
  await page.getByText('anna@nordvik.example').first().click()
  // The mail leads to the ticket in the customer's own help site, and says nothing of its content.
  const link = await page
    .getByText(/#support\/tickets\//)
    .last()
    .textContent()
  const [address = ''] = /http:\/\/\S+#support\/tickets\/[0-9a-z]+/.exec(link ?? '') ?? []
  expect(address.startsWith(stage.site('/support#'))).toBe(true)
  expect(link).not.toContain('Here is your answer.')
  const reader = await stage.openPage(address)
  await logIn(reader, anna)
  await reader.getByText('Here is your answer.').waitFor()
})

test('a ticket that an agent hides is gone for the customer', async () => {
  const portal = await openPortal()
  await submitTicket(portal, 'To be hidden', 'Soon you do not see me.')
  const page = await openInbox()
  await page.getByText('To be hidden').first().click()
  await page.getByLabel('Hide from the portal').click()
  await page.getByText('Hidden from the portal').first().waitFor()
  await portal.reload()
  await portal.getByText('This ticket cannot be found').waitFor()
  expect(await wholeText(portal)).not.toContain('Soon you do not see me.')
})

test('an agent has no settings and no outbox', async () => {
  const page = await openInbox()
  expect(await page.getByRole('link', { name: 'Settings' }).count()).toBe(0)
  await page.goto(stage.backend('/staff/settings'))
  await page.getByText('Your role does not include this page').waitFor()
})

test('an admin switches the portal off and on again; customers are out within seconds', async () => {
  const portal = await openPortal()
  const page = await openInbox(admin)
  await page.goto(stage.backend('/staff/settings'))
  const power = page.getByRole('switch', { name: 'Portal' })
  await power.click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Switch off and save' }).click()
  await portal.getByText('The portal is closed at the moment').waitFor()
  await power.click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved').first().waitFor()
  await portal.reload()
  await portal.getByLabel('E-mail address').or(portal.getByRole('table')).first().waitFor()
})
