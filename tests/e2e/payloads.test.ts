import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { agent, anna } from '../../demo/seed/people.ts'
import { logIn, signInStaff } from './support/acts.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

/** What other help desks once ran: each would call `attacked` if any page took it for markup or for an address. */
const payloads = [
  '<img src=x onerror="attacked()">',
  '"><script>attacked()</script>',
  '<svg/onload=attacked()>',
  'javascript:attacked()//https://x.example',
  '<a href="javascript:attacked()">https://harmless.example</a>',
  '</textarea><iframe srcdoc="<script>parent.attacked()</script>">',
]

async function watch(page: Page): Promise<() => Promise<string[]>> {
  const attacks: string[] = []
  await page.exposeFunction('attacked', () => void attacks.push(page.url()))
  page.on('dialog', (dialog) => {
    attacks.push(dialog.message())
    void dialog.dismiss()
  })
  return async () => {
    // Every link and image of the page, shadow roots included: none leads into a script.
    const addresses = await page.evaluate(() => {
      const read = (root: ParentNode): string[] =>
        [...root.querySelectorAll('*')].flatMap((element) => [
          ...[element.getAttribute('href'), element.getAttribute('src')].filter((address) => address !== null),
          ...(element.shadowRoot ? read(element.shadowRoot) : []),
        ])
      return read(document)
    })
    return [...attacks, ...addresses.filter((address) => /^\s*(javascript|data|vbscript):/i.test(address))]
  }
}

test('T-29: markup in subject, text and file name is text for the customer and for the agent', async () => {
  const portal = await stage.openPage(stage.site('/support'))
  const attacksOnCustomer = await watch(portal)
  await logIn(portal, anna)
  await portal.getByRole('table').waitFor()
  for (const [index, payload] of payloads.entries()) {
    await portal.getByRole('link', { name: 'Submit a support ticket' }).click()
    await portal.getByLabel('Subject').fill(`${index} ${payload}`)
    await portal.getByLabel('Topic').selectOption('till')
    await portal.getByLabel('What happened?').fill(`Text ${index} ${payload}`)
    await portal.locator('input[type=file]').setInputFiles({
      name: `${index}<img src=x onerror=attacked()>.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from('attacked()'),
    })
    await portal.getByRole('button', { name: 'Submit', exact: true }).click()
    await portal.getByRole('link', { name: 'View the ticket' }).click()
    await portal.getByText(`Text ${index} ${payload}`).waitFor()
  }
  await portal.getByRole('link', { name: 'Tickets', exact: true }).click()
  for (const [index, payload] of payloads.entries())
    await portal
      .getByRole('link', { name: `${index} ${payload}` })
      .first()
      .waitFor()
  expect(await attacksOnCustomer()).toEqual([])

  const inbox = await stage.openPage(stage.backend('/staff'))
  const attacksOnAgent = await watch(inbox)
  await signInStaff(inbox, agent)
  for (const [index, payload] of payloads.entries()) {
    await inbox.getByText(`${index} ${payload}`).first().click()
    await inbox.getByText(`Text ${index} ${payload}`).last().waitFor()
  }
  expect(await attacksOnAgent()).toEqual([])
}, 120_000)
