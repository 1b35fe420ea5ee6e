import { expect } from '@open-wc/testing'
import type { FilePicker } from '../../widget/ui/file-picker.ts'
import { all, button, expectAccessible, fill, focused, found, one, said, unsaid, usePortalPage, visibleText } from './support/page.ts'
import { afterEach, describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

const pixel = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (sign) => sign.charCodeAt(0),
)
const messages = () => all('.message .body').map((each) => each.innerText.trim())

describe('around the conversation of a ticket', () => {
  const page = usePortalPage()

  afterEach(() =>
    page.backend.act<void>({
      name: 'changePortal',
      changes: {
        closedPolicy: 'refuse',
        canContactsClose: false,
        canInvolveColleagues: false,
        hasEarlierThreads: false,
        statusDisplay: 'open_closed',
      },
    }),
  )

  async function openPage(as: 'anna' | 'ben' = 'anna', subject = 'Printer is on fire') {
    const ticket = await page.openTicket(subject, 'anna')
    const mount = () => page.mountAs<HTMLElement>(as, `<cp-ticket-detail ticket-id="${ticket.id}" new-href="/new"></cp-ticket-detail>`)
    return { ticket, mount }
  }

  it('says in plain words whose turn it is', async () => {
    const { ticket, mount } = await openPage()
    await mount()
    await said('With the support team')
    await page.backend.act({ name: 'agentReplies', ticketId: ticket.id, text: 'Which printer?' })
    await said('Waiting for your answer')
    await page.backend.act({ name: 'closeTicket', ticketId: ticket.id })
    await said('Closed on ')
  })

  it('shows the steps where the portal shows stages, and which one is now', async () => {
    await page.backend.act({ name: 'changePortal', changes: { statusDisplay: 'stages' } })
    const { mount } = await openPage()
    const detail = await mount()
    const steps = await found('.steps')
    const current = steps.querySelectorAll('[aria-current=step]')
    expect(current).to.have.length(1)
    expect(current[0]?.textContent).to.include('now')
    expect(one('.facts .pill').innerText.trim()).to.equal(current[0]?.querySelector('bdi')?.textContent)
    await expectAccessible(detail)
  })

  it('says beforehand that a reply opens a closed ticket again, and it does', async () => {
    await page.backend.act({ name: 'changePortal', changes: { closedPolicy: 'reopen_within', reopenDays: 14 } })
    const { ticket, mount } = await openPage()
    await page.backend.act({ name: 'closeTicket', ticketId: ticket.id })
    const detail = await mount()
    await said('your reply opens it again')
    expect(one('#effect').innerText).to.match(/Until .*\d{4}, your reply/)
    await expectAccessible(detail)
    fill(one('textarea'), 'It burns again.')
    button('Send').click()
    await said('With the support team')
    await unsaid('opens it again')
    expect(one('.pill').innerText.trim()).to.equal('Open')
  })

  it('is closed and reopened by its customer, with the focus where it was', async () => {
    await page.backend.act({ name: 'changePortal', changes: { canContactsClose: true } })
    const { mount } = await openPage()
    const detail = await mount()
    await said('Close ticket')
    button('Close ticket').focus()
    button('Close ticket').click()
    await said('This ticket is closed. Reopen it to answer.')
    expect(focused()?.textContent?.trim()).to.equal('Reopen ticket')
    await expectAccessible(detail)
    button('Reopen ticket').click()
    await said('Close ticket')
    expect(all('textarea')).to.have.length(1)
  })

  it('asks before closing over a reply that is not sent, and keeps it', async () => {
    await page.backend.act({ name: 'changePortal', changes: { canContactsClose: true } })
    const { mount } = await openPage()
    const detail = await mount()
    await said('Close ticket')
    fill(one('textarea'), 'Half a thought')
    button('Close ticket').click()
    await said('Your reply is not sent yet.')
    await expectAccessible(detail)
    button('Cancel').click()
    await unsaid('Your reply is not sent yet.')
    button('Close ticket').click()
    await said('Your reply is not sent yet.')
    one('#close-unsent').click()
    await said('What you had begun to write is still here')
    expect(one<HTMLTextAreaElement>('.refused textarea').value).to.equal('Half a thought')
  })

  it('says when closing is no longer possible, or did not work', async () => {
    await page.backend.act({ name: 'changePortal', changes: { canContactsClose: true } })
    const { mount } = await openPage()
    await mount()
    await said('Close ticket')
    await page.backend.setFaults({ path: '/closure', kind: 'offline' })
    button('Close ticket').click()
    await said('No connection to the portal')
    await page.backend.setFaults()
    await page.backend.act({ name: 'changePortal', changes: { canContactsClose: false } })
    button('Close ticket').click()
    await said('This is no longer possible.')
    await unsaid('Close ticket')
  })

  it('copies a colleague in and takes them out again', async () => {
    await page.backend.act({ name: 'changePortal', changes: { canInvolveColleagues: true } })
    const { mount } = await openPage()
    const detail = await mount()
    await said('Copy a colleague in')
    button('Copy a colleague in').click()
    await waitUntil(() => focused()?.id === 'colleague', 'the focus is in the field')
    await expectAccessible(detail)
    button('Copy in').click()
    await said('Please fill this in.')
    for (const stranger of [page.backend.emails['cleo'] ?? '', 'nobody@nowhere.example']) {
      fill(one('#colleague'), stranger)
      await unsaid('Nobody in your organization has this address.')
      button('Copy in').click()
      await said('Nobody in your organization has this address.')
      expect(one('#colleague').getAttribute('aria-invalid')).to.equal('true')
    }
    fill(one('#colleague'), 'ben')
    button('Copy in').click()
    await said('This is not an e-mail address.')
    fill(one('#colleague'), page.backend.emails['ben'] ?? '')
    button('Copy in').click()
    await waitUntil(() => all('.person').length === 1, 'the colleague is named')
    await waitUntil(() => focused()?.id === 'copy-in', 'the focus is back')
    await expectAccessible(detail)
    one<HTMLButtonElement>('.person button').click()
    await waitUntil(() => focused()?.id === 'take-out', 'it is asked first')
    await expectAccessible(detail)
    one('#take-out').click()
    await waitUntil(() => all('.person').length === 0, 'the colleague is out')
    await waitUntil(() => focused()?.id === 'copy-in', 'the focus is not lost')
  })

  it('lets a colleague who was copied in leave again', async () => {
    await page.backend.act({ name: 'changePortal', changes: { canInvolveColleagues: true, permissionMode: 'own' } })
    const { ticket, mount } = await openPage('ben')
    await page.backend.act({ name: 'copyIn', as: 'anna', ticketId: ticket.id, colleague: 'ben' })
    const detail = await mount()
    await said('(you)')
    await expectAccessible(detail)
    button('Leave this ticket').click()
    await said('You may no longer see it.')
    button('Leave').click()
    await said('This ticket cannot be found')
    await page.backend.act({ name: 'changePortal', changes: { permissionMode: 'company' } })
  })

  it('loads earlier conversations into their place, page by page', async () => {
    await page.backend.act({ name: 'changePortal', changes: { hasEarlierThreads: true } })
    const { ticket, mount } = await openPage()
    await page.backend.act({ name: 'hadThread', ticketId: ticket.id, subject: 'By phone', text: 'Call', count: 60 })
    const detail = await mount()
    await said('One earlier conversation')
    expect(visibleText()).not.to.include('Call 60')
    one('summary').click()
    await said('By phone')
    await expectAccessible(detail)
    await page.backend.setFaults({ method: 'GET', path: 'thread=', kind: 'error', status: 500, code: 'internal', times: 1 })
    one('.thread').click()
    await said('That did not work')
    await expectAccessible(detail)
    button('Try again').click()
    await said('Call 60')
    await expectAccessible(detail)
    button('Show earlier messages').click()
    await waitUntil(() => messages().includes('Call 1'), 'all of it is there')
    expect(messages().indexOf('Call 1')).to.be.lessThan(messages().indexOf('Call 60'))
    expect(messages().at(-1)).to.equal('Please help.')
    one('.thread').click()
    await unsaid('Call 60')
  })

  it('shows a mail with its markup, its quotes folded and its picture in the text, not as a file besides', async () => {
    const { ticket, mount } = await openPage()
    await mount()
    const picker = await found<FilePicker>('cp-file-picker')
    picker.addFiles([new File([pixel], 'shot.png', { type: 'image/png' }), new File(['hello'], 'notes.txt', { type: 'text/plain' })])
    await waitUntil(() => picker.attachments.length === 2, 'both files are there')
    fill(one('textarea'), 'Look at this')
    button('Send').click()
    await waitUntil(() => all('cp-attachment').length === 2 && !all('.outgoing').length, 'the reply is taken')
    const html =
      '<p>Look at <b>this</b>: <img src="cid:shot%40mail"></p><blockquote>Before</blockquote><img src=x onerror="document.title=1">'
    await page.backend.act({ name: 'cameAsMail', ticketId: ticket.id, text: 'Look at this', html, contentId: 'shot@mail' })
    const detail = page.mount(`<cp-ticket-detail ticket-id="${ticket.id}"></cp-ticket-detail>`)
    await waitUntil(() => all('.markup b').length === 1, 'the markup is drawn')
    await waitUntil(() => all('.thumbnail img').length > 0, 'the picture is drawn')
    expect(all('.markup cp-attachment')).to.have.length(1)
    expect(all('.files cp-attachment').map((each) => each.shadowRoot?.querySelector('bdi')?.textContent)).to.deep.equal(['notes.txt'])
    expect(all('.markup details')).to.have.length(1)
    await expectAccessible(detail)
  })

  it('prints all of a ticket and nothing else of the page, and leaves the page as it was', async () => {
    const { ticket, mount } = await openPage()
    await page.backend.act({ name: 'hadMessages', ticketId: ticket.id, text: '> quoted\n\nAnswer', count: 55 })
    await mount()
    await said('Show earlier messages')
    const sheets = document.adoptedStyleSheets.length
    const printed: string[] = []
    const print = window.print
    let sheetText = ''
    window.print = () => {
      window.dispatchEvent(new Event('beforeprint'))
      printed.push(...messages())
      expect(all<HTMLDetailsElement>('details.quote').every((each) => each.open)).to.equal(true)
      sheetText = [...(document.adoptedStyleSheets.at(-1)?.cssRules ?? [])].map((rule) => rule.cssText).join('')
      window.dispatchEvent(new Event('afterprint'))
    }
    button('Print').click()
    await waitUntil(() => printed.length > 0, 'it is printed')
    window.print = print
    expect(printed).to.have.length(56)
    expect(sheetText).to.include('@media print')
    expect(document.adoptedStyleSheets).to.have.length(sheets)
    expect(all<HTMLDetailsElement>('details.quote').some((each) => each.open)).to.equal(false)
  })

  it('prints nothing when not everything can be loaded', async () => {
    const { ticket, mount } = await openPage()
    await page.backend.act({ name: 'hadMessages', ticketId: ticket.id, text: 'Answer', count: 55 })
    await mount()
    await said('Show earlier messages')
    await page.backend.setFaults({ method: 'GET', path: 'before=', kind: 'offline' })
    const print = window.print
    let hasPrinted = false
    window.print = () => (hasPrinted = true)
    button('Print').click()
    await said('Not everything could be loaded, so nothing was printed.')
    window.print = print
    expect(hasPrinted).to.equal(false)
  })
})
