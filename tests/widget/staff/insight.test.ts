import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage, wordsOf } from './staff-page.ts'
import { waitUntil } from '../support/wait-until.ts'

describe('what a ticket’s page tells the team', () => {
  let page: StaffPage
  let ticketId: string

  beforeEach(async () => {
    page = await openStaffPage()
    ticketId = (await page.backend.act<{ id: string }>({ name: 'openTicket', as: 'anna', subject: 'Till', text: 'It is stuck.' })).id
    history.replaceState(null, '', `/staff/tickets/${ticketId}`)
  })

  afterEach(() => page.close())

  const open = async (name = 'agent') => {
    page.reload()
    await page.signIn(name)
    await page.find('.message.inbound', 'It is stuck.')
  }

  /** The line that stands right below the message with these words. */
  const below = (words: string) => page.all('.message').find((message) => wordsOf(message).includes(words))?.nextElementSibling

  it('who has read the newest answer, as soon as it happens, and nothing of notes', async () => {
    await page.backend.act({ name: 'agentReplies', ticketId, text: 'Pull the drawer.' })
    await page.backend.act({ name: 'agentNotes', ticketId, text: 'He will not.' })
    await open()
    await page.find('.message.internal', 'He will not.')
    // Whoever wrote it has read it.
    expect(page.all('.read-by')).to.have.length(0)
    await page.backend.act({ name: 'contactReads', as: 'anna', ticketId })
    await page.find('.read-by', /Read by Anna of acme at \d/)
    expect(below('Pull the drawer.')?.className).to.equal('read-by')
    expect(below('He will not.')?.className ?? '').not.to.equal('read-by')
    expect(page.all('.read-by')).to.have.length(1)
  })

  it('why a contact sees it, or does not, clause by clause; those who may not set portals up are not asked', async () => {
    await open('admin')
    await page.click('summary', 'Why can somebody see this?')
    await page.type('[role=combobox]', 'ben')
    await page.click('[role=option]', 'Ben of acme')
    await page.find('cp-staff-explain', 'Ben of acme sees this ticket.')
    await page.find('li.met', 'It belongs to the contact’s primary company.')
    await page.find('li.not', 'It is the contact’s own ticket.')
    await page.backend.act({ name: 'changePortal', changes: { permissionMode: 'own' } })
    await page.click('.chosen button', 'Change')
    await page.type('[role=combobox]', 'ben')
    await page.click('[role=option]', 'Ben of acme')
    await page.find('cp-staff-explain', 'Ben of acme does not see this ticket.')
    await page.find('li.not', 'The portal shows the company’s tickets.')
  })

  it('to those who answer alone: nothing of it', async () => {
    await open('agent')
    await page.find('cp-staff-ticket-panel', 'Hide from the portal')
    expect(page.all('cp-staff-explain')).to.have.length(0)
  })

  it('a mail as it was written, its quotes folded and nothing of it run', async () => {
    const html =
      '<p>It is <b>stuck</b>.</p><img src=x onerror="window.wasRun = true"><blockquote type="cite"><p>What is it?</p></blockquote>'
    await page.backend.act({ name: 'cameAsMail', ticketId, text: 'It is stuck.', html, contentId: 'a@b' })
    page.reload()
    await page.signIn()
    await page.find('.markup b', 'stuck')
    await waitUntil(() => page.all('.markup details').length === 1, 'the quote is folded')
    expect(page.all('.markup [onerror]')).to.have.length(0)
    expect('wasRun' in window).to.equal(false)
  })
})
