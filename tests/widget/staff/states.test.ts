import { expect } from '@open-wc/testing'
import { afterEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'

interface Screen {
  path: string
  as: string
  api: string
  failed: string
  empty?: { selector: string; text: string }
  filled: string
}

const screens: Record<string, Screen> = {
  inbox: {
    path: '/staff',
    as: 'agent',
    api: '/staff/threads\\?',
    failed: 'The threads could not be loaded',
    empty: { selector: '.state', text: 'Nothing open' },
    filled: '.row',
  },
  tickets: {
    path: '/staff/tickets',
    as: 'agent',
    api: '/staff/tickets\\?',
    failed: 'The tickets could not be loaded',
    empty: { selector: '.state', text: 'No tickets yet' },
    filled: 'tbody tr',
  },
  settings: { path: '/staff/settings', as: 'admin', api: '/staff/portals$', failed: 'The settings could not be loaded', filled: '#title' },
}

describe('every screen of the staff pages', () => {
  let page: StaffPage

  afterEach(() => page.close())

  for (const [name, screen] of Object.entries(screens)) {
    it(`shows that it loads, that it failed, that it is empty, and what there is: ${name}`, async () => {
      page = await openStaffPage(screen.path)
      await page.find('cp-staff-sign-in')
      await expect(page.app).to.be.accessible()
      await page.backend.setFaults({ path: screen.api, kind: 'pending' })
      await page.signIn(screen.as)
      await page.find('.bone')
      await expect(page.app).to.be.accessible()
      await page.backend.setFaults({ path: screen.api, kind: 'error', status: 503, code: 'busy' })
      page.reload()
      await page.find('.state', screen.failed)
      await expect(page.app).to.be.accessible()
      await page.backend.setFaults()
      await page.click('.state button', 'Try again')
      if (screen.empty) {
        await page.find(screen.empty.selector, screen.empty.text)
        await expect(page.app).to.be.accessible()
      }
      await page.backend.act({ name: 'openTicket', as: 'anna', subject: 'Till', text: 'It is stuck.' })
      await page.find(screen.filled)
      await expect(page.app).to.be.accessible()
    })
  }

  it('has nothing for axe to say about a conversation, its note, and the dialogs', async () => {
    page = await openStaffPage('/staff')
    const ticket = await page.backend.act<{ id: string }>({ name: 'openTicket', as: 'anna', subject: 'Till', text: 'It is stuck.' })
    await page.backend.act({ name: 'agentNotes', ticketId: ticket.id, text: 'Asked Berit.' })
    await page.signIn()
    await page.click('.row')
    await page.find('.message.internal')
    await page.find('cp-staff-ticket-panel')
    await expect(page.app).to.be.accessible()
    page.press('n')
    await page.find('form.note')
    await expect(page.app).to.be.accessible()
    const text = await page.find('textarea')
    text.blur()
    page.press('?')
    await page.find('dialog[open]', 'Keyboard shortcuts')
    await expect(page.app).to.be.accessible()
    page.all('dialog[open]').forEach((dialog) => (dialog as HTMLDialogElement).close())
    await page.click('.page[href="/staff/tickets"]')
    await page.click('button', 'Open a ticket')
    await page.type('#contact', 'anna')
    await page.find('[role=option]')
    await expect(page.app).to.be.accessible()
  })

  it('says that an address leads nowhere', async () => {
    page = await openStaffPage('/staff/threads/00000000000000000000')
    await page.signIn()
    await page.find('.state', 'This is not here any more')
    history.pushState(null, '', '/staff/nowhere')
    dispatchEvent(new PopStateEvent('popstate'))
    await page.find('.state', 'There is nothing at this address')
    await page.click('.state a', 'Go to the inbox')
    await page.find('cp-staff-inbox')
  })
})
