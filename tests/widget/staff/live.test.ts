import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'

describe('live updates of the staff pages', () => {
  let page: StaffPage
  let ticketId: string

  beforeEach(async () => {
    page = await openStaffPage()
    ticketId = (await page.backend.act<{ id: string }>({ name: 'openTicket', as: 'anna', subject: 'Till', text: 'It is stuck.' })).id
  })

  afterEach(() => page.close())

  it('begin as soon as the stream can be had, and bring what was missed meanwhile', async () => {
    await page.backend.setFaults({ path: '/staff/live', kind: 'error', status: 503, code: 'busy' })
    await page.signIn()
    await page.click('.row', 'Till')
    await page.find('.message.inbound', 'It is stuck.')
    await page.backend.act({ name: 'contactReplies', as: 'anna', ticketId, text: 'Hello?' })
    await page.find('.live-lost', 'Connection lost')
    await page.backend.setFaults()
    await page.find('.message.inbound', 'Hello?')
    await page.gone('.live-lost')
  })

  it('show what a colleague did to the ticket', async () => {
    await page.signIn()
    await page.click('.row', 'Till')
    await page.find('.bar .pill.open')
    await page.backend.act({ name: 'closeTicket', ticketId })
    await page.find('.bar .pill.closed')
    await page.find('.hint', 'This ticket is closed')
    await page.gone('.row', 'Till')
    await page.find('.state', 'Nothing open')
  })

  it('leave the reader where they read, and say that there is more below', async () => {
    await page.backend.act({ name: 'agentReplies', ticketId, text: 'Line\n'.repeat(300) })
    await page.signIn()
    await page.click('.row', 'Till')
    await page.find('.message.outbound')
    const scroller = await page.find('.scroll')
    expect(scroller.scrollTop).to.be.greaterThan(100)
    scroller.scrollTop = 0
    scroller.dispatchEvent(new Event('scroll'))
    await page.backend.act({ name: 'contactReplies', as: 'anna', ticketId, text: 'Thank you!' })
    await page.find('.message.inbound', 'Thank you!')
    await page.find('.to-new', 'New message')
    expect(scroller.scrollTop).to.equal(0)
    await page.click('.to-new')
    await page.gone('.to-new')
    expect(scroller.scrollTop).to.be.greaterThan(100)
  })

  it('ask for a new sign-in when the session ends elsewhere', async () => {
    await page.signIn()
    await page.find('.row', 'Till')
    await page.ask('/session', { method: 'DELETE' })
    await page.find('dialog[open]', 'Your session has ended')
  })
})
