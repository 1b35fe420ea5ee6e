import { expect, oneEvent } from '@open-wc/testing'
import { all, button, expectAccessible, fill, focused, found, one, said, unsaid, usePortalPage, visibleText } from './support/page.ts'
import { beforeEach, describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

describe('cp-portal', () => {
  const page = usePortalPage()
  let isFilled = false

  beforeEach(async () => {
    if (isFilled) return
    isFilled = true
    await page.openTicket('Printer is on fire')
    await page.openTicket('Invoice is wrong')
  })

  it('does everything in one tag: list, ticket, back, form, log out', async () => {
    const portal = await page.mountAs<HTMLElement>('anna', '<cp-portal></cp-portal>')
    await said('Printer is on fire')
    await expectAccessible(portal)
    expect(location.hash).to.equal('')
    button('Printer is on fire').click()
    await said('Please help.')
    expect(location.hash).to.match(/^#support\/tickets\/[0-9a-z]+$/)
    await waitUntil(() => focused()?.textContent?.includes('Printer is on fire'), 'the focus moves with the view')
    await expectAccessible(portal)
    history.back()
    await said('Invoice is wrong')
    expect(location.hash).to.equal('')
    button('Submit a support ticket').click()
    await found('#field-subject')
    expect(location.hash).to.equal('#support/new')
    expect(button('Submit a support ticket').getAttribute('aria-current')).to.equal('page')
    await expectAccessible(portal)
    const out = oneEvent(portal, 'cp-signed-out')
    button('Log out').click()
    await out
    await found('input[type=email]')
    expect(location.hash).to.equal('#support/login')
    expect(portal.shadowRoot?.textContent).not.to.include('Printer')
  })

  it('begins where the address says, also after logging in', async () => {
    const ticket = await page.openTicket('Straight to it')
    history.replaceState(null, '', `#support/tickets/${ticket.id}`)
    await page.mountAs('anna', '<cp-portal></cp-portal>')
    await said('Straight to it')
    expect(all('.subject')).to.have.length(0)
    expect(location.hash).to.equal(`#support/tickets/${ticket.id}`)
  })

  it('keeps the state of the list in the address, without new steps of the history', async () => {
    const steps = history.length
    await page.mountAs('anna', '<cp-portal route="help"></cp-portal>')
    await said('Printer is on fire')
    fill(one('input[type=search]'), 'invoice')
    await unsaid('Printer is on fire')
    button('Open').click()
    await waitUntil(() => location.hash === '#help?q=invoice&status=open', 'the address says it')
    expect(history.length).to.equal(steps)
    button('Invoice is wrong').click()
    await said('Please help.')
    history.back()
    await waitUntil(() => location.hash === '#help?q=invoice&status=open', 'back where it was')
    await waitUntil(() => all('.subject').length === 1, 'the list is as it was left')
  })

  it('reads the state of the list from the address', async () => {
    history.replaceState(null, '', '#support?q=printer&status=open&view=company')
    await page.mountAs('anna', '<cp-portal></cp-portal>')
    await said('Printer is on fire')
    expect(visibleText()).not.to.include('Invoice is wrong')
    expect(one<HTMLSelectElement>('select').value).to.equal('company')
    expect(one<HTMLInputElement>('input[type=search]').value).to.equal('printer')
  })

  it('leaves fragments alone that are not its own', async () => {
    history.replaceState(null, '', '#pricing')
    await page.mountAs('anna', '<cp-portal></cp-portal>')
    await said('Printer is on fire')
    expect(location.hash).to.equal('#pricing')
    button('Printer is on fire').click()
    await said('Please help.')
    location.hash = '#pricing'
    await oneEvent(window, 'hashchange')
    expect(visibleText()).to.include('Please help.')
  })

  it('routing="none" never touches the address', async () => {
    const portal = await page.mountAs<HTMLElement>('anna', '<cp-portal routing="none"></cp-portal>')
    await said('Printer is on fire')
    const changed = oneEvent(portal, 'cp-view-change') as Promise<HTMLElementEventMap['cp-view-change']>
    button('Printer is on fire').click()
    expect((await changed).detail.view).to.equal('ticket')
    await said('Please help.')
    button('Tickets').click()
    await said('Invoice is wrong')
    expect(location.hash).to.equal('')
    expect(all('a')).to.have.length(0)
  })

  it('lets the page open a ticket its own way', async () => {
    const portal = await page.mountAs<HTMLElement>('anna', '<cp-portal></cp-portal>')
    await said('Printer is on fire')
    portal.addEventListener('cp-ticket-open', (event) => event.preventDefault())
    button('Printer is on fire').click()
    expect(location.hash).to.equal('')
    expect(visibleText()).to.include('Invoice is wrong')
  })

  it('shows a new ticket from the form, and finds it in the list', async () => {
    await page.mountAs('anna', '<cp-portal></cp-portal>')
    await said('Printer is on fire')
    button('Submit a support ticket').click()
    fill(await found('#field-subject'), 'Brand new')
    fill(one('#field-text'), 'Just opened.')
    button('Submit').click()
    await said('Thank you.')
    button('View the ticket').click()
    await said('Just opened.')
    button('All tickets').click()
    await said('Brand new')
  })

  it('keeps view and text when the session ends while typing', async () => {
    const ticket = await page.openTicket('Long letter')
    history.replaceState(null, '', `#support/tickets/${ticket.id}`)
    await page.mountAs('anna', '<cp-portal></cp-portal>')
    fill(await found('textarea'), 'Dear team')
    await page.backend.act({ name: 'endSessions', as: 'anna' })
    await said('Your session has ended')
    fill(one('input[type=email]'), page.backend.emails['anna'] ?? '')
    fill(one('input[name=password]'), page.backend.password)
    button('Log in').click()
    await found('textarea')
    expect(one<HTMLTextAreaElement>('textarea').value).to.equal('Dear team')
    expect(location.hash).to.equal(`#support/tickets/${ticket.id}`)
  })
})
