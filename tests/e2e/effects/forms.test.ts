import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { admin, agent, anna } from '../../../demo/seed/people.ts'
import { eventually, logIn, signInStaff } from '../support/acts.ts'
import { findViolations } from '../support/axe.ts'
import { useStage } from '../support/stage.ts'

const stage = useStage()

const item = (page: Page, name: string) => page.locator(`.item[data-name="${name}"]`)
const settingOf = (page: Page) => page.locator('cp-staff-form-field')
const order = (page: Page) => page.locator('.item').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['name']))

async function openForms(): Promise<Page> {
  const page = await stage.openPage(stage.backend('/staff/settings/forms'))
  await signInStaff(page, admin)
  await page.getByRole('heading', { name: 'Support forms' }).waitFor()
  return page
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.locator('.save-bar').getByText('Saved', { exact: true }).waitFor()
}

test('a form is built by clicking and connected; the portal on the help site files a ticket with it, its properties filled', async () => {
  const staff = await openForms()
  expect(await findViolations(staff, 'cp-staff-app')).toEqual([])
  await staff.getByRole('button', { name: 'Add a form' }).click()
  await staff.getByLabel('Name', { exact: true }).fill('Returns')
  await staff.getByLabel('Key').fill('returns')
  await staff.getByLabel('Title for customers').fill('Send something back')
  await staff.getByLabel('Pipeline and stage').selectOption('Onboarding – Under way')
  for (const name of ['Product', 'Shop', 'Promised for', 'Cost']) await staff.getByRole('switch', { name, exact: true }).click()
  await staff.getByRole('button', { name: 'Consent' }).click()
  await settingOf(staff).getByLabel('Text beside the box').fill('You may open it. See https://kvist.example/terms')

  await item(staff, 'ticket.custom.product').getByRole('button', { expanded: false }).click()
  await settingOf(staff).getByLabel('Label').fill('What comes back?')
  await settingOf(staff).getByLabel('Help').fill('As it says on the box.')
  await settingOf(staff).getByRole('switch', { name: 'Required' }).click()
  await item(staff, 'ticket.custom.promised').getByRole('button', { expanded: false }).click()
  await settingOf(staff).getByRole('switch', { name: 'Show it only' }).click()
  await settingOf(staff).getByLabel('Field', { exact: true }).selectOption({ label: 'What comes back?' })
  await settingOf(staff).getByLabel('Till', { exact: true }).click()
  await item(staff, 'ticket.custom.cost').getByRole('button', { expanded: false }).click()
  await settingOf(staff).getByRole('switch', { name: 'Hidden' }).click()
  await settingOf(staff).getByLabel('Value', { exact: true }).fill('12.5')
  await item(staff, 'ticket.custom.shop').getByRole('button', { expanded: false }).click()
  await settingOf(staff).getByLabel('Value to begin with').fill('Bergen')
  // By the keyboard alone, told to who cannot see it.
  await item(staff, 'ticket.custom.product').locator('.choose').focus()
  for (const _ of [1, 2]) await staff.keyboard.press('Alt+ArrowUp')
  await staff.getByText('What comes back? is number 2 of 8.').waitFor({ state: 'attached' })
  const [handle, target] = [item(staff, 'files').locator('.handle'), item(staff, 'ticket.custom.cost')]
  const [from, to] = [await handle.boundingBox(), await target.boundingBox()]
  await staff.mouse.move((from?.x ?? 0) + 10, (from?.y ?? 0) + 12)
  await staff.mouse.down()
  await staff.mouse.move((to?.x ?? 0) + 10, (to?.y ?? 0) + (to?.height ?? 0) - 4, { steps: 8 })
  await staff.mouse.up()
  expect(await order(staff)).toEqual(
    ['subject', 'product', 'text', 'shop', 'promised', 'cost', 'files', 'consent_1'].map((name) =>
      ['product', 'shop', 'promised', 'cost'].includes(name) ? `ticket.custom.${name}` : name,
    ),
  )
  const preview = staff.locator('cp-staff-form-preview')
  expect(await preview.getByLabel('Promised for').count()).toBe(0)
  await preview.getByLabel('What comes back?').selectOption('till')
  await preview.getByLabel('Promised for').waitFor()
  expect(await findViolations(staff, 'cp-staff-app')).toEqual([])
  await save(staff)

  await staff.getByRole('button', { name: 'Forms', exact: true }).click()
  await staff.getByText('Cannot be connected: no inbox is chosen.').waitFor()
  await staff.getByRole('button', { name: 'Connect a support form' }).click()
  await staff.getByLabel('Form', { exact: true }).selectOption('Returns')
  await staff.getByLabel('Inbox for what is submitted').selectOption('Billing')
  await staff.getByRole('button', { name: 'Connect', exact: true }).click()
  await staff.getByRole('button', { name: 'Make Returns the default form' }).waitFor()

  const customer = await stage.openPage(stage.site('/support#support/new'))
  await logIn(customer, anna)
  const form = customer.locator('cp-support-form')
  await form.getByLabel('What is it about?').selectOption('Send something back')
  await form.getByRole('heading', { name: 'Send something back' }).waitFor()
  await form.getByLabel('Subject').fill('The till is broken')
  await form.getByLabel('How can we help?').fill('It does not open.')
  expect(await form.getByLabel('Shop').inputValue()).toBe('Bergen')
  expect(await form.getByLabel('Cost').count()).toBe(0)
  expect(await form.getByLabel('Promised for').count()).toBe(0)
  await form.getByRole('button', { name: 'Submit', exact: true }).click()
  await form.getByRole('link', { name: /What comes back\? –/ }).click()
  await form.getByRole('link', { name: /You may open it/ }).waitFor()
  await form.getByLabel('What comes back?').selectOption('Till')
  await form.getByLabel('Promised for').fill('2026-12-24')
  await form.getByLabel(/You may open it/).check()
  expect(await findViolations(customer, 'cp-portal')).toEqual([])
  await form.getByRole('button', { name: 'Submit', exact: true }).click()
  const thanks = await form.getByRole('heading', { name: /Thank you/ }).innerText()
  const number = /#(\d+)/.exec(thanks)?.[1] ?? ''
  await form.getByRole('link', { name: 'View the ticket' }).click()
  await customer.getByText('✓ You may open it. See https://kvist.example/terms').waitFor()

  const desk = await stage.openPage(stage.backend('/staff'))
  await signInStaff(desk, agent)
  await desk.getByRole('link', { name: /^Billing/ }).click()
  await desk.getByText('The till is broken').first().click()
  await desk.getByText(`#${number}`).first().waitFor()
  const read = <Answer>(path: string) =>
    desk.evaluate<Answer, string>(async (asked) => (await (await fetch(`/api/v1/staff${asked}`)).json()) as Answer, path)
  const { tickets } = await read<{ tickets: { id: string; subject: string; stageId: string }[] }>('/tickets?q=till')
  const ticket = tickets.find(({ subject }) => subject === 'The till is broken')
  const { pipelines } = await read<{ pipelines: { stages: { id: string; labels: Record<string, string> }[] }[] }>('/pipelines')
  const stages = pipelines.flatMap((pipeline) => pipeline.stages)
  expect(stages.find(({ id }) => id === ticket?.stageId)?.labels['en']).toBe('Under way')
  const { properties } = await read<{ properties: { name: string; value: unknown }[] }>(`/tickets/${ticket?.id}/properties`)
  expect(Object.fromEntries(properties.map(({ name, value }) => [name.replace('ticket.custom.', ''), value]))).toEqual({
    product: 'till',
    shop: 'Bergen',
    promised: '2026-12-24',
    cost: 12.5,
  })
})

test('two who save at once lose nothing; a form is made the default one, copied, deleted, brought back', async () => {
  const staff = await openForms()
  const other = await stage.openPageOf(staff.context(), stage.backend('/staff/settings/forms'))
  for (const page of [staff, other]) await page.getByRole('button', { name: 'Edit Returns' }).first().click()
  await other.getByLabel('Title for customers').fill('Back it goes')
  await save(other)
  await staff.getByRole('switch', { name: 'Promised for', exact: true }).click()
  await staff.getByRole('button', { name: 'Save', exact: true }).click()
  await staff.getByText('They changed: Title for customers.').waitFor()
  expect(await staff.getByRole('switch', { name: 'Promised for', exact: true }).isChecked()).toBe(false)
  await staff.getByRole('button', { name: 'Use theirs' }).click()
  expect(await staff.getByLabel('Title for customers').inputValue()).toBe('Back it goes')

  // What is not saved stays while the list is looked at.
  await staff.getByLabel('Name', { exact: true }).fill('Returns and swaps')
  await staff.getByRole('button', { name: 'Forms', exact: true }).click()
  await staff.getByText('Not saved', { exact: true }).waitFor()
  await staff.getByRole('button', { name: 'Edit Returns' }).last().click()
  await save(staff)
  await staff.getByRole('button', { name: 'Forms', exact: true }).click()

  await staff.getByRole('button', { name: 'Make Returns and swaps the default form' }).click()
  const customer = await stage.openPage(stage.site('/support#support/new'))
  await logIn(customer, anna)
  const form = customer.locator('cp-support-form')
  await form.getByRole('heading', { name: 'Back it goes' }).waitFor()
  await staff.getByRole('button', { name: 'Disconnect Support' }).click()
  await staff.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click()
  await eventually('one form is left', () => staff.getByRole('button', { name: /^Disconnect/ }).count(), 1)
  await customer.reload()
  await form.getByLabel('Subject').waitFor()
  expect(await form.getByLabel('What is it about?').count()).toBe(0)
  await customer.goto(stage.site('/elements/cp-support-form?form=support'))
  await customer.getByText('There is no form here yet').waitFor()

  await staff.getByRole('button', { name: 'Delete Returns and swaps' }).click()
  await staff.getByText('It is connected to Support. Disconnect it there first.').waitFor()
  await staff.getByRole('button', { name: 'Duplicate Returns and swaps' }).click()
  await staff.getByRole('button', { name: 'Delete Returns and swaps (copy)' }).click()
  await staff.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await staff.getByRole('button', { name: 'Undo' }).click()
  await staff.getByRole('button', { name: 'Edit Returns and swaps (copy)' }).waitFor()

  await staff.setViewportSize({ width: 360, height: 780 })
  await staff.getByRole('button', { name: 'Edit Returns and swaps', exact: true }).last().click()
  await item(staff, 'subject').waitFor()
  expect(await staff.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
})
