import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { admin, anna } from '../../../demo/seed/people.ts'
import { openDnsServer, type DnsServer } from '../../support/peers/dns-server.ts'
import { logIn, signInStaff } from '../support/acts.ts'
import { findViolations } from '../support/axe.ts'
import { useStage } from '../support/stage.ts'

let dns: DnsServer | undefined
const stage = useStage(async () => {
  dns = await openDnsServer()
  return { DNS_SERVERS: dns.address }
})
afterAll(() => dns?.close())

/** Browsers take every name below it for this machine. */
const host = 'help.localhost'

const statusOf = (page: Page, path: string) => page.evaluate(async (asked) => (await fetch(asked)).status, path)

test('a domain is connected, proved and served: people log in there; it speaks its own language, and is gone when it is disconnected', async () => {
  const staff = await stage.openPage(stage.backend('/staff/settings/domains'))
  await signInStaff(staff, admin)
  await staff.getByLabel('Domain', { exact: true }).fill(host)
  await staff.getByRole('button', { name: 'Connect domain' }).click()
  const name = `_customer-portal.${host}`
  await staff.getByText(name, { exact: true }).first().waitFor()
  dns?.set('TXT', name, 'customer-portal=0123')
  const checkNow = staff.getByRole('button', { name: 'Check now' })
  await checkNow.click()
  await staff.getByText('Record says something else').waitFor()
  await staff.getByText('customer-portal=0123').waitFor()
  const value = await staff.getByText(/^customer-portal=[0-9a-f]{32}$/).innerText()
  dns?.set('TXT', name, value)
  // Whoever presses again within two seconds hears the same; what the server finds by itself comes as well.
  await expect
    .poll(
      async () => {
        if (await checkNow.isVisible()) await checkNow.click()
        return staff.getByText('Verified', { exact: true }).count()
      },
      { timeout: 10_000 },
    )
    .toBe(1)
  expect(await findViolations(staff, 'cp-staff-app')).toEqual([])

  const { port } = new URL(stage.backend('/'))
  const url = `http://${host}:${port}/support`
  expect(await staff.getByRole('link', { name: /Open “Support”/ }).getAttribute('href')).toBe(url)
  const customer = await stage.openPage(url)
  await logIn(customer, anna)
  await customer.getByRole('button', { name: 'Log out' }).waitFor()
  expect(await statusOf(customer, '/staff')).toBe(404)

  await staff.getByLabel('Primary language').selectOption('nb')
  await staff.getByText('Saved', { exact: true }).first().waitFor()
  await customer.reload()
  await customer.getByRole('button', { name: 'Logg ut' }).waitFor()

  await staff.getByRole('button', { name: 'Disconnect' }).click()
  await staff.locator('dialog[open]').getByRole('button', { name: 'Disconnect' }).click()
  await staff.getByText('No domain yet').waitFor()
  await expect.poll(() => statusOf(customer, '/support'), { timeout: 10_000 }).toBe(404)
})
