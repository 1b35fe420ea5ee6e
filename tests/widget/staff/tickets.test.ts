import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage, wordsOf } from './staff-page.ts'
import { waitUntil } from '../support/wait-until.ts'

describe('the tickets of the account', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage('/staff/tickets')
    await page.signIn()
  })

  afterEach(() => page.close())

  it('are empty at first, and listed when there are some', async () => {
    await page.find('.state', 'No tickets yet')
    await page.backend.act({ name: 'openTicket', as: 'anna', subject: 'Till', text: 'It is stuck.' })
    const row = await page.find('tbody tr', 'Till')
    expect(wordsOf(row)).to.contain('#1').and.to.contain('Anna').and.to.contain('Nordvik')
  })

  it('are filtered by status and searched, with the filter in the address', async () => {
    const till = await page.backend.act<{ id: string }>({ name: 'openTicket', as: 'anna', subject: 'Till', text: 'It is stuck.' })
    await page.backend.act({ name: 'openTicket', as: 'cleo', subject: 'Printer', text: 'No ink.' })
    await page.backend.act({ name: 'closeTicket', ticketId: till.id })
    await page.click('.chip', 'Closed')
    await page.gone('tbody tr', 'Printer')
    await page.find('tbody tr', 'Till')
    expect(location.search).to.equal('?status=closed')
    await page.type('#search', 'printer')
    await page.find('.state', 'No tickets match')
    await page.click('.state a', 'Clear')
    await page.find('tbody tr', 'Printer')
  })

  it('are opened for a customer whom a search finds; the first reply makes the thread', async () => {
    await page.click('button', 'Open a ticket')
    await page.type('#contact', 'anna')
    await page.click('[role=option]', 'anna@')
    await page.type('dialog[open] #subject', 'Called about the till')
    await page.click('dialog[open] button[type=submit]')
    await page.find('cp-staff-conversation .bar, .bar', 'Called about the till')
    expect(location.pathname).to.match(/^\/staff\/tickets\/\w+$/)
    await page.find('.nothing', 'Nothing was written yet')
    await page.type('textarea', 'As said on the phone: pull twice.')
    await page.click('button[type=submit]', 'Send reply')
    await page.find('.message.outbound:not(.sending)', 'pull twice')
    await page.gone('.nothing')
    const { threads } = (await (await page.ask('/threads?state=all')).json()) as { threads: { subject: string; ticketNumber: number }[] }
    expect(threads).to.have.length(1)
    expect(threads[0]).to.include({ subject: 'Called about the till', ticketNumber: 1 })
  })

  it('are opened for somebody new by address, by keyboard alone', async () => {
    await page.click('button', 'Open a ticket')
    const contact = await page.find<HTMLInputElement>('#contact')
    await page.type('#contact', 'nora@elsewhere.example')
    await page.find('[role=option]', 'New contact: nora@elsewhere.example')
    page.press('ArrowDown', contact)
    await waitUntil(() => contact.getAttribute('aria-activedescendant') === 'option-0', 'the active option')
    page.press('Enter', contact)
    await page.find('.chosen', 'nora@elsewhere.example')
    await page.type('#name', 'Nora Elsewhere')
    await page.type('dialog[open] #subject', 'Wants an offer')
    await page.click('dialog[open] button[type=submit]')
    await page.find('.person-lines', 'Nora Elsewhere')
  })

  it('are not opened without a customer and a subject, and the form says so', async () => {
    await page.click('button', 'Open a ticket')
    await page.find('dialog[open] cp-staff-contact-field')
    await page.click('dialog[open] button[type=submit]')
    await page.find('#problem', 'Choose a contact')
    await page.find('#subject-problem', 'Say in a few words')
    const contact = await page.find('#contact')
    await waitUntil(() => contact.matches(':focus'), 'the cursor on the first problem')
  })

  it('are opened once, however often the form is sent', async () => {
    await page.click('button', 'Open a ticket')
    await page.type('#contact', 'ben@acme.example')
    await page.type('dialog[open] #subject', 'Twice?')
    await page.backend.setFaults({ method: 'POST', path: '/staff/tickets', kind: 'error', status: 503, code: 'busy' })
    await page.click('dialog[open] button[type=submit]')
    await page.find('dialog[open] [role=alert]', 'busy')
    await page.backend.setFaults()
    const submit = await page.find('dialog[open] button[type=submit]')
    submit.click()
    submit.click()
    await page.find('.bar', 'Twice?')
    const { tickets } = (await (await page.ask('/tickets')).json()) as { tickets: unknown[] }
    expect(tickets).to.have.length(1)
  })
})
