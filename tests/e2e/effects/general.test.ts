import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { admin } from '../../../demo/seed/people.ts'
import { eventually, signInStaff } from '../support/acts.ts'
import { findViolations } from '../support/axe.ts'
import { useStage } from '../support/stage.ts'

const stage = useStage()

const save = async (staff: Page) => {
  await staff.getByRole('button', { name: 'Save', exact: true }).click()
  await staff.locator('.save-bar.saved').waitFor()
}

test('title, address, languages and websites are changed on the page; hosted page and help site follow', async () => {
  const staff = await stage.openPage(stage.backend('/staff/settings'))
  await signInStaff(staff, admin)
  const customer = await stage.openPage(stage.backend('/p/support'))
  expect(await customer.title()).toBe('Support')
  await staff.getByLabel('Title', { exact: true }).fill('Kvist help')
  await staff.getByLabel('Address on this server').fill('fjell')
  await save(staff)
  await customer.goto('about:blank')
  await customer.goto(stage.backend('/p/support#support/login'))
  expect([await customer.title(), new URL(customer.url()).pathname]).toEqual(['Kvist help', '/p/fjell'])

  // A page in Norwegian gets the portal in Norwegian, until that is not offered.
  const site = await stage.openPage(stage.site('/support?lang=nb'))
  await site.getByRole('button', { name: 'Logg inn', exact: true }).waitFor()
  await staff.getByRole('checkbox', { name: 'Norsk bokmål' }).uncheck()
  await save(staff)
  await site.reload()
  await site.getByRole('button', { name: 'Log in', exact: true }).waitFor()
  await staff.getByLabel('Language', { exact: true }).selectOption('nb')
  await save(staff)
  await site.goto(stage.site('/support'))
  await site.reload()
  await site
    .locator('cp-portal')
    .getByRole('button', { name: /^(Log in|Logg inn)$/ })
    .waitFor()
  await customer.reload()
  await customer.getByRole('button', { name: 'Logg inn', exact: true }).waitFor()
  expect(await findViolations(staff, 'cp-staff-app')).toEqual([])
})

test('a website that is taken out tries in vain, is told of by itself, and is allowed with a click', async () => {
  const staff = await stage.openPage(stage.backend('/staff/settings#embedding'))
  await signInStaff(staff, admin)
  const origin = new URL(stage.site('/')).origin
  await staff.getByRole('button', { name: `Remove ${origin}` }).click()
  await staff.getByRole('button', { name: 'Add a website' }).click()
  await staff.getByLabel('Website 1').fill('https://www.kvist.example')
  await save(staff)
  // The page says in its console what its owner must do: no fault here.
  const site = await (await stage.openPerson()).newPage()
  await site.goto(stage.site('/support'))
  await site
    .getByText(/cannot be shown on this site yet|kan ikke vises på dette nettstedet ennå/)
    .first()
    .waitFor()
  await staff.getByText(`A page on ${origin} tried, and is not in the list.`).waitFor()
  await staff.getByRole('button', { name: `Allow it: ${origin}` }).click()
  await save(staff)
  await staff.getByText(`We have seen your page on ${origin}`).waitFor()
  await site.reload()
  await site
    .locator('cp-portal')
    .getByRole('button', { name: /^(Log in|Logg inn)$/ })
    .waitFor()
})

test('the switch closes the portal and opens it again; a domain says what it needs', async () => {
  const staff = await stage.openPage(stage.backend('/staff/settings'))
  await signInStaff(staff, admin)
  const site = await stage.openPage(stage.site('/support'))
  const login = site.locator('cp-portal').getByRole('button', { name: /^(Log in|Logg inn)$/ })
  await login.waitFor()
  await staff.getByRole('switch', { name: /^Portal/ }).click()
  await staff.getByRole('button', { name: 'Save', exact: true }).click()
  await staff.getByRole('button', { name: 'Switch off and save' }).click()
  await staff.locator('.save-bar.saved').waitFor()
  await site.reload()
  await eventually('the portal is closed', () => login.count(), 0)
  await staff.getByRole('switch', { name: /^Portal/ }).click()
  await save(staff)
  await site.reload()
  await login.waitFor()

  await staff.getByRole('link', { name: 'Domains' }).click()
  await staff.getByLabel('Domain', { exact: true }).fill('support.kvist.example')
  await staff.getByRole('button', { name: 'Connect domain' }).click()
  await staff.getByText('Waiting for the record').waitFor()
  expect(await findViolations(staff, 'cp-staff-app')).toEqual([])
})
