import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'

describe('signing in to the staff pages', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage()
  })

  afterEach(() => page.close())

  it('leads to the inbox, and a reload stays signed in', async () => {
    await page.signIn()
    await page.find('cp-staff-thread-list')
    page.reload()
    await page.find('cp-staff-sidebar')
    expect(page.all('cp-staff-sign-in').length).to.equal(0)
  })

  it('says that address and password do not belong together, and keeps the address', async () => {
    await page.type('#email', 'agent@acme.example')
    await page.type('#password', 'not the password')
    await page.click('form button[type=submit]')
    await page.find('[role=alert]', 'do not belong together')
    expect((await page.find<HTMLInputElement>('#email')).value).to.equal('agent@acme.example')
  })

  it('names the empty field and puts the cursor there', async () => {
    await page.click('form button[type=submit]')
    const problem = await page.find('#email-problem')
    const field = await page.find('#email')
    expect(problem.textContent).to.contain('email address')
    expect(field.matches(':focus')).to.equal(true)
    expect(field.getAttribute('aria-invalid')).to.equal('true')
  })

  it('says how long a locked login has to wait', async () => {
    await page.backend.setFaults({
      method: 'POST',
      path: '/staff/session',
      kind: 'error',
      status: 429,
      code: 'sign_in_locked',
      retryAfterSeconds: 30,
    })
    await page.type('#email', page.backend.emails['agent'] ?? '')
    await page.type('#password', page.backend.password)
    await page.click('form button[type=submit]')
    await page.find('[role=alert]', /in \d+ seconds/)
  })

  it('offers another try when the server does not answer', async () => {
    await page.find('cp-staff-sign-in')
    await page.backend.setFaults({ path: '/staff/me', kind: 'offline' })
    page.reload()
    await page.find('[role=alert]', 'does not answer')
    await page.backend.setFaults()
    await page.click('button', 'Try again')
    await page.find('cp-staff-sign-in')
  })

  it('is passed again in place when the session has ended, and what was being done goes on', async () => {
    const ticket = await page.backend.act<{ id: string }>({ name: 'openTicket', as: 'anna', subject: 'Till', text: 'It is stuck.' })
    await page.signIn()
    await page.click('.row', 'Till')
    await page.type('cp-staff-composer textarea, textarea', 'Pull twice.')
    await page.backend.act({ name: 'advanceClock', seconds: 2 * 3600 })
    await page.click('button[type=submit]', 'Send reply')
    await page.find('dialog[open]', 'Your session has ended')
    await page.type('#password', page.backend.password)
    await page.click('dialog[open] button[type=submit]')
    await page.find('.message.outbound:not(.sending)', 'Pull twice.')
    expect(page.all('cp-staff-sign-in').length).to.equal(0)
    const answer = (await (await page.ask(`/tickets/${ticket.id}`)).json()) as { messages: unknown[] }
    expect(answer.messages).to.have.length(2)
  })

  it('is passed again with files attached: they are sent although their drafts ended with the session', async () => {
    await page.backend.act({ name: 'openTicket', as: 'anna', subject: 'Till', text: 'It is stuck.' })
    await page.signIn()
    await page.click('.row', 'Till')
    const picker = await page.find<HTMLInputElement>('#pick')
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['one,two\n'], 'stock.csv', { type: 'text/csv' }))
    picker.files = dataTransfer.files
    picker.dispatchEvent(new Event('change'))
    await page.find('.upload.done', 'stock.csv')
    await page.type('textarea', 'The list.')
    await page.backend.act({ name: 'advanceClock', seconds: 2 * 3600 })
    await page.click('button[type=submit]', 'Send reply')
    await page.find('dialog[open]', 'Your session has ended')
    await page.type('#password', page.backend.password)
    await page.click('dialog[open] button[type=submit]')
    await page.find('.message.outbound:not(.sending)', /The list.*stock\.csv/)
  })

  it('is left by signing out', async () => {
    await page.signIn()
    await page.click('button[aria-label="Sign out"]')
    await page.find('cp-staff-sign-in', 'Sign in')
    expect((await page.ask('/me')).status).to.equal(401)
  })
})
