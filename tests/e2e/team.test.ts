import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { admin, agent } from '../../demo/seed/people.ts'
import type { ReadMail } from '../support/peers/read-mail.ts'
import { signInStaff } from './support/acts.ts'
import { findViolations } from './support/axe.ts'
import { useFrontDoor } from './support/front-door.ts'

const front = useFrontDoor()
const { stage } = front

const chosen = 'velvet otter climbs nine hills'

/** The address in a mail that leads to the pages of staff. */
function staffLinkIn({ text }: ReadMail): string {
  const link = /^https?:\/\/\S+\/staff\/\S+#cpt_[\w-]{43}$/m.exec(text)?.[0]
  if (link === undefined) throw new Error(`no link in ${text}`)
  return link
}

async function openTeam(): Promise<Page> {
  const page = await stage.openPage(stage.backend('/staff/settings/team'))
  await signInStaff(page, admin)
  await page.getByRole('heading', { name: 'Team', level: 1 }).waitFor()
  await page.getByRole('list', { name: 'On the team' }).waitFor()
  return page
}

const signIn = async (page: Page, email: string, password: string) => {
  await page.getByLabel(/e-?mail/i).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

test('somebody is invited by mail, joins in another browser, may do what was chosen, then less, then nothing', async () => {
  const page = await openTeam()
  await page.getByRole('button', { name: 'Invite somebody' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite somebody to the team' })
  await dialog.getByLabel('E-mail address').fill('nora@kvist.example')
  await dialog.getByLabel('Name', { exact: true }).fill('Nora')
  await dialog.getByRole('radio', { name: /^Portal admin/ }).check()
  expect(await findViolations(page, 'cp-staff-app')).toEqual([])
  await dialog.getByRole('button', { name: 'Send the invitation' }).click()
  await page.getByText('The invitation to nora@kvist.example is on its way.').waitFor()

  const mail = await front.mailTo('nora@kvist.example')
  expect(mail.subject).toBe(`${admin.name} invites you to the team of Kvist`)
  expect(mail.text).toContain('answer customers, manage contacts and who gets in, and set the portal up')
  const link = staffLinkIn(mail)
  const nora = await stage.openPage(link)
  await nora.getByRole('heading', { name: 'Join the team of Kvist' }).waitFor()
  expect(nora.url()).toBe(stage.backend('/staff/invitation'))
  expect(await findViolations(nora, 'cp-staff-app')).toEqual([])
  await nora.getByLabel('Name', { exact: true }).fill('Nora Berg')
  await nora.getByLabel('Password', { exact: true }).fill(chosen)
  await nora.getByRole('button', { name: 'Join the team' }).click()
  await nora.getByRole('link', { name: 'Settings' }).click()
  await nora.getByRole('link', { name: 'General' }).waitFor()
  expect(await nora.getByRole('link', { name: /^(Team|History)$/ }).count()).toBe(0)
  await nora.goto(stage.backend('/staff/settings/team'))
  await nora.getByRole('heading', { name: 'The team is managed by its admins' }).waitFor()

  const late = await stage.openPage(link)
  await late.getByRole('heading', { name: 'This invitation no longer works' }).waitFor()

  await page.reload()
  await page.getByRole('button', { name: 'Change Nora Berg' }).click()
  const member = page.getByRole('dialog', { name: 'Nora Berg' })
  await member.getByRole('radio', { name: /^Agent/ }).check()
  await member.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Nora Berg is saved, and was signed out').waitFor()
  expect((await front.mailTo('nora@kvist.example')).subject).toBe('What you may do in Kvist was changed')
  // The open page of hers hears of it by itself.
  await nora.getByRole('dialog').getByLabel('Password', { exact: true }).fill(chosen)
  await nora.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true }).click()
  await nora.getByRole('dialog').waitFor({ state: 'detached' })
  await nora.getByRole('link', { name: 'Settings' }).waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Change Nora Berg' }).click()
  await member.getByRole('button', { name: 'Switch the login off' }).click()
  const question = page.getByRole('alertdialog', { name: 'Switch the login of Nora Berg off?' })
  await question.waitFor()
  expect(await findViolations(page, 'cp-staff-app')).toEqual([])
  await question.getByRole('button', { name: 'Switch it off' }).click()
  await page.getByText('Nora Berg can no longer sign in.').waitFor()
  await nora.getByRole('dialog').getByLabel('Password', { exact: true }).fill(chosen)
  await nora.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true }).click()
  await nora.getByRole('alert').waitFor()

  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Nora Berg can sign in again.').waitFor()
  await nora.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true }).click()
  await nora.getByRole('dialog').waitFor({ state: 'detached' })
  await nora.getByRole('link', { name: 'Tickets' }).waitFor()

  await page.getByRole('link', { name: 'History' }).click()
  await page.getByRole('combobox', { name: 'Show' }).selectOption('team')
  await page.getByText(`${admin.name} changed a member of the team: Nora Berg`).first().waitFor()
  await page.getByText('Nora Berg joined the team').waitFor()
})

test('who forgot the password gets in again by mail, and every other browser is out', async () => {
  const there = await stage.openPage(stage.backend('/staff'))
  await signInStaff(there, agent)
  await there.getByRole('heading', { name: 'Inbox' }).first().waitFor()

  const page = await stage.openPage(stage.backend('/staff'))
  await page.getByLabel(/e-?mail/i).fill(agent.email)
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByRole('button', { name: 'Send the link' }).click()
  await page.getByRole('heading', { name: 'Look into your e-mail' }).waitFor()
  await page.goto(staffLinkIn(await front.mailTo(agent.email)))
  await page.getByRole('heading', { name: 'Choose a new password' }).waitFor()
  expect(page.url()).toBe(stage.backend('/staff/reset-password'))
  expect(await findViolations(page, 'cp-staff-app')).toEqual([])
  await page.getByLabel('New password').fill(chosen)
  await page.getByRole('button', { name: 'Change the password' }).click()
  await page.getByRole('heading', { name: 'Inbox' }).first().waitFor()
  await there.getByRole('dialog').getByLabel('Password', { exact: true }).waitFor()
  expect((await front.mailTo(agent.email)).subject).toBe('Your password for Kvist was changed')
  const later = await stage.openPage(stage.backend('/staff'))
  await signIn(later, agent.email, chosen)
  await later.getByRole('heading', { name: 'Inbox' }).first().waitFor()
})
