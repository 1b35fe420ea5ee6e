import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { expectAccessible } from '../support/page.ts'
import { codeOf } from '../support/totp.ts'
import { giveSecondFactor } from './second-factor.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'

describe('getting in without a password of before', () => {
  let page: StaffPage

  afterEach(() => page.close())

  async function linkIn(to: string): Promise<string> {
    const { text } = await page.backend.act<{ text: string }>({ name: 'readMail', to })
    const path = /^https?:\/\/[^/]+(\/staff\/\S+#cpt_[\w-]{43})$/m.exec(text)?.[1]
    if (!path) throw new Error(`no link in ${text}`)
    return path
  }

  /** Follows a link of a mail, as the browser would. */
  async function follow(path: string): Promise<void> {
    history.replaceState(null, '', path)
    page.reload()
    await page.find('cp-staff-door')
  }

  describe('who forgot the password', () => {
    beforeEach(async () => {
      page = await openStaffPage('/staff')
    })

    async function ask(email: string): Promise<void> {
      await page.type('#email', email)
      await page.click('a', 'Forgot your password?')
      await page.find('h1', 'Forgot your password?')
      expect((await page.find<HTMLInputElement>('#email')).value).to.equal(email)
      await expectAccessible(page.app)
      await page.click('button', 'Send the link')
      await page.find('h1', 'Look into your e-mail')
    }

    it('asks for a link, chooses another, and is in; the token does not stay in the address', async () => {
      const email = page.backend.emails['agent'] ?? ''
      await ask(email)
      await expectAccessible(page.app)
      const path = await linkIn(email)
      await follow(path)
      await page.find('h1', 'Choose a new password')
      expect([location.hash, location.pathname]).to.deep.equal(['', '/staff/reset-password'])
      await expectAccessible(page.app)
      await page.click('button', 'Change the password')
      await page.find('#password-problem', 'Choose a password')
      await page.type('#password', 'short')
      await page.click('button', 'Change the password')
      await page.find('#password-problem', 'too short')
      await page.type('#password', 'velvet otter climbs nine hills')
      await page.click('button', 'Change the password')
      await page.find('cp-staff-sidebar')
      expect(location.pathname).to.equal('/staff')
      await follow(path)
      await page.find('h1', 'Choose a new password')
      await page.type('#password', 'velvet otter climbs ten hills')
      await page.click('button', 'Change the password')
      await page.find('h1', 'This link no longer works')
      await page.click('a', 'Ask for another link')
      await page.find('h1', 'Forgot your password?')
    })

    it('is told the same of an address that nobody has; another can be typed', async () => {
      await ask('nobody@team.example')
      await page.find('p', 'If somebody signs in here with nobody@team.example')
      await page.click('button', 'Another address')
      await page.type('#email', 'nonsense')
      await page.click('button', 'Send the link')
      await page.find('#email-problem', 'does not look like')
      await page.click('a', 'Back to the sign-in')
      await page.find('cp-staff-sign-in')
    })

    it('is asked for the second step afterwards', async () => {
      const email = page.backend.emails['agent'] ?? ''
      const { secret } = await giveSecondFactor(page)
      await ask(email)
      await follow(await linkIn(email))
      await page.type('#password', 'velvet otter climbs nine hills')
      await page.click('button', 'Change the password')
      await page.find('h1', 'One more step')
      await page.type('#code', await codeOf(secret, 60))
      await page.find('cp-staff-sidebar')
    })

    it('sees that an address without a token, or a worn one, is of no use', async () => {
      history.replaceState(null, '', '/staff/reset-password')
      page.reload()
      await page.find('h1', 'This link no longer works')
      await expectAccessible(page.app)
    })
  })

  describe('who was invited', () => {
    beforeEach(async () => {
      page = await openStaffPage('/staff/settings/team')
      await page.signIn('admin')
      const body = JSON.stringify({
        email: 'nora@team.example',
        name: 'Nora',
        permissions: ['inbox.answer', 'portal.settings'],
        language: 'en',
      })
      const invited = await page.ask('/account/invitations', { method: 'POST', body })
      expect(invited.status).to.equal(201)
    })

    it('reads what for, chooses a name and a password, and is on the team', async () => {
      const path = await linkIn('nora@team.example')
      await page.click('button[aria-label="Sign out"]')
      await page.find('cp-staff-sign-in')
      await follow(path)
      await page.find('h1', 'Join the team of acme')
      expect(location.hash).to.equal('')
      await page.find('p', 'admin of acme invited you')
      await page.find('.may li', 'Set the portal up')
      await expectAccessible(page.app)
      expect((await page.find<HTMLInputElement>('#email')).value).to.equal('nora@team.example')
      await page.type('#name', '')
      await page.click('button', 'Join the team')
      await page.find('#name-problem')
      await page.type('#name', 'Nora Berg')
      await page.type('#password', 'nora@team.example')
      await page.click('button', 'Join the team')
      await page.find('#password-problem', 'a name or an address')
      await page.type('#password', 'velvet otter climbs nine hills')
      await page.click('button', 'Join the team')
      await page.find('cp-staff-sidebar')
      await page.find('.person-name', 'Nora Berg')
      expect(location.pathname).to.equal('/staff')
      await follow(path)
      await page.find('h1', 'This invitation no longer works')
      await expectAccessible(page.app)
    })
  })
})
