import { expect, oneEvent } from '@open-wc/testing'
import { all, button, expectAccessible, fill, found, one, said, unsaid, usePortalPage, visibleText } from './support/page.ts'
import { describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

const messages = () => all('.message').map((each) => each.querySelector<HTMLElement>('.body')?.innerText.trim() ?? '')
const isReply = (request: string) => /^POST .*\/messages$/.test(request)

describe('cp-ticket-detail', () => {
  const page = usePortalPage()

  async function openPage(text = 'Please help.', as: 'anna' | 'ben' = 'anna') {
    const ticket = await page.openTicket('Printer is on fire', as, text)
    const detail = await page.mountAs<HTMLElement>(as, `<cp-ticket-detail ticket-id="${ticket.id}"></cp-ticket-detail>`)
    await said(`#${ticket.number}`)
    return { ticket, detail }
  }

  it('shows the ticket and its conversation, and never an internal note', async () => {
    const ticket = await page.openTicket('Printer is on fire', 'anna', 'Smoke!\n\nSee https://example.com/smoke.')
    await page.backend.act({ name: 'agentNotes', ticketId: ticket.id, text: 'Difficult customer' })
    await page.backend.act({ name: 'agentReplies', ticketId: ticket.id, text: 'Try water.' })
    const detail = await page.mountAs<HTMLElement>('anna', `<cp-ticket-detail ticket-id="${ticket.id}"></cp-ticket-detail>`)
    await said('Try water.')
    expect(messages()).to.have.length(2)
    expect(visibleText()).not.to.include('Difficult customer')
    expect(one<HTMLAnchorElement>('.body a').href).to.equal('https://example.com/smoke')
    expect(all('.role').map((role) => role.innerText)).to.deep.equal(['You', 'Support team'])
    expect(visibleText()).to.include('Today')
    await expectAccessible(detail)
  })

  it('sends with Ctrl+Enter: the reply stands there at once, and once', async () => {
    const { detail, ticket } = await openPage()
    await page.backend.setFaults({ method: 'POST', path: '/messages', kind: 'pending' })
    fill(one('textarea'), 'It still burns.')
    one('textarea').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, composed: true }))
    // An impatient second click finds nothing left to send.
    button('Send').click()
    await said('Sending…')
    expect(one<HTMLTextAreaElement>('textarea').value).to.equal('')
    const taken = oneEvent(detail, 'cp-reply-sent') as Promise<HTMLElementEventMap['cp-reply-sent']>
    await page.backend.setFaults()
    expect((await taken).detail.ticketId).to.equal(ticket.id)
    await unsaid('Sending…')
    expect(messages()).to.deep.equal(['Please help.', 'It still burns.'])
    expect((await page.backend.listRequests()).filter(isReply)).to.have.length(1)
  })

  it('keeps a reply that could not be sent and sends it once when the server is back', async () => {
    await openPage()
    await page.backend.setFaults({ method: 'POST', path: '/messages', kind: 'offline' })
    fill(one('textarea'), 'Hello?')
    button('Send').click()
    await said('Not sent: no connection. Trying again…')
    await page.backend.setFaults()
    button('Try again').click()
    await unsaid('Not sent')
    expect(messages()).to.deep.equal(['Please help.', 'Hello?'])
  })

  it('lets the writer take back a reply that was refused', async () => {
    const { detail } = await openPage()
    await page.backend.setFaults({ method: 'POST', path: '/messages', kind: 'error', status: 500, code: 'internal' })
    fill(one('textarea'), 'Take me back')
    button('Send').click()
    await said('Not sent.')
    await expectAccessible(detail)
    button('Edit').click()
    await unsaid('Not sent.')
    expect(one<HTMLTextAreaElement>('textarea').value).to.equal('Take me back')
  })

  it('keeps the draft over a reload', async () => {
    const { ticket } = await openPage()
    fill(one('textarea'), 'Half a sentence')
    page.mount(`<cp-ticket-detail ticket-id="${ticket.id}"></cp-ticket-detail>`)
    await waitUntil(() => (all<HTMLTextAreaElement>('textarea')[0]?.value ?? '') === 'Half a sentence', 'the draft is back')
    button('Send').click()
    await waitUntil(() => messages().length === 2, 'the reply is sent')
    await waitUntil(() => !all('.outgoing').length, 'the server has it')
    expect(Object.keys(localStorage).filter((name) => name.startsWith('cp-draft'))).to.deep.equal([])
  })

  it('sends what was written without a connection once, in order, also after a reload', async () => {
    const { ticket } = await openPage()
    await page.backend.setFaults({ method: 'POST', path: '/messages', kind: 'offline' })
    for (const text of ['First', 'Second', 'Third']) {
      fill(one('textarea'), text)
      button('Send').click()
    }
    await said('Not sent: no connection. Trying again…')
    fill(one('textarea'), 'Not yet')
    page.mount(`<cp-ticket-detail ticket-id="${ticket.id}"></cp-ticket-detail>`)
    await said('Not sent: no connection. Trying again…')
    expect(one<HTMLTextAreaElement>('textarea').value).to.equal('Not yet')
    await page.backend.setFaults()
    await waitUntil(() => messages().length === 4 && !all('.outgoing').length, 'all are sent')
    expect(messages()).to.deep.equal(['Please help.', 'First', 'Second', 'Third'])
  })

  it('asks for words before sending, and says how many characters are too many', async () => {
    await openPage()
    const before = (await page.backend.listRequests()).filter(isReply).length
    button('Send').click()
    await said('Please fill this in.')
    fill(one('textarea'), 'x'.repeat(20_003))
    await said('3 characters too many')
    button('Send').click()
    expect((await page.backend.listRequests()).filter(isReply)).to.have.length(before)
    expect(one<HTMLTextAreaElement>('textarea').value).to.have.length(20_003)
  })

  it('shows an answer that arrives meanwhile, without touching what is being typed', async () => {
    const { ticket, detail } = await openPage()
    await waitUntil(async () => (await page.backend.listRequests()).some((request) => request.includes('/live')), 'the stream opens')
    fill(one('textarea'), 'I was just typ')
    await page.backend.act({ name: 'agentReplies', ticketId: ticket.id, text: 'Have you tried water?' })
    await said('Have you tried water?')
    expect(one<HTMLTextAreaElement>('textarea').value).to.equal('I was just typ')
    expect(detail.shadowRoot?.querySelector('[role=status].visually-hidden:last-of-type')?.textContent).to.include('New message from')
  })

  it('shows an answer that came after the ticket was read and before the live stream began', async () => {
    const ticket = await page.openTicket('Printer is on fire', 'anna', 'Please help.')
    await page.backend.setFaults({ path: '/live', kind: 'pending' })
    await page.mountAs<HTMLElement>('anna', `<cp-ticket-detail ticket-id="${ticket.id}"></cp-ticket-detail>`)
    await said(`#${ticket.number}`)
    await waitUntil(async () => (await page.backend.listRequests()).some((request) => request.includes('/live')), 'the stream is asked for')
    await page.backend.act({ name: 'agentReplies', ticketId: ticket.id, text: 'Have you tried water?' })
    await page.backend.setFaults()
    await said('Have you tried water?')
  })

  it('has no place to answer a closed ticket, and says why', async () => {
    const ticket = await page.openTicket('All done')
    await page.backend.act({ name: 'closeTicket', ticketId: ticket.id })
    const detail = await page.mountAs<HTMLElement>('anna', `<cp-ticket-detail ticket-id="${ticket.id}" new-href="/new"></cp-ticket-detail>`)
    await said('This ticket is closed')
    expect(all('textarea')).to.have.length(0)
    expect(button('Submit a new ticket').getAttribute('href')).to.equal('/new')
    await expectAccessible(detail)
  })

  it('keeps the text when the ticket was closed before it arrived', async () => {
    const { ticket } = await openPage()
    await page.backend.setFaults({ path: '/live', kind: 'error', status: 503, code: 'busy' })
    fill(one('textarea'), 'One more thing')
    await page.backend.setFaults({ method: 'POST', path: '/messages', kind: 'pending' })
    button('Send').click()
    await page.backend.act({ name: 'closeTicket', ticketId: ticket.id })
    await page.backend.setFaults()
    await said('The ticket was closed before your message arrived')
    expect(one<HTMLTextAreaElement>('.refused textarea').value).to.equal('One more thing')
  })

  it('keeps what was typed when the session ends, and goes on after logging in again in its place', async () => {
    await openPage()
    fill(one('textarea'), 'Before you go')
    await page.backend.act({ name: 'endSessions', as: 'anna' })
    await said('Your session has ended')
    expect(all('textarea')).to.have.length(0)
    fill(one('input[type=email]'), page.backend.emails['anna'] ?? '')
    fill(one('input[name=password]'), page.backend.password)
    button('Log in').click()
    await found('textarea')
    expect(one<HTMLTextAreaElement>('textarea').value).to.equal('Before you go')
    button('Send').click()
    await waitUntil(() => messages().includes('Before you go') && !all('.outgoing').length, 'the reply is sent')
  })

  it('shows nothing of it to another contact who logs in after the session ended', async () => {
    await openPage('A secret of Anna')
    fill(one('textarea'), 'Only for me')
    await page.backend.act({ name: 'endSessions', as: 'anna' })
    await said('Your session has ended')
    fill(one('input[type=email]'), page.backend.emails['cleo'] ?? '')
    fill(one('input[name=password]'), page.backend.password)
    button('Log in').click()
    await said('This ticket cannot be found')
    expect(visibleText()).not.to.include('A secret of Anna')
    expect(document.querySelector('cp-ticket-detail')?.shadowRoot?.textContent).not.to.include('Only for me')
  })

  it('says that a foreign ticket cannot be found', async () => {
    const ticket = await page.openTicket('Not for Anna', 'cleo')
    const detail = await page.mountAs<HTMLElement>('anna', `<cp-ticket-detail ticket-id="${ticket.id}"></cp-ticket-detail>`)
    await said('This ticket cannot be found')
    await expectAccessible(detail)
  })

  it('has skeletons while loading, and tries again after an error', async () => {
    const ticket = await page.openTicket('Slow')
    await page.backend.setFaults({ method: 'GET', path: `/tickets/${ticket.id}`, kind: 'pending' })
    const detail = await page.mountAs<HTMLElement>('anna', `<cp-ticket-detail ticket-id="${ticket.id}"></cp-ticket-detail>`)
    await found('.skeleton')
    await expectAccessible(detail)
    await page.backend.setFaults()
    await said('Slow')
    await page.backend.setFaults({ method: 'GET', path: '/tickets/', kind: 'error', status: 500, code: 'internal' })
    page.mount(`<cp-ticket-detail ticket-id="${ticket.id}"></cp-ticket-detail>`)
    await said('That did not work')
    await page.backend.setFaults()
    button('Try again').click()
    await said('Please help.')
  })
})
