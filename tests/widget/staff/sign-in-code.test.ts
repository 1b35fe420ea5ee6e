import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { expectAccessible } from '../support/page.ts'
import { codeOf } from '../support/totp.ts'
import { giveSecondFactor } from './second-factor.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'

describe('signing in with a second step', () => {
  let page: StaffPage
  let secret: string
  let recoveryCodes: string[]

  beforeEach(async () => {
    page = await openStaffPage()
    ;({ secret, recoveryCodes } = await giveSecondFactor(page))
  })

  afterEach(() => page.close())

  async function enterPassword(): Promise<HTMLInputElement> {
    await page.type('#email', page.backend.emails['agent'] ?? '')
    await page.type('#password', page.backend.password)
    await page.click('form button[type=submit]')
    return page.find<HTMLInputElement>('#code')
  }

  it('asks for the code after the right password alone, and the last digit sends it', async () => {
    await page.type('#email', page.backend.emails['agent'] ?? '')
    await page.type('#password', 'not the password')
    await page.click('form button[type=submit]')
    await page.find('[role=alert]', 'do not belong together')
    expect(page.all('#code').length).to.equal(0)
    const field = await enterPassword()
    await page.find('h1', 'One more step')
    expect(field.matches(':focus')).to.equal(true)
    expect([field.getAttribute('autocomplete'), field.inputMode]).to.deep.equal(['one-time-code', 'numeric'])
    await expectAccessible(page.app)
    const code = await codeOf(secret, 60)
    await page.type('#code', `${code.slice(0, 3)} ${code.slice(3)}`)
    await page.find('cp-staff-sidebar')
  })

  it('says what is wrong with a code, at the field and before asking', async () => {
    await enterPassword()
    await page.click('form button[type=submit]', 'Continue')
    await page.find('#code-problem', 'Type the code')
    await page.type('#code', '12345')
    await page.click('form button[type=submit]', 'Continue')
    await page.find('#code-problem', 'six digits')
    await page.type('#code', '000000')
    await page.find('[role=alert]', 'This code is not right')
    expect((await page.find('#code')).matches(':focus')).to.equal(true)
  })

  it('takes a recovery code, once', async () => {
    await enterPassword()
    await page.click('button.link', 'Use a recovery code')
    await page.find('label', 'Recovery code')
    await page.type('#code', (recoveryCodes[0] ?? '').toLowerCase())
    await page.click('form button[type=submit]', 'Continue')
    await page.find('cp-staff-sidebar')
    await page.click('button[aria-label="Sign out"]')
    await enterPassword()
    await page.click('button.link', 'Use a recovery code')
    await page.type('#code', recoveryCodes[0] ?? '')
    await page.click('form button[type=submit]', 'Continue')
    await page.find('[role=alert]', 'it was used before')
  })

  it('slows guesses down and says for how long', async () => {
    await enterPassword()
    for (let n = 0; n < 7; n += 1) {
      await page.type('#code', '000000')
      await page.find('form button[type=submit]:not([aria-disabled=true]), [role=alert]')
      await page.find('[role=alert]')
    }
    await page.find('[role=alert]', /Try again in \d+ seconds?|wait a little/i)
  })

  it('goes back to the password, and forgets it', async () => {
    await enterPassword()
    await page.click('button.link', 'Back')
    expect((await page.find<HTMLInputElement>('#password')).value).to.equal('')
    expect((await page.find<HTMLInputElement>('#email')).value).to.equal(page.backend.emails['agent'])
  })

  it('is asked for in place when the session has ended, and what was being done goes on', async () => {
    await page.backend.act({ name: 'openTicket', as: 'anna', subject: 'Till', text: 'It is stuck.' })
    await enterPassword()
    await page.type('#code', await codeOf(secret, 60))
    await page.click('.row', 'Till')
    await page.type('cp-staff-composer textarea, textarea', 'Pull twice.')
    await page.backend.act({ name: 'advanceClock', seconds: 2 * 3600 })
    await page.click('button[type=submit]', 'Send reply')
    await page.find('dialog[open]', 'Your session has ended')
    await page.type('#password', page.backend.password)
    await page.click('dialog[open] button[type=submit]')
    await page.find('dialog[open]', 'One more step')
    await page.type('#code', await codeOf(secret, 60 + 2 * 3600))
    await page.find('.message.outbound:not(.sending)', 'Pull twice.')
    expect(page.all('cp-staff-sign-in').length).to.equal(0)
  })
})
