import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { guarded } from '../../server/db/index.ts'
import { anna, dag } from '../../demo/seed/people.ts'
import { linkIn, useFrontDoor } from './support/front-door.ts'

const front = useFrontDoor()
const tables = () => guarded(front.stage.demo.backend.deps.db)

/** What is mailed: where its link leads, how it is asked for, and the way forward from one that is not good. */
const mails = {
  reset: {
    ask: (email: string, of?: 'second') => front.stranger(of).post('/password-resets', { email }),
    use: setPassword,
    forward: 'New password',
  },
  login: {
    ask: (email: string, of?: 'second') => front.stranger(of).post('/magic-links', { email }),
    use: async (page: Page) => page.getByRole('button', { name: 'Log in', exact: true }).click(),
    forward: 'Log in by mail',
  },
  invitation: { ask: undefined, use: setPassword, forward: 'New password' },
  register: { ask: undefined, use: setPassword, forward: 'Register' },
} as const

async function setPassword(page: Page): Promise<void> {
  await page.getByLabel(/^(New p|P)assword$/).fill('four quiet winter lamps')
  await page.getByRole('button', { name: 'Save and log in' }).click()
}

const tokenOf = (link: string) => new URLSearchParams(link.split('?').at(-1)).get('token') ?? ''

/** Tokens that are not good, with a word for each. They are asked for in the order of their mails. */
const wrong: Record<string, (ask: (typeof mails)['reset']['ask'] | undefined) => Promise<string>> = {
  async expired(ask) {
    const token = await mailed(ask, anna.email)
    await tables().updateTable('one_time_link').set({ expires_at: '2026-01-01T00:00:00.000Z' }).where('used_at', 'is', null).execute()
    return token
  },
  async used(ask) {
    const token = await mailed(ask, 'layla@nordvik.example')
    await tables().updateTable('one_time_link').set({ used_at: '2026-01-01T00:00:00.000Z' }).where('used_at', 'is', null).execute()
    return token
  },
  foreign: (ask) => mailed(ask, dag.email, 'second'),
  'over-long': () => Promise.resolve(`cpl_${'A'.repeat(20_000)}`),
  'made up': () => Promise.resolve(`cpl_${'A'.repeat(43)}`),
}

async function mailed(ask: (typeof mails)['reset']['ask'] | undefined, email: string, of?: 'second'): Promise<string> {
  // A mail of another purpose: its token is good, and not for this.
  const answer = await (ask ?? mails.reset.ask)(email, of)
  if (answer.status !== 202) throw new Error(await answer.text())
  return tokenOf(linkIn(await front.mailTo(email)))
}

const counted = async () => ({
  contacts: (await tables().selectFrom('contact').select('id').execute()).length,
  sessions: (await tables().selectFrom('session').select('id').execute()).length,
})

for (const [place, { ask, use, forward }] of Object.entries(mails)) {
  test(`a ${place} link that is not good says so, leads on, and makes nothing`, async () => {
    const consentTexts = { en: { text: 'We keep your tickets.', checkbox: 'I agree.' } }
    await front.changePortal({ canRegister: true, consentTexts })
    const page = await front.open('embedded')
    await page.getByLabel('E-mail address').waitFor()
    for (const [what, make] of Object.entries(wrong)) {
      const token = await make(ask)
      const before = await counted()
      await page.goto('about:blank')
      await page.goto(`${front.home('embedded')}#support/${place}?token=${token}`)
      await use(page)
      await page.getByRole('heading', { name: 'This link cannot be used any more' }).waitFor()
      expect(page.url(), what).not.toContain('cpl_')
      expect(await counted(), what).toEqual(before)
      await page.getByRole('button', { name: 'Send me a new mail' }).click()
      await page.getByRole('heading', { name: forward }).waitFor()
    }
    await page.goto('about:blank')
    await page.goto(`${front.home('embedded')}#support/${place}?token=`)
    const empty = place === 'login' ? 'Log in' : place === 'register' ? 'Register' : 'Open the link in your mail'
    await page.getByRole('heading', { name: empty }).waitFor()
    await front.changePortal({ canRegister: false, consentTexts: null })
  })
}
