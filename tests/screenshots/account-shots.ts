import type { Page, Route } from 'playwright-core'
import { admin, demoPassword } from '../../demo/seed/people.ts'
import type { Shot } from './shots.ts'

/** Answers of the server that would need a person with a second step: each picture is of an account that has none. */
const refuse = (page: Page, path: RegExp, status: number, code: string) =>
  page.route(path, (route: Route) =>
    route.request().method() === 'GET' ? route.fallback() : route.fulfill({ status, json: { code, requestId: 'picture' } }),
  )

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail address').fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function begin(page: Page): Promise<void> {
  await signIn(page)
  await page.getByRole('button', { name: 'Switch on' }).click()
}

const path: Shot['path'] = ({ backend }) => `${backend}/staff/account`

/** One's own account on the staff pages, and the second step of a sign-in. */
export const accountShots: readonly Shot[] = [
  {
    name: 'staff-sign-in-code',
    isFilled: true,
    path,
    act: async (page) => {
      await refuse(page, /\/staff\/session$/, 401, 'second_factor_required')
      await signIn(page)
    },
    until: (page) => page.getByRole('heading', { name: 'One more step' }),
  },
  { name: 'staff-account', isFilled: true, path, act: signIn, until: (page) => page.getByText('This browser') },
  { name: 'staff-account-scan', isFilled: true, path, act: begin, until: (page) => page.getByText('Type this key into the app') },
  {
    name: 'staff-account-recovery-codes',
    path,
    act: async (page) => {
      const recoveryCodes = Array.from({ length: 10 }, (_, index) => `DEMO-${String(2345 + index * 7)}-ABCD-WXYZ`)
      await page.route(/\/second-factor\/confirmation$/, (route) => route.fulfill({ json: { recoveryCodes } }))
      await begin(page)
      await page.getByLabel('Code', { exact: true }).fill('123456')
    },
    until: (page) => page.getByRole('button', { name: 'I have kept them' }),
  },
  {
    name: 'staff-proof',
    isFilled: true,
    path,
    act: async (page) => {
      await refuse(page, /\/staff\/second-factor$/, 403, 'proof_required')
      await begin(page)
    },
    until: (page) => page.getByRole('dialog', { name: 'Is it you?' }),
  },
]
