import { expect, oneEvent } from '@open-wc/testing'
import { all, button, expectAccessible, fill, focused, found, one, said, usePortalPage, visibleText } from './support/page.ts'
import { describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

describe('cp-support-form', () => {
  const page = usePortalPage()

  async function openForm() {
    const form = await page.mountAs<HTMLElement>('anna', '<cp-support-form ticket-href="#t-{id}"></cp-support-form>')
    await found('#field-subject')
    return form
  }

  it('files a ticket and says its number and what happens next', async () => {
    const form = await openForm()
    await expectAccessible(form)
    fill(one('#field-subject'), 'New laptop')
    fill(one('#field-text'), 'It does not start.')
    const submitted = oneEvent(form, 'cp-ticket-submitted') as Promise<HTMLElementEventMap['cp-ticket-submitted']>
    button('Submit').click()
    const { detail } = await submitted
    await said(`Thank you. Your ticket is #${detail.number}.`)
    await said('The support team has it now.')
    expect(button('View the ticket').getAttribute('href')).to.equal(`#t-${detail.ticketId}`)
    await waitUntil(() => focused()?.textContent?.includes('Thank you'), 'the focus is on the thanks')
    await expectAccessible(form)
    expect(Object.keys(localStorage).filter((name) => name.startsWith('cp-draft'))).to.deep.equal([])
  })

  it('sums up what is missing with links to the fields, and checks a field when it is left', async () => {
    const form = await openForm()
    button('Submit').click()
    await said('2 things need your attention')
    expect(focused()?.id).to.equal('summary')
    await expectAccessible(form)
    one<HTMLAnchorElement>('.summary a').click()
    expect(focused()?.id).to.equal('field-subject')
    fill(one('#field-subject'), 'x'.repeat(201))
    one('#field-subject').dispatchEvent(new FocusEvent('blur'))
    await said('At most 200 characters.')
    fill(one('#field-subject'), 'Short')
    await waitUntil(() => one('#field-subject').getAttribute('aria-invalid') === 'false', 'the complaint goes as soon as it is not true')
  })

  it('puts what the server says to its field', async () => {
    await openForm()
    fill(one('#field-subject'), 'Bell\u0007')
    fill(one('#field-text'), 'Ring')
    button('Submit').click()
    await said('Something in here cannot be used.')
    expect(one('#field-subject').getAttribute('aria-invalid')).to.equal('true')
    expect(one<HTMLTextAreaElement>('#field-text').value).to.equal('Ring')
  })

  it('loses nothing without a connection, and opens one ticket however often it is tried', async () => {
    const form = await openForm()
    fill(one('#field-subject'), 'Try me twice')
    fill(one('#field-text'), 'Once is enough.')
    await page.backend.setFaults({ method: 'POST', path: '/tickets$', kind: 'offline' })
    button('Submit').click()
    await said('No connection to the portal. Nothing is lost')
    await expectAccessible(form)
    await page.backend.setFaults({ method: 'POST', path: '/tickets$', kind: 'pending' })
    button('Submit').click()
    await said('Submitting…')
    button('Submitting…').click()
    await page.backend.setFaults()
    await said('Thank you.')
    page.mount('<cp-ticket-list></cp-ticket-list>')
    await said('Try me twice')
    expect(all('.subject').filter((each) => each.innerText === 'Try me twice')).to.have.length(1)
  })

  it('keeps the draft over a reload', async () => {
    await openForm()
    fill(one('#field-subject'), 'Half a thought')
    page.mount('<cp-support-form></cp-support-form>')
    await waitUntil(() => visibleText().includes('Subject'), 'the form is back')
    expect((await found<HTMLInputElement>('#field-subject')).value).to.equal('Half a thought')
  })

  it('says so when the portal has no form', async () => {
    await page.backend.setFaults({ path: '/form$', kind: 'error', status: 404, code: 'form_not_found' })
    const form = await page.mountAs<HTMLElement>('anna', '<cp-support-form></cp-support-form>')
    await said('There is no form here yet')
    await expectAccessible(form)
  })

  it('has skeletons while loading, and tries again after an error', async () => {
    await page.backend.setFaults({ path: '/form$', kind: 'pending' })
    const form = await page.mountAs<HTMLElement>('anna', '<cp-support-form></cp-support-form>')
    await found('.skeleton')
    await expectAccessible(form)
    await page.backend.setFaults()
    await found('#field-subject')
    await page.backend.setFaults({ path: '/form$', kind: 'error', status: 500, code: 'internal' })
    page.mount('<cp-support-form></cp-support-form>')
    await said('That did not work')
    await page.backend.setFaults()
    button('Try again').click()
    await found('#field-subject')
  })

  it('files a ticket for a colleague where the portal allows it, and for nobody else', async () => {
    await page.backend.act({ name: 'changePortal', changes: { canInvolveColleagues: true } })
    const form = await openForm()
    await said('Who is this for?')
    const [forMe, forColleague] = all<HTMLInputElement>('.whom input')
    expect(forMe?.checked).to.equal(true)
    forColleague?.click()
    const address = await found('#field-requesterEmail')
    await expectAccessible(form)
    fill(one('#field-subject'), 'A chair for Ben')
    fill(one('#field-text'), 'His is broken.')
    button('Submit').click()
    await said('One thing needs your attention')
    one<HTMLAnchorElement>('.summary a').click()
    expect(focused()).to.equal(address)
    for (const stranger of [page.backend.emails['cleo'] ?? '', 'nobody@nowhere.example']) {
      fill(address, stranger)
      await waitUntil(() => address.getAttribute('aria-invalid') === 'false', 'the complaint is gone')
      button('Submit').click()
      await said('organization has this address')
      expect(address.getAttribute('aria-invalid')).to.equal('true')
    }
    fill(address, page.backend.emails['ben'] ?? '')
    button('Submit').click()
    await said('Thank you.')
    await said(`It is filed for ${page.backend.emails['ben']}.`)
    await page.backend.act({ name: 'changePortal', changes: { canInvolveColleagues: false } })
  })

  it('does not ask for whom it is where only one’s own tickets can be filed', async () => {
    await openForm()
    expect(all('.whom')).to.have.length(0)
  })
})
