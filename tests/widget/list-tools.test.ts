import { expect, oneEvent } from '@open-wc/testing'
import { all, button, expectAccessible, fill, focused, found, one, said, unsaid, usePortalPage, visibleText } from './support/page.ts'
import { beforeEach, describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

const subjects = () => all('.subject').map((each) => each.innerText)
const menuItem = (words: string) => all('.menu-item').find((each) => each.innerText.trim().toLowerCase() === words)

describe('filters, order and columns of the list', () => {
  const page = usePortalPage()
  let isFilled = false

  beforeEach(async () => {
    if (isFilled) return
    isFilled = true
    await page.openTicket('Alpha till')
    await page.openTicket('Beta scanner', 'anna', 'The scanner beeps twice.')
    await page.openTicket('Gamma of Ben', 'ben')
  })

  it('are ordered by the columns that are pressed', async () => {
    const list = await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('Alpha till')
    expect(subjects()).to.deep.equal(['Beta scanner', 'Alpha till'])
    const changed = oneEvent(list, 'cp-list-change') as Promise<HTMLElementEventMap['cp-list-change']>
    button('ID').click()
    expect((await changed).detail).to.include({ sort: 'number', order: 'desc' })
    button('ID').click()
    await waitUntil(() => subjects()[0] === 'Alpha till', 'the lowest number first')
    expect(one('[aria-sort]').getAttribute('aria-sort')).to.equal('ascending')
    expect(list.getAttribute('order')).to.equal('asc')
    await waitUntil(() => !one('table').matches('.stale'), 'the new rows are there')
    await expectAccessible(list)
  })

  it('adds a condition with the keyboard, says it as a sentence, and takes it away again', async () => {
    const list = await page.mountAs<HTMLElement>('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('Alpha till')
    button('Filter').click()
    await waitUntil(() => focused()?.classList.contains('menu-item'), 'the focus is in the menu')
    await expectAccessible(list)
    menuItem('created')?.click()
    const days = await found<HTMLInputElement>('.editor input[type=number]')
    await waitUntil(() => focused() === days, 'the focus is in the value')
    await expectAccessible(list)
    fill(days, '30')
    button('Apply').click()
    await said('Created is in the last 30 days')
    expect(list.getAttribute('filters')).to.equal('created_at:in_last_days:30')
    await said('2 tickets: Created is in the last 30 days')
    await waitUntil(() => !one('table').matches('.stale'), 'the new rows are there')
    await expectAccessible(list)
    button('Remove filter: Created is in the last 30 days').click()
    await unsaid('Created is in the last 30 days')
    await waitUntil(() => focused() === button('Filter'), 'the focus stays close by')
    expect(list.getAttribute('filters')).to.equal('')
  })

  it('gives the focus back to the button on Escape, and says that nothing matches', async () => {
    await page.mountAs('anna', '<cp-ticket-list filters="created_at:before:2001-01-01"></cp-ticket-list>')
    await said('No ticket matches these filters')
    button('List options').click()
    await found('.panel input[type=checkbox]')
    one('.panel').hidePopover()
    await waitUntil(() => focused() === button('List options'), 'back at the button')
    expect(button('List options').getAttribute('aria-expanded')).to.equal('false')
    all('button')
      .find((each) => each.innerText === 'Clear filters')
      ?.click()
    await said('Alpha till')
  })

  it('says so when an address asks for what is not there', async () => {
    await page.mountAs('anna', '<cp-ticket-list filters="custom.gone:any_of:x"></cp-ticket-list>')
    await said('One of the filters does not exist here any more')
    all('.notice button')[0]?.click()
    await said('Alpha till')
  })

  it('keeps the columns that were chosen, and takes back what the server refuses', async () => {
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('Alpha till')
    button('List options').click()
    const created = await found<HTMLInputElement>('.panel input[name=created]')
    created.click()
    await waitUntil(() => all('td.created').length === 0, 'the column goes at once')
    await waitUntil(async () => (await page.backend.listRequests()).some((request) => /^PATCH .*\/me$/.test(request)), 'the choice is kept')
    await page.backend.setFaults({ path: '/me$', kind: 'error', status: 500, code: 'internal' })
    one<HTMLInputElement>('.panel input[name=activity]').click()
    await said('Your columns could not be saved.')
    expect(one<HTMLInputElement>('.panel input[name=activity]').checked).to.equal(true)
    await page.backend.setFaults()
    button('Reset to default').click()
    await found('td.created')
  })

  it('counts each view, quietly', async () => {
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('Alpha till')
    const words = () => [...one<HTMLSelectElement>('.view select').options].map((option) => option.text)
    await waitUntil(() => words()[0] === 'My tickets (2)', 'the number comes')
    expect(words()[1]).to.equal('Organization tickets (3)')
    await page.backend.setFaults({ path: '/tickets/counts', kind: 'error', status: 500, code: 'internal' })
    button('Open').click()
    await waitUntil(() => words()[0] === 'My tickets', 'no number rather than a wrong one')
    expect(visibleText()).not.to.include('That did not work')
  })

  it('marks what was searched for, in subject and message', async () => {
    await page.mountAs('anna', '<cp-ticket-list q="scanner"></cp-ticket-list>')
    await found('.snippet mark')
    expect(one('.subject mark').innerText).to.equal('scanner')
    expect(subjects()).to.deep.equal(['Beta scanner'])
  })

  it('says whose turn it is', async () => {
    const ticket = await page.openTicket('Delta waits', 'cleo')
    await page.backend.act({ name: 'agentReplies', ticketId: ticket.id, text: 'What colour?' })
    await page.mountAs('cleo', '<cp-ticket-list></cp-ticket-list>')
    await said('Your turn')
  })

  it('says stages in the words of the portal, and is narrowed by them', async () => {
    await page.backend.act({ name: 'changePortal', changes: { statusDisplay: 'stages' } })
    const list = await page.mountAs<HTMLElement>('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('Alpha till')
    const stage = one('.pill').innerText.trim()
    button('Filter').click()
    await waitUntil(() => menuItem('stage'), 'stages can be chosen')
    menuItem('stage')?.click()
    const boxes = await found('.editor .checks').then(() => all('.editor .check'))
    boxes.find((each) => each.innerText.trim() === stage)?.click()
    button('Apply').click()
    await said(`Stage is ${stage}`)
    expect(list.getAttribute('filters')).to.match(/^stage:any_of:[0-9a-z]+$/)
    await waitUntil(() => !one('table').matches('.stale'), 'the new rows are there')
    expect(subjects()).to.deep.equal(['Beta scanner', 'Alpha till'])
    await expectAccessible(list)
    await page.backend.act({ name: 'changePortal', changes: { statusDisplay: 'open_closed' } })
  })

  it('fetches the tools when they are wanted, and says when that fails', async () => {
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('Alpha till')
    await page.backend.setFaults({ path: '/tickets/options', kind: 'error', status: 500, code: 'internal' })
    button('Filter').click()
    await said('The filters could not be loaded.')
    await page.backend.setFaults()
    all('.panel button')[0]?.click()
    await waitUntil(() => menuItem('created'), 'they are there now')
  })

  it('gives the list as a file, and says when that fails', async () => {
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('Alpha till')
    await page.backend.setFaults({ path: '/tickets/export', kind: 'error', status: 500, code: 'internal' })
    button('List options').click()
    await found('.panel input')
    button('Download as CSV').click()
    await said('The file could not be made.')
    await page.backend.setFaults()
    button('Download as CSV').click()
    await said('The file was downloaded.')
  })

  it('goes back to the row of the ticket that was read, with all rows that were loaded', async () => {
    for (let made = 1; made <= 30; made++) await page.openTicket(`Dan's ticket ${made}`, 'dan')
    await page.mountAs('dan', '<cp-portal></cp-portal>')
    await said('25 tickets shown')
    button('Show more').click()
    await waitUntil(() => subjects().length === 30, 'all rows')
    const link = all('.subject').at(-2)
    link?.scrollIntoView({ block: 'center' })
    const top = link?.getBoundingClientRect().top ?? 0
    link?.click()
    await said('Please help.')
    history.back()
    await waitUntil(() => focused() === link, 'the focus is on its link')
    expect(subjects()).to.have.length(30)
    await waitUntil(() => Math.abs((link?.getBoundingClientRect().top ?? 0) - top) < 3, 'where it was on the screen')
  })

  it('stands in the address, and survives a ticket and a reload there', async () => {
    history.replaceState(null, '', '#support?sort=number&order=asc&where=created_at:in_last_days:30&where=nonsense')
    const portal = await page.mountAs<HTMLElement>('anna', '<cp-portal></cp-portal>')
    await said('Created is in the last 30 days')
    expect(subjects()[0]).to.equal('Alpha till')
    button('Open').click()
    await waitUntil(
      () => location.hash === '#support?status=open&sort=number&order=asc&where=created_at:in_last_days:30',
      'written in one way only',
    )
    button('Alpha till').click()
    await said('Please help.')
    portal.remove()
    page.mount('<cp-portal></cp-portal>')
    await said('Please help.')
    button('All tickets').click()
    await said('Created is in the last 30 days')
    expect(location.hash).to.include('sort=number&order=asc&where=created_at:in_last_days:30')
  })
})
