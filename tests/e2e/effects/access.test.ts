import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { admin, anna, ben } from '../../../demo/seed/people.ts'
import { isSoonSeen, logIn, signInStaff } from '../support/acts.ts'
import { isIn, linkIn, useFrontDoor } from '../support/front-door.ts'

const front = useFrontDoor()

const openSite = () => front.stage.openPage(front.stage.site('/support'))
const countPasswords = (site: Page) => site.getByLabel('Password', { exact: true }).count()

async function openStaff(path: string, heading: string): Promise<Page> {
  const page = await front.stage.openPage(front.stage.backend(path))
  await signInStaff(page, admin)
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  return page
}

/** Does something that is saved by it, and waits until it is. */
async function saving(page: Page, act: () => Promise<void>): Promise<void> {
  const saved = page.waitForResponse((response) => {
    const isSave = /^(PATCH|PUT|POST)$/.test(response.request().method()) && !response.url().includes('preview')
    return isSave && response.ok()
  })
  await Promise.all([saved, act()])
}

const save = (page: Page) => saving(page, () => page.getByRole('button', { name: 'Save', exact: true }).click())

async function askByMail(site: Page, way: string, email: string): Promise<void> {
  await site.getByRole('button', { name: way }).click()
  await site.getByRole('button', { name: 'Back to the login' }).waitFor()
  await site.getByLabel('E-mail address').fill(email)
  await site.getByRole('button', { name: 'Send me a link' }).click()
  await site.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
}

test('ways to sign in: each that is unticked is gone from the login, and the one that is left lets people in', async () => {
  const settings = await openStaff('/staff/settings', 'Portal settings')
  const byPassword = settings.getByRole('checkbox', { name: 'E-mail address and password' })
  const byMail = settings.getByRole('checkbox', { name: 'Link or code by e-mail' })
  const site = await openSite()
  const ways = async () => ({
    password: await countPasswords(site),
    forgot: await site.getByRole('button', { name: 'Forgot your password?' }).count(),
    mail: await site.getByRole('button', { name: 'Log in by mail instead' }).count(),
  })
  await isSoonSeen(site, 'both ways', ways, { password: 1, forgot: 1, mail: 1 })
  await byMail.uncheck()
  await save(settings)
  await isSoonSeen(site, 'the password alone', ways, { password: 1, forgot: 1, mail: 0 })
  await byMail.check()
  await byPassword.uncheck()
  await save(settings)
  await isSoonSeen(site, 'the mail alone', ways, { password: 0, forgot: 0, mail: 1 })
  await askByMail(site, 'Log in by mail instead', anna.email)
  const mailed = await front.stage.openPage(linkIn(await front.mailTo(anna.email)))
  await mailed.getByRole('button', { name: 'Log in', exact: true }).click()
  await isIn(mailed, anna.name)
  await byPassword.check()
  await save(settings)
  await isSoonSeen(site, 'both again', ways, { password: 1, forgot: 1, mail: 1 })
})

test('how long a session lasts: who was away for longer than either time is out, and is warned before', async () => {
  const settings = await openStaff('/staff/settings', 'Portal settings')
  const site = await openSite()
  await logIn(site, anna)
  await isIn(site, anna.name)
  /** As if the person had been here that many minutes ago for the last time, or had come then. */
  const age = async (column: 'last_seen_at' | 'created_at', minutes: number) => {
    const at = new Date(Date.now() - minutes * 60_000).toISOString()
    await front.stage.demo.backend.deps.db
      .updateTable('session')
      .set({ [column]: at })
      .execute()
  }
  const inOrOut = async () => ({
    in: await site.getByRole('button', { name: 'Log out' }).count(),
    out: await site
      .getByText('Your session has ended.')
      .or(site.getByRole('button', { name: 'Log in', exact: true }))
      .first()
      .count(),
  })
  await age('last_seen_at', 6)
  await isSoonSeen(site, 'six minutes are few', inOrOut, { in: 1, out: 0 })
  await settings.getByLabel('Sign out without activity', { exact: true }).selectOption({ label: 'Another time' })
  await settings.getByRole('textbox', { name: 'Sign out without activity: Minutes' }).fill('5')
  await age('last_seen_at', 0)
  await save(settings)
  await isSoonSeen(site, 'no minute is few', inOrOut, { in: 1, out: 0 })
  // Somebody comes back to the tab half a minute before the end. An open page looks for the first time after some seconds.
  await expect
    .poll(async () => {
      await age('last_seen_at', 4.5)
      await site.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
      return site.getByRole('alertdialog', { name: 'Are you still there?' }).count()
    })
    .toBe(1)
  await site.getByRole('button', { name: 'Stay logged in' }).click()
  await age('last_seen_at', 6)
  await isSoonSeen(site, 'six minutes are too many now', inOrOut, { in: 0, out: 1 })

  await logIn(site, anna)
  await isIn(site, anna.name)
  await age('created_at', 9 * 60)
  await isSoonSeen(site, 'nine hours are few', inOrOut, { in: 1, out: 0 })
  await settings.getByLabel('Sign out in any case', { exact: true }).selectOption({ label: '8 hours' })
  await save(settings)
  await isSoonSeen(site, 'nine hours are too many now', inOrOut, { in: 0, out: 1 })
})

test('shortest password, words of a mail and of the pages behind it', async () => {
  const settings = await openStaff('/staff/settings', 'Portal settings')
  await settings.getByLabel('Shortest password').fill('24')
  await save(settings)
  const mails = await openStaff('/staff/settings/mails', 'E-mails')
  await mails.getByRole('group', { name: 'Actions: New password' }).getByRole('button', { name: 'Edit' }).click()
  await mails.getByLabel('Subject', { exact: true }).fill('A new key for {portal}')
  await mails.getByLabel('Text before the button').fill('The door of {portal} is **here**.')
  await save(mails)
  const pages = await openStaff('/staff/settings/pages', 'Pages')
  const edit = async (page: string, heading: string) => {
    await pages
      .getByRole('group', { name: `Actions: ${page}`, exact: true })
      .getByRole('button', { name: 'Edit' })
      .click()
    await pages.getByLabel('Heading', { exact: true }).fill(heading)
    await save(pages)
    await pages.getByRole('button', { name: 'All of them' }).click()
  }
  await edit('New password', 'Your new key')
  const site = await front.open('embedded')
  await edit('Log in', 'Come in, shopkeeper')
  await isSoonSeen(site, 'own heading', () => site.getByRole('heading', { name: 'Come in, shopkeeper' }).count(), 1)

  await askByMail(site, 'Forgot your password?', ben.email)
  const mail = await front.mailTo(ben.email)
  expect(mail.subject).toBe('A new key for Support')
  expect(mail.text).toContain('The door of Support is')
  await site.goto('about:blank')
  await site.goto(linkIn(mail))
  await site.getByRole('heading', { name: 'Your new key' }).waitFor()
  await site.getByText('At least 24 characters.').waitFor()
  await site.getByLabel('New password').fill('seventeen letters')
  await site.getByRole('button', { name: 'Save and log in' }).click()
  await site.getByText('This is too short: at least 24 characters.').waitFor()
  await site.getByLabel('New password').fill('seventeen letters and then some')
  await site.getByRole('button', { name: 'Save and log in' }).click()
  await isIn(site, ben.name)
})

test('a password is typed in a window of the portal, and in the page again', async () => {
  const pages = await openStaff('/staff/settings/pages', 'Pages')
  const site = await openSite()
  await isSoonSeen(site, 'typed in the page', () => countPasswords(site), 1)
  await saving(pages, () => pages.getByRole('radio', { name: 'Only in a window of the portal' }).check())
  const own = () => site.getByText('Your password is asked for in a window of the portal, not on this page.').count()
  await isSoonSeen(site, 'one button', async () => [await own(), await countPasswords(site)], [1, 0])
  const button = site.getByRole('button', { name: 'Log in', exact: true })
  const [popup] = await Promise.all([site.waitForEvent('popup'), button.click()])
  await logIn(popup, anna)
  await isIn(site, anna.name)
  await site.getByRole('button', { name: 'Log out' }).click()
  await saving(pages, () => pages.getByRole('radio', { name: 'In the page that holds the portal' }).check())
  await isSoonSeen(site, 'typed in the page again', () => countPasswords(site), 1)
})

test('a provider is added, renamed and switched off: so is its button; single sign-on alone puts out who came with a password', async () => {
  const staff = await openStaff('/staff/settings/single-sign-on', 'Single sign-on')
  const site = await openSite()
  const buttons = () => site.getByRole('button', { name: /^Log in with / }).allInnerTexts()
  await isSoonSeen(site, 'one provider', buttons, ['Log in with Kvist'])
  await staff.getByRole('button', { name: 'Add a provider', exact: true }).click()
  await staff.getByRole('button', { name: /^Your own site \(JWT\)/ }).click()
  await staff.getByLabel('Name', { exact: true }).fill('Orchard')
  await staff.getByLabel('Issuer').fill('https://orchard.example')
  await staff.getByLabel('Your login page').fill('https://orchard.example/login')
  await saving(staff, () => staff.getByRole('button', { name: 'Add', exact: true }).click())
  await isSoonSeen(site, 'two', async () => (await buttons()).toSorted(), ['Log in with Kvist', 'Log in with Orchard'])
  await staff.getByLabel('Let people in through it').uncheck()
  await save(staff)
  await isSoonSeen(site, 'switched off', buttons, ['Log in with Kvist'])
  await staff.getByRole('button', { name: 'Settings of Kvist' }).click()
  await staff.getByLabel('Name', { exact: true }).fill('the shop')
  await save(staff)
  await isSoonSeen(site, 'renamed', buttons, ['Log in with the shop'])

  await logIn(site, anna)
  await isIn(site, anna.name)
  const only = staff.getByRole('switch', { name: 'Single sign-on only' })
  await only.click()
  await saving(staff, () => staff.getByRole('button', { name: 'Switch', exact: true }).click())
  const shown = async () => [await buttons(), await countPasswords(site), await site.getByRole('button', { name: /mail|Forgot/ }).count()]
  await isSoonSeen(site, 'nothing but the provider', shown, [['Log in with the shop'], 0, 0])
  const [popup] = await Promise.all([site.waitForEvent('popup'), site.getByRole('button', { name: 'Log in with the shop' }).click()])
  await popup.getByRole('button', { name: ben.name }).click()
  await isIn(site, ben.name)
  await site.getByRole('button', { name: 'Log out' }).click()
  await saving(staff, () => only.click())
  await isSoonSeen(site, 'the password again', () => countPasswords(site), 1)
})
