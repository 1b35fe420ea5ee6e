import { expect, test } from 'vitest'
import { admin, anna } from '../../../demo/seed/people.ts'
import { logIn, signInStaff } from '../support/acts.ts'
import { findViolations } from '../support/axe.ts'
import { useStage } from '../support/stage.ts'

const stage = useStage()

test('a menu is made and ordered on the page; the portal on the help site shows it, and its link goes when it is switched off', async () => {
  const staff = await stage.openPage(stage.backend('/staff/settings/menu'))
  await signInStaff(staff, admin)
  const customer = await stage.openPage(stage.site('/support'))
  await logIn(customer, anna)
  const saved = () => staff.getByRole('status').filter({ hasText: 'Saved' })
  const places = customer.locator('cp-portal nav .place')
  await places.first().waitFor()
  expect(await places.allInnerTexts()).toEqual(['Tickets', 'Submit a support ticket'])
  await customer.getByRole('link', { name: 'Go to Support' }).waitFor()

  await staff.getByRole('button', { name: 'New menu' }).click()
  await staff.getByLabel('Name of the menu').fill('With the shop')
  await staff.getByRole('button', { name: 'Link to a page' }).click()
  await staff.getByLabel('Words in English: Link to a page').fill('Our shop')
  await staff.getByLabel('Address: Our shop').fill('https://shop.kvist.example/?from=portal')
  await staff.getByLabel('Words in English: New ticket').fill('Ask us')
  const [handle, first] = [staff.locator('.item .handle').nth(2), staff.locator('.item').first()]
  const [from, to] = [await handle.boundingBox(), await first.boundingBox()]
  await staff.mouse.move((from?.x ?? 0) + 10, (from?.y ?? 0) + 12)
  await staff.mouse.down()
  await staff.mouse.move((to?.x ?? 0) + 10, (to?.y ?? 0) + 4, { steps: 6 })
  await staff.mouse.up()
  expect(await findViolations(staff, 'cp-staff-app')).toEqual([])
  await staff.getByRole('button', { name: 'Save' }).click()
  await saved().waitFor()
  await staff.getByRole('button', { name: 'All menus' }).click()
  await staff.getByLabel('Menu of this portal').selectOption('With the shop')
  await saved().waitFor()
  expect(await findViolations(staff, 'cp-staff-app')).toEqual([])

  await customer.reload()
  await places.first().waitFor()
  expect(await places.allInnerTexts()).toEqual(['Our shop', 'Tickets', 'Ask us'])
  expect(await places.first().getAttribute('href')).toBe('https://shop.kvist.example/?from=portal')
  await places.nth(2).click()
  await customer.locator('cp-support-form').getByLabel('Subject').waitFor()

  await staff.getByLabel('Show customer portal link').click()
  await saved().waitFor()
  await customer.goto(stage.site('/'))
  await customer.locator('cp-portal-link:state(waiting)').waitFor({ state: 'attached' })
  expect(await customer.getByRole('link', { name: /^Go to/ }).count()).toBe(0)
})
