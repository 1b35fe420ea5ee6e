import { expect } from '@open-wc/testing'
import type { ContactList } from '../../../shared/contacts.ts'
import { afterEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'

describe('the page of a contact', () => {
  let page: StaffPage

  afterEach(() => page.close())

  /** Opens the page of a contact of the first account, who has just filed a ticket. */
  async function open(who: 'anna' | 'dan', as: string): Promise<void> {
    page = await openStaffPage()
    await page.backend.act({ name: 'openTicket', as: who, subject: 'Till', text: 'It is stuck.' })
    await page.signIn(as)
    const { contacts } = (await (await page.ask(`/contacts?q=${page.backend.emails[who]}`)).json()) as ContactList
    history.replaceState(null, '', `/staff/contacts/${contacts[0]?.id}`)
    page.reload()
    await page.find('#data')
  }

  it('shows who it is and where logged in, and logs out there', async () => {
    await open('anna', 'agent')
    await page.find('dd', page.backend.emails['anna'] ?? '')
    await page.find('li', 'acme support')
    await expect(page.app).to.be.accessible()
    await page.click('button', 'Log out everywhere')
    await page.find('.done', 'Logged out.')
    await page.find('p', 'Nowhere at the moment.')
    await page.find('p', 'Only administrators can delete a person.')
    expect(page.all('cp-staff-erase')).to.have.length(0)
  })

  it('deletes a person only after the address was typed', async () => {
    await open('dan', 'admin')
    await page.click('button', 'Delete this person…')
    await page.click('button[type=submit]', 'Delete for good')
    await page.find('.problem', 'This is not what has to be typed.')
    await page.type('#confirmation', page.backend.emails['dan'] ?? '')
    await expect(page.app).to.be.accessible()
    await page.click('button[type=submit]', 'Delete for good')
    await page.find('.banner', 'Nothing personal is left.')
    await page.find('h1', 'Deleted contact')
  })
})
