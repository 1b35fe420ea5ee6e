import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { anna, ben, cleo } from '../../demo/seed/people.ts'
import { chooseView, eventually, logIn, textFile, ticketLink, wholeText } from './support/acts.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const subject = 'Shelf labels in aisle 4'

async function openSupport(person = anna): Promise<Page> {
  const page = await stage.openPage(stage.site('/support'))
  await logIn(page, person)
  await page.getByRole('table').waitFor()
  return page
}

test('a customer goes from an article to the portal, reads, answers with files, files a ticket and logs out', async () => {
  const page = await stage.openPage(stage.site('/articles/price-sync'))
  await page.getByRole('link', { name: 'Go to Support' }).click()
  await logIn(page, anna)

  // The list: number, subject, created, last activity, status.
  const row = page.locator('tbody tr').filter({ hasText: subject })
  await row.waitFor()
  for (const text of [/#\d+/, 'minutes ago', 'Open']) await row.getByText(text).first().waitFor()
  await ticketLink(page, subject).click()
  await page.getByText('metal stops the signal').waitFor()
  expect(new URL(page.url()).hash).toMatch(/^#support\/tickets\/[0-9a-z]{20,32}$/)

  // An answer with text and two files.
  await page.getByLabel('Your reply').fill('Yes, 299,– is there on all of them now.')
  await page
    .locator('cp-ticket-detail input[type=file]')
    .setInputFiles([textFile('labels.txt', 'label 1\nlabel 2\n'), textFile('prices.csv', 'sku,price\n1,299\n')])
  await page.getByText('labels.txt').first().waitFor()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const sent = page.getByRole('article').filter({ hasText: '299,– is there on all of them' })
  await sent.getByText('prices.csv').waitFor()
  await eventually('an empty composer', () => page.getByLabel('Your reply').inputValue(), '')

  // A new ticket, found in the list.
  await page.getByRole('link', { name: 'Submit a support ticket' }).click()
  await page.getByLabel('Subject').fill('Second gateway for aisle 4')
  await page.getByLabel('Topic').selectOption({ label: 'Labels and printing' })
  await page.getByLabel('What happened?').fill('Please send a second gateway.')
  await page.getByRole('button', { name: 'Submit', exact: true }).click()
  await page.getByText(/Your ticket is #\d+/).waitFor()
  await page.getByRole('link', { name: 'View the ticket' }).click()
  await page.getByText('Please send a second gateway.').waitFor()
  await page.getByRole('link', { name: 'All tickets' }).click()
  await ticketLink(page, 'Second gateway for aisle 4').waitFor()

  // Out, and nothing is left behind.
  await page.getByRole('button', { name: 'Log out' }).click()
  await page.getByLabel('E-mail address').waitFor()
  expect(await wholeText(page)).not.toContain('Second gateway')
  await page.goBack()
  await page.getByLabel('E-mail address').waitFor()
  expect(await wholeText(page)).not.toContain('Second gateway')
})

test('back, forward and reload keep the view and what the list was narrowed to', async () => {
  const page = await openSupport()
  await page.getByLabel('Search tickets').fill('labels')
  await eventually('the words in the address', async () => page.url(), stage.site('/support#support?q=labels'))
  await ticketLink(page, subject).click()
  await page.getByText('metal stops the signal').waitFor()
  await page.reload()
  await page.getByText('metal stops the signal').waitFor()
  await page.goBack()
  await ticketLink(page, subject).waitFor()
  expect(await page.getByLabel('Search tickets').inputValue()).toBe('labels')
  await page.goForward()
  await page.getByText('metal stops the signal').waitFor()
})

test('who sees which tickets: own, the organization’s, nobody else’s', async () => {
  const page = await openSupport(ben)
  await page.getByLabel('Search tickets').fill('scanner beeps')
  await ticketLink(page, 'Scanner beeps twice').waitFor()
  await page.getByLabel('Search tickets').fill(subject)
  await page.getByText('No ticket matches').waitFor()
  await chooseView(page, 'Organization tickets')
  await ticketLink(page, subject).click()
  await page.getByText('metal stops the signal').waitFor()
  const address = page.url()

  const foreign = await openSupport(cleo)
  await foreign.goto(address)
  await foreign.getByText('This ticket cannot be found').waitFor()
  await foreign
    .getByRole('link', { name: /Tickets/ })
    .first()
    .click()
  await chooseView(foreign, 'Organization tickets')
  await foreign.getByLabel('Search tickets').fill(subject)
  await foreign.getByText('No ticket matches').waitFor()
})

test('hidden tickets, other pipelines and internal notes are nowhere in the page', async () => {
  const answers: string[] = []
  const page = await openSupport()
  page.on('response', (response) => {
    if (response.url().includes('/api/v1/portals/'))
      void response.text().then(
        (text) => answers.push(text),
        () => undefined,
      )
  })
  for (const words of ['Contract renewal', 'Purchase order 88']) {
    await page.getByLabel('Search tickets').fill(words)
    await page.getByText(`No ticket matches “${words}”`).waitFor()
  }
  await page.getByLabel('Search tickets').fill('')
  await ticketLink(page, subject).click()
  await page.getByText('metal stops the signal').waitFor()
  await page.getByRole('link', { name: 'All tickets' }).click()
  await page.getByLabel('Search tickets').fill('Which inbox answers')
  await ticketLink(page, 'Which inbox answers').click()
  // Of two conversations only the newer one is shown.
  await page.getByText('8.4.1 on both.').waitFor()
  const text = (await wholeText(page)) + answers.join(' ')
  expect(answers.length).toBeGreaterThan(4)
  for (const secret of [
    'Gateway 0417 has lost',
    'Update is planned',
    'Contract renewal:',
    'Waits for the supplier',
    'The older conversation',
  ]) {
    expect(text).not.toContain(secret)
  }
})

test('a closed ticket says why it cannot be answered and offers a new one', async () => {
  const page = await openSupport()
  await page.getByLabel('Search tickets').fill('gift wrap')
  await ticketLink(page, 'Gift wrap button').click()
  await page.getByText('This ticket is closed.').waitFor()
  expect(await page.getByLabel('Your reply').count()).toBe(0)
  await page.getByRole('link', { name: 'Submit a new ticket' }).click()
  await page.getByLabel('What happened?').waitFor()
})

test('a ticket without conversation can be answered', async () => {
  const page = await openSupport()
  await page.getByLabel('Search tickets').fill('two new tills')
  await ticketLink(page, 'Two new tills').click()
  await page.getByText('Nothing has been written here yet.').waitFor()
  await page.getByLabel('Your reply').fill('When can you come?')
  await page.getByLabel('Your reply').press('Control+Enter')
  await page.getByRole('article').filter({ hasText: 'When can you come?' }).waitFor()
})

test('a long conversation begins with the newest messages and gives older ones on demand', async () => {
  const page = await openSupport()
  await page.getByLabel('Search tickets').fill('18,000 articles')
  await ticketLink(page, 'Moving 18,000 articles').click()
  const messages = page.getByRole('article')
  await eventually('a first page', () => messages.count(), 50)
  await page.getByRole('button', { name: 'Show earlier messages' }).click()
  await eventually('all messages', () => messages.count(), 64)
})

test('an image is shown, a file comes down under its own name', async () => {
  const page = await openSupport()
  await ticketLink(page, subject).click()
  const image = page.locator('cp-ticket-detail img').first()
  await eventually('pixels', () => image.evaluate((element: HTMLImageElement) => element.naturalWidth), 480)
  const download = page.waitForEvent('download')
  await page.getByText('gateway-0417.txt').click()
  expect((await download).suggestedFilename()).toBe('gateway-0417.txt')
})

test('files come in by drop and paste too, and an upload on its way can be cancelled', async () => {
  const page = await openSupport()
  await ticketLink(page, subject).click()
  const composer = page.getByLabel('Your reply')
  await composer.waitFor()
  const bring = (brought: { kind: 'drop' | 'paste'; fileName: string }) =>
    composer.evaluate((element, { kind, fileName }) => {
      const data = new DataTransfer()
      data.items.add(new File(['brought'], fileName, { type: 'text/plain' }))
      const options = { bubbles: true, cancelable: true, composed: true }
      element.dispatchEvent(
        kind === 'drop'
          ? new DragEvent('drop', { ...options, dataTransfer: data })
          : new ClipboardEvent('paste', { ...options, clipboardData: data }),
      )
    }, brought)
  await bring({ kind: 'drop', fileName: 'dropped.txt' })
  await page.getByText('dropped.txt').waitFor()
  await bring({ kind: 'paste', fileName: 'pasted.txt' })
  await page.getByText('pasted.txt').waitFor()
  await page.route(/\/attachments\?/, () => new Promise(() => undefined))
  await bring({ kind: 'drop', fileName: 'endless.txt' })
  await page.getByRole('button', { name: /endless\.txt/ }).click()
  await eventually('the cancelled file gone', () => page.getByText('endless.txt').count(), 0)
  await page.unroute(/\/attachments\?/)
  await composer.fill('Two files that were brought')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const sent = page.getByRole('article').filter({ hasText: 'Two files that were brought' })
  await sent.getByText('dropped.txt').waitFor()
  await sent.getByText('pasted.txt').waitFor()
})
