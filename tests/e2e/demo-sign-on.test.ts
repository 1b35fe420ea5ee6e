import { expect, test } from 'vitest'
import { anna, ben, cleo } from '../../demo/seed/people.ts'
import { ticketLink, wholeText } from './support/acts.ts'
import { isIn } from './support/front-door.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

test('customers of the demo’s site come in with its own word, in a window and after a restart', async () => {
  const page = await stage.openPage(stage.site('/support'))
  const logInAs = async (name: string) => {
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Log in with Kvist' }).click()])
    await popup.getByRole('button', { name }).click()
    await isIn(page, name)
  }
  await logInAs(ben.name)
  await page.getByRole('button', { name: 'Log out' }).click()
  await stage.restart()
  await page.reload()
  await logInAs(cleo.name)
})

test('the site hands its word to the portal that asked for it, and to nobody else', async () => {
  for (const query of ['', `?state=1&return_to=https://evil.example/`, `?return_to=${stage.backend('/')}&state=1`]) {
    const page = await stage.openPage(stage.site(`/signed-in${query}`))
    await page.getByRole('link', { name: ben.name }).waitFor()
    expect(await page.locator('form').count()).toBe(0)
  }
})

test('a page that knows its user needs no login, and the next user finds nothing of the one before', async () => {
  const page = await stage.openPage(stage.site('/signed-in'))
  await page.getByRole('link', { name: anna.name }).click()
  await isIn(page)
  await ticketLink(page, 'Shelf labels in aisle 4').waitFor()
  await page.getByRole('link', { name: 'Somebody else' }).click()
  await page.getByRole('link', { name: cleo.name }).click()
  await isIn(page, cleo.name)
  await page.getByRole('table').waitFor()
  expect(await wholeText(page)).not.toContain('Shelf labels in aisle 4')
})
