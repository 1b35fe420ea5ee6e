import { expect, oneEvent } from '@open-wc/testing'
import { all, button, expectAccessible, fill, found, one, said, unsaid, usePortalPage, visibleText } from './support/page.ts'
import { beforeEach, describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

const subjects = () => all('.subject').map((each) => each.innerText)

describe('cp-ticket-list', () => {
  const page = usePortalPage()
  let isFilled = false

  beforeEach(async () => {
    if (isFilled) return
    isFilled = true
    await page.openTicket('Printer is on fire')
    const closed = await page.openTicket('Invoice is wrong')
    await page.backend.act({ name: 'closeTicket', ticketId: closed.id })
    await page.openTicket('Our shared ticket', 'ben')
  })

  it('shows number, subject, dates and status of the own tickets, newest activity first', async () => {
    const list = await page.mountAs<HTMLElement>('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('Printer is on fire')
    expect(subjects()).to.deep.equal(['Invoice is wrong', 'Printer is on fire'])
    expect(all('.pill').map((pill) => pill.innerText.trim())).to.deep.equal(['Closed', 'Open'])
    expect(one('tbody tr td').innerText).to.match(/^#\d+$/)
    expect(all('time').every((time) => time.title !== '' && time.hasAttribute('datetime'))).to.equal(true)
    await expectAccessible(list)
  })

  it('filters by status and keeps the old rows, dimmed, until the new ones are there', async () => {
    const list = await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('Printer is on fire')
    await page.backend.setFaults({ path: '/tickets\\?.*status=open', kind: 'pending' })
    button('Open').click()
    await waitUntil(() => one('table').matches('.stale'), 'the table dims')
    expect(subjects()).to.have.length(2)
    await page.backend.setFaults()
    await unsaid('Invoice is wrong')
    expect(subjects()).to.deep.equal(['Printer is on fire'])
    expect(list.getAttribute('status')).to.equal('open')
  })

  it('searches words and numbers, and tells the truth when nothing is found', async () => {
    const list = await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('Invoice is wrong')
    const search = one('input[type=search]')
    fill(search, 'printer')
    await unsaid('Invoice is wrong')
    expect(subjects()).to.deep.equal(['Printer is on fire'])
    fill(search, 'no such words')
    await said('No ticket matches “no such words”')
    await expectAccessible(list)
    button('Show all tickets').click()
    await said('Invoice is wrong')
    expect((search as HTMLInputElement).value).to.equal('')
  })

  it('switches to the tickets of the organization with who opened them, and keeps the choice on the server', async () => {
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('Printer is on fire')
    expect(visibleText()).not.to.include('Our shared ticket')
    const choice = one<HTMLSelectElement>('select')
    choice.value = 'company'
    choice.dispatchEvent(new Event('change', { bubbles: true }))
    await said('Our shared ticket')
    expect(visibleText()).to.include('Opened by')
    await waitUntil(async () => (await page.backend.listRequests()).some((request) => /^PATCH .*\/me$/.test(request)), 'the choice is kept')
    choice.value = 'mine'
    choice.dispatchEvent(new Event('change', { bubbles: true }))
    await unsaid('Our shared ticket')
  })

  it('offers no switch to a contact without company', async () => {
    await page.mountAs('dan', '<cp-ticket-list></cp-ticket-list>')
    await said('You have no tickets yet')
    expect(all('select')).to.have.length(0)
  })

  it('has skeletons while loading, and says so to screen readers', async () => {
    await page.backend.setFaults({ path: '/tickets\\?', kind: 'pending' })
    const list = await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await found('.skeleton')
    await expectAccessible(list)
    await page.backend.setFaults()
    await said('Printer is on fire')
    expect(all('.skeleton')).to.have.length(0)
  })

  it('says what went wrong and tries again', async () => {
    await page.backend.setFaults({ path: '/tickets\\?', kind: 'error', status: 500, code: 'internal' })
    const list = await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('That did not work')
    await expectAccessible(list)
    await page.backend.setFaults()
    button('Try again').click()
    await said('Printer is on fire')
  })

  it('comes back by itself after an outage', async () => {
    await page.backend.setFaults({ path: '/tickets\\?', kind: 'offline' })
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('No connection to the portal')
    await page.backend.setFaults()
    await said('Printer is on fire')
  })

  it('loads page by page without doubling a row', async () => {
    for (let made = 1; made <= 28; made++) await page.openTicket(`Cleo's ticket ${made}`, 'cleo')
    await page.mountAs('cleo', '<cp-ticket-list></cp-ticket-list>')
    await said('25 tickets shown, there are more')
    button('Show more').click()
    await said('28 tickets')
    expect(new Set(subjects()).size).to.equal(28)
  })

  it('lets the page open a ticket its own way', async () => {
    const list = await page.mountAs('anna', '<cp-ticket-list ticket-href="#ticket-{id}"></cp-ticket-list>')
    await said('Printer is on fire')
    list.addEventListener('cp-ticket-open', (event) => event.preventDefault(), { once: true })
    const opened = oneEvent(list, 'cp-ticket-open') as Promise<HTMLElementEventMap['cp-ticket-open']>
    one('.subject').click()
    const { detail } = await opened
    expect(one<HTMLAnchorElement>('a.subject').getAttribute('href')).to.equal(`#ticket-${detail.ticketId}`)
    expect(location.hash).to.equal('')
    one('a.subject').click()
    await waitUntil(() => location.hash === `#ticket-${detail.ticketId}`, 'the place of the ticket')
  })

  it('shows the ticket in a cp-ticket-detail of the page, from anywhere in the row', async () => {
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list><cp-ticket-detail></cp-ticket-detail>')
    await said('Printer is on fire')
    await said('Choose a ticket to read it here.')
    one('tbody tr td:last-child').click()
    await said('Please help.')
    expect(one('cp-ticket-detail').getAttribute('ticket-id')).to.match(/^[0-9a-z]+$/)
  })

  it('marks a ticket that the team answered, without being asked', async () => {
    const ticket = await page.openTicket('Waiting for an answer', 'ben')
    await page.mountAs('ben', '<cp-ticket-list></cp-ticket-list>')
    await said('Waiting for an answer')
    await waitUntil(async () => (await page.backend.listRequests()).some((request) => request.includes('/live')), 'the stream opens')
    expect(all('.dot')).to.have.length(0)
    await page.backend.act({ name: 'agentReplies', ticketId: ticket.id, text: 'Here it is.' })
    await found('.unread .dot')
  })
})
