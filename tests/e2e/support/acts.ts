import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { demoPassword, type Member, type Person } from '../../../demo/seed/people.ts'

type Place = Page | Locator

/** Fills the login in and sends it. */
export async function logIn(place: Place, person: Pick<Person, 'email'>, password = demoPassword): Promise<void> {
  await place.getByLabel('E-mail address').fill(person.email)
  await place.getByLabel('Password', { exact: true }).fill(password)
  await place.getByRole('button', { name: 'Log in', exact: true }).click()
}

/** A row of a ticket list, by a part of its subject. */
export function ticketLink(place: Place, subject: string): Locator {
  return place.getByRole('link', { name: subject })
}

/** Switches a list between own tickets and those of the organization, whose options also say how many there are. */
export async function chooseView(place: Place, label: 'My tickets' | 'Organization tickets'): Promise<void> {
  await place.getByRole('combobox', { name: /^Show/ }).selectOption(label === 'My tickets' ? 'mine' : 'company')
}

/** Signs a member of the staff in on the staff page. */
export async function signInStaff(page: Page, member: Member): Promise<void> {
  await page.getByLabel(/e-?mail/i).fill(member.email)
  await page.getByLabel('Password', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: /^(sign|log) in$/i }).click()
}

/** Waits until `read` gives what is expected; the message says what was waited for. */
export async function eventually<Value>(what: string, read: () => Promise<Value>, expected: Value): Promise<void> {
  await expect.poll(read, { message: what, timeout: 10_000 }).toEqual(expected)
}

/** What was just saved is seen in a portal within five seconds, when the page around it is loaded anew. */
export async function isSoonSeen<Value>(page: Page, what: string, read: () => Promise<Value>, expected: Value): Promise<void> {
  const deadline = performance.now() + 5000
  await page.reload()
  await expect.poll(read, { message: `${what}, within five seconds`, timeout: Math.max(1, deadline - performance.now()) }).toEqual(expected)
}

/** A file as an `<input type=file>` takes it. */
export function textFile(name: string, text: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text) }
}

/** Everything that a page shows or holds, shadow roots included. */
export function wholeText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const read = (root: Node): string => {
      let text = root instanceof Element ? [...root.attributes].map(({ value }) => value).join(' ') : (root.nodeValue ?? '')
      if (root instanceof Element && root.shadowRoot) text += read(root.shadowRoot)
      for (const child of root.childNodes) text += ` ${read(child)}`
      return text
    }
    return read(document)
  })
}
