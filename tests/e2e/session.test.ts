import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { guarded } from '../../server/db/index.ts'
import { anna, ben, cleo } from '../../demo/seed/people.ts'
import { eventually, logIn, ticketLink, wholeText } from './support/acts.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const subject = 'Shelf labels in aisle 4'

async function openTicket(): Promise<Page> {
  const page = await stage.openPage(stage.site('/support'))
  await logIn(page, anna)
  await ticketLink(page, subject).click()
  await page.getByText('metal stops the signal').waitFor()
  return page
}

/** Ends every session on the server, as an administrator would. */
async function endSessionsOnServer(): Promise<void> {
  const { db, now } = stage.demo.backend.deps
  await db.updateTable('session').set({ revoked_at: now() }).where('revoked_at', 'is', null).execute()
}

test('the browser really blocks cookies of other sites, and the portal sets none', async () => {
  const page = await stage.openPage(stage.backend('/healthz'))
  // One that would be sent from any site, if the browser let it.
  await page.evaluate(() => (document.cookie = 'probe=1; SameSite=None; Secure; Path=/'))
  const cookieOf = async (act: () => Promise<unknown>) => {
    const [request] = await Promise.all([page.waitForRequest(stage.backend('/healthz')), act()])
    return (await request.allHeaders())['cookie']
  }
  expect(await cookieOf(() => page.reload())).toBe('probe=1')
  await page.goto(stage.site('/'))
  // The answer is for the backend's own pages alone; what counts is what was sent.
  const ask = (url: string) =>
    page.evaluate(
      (address) =>
        fetch(address, { credentials: 'include', mode: 'no-cors' })
          .catch(() => undefined)
          .then(() => true),
      url,
    )
  expect(await cookieOf(() => ask(stage.backend('/healthz')))).toBeUndefined()
  expect(await page.evaluate(() => document.cookie)).toBe('')
})

test('a session survives reloads and a restart of the page in another tab', async () => {
  const page = await openTicket()
  const second = await stage.openPageOf(page.context(), stage.site('/support'))
  await ticketLink(second, subject).waitFor()
  await second.getByRole('button', { name: 'Log out' }).click()
  // Logging out in one tab is logging out in all.
  await page.getByLabel('E-mail address').waitFor()
  expect(await wholeText(page)).not.toContain('metal stops the signal')
})

test('a restart of the server ends nothing: open pages go on, and hear what happens afterwards', async () => {
  const page = await openTicket()
  const colleague = await stage.openPage(stage.site('/support'))
  await logIn(colleague, anna)
  await ticketLink(colleague, subject).click()
  await colleague.getByText('metal stops the signal').waitFor()
  await stage.restart()
  await page.getByLabel('Your reply').fill('Written over a restart')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('article').filter({ hasText: 'Written over a restart' }).waitFor()
  await colleague.getByText('Written over a restart').waitFor()
})

test('a part of the element that was lost on the way comes by itself when the line is back', async () => {
  const page = await stage.openPage(stage.site('/support'))
  await logIn(page, anna)
  const parts = '**/assets/ticket-parts-*.js'
  await page.route(parts, (route) => route.abort())
  await ticketLink(page, subject).click()
  await page.getByText('No connection to the portal').waitFor()
  await page.unroute(parts)
  await page.getByText('metal stops the signal').waitFor()
})

test('a draft survives a reload', async () => {
  const page = await openTicket()
  await page.getByLabel('Your reply').fill('Half a sentence that')
  await page.reload()
  await eventually('the draft', () => page.getByLabel('Your reply').inputValue(), 'Half a sentence that')
})

test('a session that ends while typing asks for the login in place and keeps the text', async () => {
  const page = await openTicket()
  await page.getByLabel('Your reply').fill('Written before the session ended')
  await endSessionsOnServer()
  await page.getByText('Your session has ended.').waitFor()
  await logIn(page, anna)
  await eventually('the text', () => page.getByLabel('Your reply').inputValue(), 'Written before the session ended')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('article').filter({ hasText: 'Written before the session ended' }).waitFor()
})

test('whoever logs in next sees nothing of the one before, the draft neither', async () => {
  const page = await openTicket()
  await page.getByLabel('Your reply').fill('For Anna’s eyes')
  await page.getByRole('button', { name: 'Log out' }).click()
  await logIn(page, cleo)
  await page.getByRole('table').waitFor()
  const text = await wholeText(page)
  for (const secret of ['For Anna’s eyes', 'aisle 4', 'Anna Lindqvist']) expect(text).not.toContain(secret)
})

test('a double click and a retry make one reply', async () => {
  const page = await openTicket()
  await page.getByLabel('Your reply').fill('Only once, please')
  await page.getByRole('button', { name: 'Send', exact: true }).dblclick()
  const sent = page.getByRole('article').filter({ hasText: 'Only once, please' })
  await sent.first().waitFor()
  await page.reload()
  await page.getByText('metal stops the signal').waitFor()
  expect(await sent.count()).toBe(1)
})

test('an unreachable backend is said, nothing is lost, and the reply goes out later', async () => {
  const page = await openTicket()
  await page.context().setOffline(true)
  await page.getByLabel('Your reply').fill('Sent from a tunnel')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText(/^Not sent/).waitFor()
  await page.context().setOffline(false)
  const again = page.getByRole('button', { name: 'Try again' })
  const sent = page.getByRole('article').filter({ hasText: 'Sent from a tunnel' })
  await again
    .first()
    .click({ timeout: 1000 })
    .catch(() => undefined)
  await eventually('nothing left to send', () => page.getByText(/^Not sent/).count(), 0)
  await page.reload()
  await page.getByText('metal stops the signal').waitFor()
  expect(await sent.count()).toBe(1)
})

test('a reply to a ticket that was closed meanwhile is refused and the text stays', async () => {
  const page = await stage.openPage(stage.site('/support'))
  await logIn(page, ben)
  await ticketLink(page, 'Scanner beeps twice').click()
  await page.getByLabel('Your reply').fill('Too late, perhaps')
  // Closed without a live event: the page cannot know.
  const tables = guarded(stage.demo.backend.deps.db)
  await tables.updateTable('ticket').set({ is_closed: 1 }).where('subject', '=', 'Scanner beeps twice for every article').execute()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('The ticket was closed before your message arrived').waitFor()
  await eventually('the text', () => page.locator('cp-ticket-detail textarea').inputValue(), 'Too late, perhaps')
})

test('files that are too large, refused or empty say why, and the rest is sent', async () => {
  const page = await openTicket()
  await page.locator('cp-ticket-detail input[type=file]').setInputFiles([
    { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
    { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<!doctype html><script>alert(1)</script>') },
    { name: '../../evil\u202Efdp.txt', mimeType: 'text/plain', buffer: Buffer.from('harmless') },
  ])
  await page.getByText('This file is empty').waitFor()
  // Made in the page: sending so much to the browser takes longer than the test.
  await page.getByLabel('Your reply').evaluate((element) => {
    const data = new DataTransfer()
    data.items.add(new File([new Uint8Array(25 * 1024 * 1024 + 1)], 'large.txt', { type: 'text/plain' }))
    element.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, composed: true, dataTransfer: data }))
  })
  await page.getByText('Too large: at most 25 MB').waitFor()
  await page.getByText('This type of file is not allowed').waitFor()
  await page.getByRole('button', { name: /^Remove .*empty/ }).click()
  await page.getByRole('button', { name: /^Remove .*page/ }).click()
  await page.getByRole('button', { name: /^Remove .*large/ }).click()
  await page.getByLabel('Your reply').fill('One file with a strange name')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const sent = page.getByRole('article').filter({ hasText: 'One file with a strange name' })
  await sent.getByText('.txt').first().waitFor()
  expect(await sent.textContent()).not.toContain('..')
})

test('the wrong password many times locks, and says for how long', async () => {
  const page = await stage.openPage(stage.site('/elements/cp-login'))
  const button = page.getByRole('button', { name: 'Log in', exact: true })
  const locked = page.getByText(/Too many tries/)
  for (let attempt = 0; attempt < 12 && (await locked.count()) === 0; attempt += 1) {
    const answered = page.waitForResponse((response) => response.url().endsWith('/session') && response.request().method() === 'POST')
    await logIn(page, { email: 'sofie@havnkaffe.example' }, `wrong password ${attempt}`)
    await answered
    await eventually('an answer', async () => (await button.textContent())?.trim(), 'Log in')
  }
  await locked.waitFor()
})
