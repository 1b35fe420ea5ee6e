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

/** A part of the long form about the portal, scrolled to its top. */
function part(name: string, title: string): Shot {
  const found = (page: Page) => page.getByRole('heading', { name: title, exact: true }).last()
  return settings(`settings-${name}`, '/settings', found, async (page) => {
    await signIn(page)
    await found(page).evaluate((at) => (at.closest('section') ?? at).scrollIntoView())
  })
}

const section = (name: string, until: (page: Page) => Locator, act?: (page: Page) => Promise<void>) =>
  settings(`settings-${name}`, `/settings/${name}`, until, act)

/** Every section of the settings, in the order of their column. */
export const settingsShots: readonly Shot[] = [
  part('set-up', 'Set-up'),
  part('general', 'General'),
  part('embedding', 'Embedding'),
  section('domains', heading('Domains')),
  section('look', (page) => page.getByText('Accent colour').first()),
  section('menu', heading('Menus')),
  section('forms', heading('All forms')),
  settings('settings-form-builder', '/settings/forms', heading('Support'), async (page) => {
    await signIn(page)
    await page.getByRole('button', { name: 'Edit' }).first().click()
  }),
  part('tickets', 'Tickets'),
  part('pages', 'List and ticket page'),
  part('access', 'Access'),
  part('consent', 'Consent'),
  section('single-sign-on', (page) => page.getByText('Kvist').last()),
  section('people', (page) => page.getByText('Has a login').first()),
  settings('settings-contact', '/settings/people', heading('Ben Haugen'), async (page) => {
    await signIn(page)
    await page.getByLabel('Search people').fill('ben@')
    await page.getByRole('link', { name: 'Ben Haugen' }).click()
  }),
  settings('settings-system-pages', '/settings/pages', heading('Pages')),
  section('mails', heading(/E-mails/)),
  section('team', heading('On the team')),
  section('pipelines', (page) => page.getByText('Onboarding').last()),
  part('properties', 'Properties'),
  section('history', heading('History')),
  section('file', heading('Settings as a file')),
]
