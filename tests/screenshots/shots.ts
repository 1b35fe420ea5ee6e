import type { Locator, Page } from 'playwright-core'
import type { PortalChanges } from './backstage.ts'
import { admin, anna, dag, demoPassword, layla } from '../../demo/seed/people.ts'

/** Addresses of the demo. */
export interface Places {
  site: string
  backend: string
}

/** One picture: where to go, what to do there, and what must be seen before it is taken. */
export interface Shot {
  name: string
  /** `filled` ones are also taken narrow, dark, right to left, in bokmål and in words 40 % longer. */
  isFilled?: true
  /** Of the window, for what needs little; default 1280. */
  width?: number
  /** Settings of the demo's first portal meanwhile. */
  portal?: PortalChanges
  path: (places: Places) => string
  act?: (page: Page) => Promise<void>
  until: (page: Page) => Locator
}

const support = ({ site }: Places) => `${site}/support`
const staff =
  (path: string) =>
  ({ backend }: Places) =>
    `${backend}/staff${path}`

const requests = {
  settings: /\/api\/v1\/portals\/[^/]+$/,
  list: /\/tickets\?/,
  ticket: /\/tickets\/[0-9a-z]{20,}$/,
  form: /\/form$/,
}

/** Never answered: the element stays in its pending state. */
async function hold(page: Page, request: RegExp): Promise<void> {
  await page.route(request, () => new Promise(() => undefined))
}

async function cut(page: Page, request: RegExp): Promise<void> {
  await page.route(request, (route) => route.abort())
}

async function logIn(page: Page, email = anna.email): Promise<void> {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
}

async function openTicket(page: Page, words: string): Promise<void> {
  await logIn(page)
  await page.getByLabel('Search tickets').fill(words)
  await page.getByRole('link', { name: words }).click()
}

async function openForm(page: Page): Promise<void> {
  await logIn(page)
  await page.getByRole('link', { name: 'Submit a support ticket' }).click()
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel(/e-?mail address/i).fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** What customers see, state by state. */
export const customerShots: readonly Shot[] = [
  { name: 'help-site', isFilled: true, path: ({ site }) => `${site}/`, until: (page) => page.getByRole('link', { name: 'Go to Support' }) },
  { name: 'login', isFilled: true, path: support, until: (page) => page.getByLabel('E-mail address') },
  {
    name: 'login-pending',
    path: support,
    act: (page) => hold(page, requests.settings),
    until: (page) => page.locator('cp-portal'),
  },
  {
    name: 'login-empty',
    path: support,
    act: (page) => page.getByRole('button', { name: 'Log in', exact: true }).click(),
    until: (page) => page.getByText('Please fill this in.').first(),
  },
  {
    name: 'login-failed',
    path: support,
    act: async (page) => {
      await page.getByLabel('E-mail address').fill(anna.email)
      await page.getByLabel('Password', { exact: true }).fill('not the password')
      await page.keyboard.press('Enter')
    },
    until: (page) => page.getByText('Address and password do not match.'),
  },
  {
    name: 'backend-unreachable',
    path: support,
    act: (page) => cut(page, requests.settings),
    until: (page) => page.getByText('No connection to the portal'),
  },
  {
    name: 'origin-not-allowed',
    path: ({ site }) => support({ site: site.replace('127.0.0.1', 'localhost'), backend: '' }),
    until: (page) => page.getByText('cannot be shown on this site'),
  },
  { name: 'list', isFilled: true, path: support, act: (page) => logIn(page), until: (page) => page.getByRole('table') },
  {
    name: 'list-pending',
    path: support,
    act: async (page) => {
      await hold(page, requests.list)
      await logIn(page)
    },
    until: (page) => page.getByRole('button', { name: 'Log out' }),
  },
  {
    name: 'list-error',
    path: support,
    act: async (page) => {
      await cut(page, requests.list)
      await logIn(page)
    },
    until: (page) => page.getByText('No connection to the portal'),
  },
  {
    name: 'list-nothing-found',
    path: support,
    act: async (page) => {
      await logIn(page)
      await page.getByLabel('Search tickets').fill('submarine')
    },
    until: (page) => page.getByText('No ticket matches'),
  },
  {
    name: 'list-organization',
    path: ({ site }) => `${site}/support#support?view=company`,
    act: (page) => logIn(page, layla.email),
    until: (page) => page.getByRole('columnheader', { name: 'Opened by' }),
  },
  {
    name: 'list-narrowed',
    isFilled: true,
    path: ({ site }) => `${site}/support#support?view=company&status=open&sort=created&where=custom.product:any_of:labels,till`,
    act: (page) => logIn(page),
    until: (page) => page.getByText('Status is open and Product is'),
  },
  {
    name: 'list-searched',
    path: ({ site }) => `${site}/support#support?q=signal%20gate`,
    act: (page) => logIn(page),
    until: (page) => page.locator('mark').first(),
  },
  {
    name: 'list-filter-editor',
    path: support,
    act: async (page) => {
      await logIn(page)
      await page.getByRole('button', { name: 'Filter', exact: true }).click()
      await page.getByRole('button', { name: 'Product', exact: true }).click()
    },
    until: (page) => page.getByRole('checkbox', { name: 'Shelf labels' }),
  },
  {
    name: 'list-columns',
    path: support,
    act: async (page) => {
      await logIn(page)
      await page.getByRole('button', { name: 'List options' }).click()
    },
    until: (page) => page.getByRole('button', { name: 'Download as CSV' }),
  },
  {
    name: 'ticket',
    isFilled: true,
    path: support,
    act: (page) => openTicket(page, 'Shelf labels in aisle 4'),
    until: (page) => page.getByText('metal stops the signal'),
  },
  {
    name: 'ticket-pending',
    path: support,
    act: async (page) => {
      await hold(page, requests.ticket)
      await openTicket(page, 'Shelf labels in aisle 4')
    },
    until: (page) => page.locator('cp-ticket-detail'),
  },
  {
    name: 'ticket-not-found',
    path: ({ site }) => `${site}/support#support/tickets/0mm6v6ps0000000000000000`,
    act: (page) => logIn(page),
    until: (page) => page.getByText('This ticket cannot be found'),
  },
  {
    name: 'ticket-closed',
    path: support,
    act: (page) => openTicket(page, 'Gift wrap button'),
    until: (page) => page.getByText('This ticket is closed'),
  },
  {
    name: 'ticket-steps',
    isFilled: true,
    path: ({ backend }) => `${backend}/p/solbakken`,
    act: async (page) => {
      await logIn(page, dag.email)
      await page
        .getByRole('link', { name: /^Power meter/ })
        .first()
        .click()
    },
    until: (page) => page.getByRole('listitem').filter({ hasText: 'With us' }).first(),
  },
  {
    name: 'ticket-copy-in',
    path: support,
    act: async (page) => {
      await openTicket(page, 'Shelf labels in aisle 4')
      await page.getByRole('button', { name: 'Copy a colleague in' }).click()
    },
    until: (page) => page.getByRole('textbox', { name: /address/i }),
  },
  {
    name: 'ticket-without-conversation',
    path: support,
    act: (page) => openTicket(page, 'Two new tills'),
    until: (page) => page.getByText('Nothing has been written here yet.'),
  },
  {
    name: 'ticket-long-words',
    path: support,
    act: (page) => openTicket(page, 'When we print receipts'),
    until: (page) => page.locator('cp-ticket-detail').getByText('Reproduced.'),
  },
  {
    name: 'reply-with-files',
    path: support,
    act: async (page) => {
      await openTicket(page, 'Shelf labels in aisle 4')
      await page.getByLabel('Your reply').fill('Here are the labels that still show the old price.')
      await page.locator('cp-ticket-detail input[type=file]').setInputFiles([
        { name: 'labels.csv', mimeType: 'text/csv', buffer: Buffer.from('label,price\n417-1,349\n') },
        { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
      ])
    },
    until: (page) => page.getByText('This file is empty'),
  },
  { name: 'form', isFilled: true, path: support, act: openForm, until: (page) => page.getByLabel('What happened?') },
  {
    name: 'form-pending',
    path: support,
    act: async (page) => {
      await hold(page, requests.form)
      await openForm(page)
    },
    until: (page) => page.locator('cp-support-form'),
  },
  {
    name: 'form-errors',
    path: support,
    act: async (page) => {
      await openForm(page)
      await page.getByRole('button', { name: 'Submit', exact: true }).click()
    },
    until: (page) => page.getByText('things need your attention'),
  },
  {
    name: 'form-for-a-colleague',
    path: support,
    act: async (page) => {
      await openForm(page)
      await page.getByRole('radio', { name: 'A colleague' }).check()
    },
    until: (page) => page.getByRole('textbox', { name: /address/i }),
  },
  {
    name: 'form-sent',
    path: support,
    act: async (page) => {
      await openForm(page)
      await page.getByLabel('Subject').fill('A drawer that does not open')
      await page.getByLabel('Topic').selectOption('till')
      await page.getByLabel('What happened?').fill('The drawer of till 2 is stuck.')
      await page.getByRole('button', { name: 'Submit', exact: true }).click()
    },
    until: (page) => page.getByText(/Your ticket is #\d+/),
  },
  { name: 'two-portals', path: ({ site }) => `${site}/two`, until: (page) => page.getByLabel('E-mail address').nth(1) },
  {
    name: 'hosted-page',
    isFilled: true,
    path: ({ backend }) => `${backend}/p/support`,
    act: (page) => logIn(page),
    until: (page) => page.getByRole('table'),
  },
]

/** What staff see. */
export const staffShots: readonly Shot[] = [
  { name: 'staff-sign-in', path: staff(''), until: (page) => page.getByLabel(/e-?mail address/i) },
  { name: 'staff-inbox', isFilled: true, path: staff(''), act: signIn, until: (page) => page.getByText('Shelf labels in aisle 4').first() },
  {
    name: 'staff-conversation',
    isFilled: true,
    path: staff(''),
    act: async (page) => {
      await signIn(page)
      await page.getByText('Shelf labels in aisle 4').first().click()
    },
    until: (page) => page.getByText('metal stops the signal').last(),
  },
  {
    name: 'staff-note',
    path: staff(''),
    act: async (page) => {
      await signIn(page)
      await page.getByText('Shelf labels in aisle 4').first().click()
      await page.getByRole('radio', { name: 'Internal note' }).check({ force: true })
    },
    until: (page) => page.getByLabel('Internal note for the team'),
  },
  {
    name: 'staff-tickets',
    isFilled: true,
    path: staff('/tickets'),
    act: signIn,
    until: (page) => page.getByText('Shelf labels in aisle 4').first(),
  },
  {
    name: 'staff-open-ticket',
    path: staff('/tickets'),
    act: async (page) => {
      await signIn(page)
      await page.getByRole('button', { name: 'Open a ticket' }).click()
      await page.getByRole('combobox', { name: 'Customer' }).fill('nordvik')
    },
    until: (page) => page.getByRole('listbox').getByRole('option').first(),
  },
  {
    name: 'staff-settings',
    isFilled: true,
    path: staff('/settings'),
    act: signIn,
    until: (page) => page.getByText('Paste this into your page'),
  },
  { name: 'staff-outbox', path: staff('/outbox'), act: signIn, until: (page) => page.getByRole('heading', { name: 'Outbox' }).first() },
  { name: 'api-reference', path: ({ backend }) => `${backend}/api/docs`, until: (page) => page.getByText('/api/openapi.json').first() },
]
