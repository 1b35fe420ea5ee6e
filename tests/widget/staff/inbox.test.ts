import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage, wordsOf } from './staff-page.ts'
import { waitUntil } from '../support/wait-until.ts'

interface Ticket {
  id: string
  number: number
}

describe('the inbox', () => {
  let page: StaffPage
  let ticket: Ticket

  beforeEach(async () => {
    page = await openStaffPage()
    ticket = await page.backend.act<Ticket>({ name: 'openTicket', as: 'anna', subject: 'Till', text: 'It is stuck.' })
    await page.signIn()
  })

  afterEach(() => page.close())

  const messages = async () => {
    const answer = (await (await page.ask(`/tickets/${ticket.id}`)).json()) as { messages: { text: string; direction: string }[] }
    return answer.messages.map(({ text, direction }) => `${direction}: ${text}`)
  }

  it('shows a new thread as unread, and as read once it is opened', async () => {
    const row = await page.find('.row', 'Till')
    expect(wordsOf(row)).to.contain('Unread').and.to.contain('Anna').and.to.contain(`#${ticket.number}`)
    await page.find('.inboxes a', /1 open, 1 unread/)
    row.click()
    await page.find('.message.inbound', 'It is stuck.')
    await page.gone('.row', 'Unread')
    await page.find('.inboxes a', /1 open, 0 unread/)
    expect(location.pathname).to.match(/^\/staff\/threads\/\w+$/)
  })

  it('sends a reply at once and keeps it apart from a note', async () => {
    await page.click('.row')
    await page.type('textarea', 'Pull twice.')
    await page.click('button[type=submit]', 'Send reply')
    await page.find('.message.outbound:not(.sending)', 'Pull twice.')
    await page.click('.kind.note input')
    await page.type('textarea', 'Asked Berit.')
    await page.click('button[type=submit]', 'Add note')
    const note = await page.find('.message.internal:not(.sending)', 'Asked Berit.')
    expect(wordsOf(note)).to.contain('Internal note')
    expect(await messages()).to.deep.equal(['inbound: It is stuck.', 'outbound: Pull twice.', 'internal: Asked Berit.'])
  })

  it('never carries the text of a note over to the reply', async () => {
    await page.click('.row')
    await page.find('textarea')
    page.press('n')
    await page.find('form.note')
    await page.type('textarea', 'Between us.')
    await page.click('.kind.reply input')
    await page.find('form.reply')
    expect((await page.find<HTMLTextAreaElement>('textarea')).value).to.equal('')
    await page.find('.kind.note', 'Draft')
  })

  it('says that a reply was not sent, and sends it once however often it is tried', async () => {
    await page.click('.row')
    await page.find('.message.inbound')
    await page.backend.setFaults({ method: 'POST', path: '/messages', kind: 'offline' })
    await page.type('textarea', 'Pull twice.')
    await page.click('button[type=submit]', 'Send reply')
    const failed = await page.find('.message.failed', 'Not sent.')
    expect(wordsOf(failed)).to.contain('does not answer')
    // The page goes away while the second try is under way; the third meets it on the server.
    await page.backend.setFaults({ method: 'POST', path: '/messages', kind: 'pending' })
    await page.click('.message.failed button', 'Try again')
    await page.find('.message.sending')
    page.reload()
    await page.find('.message.failed', 'Pull twice.')
    await page.backend.setFaults()
    await page.click('.message.failed button', 'Try again')
    await page.find('.message.outbound:not(.failed):not(.sending)', 'Pull twice.')
    expect(await messages()).to.deep.equal(['inbound: It is stuck.', 'outbound: Pull twice.'])
  })

  it('puts a reply that was not sent back into the field to be edited', async () => {
    await page.click('.row')
    await page.find('.message.inbound')
    await page.backend.setFaults({ method: 'POST', path: '/messages', kind: 'error', status: 503, code: 'busy', times: 1 })
    await page.type('textarea', 'Pull twice.')
    await page.click('button[type=submit]', 'Send reply')
    await page.click('.message.failed button', 'Edit')
    await page.gone('.message.failed')
    expect((await page.find<HTMLTextAreaElement>('textarea')).value).to.equal('Pull twice.')
  })

  it('keeps a draft over a reload', async () => {
    await page.click('.row')
    await page.type('textarea', 'Half a sent')
    page.reload()
    const field = await page.find<HTMLTextAreaElement>('textarea')
    await waitUntil(() => field.value === 'Half a sent', 'the draft')
  })

  it('shows what a customer writes without a reload, and counts it', async () => {
    await page.click('.row')
    await page.find('.message.inbound', 'It is stuck.')
    await page.backend.act({ name: 'contactReplies', as: 'anna', ticketId: ticket.id, text: 'Still stuck.' })
    await page.find('.message.inbound', 'Still stuck.')
    await page.find('.row', 'Still stuck.')
    await page.backend.act({ name: 'openTicket', as: 'cleo', subject: 'Printer', text: 'No ink.' })
    await page.find('.row', 'Printer')
    await page.find('.inboxes a', /2 open, 1 unread/)
  })

  it('closes and reopens the ticket, moves and hides it', async () => {
    await page.click('.row')
    await page.click('button', 'Close ticket')
    await page.find('cp-staff-conversation .pill.closed, .bar .pill.closed')
    await page.click('button', 'Reopen')
    await page.find('.bar .pill.open')
    const stage = await page.find<HTMLSelectElement>('cp-staff-ticket-panel select, select.input:not(.inbox-choice)')
    await waitUntil(() => stage.options.length > 1, 'stages')
    stage.selectedIndex = 1
    stage.dispatchEvent(new Event('change', { bubbles: true }))
    await page.click('input[role=switch]')
    await page.find('.bar', 'Hidden from the portal')
    const answer = (await (await page.ask(`/tickets/${ticket.id}`)).json()) as { ticket: { stageId: string; isHidden: boolean } }
    expect(answer.ticket).to.include({ isHidden: true, stageId: stage.options[1]?.value })
  })

  it('is worked by keys: next, previous, reply, close, search, help', async () => {
    await page.backend.act({ name: 'openTicket', as: 'cleo', subject: 'Printer', text: 'No ink.' })
    await page.find('.row', 'Printer')
    page.press('j')
    await page.find('.message.inbound', 'No ink.')
    page.press('j')
    await page.find('.message.inbound', 'It is stuck.')
    page.press('k')
    await page.find('.message.inbound', 'No ink.')
    page.press('r')
    const text = await page.find('textarea')
    await waitUntil(() => text.matches(':focus'), 'the cursor in the reply')
    page.press('j', text)
    expect(page.all('.message.inbound').map(wordsOf).join()).to.contain('No ink.')
    page.press('Escape', text)
    page.press('e')
    await page.find('.bar .pill.closed')
    page.press('/')
    const search = await page.find('#search')
    await waitUntil(() => search.matches(':focus'), 'the cursor in the search')
    search.blur()
    page.press('?')
    await page.find('dialog[open]', 'Keyboard shortcuts')
  })

  it('finds threads by words and says when there are none', async () => {
    await page.type('#search', 'zebra')
    await page.find('.state', 'Nothing found for “zebra”')
    await page.type('#search', 'till')
    await page.find('.row', 'Till')
    expect(location.search).to.equal('?q=till')
  })
})
