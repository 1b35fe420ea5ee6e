import type { Page } from 'playwright-core'
import { anna, demoPassword, layla } from '../../demo/seed/people.ts'
import type { Places, Shot } from './shots.ts'

const support = ({ site }: Places) => `${site}/support`
const mailed =
  (place: string) =>
  ({ site }: Places) =>
    `${site}/support#support/${place}?token=cpl_${'x'.repeat(43)}`

const consentTexts = {
  en: {
    text: 'We keep your name, your address and what you write here for as long as your company is a customer of ours, to answer you and to find what was said before. More is at https://kvist.example/privacy.',
    checkbox: 'I agree that Kvist keeps my tickets as described.',
  },
  nb: {
    text: 'Vi lagrer navnet ditt, adressen din og det du skriver her så lenge bedriften din er kunde hos oss, for å svare deg og finne igjen det som er sagt før. Mer står på https://kvist.example/privacy.',
    checkbox: 'Jeg er enig i at Kvist lagrer sakene mine slik det er beskrevet.',
  },
}

let asked = 0
/** One address may ask for five mails an hour. */
const nextAddress = () => `kari.${(asked += 1)}@fjellbok.example`

async function logIn(page: Page, email = anna.email): Promise<void> {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
}

async function ask(page: Page, way: string): Promise<void> {
  await page.getByRole('button', { name: way }).click()
  await page.getByRole('button', { name: 'Back to the login' }).waitFor()
}

const shots: readonly Shot[] = [
  {
    name: 'log-in',
    isFilled: true,
    portal: { canRegister: true, consentTexts },
    path: support,
    until: (page) => page.getByRole('button', { name: 'Register here' }),
  },
  {
    name: 'register',
    isFilled: true,
    portal: { canRegister: true, consentTexts },
    path: support,
    act: (page) => ask(page, 'Register here'),
    until: (page) => page.getByLabel('Your name'),
  },
  {
    name: 'register-errors',
    portal: { canRegister: true, consentTexts },
    path: support,
    act: async (page) => {
      await ask(page, 'Register here')
      await page.getByRole('button', { name: 'Register', exact: true }).click()
    },
    until: (page) => page.getByText('Please tick the box'),
  },
  {
    name: 'forgot',
    isFilled: true,
    path: support,
    act: (page) => ask(page, 'Forgot your password?'),
    until: (page) => page.getByRole('button', { name: 'Send me a link' }),
  },
  {
    name: 'sent',
    isFilled: true,
    path: support,
    act: async (page) => {
      await ask(page, 'Forgot your password?')
      await page.getByLabel('E-mail address').fill(nextAddress())
      await page.getByRole('button', { name: 'Send me a link' }).click()
    },
    until: (page) => page.getByRole('heading', { name: 'Look into your mailbox' }),
  },
  {
    name: 'new-password',
    isFilled: true,
    path: mailed('reset'),
    until: (page) => page.getByRole('heading', { name: 'Choose a new password' }),
  },
  {
    name: 'new-password-too-short',
    path: mailed('reset'),
    act: async (page) => {
      await page.getByLabel('New password').fill('short')
      await page.getByRole('button', { name: 'Save and log in' }).click()
    },
    until: (page) => page.getByText('This is too short'),
  },
  {
    name: 'link-not-good',
    isFilled: true,
    path: mailed('reset'),
    act: async (page) => {
      await page.getByLabel('New password').fill('four quiet winter lamps')
      await page.getByRole('button', { name: 'Save and log in' }).click()
    },
    until: (page) => page.getByRole('heading', { name: 'This link cannot be used any more' }),
  },
  {
    name: 'code',
    isFilled: true,
    path: support,
    act: async (page) => {
      await ask(page, 'Log in by mail instead')
      await page.getByLabel('E-mail address').fill(nextAddress())
      await page.getByRole('button', { name: 'Send me a link' }).click()
    },
    until: (page) => page.getByLabel('Code'),
  },
  { name: 'magic-link', isFilled: true, path: mailed('login'), until: (page) => page.getByText('One click, and you are in.') },
  {
    name: 'invitation',
    isFilled: true,
    path: mailed('invitation'),
    until: (page) => page.getByRole('heading', { name: 'Set up your login' }),
  },
  {
    name: 'consent',
    isFilled: true,
    portal: { consentTexts },
    path: support,
    act: (page) => logIn(page),
    until: (page) => page.getByRole('button', { name: 'Agree and go on' }),
  },
  {
    name: 'access-denied',
    isFilled: true,
    portal: { accessMode: 'lists' },
    path: support,
    act: (page) => logIn(page),
    until: (page) => page.getByText('You have no access to this portal.'),
  },
  {
    name: 'logged-out',
    isFilled: true,
    path: support,
    act: async (page) => {
      await logIn(page)
      await page.getByRole('button', { name: 'Log out' }).click()
    },
    until: (page) => page.getByRole('heading', { name: /Log in|logged out/i }),
  },
  {
    name: 'your-account',
    isFilled: true,
    path: ({ site }) => `${site}/support#support/account`,
    act: (page) => logIn(page, layla.email),
    until: (page) => page.getByRole('heading', { level: 3 }).first(),
  },
  {
    name: 'provider',
    isFilled: true,
    path: support,
    act: async (page) => {
      await page.evaluate(() => (window.open = () => null))
      await page.getByRole('button', { name: 'Log in with Kvist' }).click()
    },
    until: (page) => page.getByRole('button', { name: anna.name }),
  },
  {
    name: 'provider-continue',
    path: support,
    act: async (page) => {
      await page.evaluate(() => (window.open = () => null))
      await page.getByRole('button', { name: 'Log in with Kvist' }).click()
      await page.getByRole('button', { name: anna.name }).click()
    },
    until: (page) => page.getByRole('button', { name: 'Continue' }),
  },
]

/** Every page of getting in and out, as customers see it. */
export const loginShots: readonly Shot[] = shots.map((shot) => ({ ...shot, width: 760 }))
