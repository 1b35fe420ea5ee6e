import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { admin, agent, type Member } from '../../demo/seed/people.ts'
import { codeAt } from '../support/totp.ts'
import { signInStaff } from './support/acts.ts'
import { findViolations } from './support/axe.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

async function openAccount(member: Member): Promise<Page> {
  const page = await stage.openPage(stage.backend('/staff'))
  await signInStaff(page, member)
  await page.getByRole('link', { name: /^Your account/ }).click()
  await page.getByRole('heading', { name: 'Your account' }).waitFor()
  return page
}

/** Switches two-step sign-in on by clicking. @returns the key of the app and the recovery codes. */
async function switchOn(page: Page): Promise<{ secret: string; codes: string[] }> {
  await page.getByRole('button', { name: 'Switch on' }).click()
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
  const secret = (await page.locator('code').innerText()).replaceAll(/\s/g, '')
  await page.getByLabel('Code', { exact: true }).fill(codeNow(secret))
  const list = page.getByRole('list', { name: 'Recovery codes' })
  await list.waitFor()
  const codes = await list.getByRole('listitem').allInnerTexts()
  expect(await findViolations(page, 'cp-staff-app')).toEqual([])
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByText('Two-step sign-in is on.').waitFor()
  return { secret, codes }
}

const codeNow = (secret: string, offsetSteps = 0) => codeAt(secret, new Date().toISOString(), offsetSteps)

/** Everybody proved who they are longer ago than a proof is good for. */
async function letProofsAge(): Promise<void> {
  const { db } = stage.demo.backend.deps
  await db
    .updateTable('staff_session')
    .set({ proved_at: new Date(Date.now() - 301_000).toISOString() })
    .execute()
}

async function signOutAndAgain(page: Page, member: Member): Promise<void> {
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await signInStaff(page, member)
  await page.getByRole('heading', { name: 'One more step' }).waitFor()
}

test('a second step is switched on, asked for at the sign-in, and proves who is there; a recovery code opens once', async () => {
  const page = await openAccount(agent)
  const { secret, codes } = await switchOn(page)
  expect(codes).toHaveLength(10)

  // The code that switched it on is used; the app shows the next one.
  await signOutAndAgain(page, agent)
  expect(await findViolations(page, 'cp-staff-app')).toEqual([])
  await page.getByLabel('Code', { exact: true }).fill('000000')
  await page.getByText('This code is not right.').waitFor()
  await page.getByLabel('Code', { exact: true }).fill(codeNow(secret, 1))
  await page.getByRole('heading', { name: 'Inbox' }).first().waitFor()

  // Five minutes later the desk may be somebody else's.
  await letProofsAge()
  await page.getByRole('link', { name: /^Your account/ }).click()
  await page.getByLabel('New password').fill('half of a new one')
  await page.getByRole('button', { name: 'Make new recovery codes' }).click()
  await page.getByRole('button', { name: 'Make new ones' }).click()
  const proof = page.getByRole('dialog', { name: 'Is it you?' })
  await proof.waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('Nothing was changed').waitFor()
  expect(await page.getByLabel('New password').inputValue()).toBe('half of a new one')

  await page.getByRole('button', { name: 'Make new recovery codes' }).click()
  await page.getByRole('button', { name: 'Make new ones' }).click()
  await proof.getByRole('button', { name: 'Use a recovery code instead' }).click()
  await proof.getByLabel('Recovery code').fill(codes[0] ?? '')
  await proof.getByRole('button', { name: 'Confirm' }).click()
  const list = page.getByRole('list', { name: 'Recovery codes' })
  await list.waitFor()
  const [fresh = ''] = await list.getByRole('listitem').allInnerTexts()
  await page.getByRole('button', { name: 'I have kept them' }).click()

  await signOutAndAgain(page, agent)
  const enter = async (code: string) => {
    await page.getByLabel('Recovery code').fill(code)
    await page.getByRole('button', { name: 'Continue' }).click()
  }
  await page.getByRole('button', { name: 'Use a recovery code instead' }).click()
  await enter(codes[1] ?? '')
  await page.getByText('This recovery code is not right').waitFor()
  await enter(fresh)
  await page.getByRole('heading', { name: 'Inbox' }).first().waitFor()
  await signOutAndAgain(page, agent)
  await page.getByRole('button', { name: 'Use a recovery code instead' }).click()
  await enter(fresh)
  await page.getByText('it was used before').waitFor()
})

test('an admin demands it of everybody: who signs in sets it up first; sessions elsewhere are ended from the list', async () => {
  const elsewhere = await openAccount(admin)
  const page = await openAccount(admin)
  await page.getByRole('button', { name: /^Sign out: Chrome/ }).click()
  await page.getByText('You are signed in nowhere else.').waitFor()
  await elsewhere.getByText('Your session has ended.').waitFor()

  const rule = page.getByRole('switch', { name: 'Everybody needs two-step sign-in' })
  await rule.click()
  await page.getByText('Switch on your own two-step sign-in first.').waitFor()
  await switchOn(page)
  await rule.click()
  await page.getByText('Saved').waitFor()
  expect(await rule.isChecked()).toBe(true)

  // On the second step of the agent's account depends nothing here: it is whoever has none yet.
  const { db } = stage.demo.backend.deps
  await db.deleteFrom('staff_recovery_code').execute()
  await db
    .deleteFrom('staff_totp')
    .where('staff_id', 'in', db.selectFrom('staff').select('id').where('email', '=', agent.email))
    .execute()
  const other = await stage.openPage(stage.backend('/staff'), { viewport: { width: 390, height: 844 } })
  await signInStaff(other, agent)
  await other.getByRole('heading', { name: 'Add a second step to your sign-in' }).waitFor()
  expect(await other.getByRole('navigation').count()).toBe(0)
  await other.getByRole('button', { name: 'Switch on' }).click()
  const secret = (await other.locator('code').innerText()).replaceAll(/\s/g, '')
  await other.getByLabel('Code', { exact: true }).fill(codeNow(secret))
  await other.getByRole('button', { name: 'I have kept them' }).click()
  await other.getByRole('heading', { name: 'Inbox' }).first().waitFor()
})
