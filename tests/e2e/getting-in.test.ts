import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { guarded } from '../../server/db/index.ts'
import { anna, ben } from '../../demo/seed/people.ts'
import { logIn } from './support/acts.ts'
import { codeIn, doors, isIn, linkIn, ownMailbox, useFrontDoor } from './support/front-door.ts'

const front = useFrontDoor()
const password = 'four quiet winter lamps'

async function choosePassword(page: Page, words = password): Promise<void> {
  await page.getByLabel(/^(New p|P)assword$/).fill(words)
  await page.getByRole('button', { name: 'Save and log in' }).click()
}

async function askByMail(page: Page, way: string, email: string): Promise<void> {
  await page.getByRole('button', { name: way }).click()
  await page.getByRole('button', { name: 'Back to the login' }).waitFor()
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
}

async function register(page: Page, name: string, email: string): Promise<void> {
  await page.getByRole('button', { name: 'Register here' }).click()
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Register', exact: true }).click()
}

const consentTexts = { en: { text: 'We keep your tickets.', checkbox: 'I agree.' } }
const countContacts = async () => (await guarded(front.stage.demo.backend.deps.db).selectFrom('contact').select('id').execute()).length

for (const door of doors) {
  test(`${door}: registered, address confirmed by the mail, in`, async () => {
    await front.changePortal({ canRegister: true, consentTexts })
    const before = await countContacts()
    const page = await front.open(door)
    const email = `nina-${door}@shop.example`
    await register(page, 'Nina Falk', email)
    await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
    const link = linkIn(await front.mailTo(email))
    expect(link.split('#')[0]).toBe(front.home(door))
    expect(await countContacts(), 'before the address is proved').toBe(before)
    // Nobody is in the way: the mail is opened in a browser where somebody else is logged in.
    const mailed = await front.stage.openPage(link)
    await choosePassword(mailed)
    await isIn(mailed, 'Nina Falk')
    expect(mailed.url()).not.toContain('token')
    await mailed.getByRole('button', { name: 'Log out' }).click()
    await logIn(mailed, { email }, password)
    await isIn(mailed)
    expect(await countContacts()).toBe(before + 1)
    await front.changePortal({ canRegister: false, consentTexts: null })
  })

  test(`${door}: let in by a list, invited by mail, password set, in`, async () => {
    const staff = await front.staff()
    const email = `olav-${door}@shop.example`
    const list = (await (await staff.post('/lists', { kind: 'static', name: `Invited ${door}` })).json()) as { id: string }
    await staff.post(`/lists/${list.id}/members`, { emails: [email] })
    await front.changePortal({ accessMode: 'lists', accessListIds: [list.id], homeUrl: door === 'embedded' ? front.home(door) : null })
    const { id } = await front.portal()
    const { members } = (await (await staff.get(`/portals/${id}/members`)).json()) as { members: { id: string; status: string }[] }
    expect(members.map(({ status }) => status)).toEqual(['waiting'])
    await staff.post(`/portals/${id}/invitations`, { contactId: members[0]?.id })
    const page = await front.stage.openPage(linkIn(await front.mailTo(email)))
    await page.getByRole('heading', { name: 'Set up your login' }).waitFor()
    await choosePassword(page)
    await isIn(page)
    await front.changePortal({ accessMode: 'everyone', accessListIds: [] })
  })

  test(`${door}: forgotten, reset by mail, in; the password of before is none`, async () => {
    const page = await front.open(door)
    await askByMail(page, 'Forgot your password?', ben.email)
    const mailed = await front.stage.openPageOf(page.context(), linkIn(await front.mailTo(ben.email)))
    await choosePassword(mailed, `${password} ${door}`)
    await isIn(mailed, ben.name)
    // The tab that asked is in as well: it is the same browser.
    await isIn(page)
    await front.mailTo(ben.email)
    const elsewhere = await front.open(door)
    await logIn(elsewhere, ben)
    await elsewhere.getByText('Address and password do not match').waitFor()
    await logIn(elsewhere, ben, `${password} ${door}`)
    await isIn(elsewhere)
  })

  test(`${door}: by the link of a mail, and by its code on another device`, async () => {
    const page = await front.open(door)
    await askByMail(page, 'Log in by mail instead', anna.email)
    const phone = await front.stage.openPage(linkIn(await front.mailTo(anna.email)), { viewport: { width: 390, height: 800 } })
    await phone.getByRole('button', { name: 'Log in', exact: true }).click()
    await isIn(phone, anna.name)
    const desk = await front.open(door)
    await askByMail(desk, 'Log in by mail instead', `emil@strand.example`)
    // Read on a phone, typed at the desk.
    const code = codeIn(await front.mailTo('emil@strand.example'))
    await desk.getByLabel('Code').fill(`${code.slice(0, 4)} ${code.slice(4)}`)
    await desk.getByRole('button', { name: 'Log in', exact: true }).click()
    await isIn(desk, 'Emil Strand')
  })
}

test('what is typed while the next view is on its way is in it', async () => {
  const page = await front.open('embedded')
  await page.getByLabel('E-mail address').waitFor()
  const held = Promise.withResolvers<void>()
  await page.route(/\/assets\/ways-[\w-]+\.js$/, async (route) => {
    await held.promise
    await route.continue()
  })
  await page.getByRole('button', { name: 'Forgot your password?' }).click()
  await page.getByLabel('E-mail address').fill(anna.email)
  held.resolve()
  await page.getByRole('button', { name: 'Send me a link' }).waitFor()
  expect(await page.getByLabel('E-mail address').inputValue()).toBe(anna.email)
})

test('an address of the portal’s own mailbox is refused with a reason, nothing is mailed', async () => {
  await front.changePortal({ canRegister: true, consentTexts })
  const page = await front.open('embedded')
  for (const email of [ownMailbox, 'Someone.Else@KVIST.example']) {
    await page.goto(front.home('embedded'))
    await register(page, 'Eve', email)
    await page.getByText('This address belongs to the portal itself.').waitFor()
  }
  expect(front.countMailsTo(ownMailbox)).toBe(0)
  await front.changePortal({ canRegister: false, consentTexts: null })
})

test('a list that is emptied while somebody is signed in ends the session, and says why at the next try', async () => {
  const staff = await front.staff()
  const list = (await (await staff.post('/lists', { kind: 'static', name: 'Shops' })).json()) as { id: string }
  await staff.post(`/lists/${list.id}/members`, { emails: [anna.email] })
  await front.changePortal({ accessMode: 'lists', accessListIds: [list.id] })
  const page = await front.open('embedded')
  await logIn(page, anna)
  await isIn(page, anna.name)
  const { contacts } = (await (await staff.get(`/lists/${list.id}/members`)).json()) as { contacts: { id: string }[] }
  for (const { id } of contacts) await staff.fetch(`/lists/${list.id}/members/${id}`, { method: 'DELETE' })
  // Without a click: the session ended, and the page heard of it.
  await page.getByLabel('E-mail address').waitFor()
  await logIn(page, anna)
  await page.getByText('You have no access to this portal.').waitFor()
  await front.changePortal({ accessMode: 'everyone', accessListIds: [] })
})
