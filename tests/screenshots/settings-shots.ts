import type { Locator, Page } from 'playwright-core'
import { admin, demoPassword } from '../../demo/seed/people.ts'
import type { Places, Shot } from './shots.ts'

async function signIn(page: Page): Promise<void> {
  await page.getByLabel(/e-?mail address/i).fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { name }).first()

function settings(name: string, path: string, until: (page: Page) => Locator, act: (page: Page) => Promise<void> = signIn): Shot {
  return { name, isFilled: true, path: ({ backend }: Places) => `${backend}/staff${path}`, act, until }
}

/** Pages of the team about who gets in, and how. */
export const settingsShots: readonly Shot[] = [
  settings('staff-people', '/settings/people', (page) => page.getByText('Has a login').first()),
  settings('staff-single-sign-on', '/settings/single-sign-on', (page) => page.getByText('Kvist').last()),
  settings('staff-history', '/settings/history', heading('History')),
  settings('staff-pages', '/settings/pages', heading('Pages')),
  settings('staff-mails', '/settings/mails', heading(/E-mails/)),
  settings('staff-contact', '/settings/people', heading('Ben Haugen'), async (page) => {
    await signIn(page)
    await page.getByLabel('Search people').fill('ben@')
    await page.getByRole('link', { name: 'Ben Haugen' }).click()
  }),
  settings('settings-access', '/settings#access', heading(/who gets in|access/i), async (page) => {
    await signIn(page)
    await heading(/who gets in|access/i)(page).scrollIntoViewIfNeeded()
  }),
  settings('settings-consent', '/settings#consent', heading(/consent|agree/i), async (page) => {
    await signIn(page)
    await heading(/consent|agree/i)(page).scrollIntoViewIfNeeded()
  }),
]
