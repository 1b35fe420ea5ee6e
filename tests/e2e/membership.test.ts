import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { admin, anna, cleo } from '../../demo/seed/people.ts'
import { logIn, signInStaff } from './support/acts.ts'
import { findViolations } from './support/axe.ts'
import { isIn, linkIn, useFrontDoor } from './support/front-door.ts'

const front = useFrontDoor()

async function openStaff(path: string, heading: string): Promise<Page> {
  const page = await front.stage.openPage(front.stage.backend(path))
  await signInStaff(page, admin)
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  return page
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.locator('.save-bar.saved').waitFor()
}

test('an admin makes a list, lets only its people in, invites one of them and sees it accepted; who is on none is out', async () => {
  const cleosPage = await front.open('embedded')
  await logIn(cleosPage, cleo)
  await isIn(cleosPage)

  const page = await openStaff('/staff/settings/people', 'People')
  await page.getByRole('button', { name: 'New list' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Pilot')
  await page.getByRole('button', { name: 'Make the list' }).click()
  await page.getByRole('combobox', { name: 'Add somebody' }).fill('anna@nordvik')
  await page.getByRole('option', { name: /Anna Lindqvist/ }).click()
  await page.getByText('1 person added.').first().waitFor()
  await page.getByText('Add many addresses').click()
  await page.getByRole('textbox', { name: 'Add many addresses' }).fill('Turid <turid@fjell.example>')
  await page.getByRole('button', { name: 'Add them' }).click()
  await page.getByRole('link', { name: 'turid@fjell.example' }).waitFor()
  expect(await findViolations(page, 'body')).toEqual([])

  await page.getByRole('link', { name: 'Change who gets in' }).click()
  await page.getByRole('radio', { name: 'Only people on lists' }).check()
  await page.getByRole('checkbox', { name: /^Pilot/ }).check()
  await page.getByText('2 people would get in.').waitFor()
  await page.getByText('1 person signed in now would be signed out.').waitFor()
  await page.getByText('Show names').click()
  await page.getByText('turid@fjell.example').waitFor()
  await save(page)
  await cleosPage.reload()
  await cleosPage.getByLabel('E-mail address').waitFor()
  await logIn(cleosPage, cleo)
  await cleosPage
    .getByText(/access/i)
    .first()
    .waitFor()

  await page.getByRole('link', { name: 'People', exact: true }).click()
  await page.getByText('Is invited soon').waitFor()
  await page.getByRole('button', { name: 'Invite now: turid@fjell.example' }).click()
  await page.getByText('Invited', { exact: true }).waitFor()
  const mailed = await front.stage.openPage(linkIn(await front.mailTo('turid@fjell.example')))
  await mailed.getByLabel(/^(New p|P)assword$/).fill('seven grey boats at dawn')
  await mailed.getByRole('button', { name: 'Save and log in' }).click()
  await isIn(mailed)
  await page.reload()
  await page.getByText('Accepted').waitFor()
  await front.changePortal({ accessMode: 'everyone', accessListIds: [] })
})

test('an admin lets people register, says what they agree to, and asks again with other words', async () => {
  const page = await openStaff('/staff/settings', 'Portal settings')
  await page.getByRole('switch', { name: 'Self-registration' }).check()
  await page.getByRole('switch', { name: 'Ask for consent' }).check()
  await page.getByLabel('Notice').first().fill('We keep your tickets. More: https://kvist.example/privacy')
  await page.getByLabel('Beside the box to tick').first().fill('I agree to that.')
  await save(page)
  const portal = await front.open('embedded')
  await portal.getByRole('button', { name: 'Register here' }).waitFor()
  await logIn(portal, anna)
  await portal.getByText('We keep your tickets.').waitFor()
  expect(await portal.getByRole('link', { name: 'https://kvist.example/privacy' }).getAttribute('href')).toBe(
    'https://kvist.example/privacy',
  )
  await portal.getByRole('checkbox').check()
  await portal.getByRole('button', { name: 'Agree' }).click()
  await isIn(portal)

  await page.reload()
  await page.getByLabel('Notice').first().fill('We keep your tickets for three years.')
  await page.getByText('When you save, everybody is asked again').waitFor()
  await save(page)
  await portal.reload()
  await portal.getByText('We keep your tickets for three years.').waitFor()
  await page.getByRole('switch', { name: 'Self-registration' }).uncheck()
  await page.getByRole('switch', { name: 'Ask for consent' }).uncheck()
  await save(page)
  await portal.reload()
  await isIn(portal)
})

test('mails lead into a portal whose name in the address is another', async () => {
  const page = await openStaff('/staff/settings', 'Portal settings')
  await page.getByLabel('Home page of the portal').fill(front.stage.site('/two'))
  await page.getByLabel('Name in the address').fill('power')
  await save(page)
  const portal = await front.stage.openPage(front.home('embedded'))
  await portal.getByRole('button', { name: 'Forgot your password?' }).click()
  await portal.getByLabel('E-mail address').fill(anna.email)
  await portal.getByRole('button', { name: 'Send me a link' }).click()
  expect(linkIn(await front.mailTo(anna.email))).toContain(`${front.stage.site('/two')}#power/reset?token=`)
})
