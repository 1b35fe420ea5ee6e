import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { expectAccessible } from '../support/page.ts'
import { codeOf } from '../support/totp.ts'
import { giveSecondFactor } from './second-factor.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'
import { waitUntil } from '../support/wait-until.ts'

describe('one’s own account', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage('/staff/account')
  })

  afterEach(() => page.close())

  /** Switches the second step on by clicking. @returns key and recovery codes. */
  async function enrol(skipped = 0): Promise<{ secret: string; codes: string[] }> {
    await page.click('button.primary', 'Switch on')
    const secret = (await page.find('.scan code')).textContent ?? ''
    await page.type('#code', await codeOf(secret, skipped))
    await page.find('#recovery', 'Keep your recovery codes')
    const codes = page.all('.codes li').map((item) => item.textContent ?? '')
    return { secret, codes }
  }

  it('stands behind the name in the sidebar and shows nothing to others than admins of what everybody needs', async () => {
    await page.signIn()
    await page.find('h1', 'Your account')
    await page.find('.device')
    expect(page.all('cp-staff-second-factor-rule').length).to.equal(0)
    expect((await page.find('a.own')).getAttribute('aria-current')).to.equal('page')
    expect(document.title).to.contain('Your account')
    await expectAccessible(page.app)
    await page.click('a[href="/staff"]')
    await page.find('cp-staff-thread-list')
    await page.click('a.own')
    await page.find('h1', 'Your account')
  })

  it('changes the password: the one of now, a good new one, and says what is wrong at its field', async () => {
    await page.signIn()
    await page.click('button', 'Change the password')
    await page.find('#current-problem', 'that you have now')
    await page.find('#next-problem', 'Type a new password')
    await page.type('#current', 'not the password')
    await page.type('#next', 'short')
    await page.click('button', 'Change the password')
    await page.find('#next-problem', 'at least 12')
    await page.type('#next', 'seven blue kettles')
    await page.click('button', 'Change the password')
    await page.find('#current-problem', 'not your password')
    await page.type('#current', page.backend.password)
    await page.type('#next', 'agent of acme!')
    await page.click('button', 'Change the password')
    await page.find('#next-problem', 'a name or an address')
    await page.type('#next', 'seven blue kettles')
    await page.click('button', 'Change the password')
    await page.find('[role=status]', 'Your password is changed')
    expect((await page.find<HTMLInputElement>('#current')).value).to.equal('')
    const again = await page.ask('/session', {
      method: 'POST',
      body: JSON.stringify({ email: page.backend.emails['agent'], password: 'seven blue kettles' }),
    })
    expect(again.status).to.equal(200)
  })

  it('lists the sessions and ends one, then all others', async () => {
    // Two other browsers of the same person: this page takes over the cookie of the last.
    const email = page.backend.emails['agent']
    const body = JSON.stringify({ email, password: page.backend.password })
    for (let n = 0; n < 3; n += 1) await page.ask('/session', { method: 'POST', body })
    await page.signIn()
    await waitUntil(() => page.all('.device').length === 4, 'devices: 4')
    expect(page.all('cp-staff-own-sessions .pill').length + page.all('.pill.open').length).to.be.greaterThan(0)
    await page.click('button[aria-label^="Sign out: "]')
    await waitUntil(() => page.all('.device').length === 3, 'devices: 3')
    await page.click('button', 'Sign out everywhere else')
    await waitUntil(() => page.all('.device').length === 1, 'devices: 1')
    await page.find('p', 'signed in nowhere else')
    expect((await page.ask('/me')).status).to.equal(200)
  })

  it('switches the second step on with an app, keeps the codes, makes new ones, switches it off', async () => {
    await page.signIn()
    await page.find('.pill', 'Off')
    await page.click('button.primary', 'Switch on')
    const code = await page.find('svg.qr')
    expect(code.getAttribute('role')).to.equal('img')
    expect(code.querySelector('path')?.getAttribute('d')).to.match(/^M\d+ \d+h\d+v1/)
    await expectAccessible(page.app)
    await page.type('#code', '000000')
    await page.find('#code-problem', 'not the code of this key')
    await page.click('button', 'Cancel')
    const { codes } = await enrol()
    expect(new Set(codes).size).to.equal(10)
    await expectAccessible(page.app)
    await page.click('button', 'I have kept them')
    await page.find('.pill', 'On')
    await page.find('p', '10 recovery codes are left')
    expect(page.all('.codes').length).to.equal(0)

    await page.click('button', 'Make new recovery codes')
    await page.click('dialog[open] button.danger', 'Make new ones')
    await page.find('.codes')
    expect(page.all('.codes li').some((item) => codes.includes(item.textContent ?? ''))).to.equal(false)
    await page.click('button', 'I have kept them')

    await page.click('button', 'Switch off')
    await page.click('dialog[open] button.danger', 'Switch it off')
    await page.find('.pill', 'Off')
    await page.find('[role=status]', 'is off')
  })

  it('leaves the codes only after asking: they are not shown again', async () => {
    await page.signIn()
    await enrol()
    await page.click('a[href="/staff"]')
    await page.find('dialog[open]', 'not saved yet')
    await page.click('dialog[open] button', 'Stay')
    await page.find('.codes')
  })

  it('asks again who is there when the sign-in is some minutes old; cancelling leaves everything as it was', async () => {
    await page.signIn()
    await page.type('#next', 'half a new pass')
    await page.backend.act({ name: 'advanceClock', seconds: 301 })
    await page.click('button.primary', 'Switch on')
    await page.find('dialog[open]', 'Is it you?')
    expect((await page.find('dialog[open] #password')).matches(':focus')).to.equal(true)
    await expectAccessible(page.app)
    await page.click('dialog[open] button', 'Cancel')
    await page.gone('cp-staff-proof')
    await page.find('[role=alert]', 'Nothing was changed')
    expect((await page.find<HTMLInputElement>('#next')).value).to.equal('half a new pass')
    expect(page.all('.scan').length).to.equal(0)

    await page.click('button.primary', 'Switch on')
    await page.click('dialog[open] button[type=submit]')
    await page.find('#password-problem', 'Type your password')
    await page.type('dialog[open] #password', 'not the password')
    await page.click('dialog[open] button[type=submit]')
    await page.find('dialog[open] [role=alert]', 'not your password')
    await page.type('dialog[open] #password', page.backend.password)
    await page.click('dialog[open] button[type=submit]')
    await page.find('.scan')
    expect(page.all('cp-staff-proof').length).to.equal(0)
    expect((await page.find<HTMLInputElement>('#next')).value).to.equal('half a new pass')
  })

  it('asks who has a second factor for its code instead of the password', async () => {
    const { secret, recoveryCodes } = await giveSecondFactor(page)
    await page.type('#email', page.backend.emails['agent'] ?? '')
    await page.type('#password', page.backend.password)
    await page.click('form button[type=submit]')
    await page.type('#code', recoveryCodes[1] ?? '')
    await page.click('button.link', 'Use a recovery code')
    await page.type('#code', recoveryCodes[1] ?? '')
    await page.click('form button[type=submit]', 'Continue')
    await page.find('.pill', 'On')
    await page.backend.act({ name: 'advanceClock', seconds: 301 })
    await page.click('button', 'Make new recovery codes')
    await page.click('dialog[open] button.danger', 'Make new ones')
    await page.find('cp-staff-proof', 'a code of your authenticator app')
    await page.type('dialog[open] #code', await codeOf(secret, 361))
    await page.find('.codes')
  })

  it('lets an admin who has a second factor demand it of everybody', async () => {
    await page.signIn('admin')
    const rule = await page.find<HTMLInputElement>('#rule')
    rule.click()
    await page.find('#problem', 'your own two-step sign-in first')
    expect(rule.checked).to.equal(false)
    await enrol()
    await page.click('button', 'I have kept them')
    await page.find('.pill', 'On')
    rule.click()
    await page.find('[role=status]', 'Saved')
    expect(rule.checked).to.equal(true)
    await expectAccessible(page.app)
  })
})

describe('an account that wants a second step of everybody', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage()
  })

  afterEach(() => page.close())

  async function demand(): Promise<void> {
    const { recoveryCodes } = await giveSecondFactor(page, 'admin')
    const post = (path: string, method: string, body: unknown) => page.ask(path, { method, body: JSON.stringify(body) })
    await post('/session', 'POST', { email: page.backend.emails['admin'], password: page.backend.password, code: recoveryCodes[0] })
    expect((await post('/account/second-factor', 'PUT', { isRequired: true })).status).to.equal(204)
  }

  async function switchOn(): Promise<void> {
    await page.click('button.primary', 'Switch on')
    const secret = (await page.find('.scan code')).textContent ?? ''
    await page.type('#code', await codeOf(secret, 60))
    await page.click('button', 'I have kept them')
  }

  it('shows nothing else to who has none, until there is one', async () => {
    await demand()
    await page.type('#email', page.backend.emails['agent'] ?? '')
    await page.type('#password', page.backend.password)
    await page.click('form button[type=submit]')
    await page.find('h2', 'Add a second step to your sign-in')
    expect(page.all('cp-staff-sidebar').length).to.equal(0)
    await expectAccessible(page.app)
    await switchOn()
    await page.find('cp-staff-thread-list')
  })

  it('asks for it over the page of who is at work, and the work goes on', async () => {
    await page.backend.act({ name: 'openTicket', as: 'anna', subject: 'Till', text: 'It is stuck.' })
    await page.signIn()
    const cookie = await (await page.ask('/me')).json()
    await page.click('.row', 'Till')
    await page.type('cp-staff-composer textarea, textarea', 'Pull twice.')
    // The admin does it elsewhere; afterwards this browser is the agent's again.
    await demand()
    await page.ask('/session', {
      method: 'POST',
      body: JSON.stringify({ email: page.backend.emails['agent'], password: page.backend.password }),
    })
    expect(await (await page.ask('/me')).json()).to.deep.equal({ ...cookie, lacksSecondFactor: true })
    await page.click('button[type=submit]', 'Send reply')
    await page.find('dialog[open]', 'Add a second step')
    await switchOn()
    await page.find('.message.outbound:not(.sending)', 'Pull twice.')
    expect(page.all('cp-staff-enrol').length).to.equal(0)
  })
})
