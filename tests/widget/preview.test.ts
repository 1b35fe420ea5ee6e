import { expect } from '@open-wc/testing'
import { beforeEach, describe, it } from './support/mocha.ts'
import { all, button, expectAccessible, found, one, said, unsaid, usePortalPage, visibleText } from './support/page.ts'
import { waitUntil } from './support/wait-until.ts'

describe('a preview', () => {
  const page = usePortalPage()
  let isFilled = false

  beforeEach(async () => {
    sessionStorage.clear()
    if (isFilled) return
    isFilled = true
    await page.openTicket('Printer is on fire')
    await page.openTicket('Cleo asks', 'cleo')
  })

  const ask = (path: string, body: unknown, method = 'POST') =>
    fetch(`/__backends/${page.backend.id}/site/api/v1/staff${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  /** What an admin gets from the settings page: the fragment of the address. */
  async function start(who: string | null): Promise<string> {
    await ask('/session', { email: page.backend.emails['admin'], password: page.backend.password })
    const base = `/__backends/${page.backend.id}/site/api/v1/staff`
    const { portals } = (await (await fetch(`${base}/portals`)).json()) as { portals: { id: string }[] }
    const { contacts } = (await (await fetch(`${base}/contacts?q=${who ?? 'x'}`)).json()) as { contacts: { id: string }[] }
    const response = await ask(`/portals/${portals[0]?.id}/previews`, { contactId: who ? contacts[0]?.id : null })
    const { url } = (await response.json()) as { url: string }
    return new URL(url).hash
  }

  it('of every ticket says that it is one, keeps no code in the address, and ends', async () => {
    history.replaceState(null, '', await start(null))
    const portal = page.mount('<cp-portal></cp-portal>')
    await said('Preview: all tickets that pass the filters. Nobody’s login.')
    await said('Printer is on fire')
    await said('Cleo asks')
    expect(location.hash).to.equal('#support')
    expect(visibleText()).not.to.include('Log out')
    await expectAccessible(portal)
    button('End preview').click()
    await said('The preview has ended.')
    await found('input[type=email]')
    expect(visibleText()).not.to.include('Printer is on fire')
  })

  it('shows what one contact sees, survives a reload, and marks nothing as read', async () => {
    history.replaceState(null, '', await start('cleo'))
    page.mount('<cp-portal></cp-portal>')
    await said('as Cleo')
    await said('Cleo asks')
    expect(visibleText()).not.to.include('Printer is on fire')
    page.mount('')
    page.mount('<cp-portal></cp-portal>')
    await said('as Cleo')
    await said('Cleo asks')
    button('Cleo asks').click()
    await said('Please help.')
    const writes = (await page.backend.listRequests()).filter((line) => /^(PUT|PATCH) /.test(line))
    expect(writes).to.deep.equal([])
    button('End preview').click()
    await said('The preview has ended.')
  })

  it('leaves the contact signed in who uses this browser', async () => {
    await page.mountAs('anna', '<cp-portal></cp-portal>')
    await said('Printer is on fire')
    page.mount('')
    history.replaceState(null, '', await start('cleo'))
    page.mount('<cp-portal></cp-portal>')
    await said('Cleo asks')
    button('End preview').click()
    await said('The preview has ended.')
    await said('Printer is on fire')
    expect(all('input[type=email]')).to.have.length(0)
    await unsaid('Cleo asks')
  })

  it('says so when its link was used before', async () => {
    const hash = await start(null)
    history.replaceState(null, '', hash)
    page.mount('<cp-portal></cp-portal>')
    await said('Preview: all tickets')
    button('End preview').click()
    await said('The preview has ended.')
    page.mount('')
    history.replaceState(null, '', hash)
    page.mount('<cp-portal></cp-portal>')
    await said('The preview has ended.')
    await found('input[type=email]')
    await waitUntil(() => !location.hash.includes('code'), 'no code in the address')
  })

  it('shows what a contact could do, and does nothing of it', async () => {
    const hash = await start('cleo')
    const list = await fetch(`/__backends/${page.backend.id}/site/api/v1/staff/portals`)
    const { portals } = (await list.json()) as { portals: { id: string; version: number }[] }
    await ask(`/portals/${portals[0]?.id}`, { version: portals[0]?.version, canContactsClose: true }, 'PATCH')
    history.replaceState(null, '', hash)
    page.mount('<cp-portal></cp-portal>')
    await said('Cleo asks')
    button('Cleo asks').click()
    await said('Preview: nothing can be sent.')
    expect(all('textarea')).to.have.length(0)
    const close = button('Close ticket')
    expect(close.getAttribute('aria-disabled')).to.equal('true')
    expect(close.title).to.equal('Preview: nothing can be sent')
    close.click()
    button('Submit a support ticket').click()
    await found('cp-file-picker[disabled]')
    await said('Preview: nothing can be sent.')
    expect(all('button[type=submit]')).to.have.length(0)
    one<HTMLFormElement>('form').requestSubmit()
    const writes = (await page.backend.listRequests()).filter((line) =>
      /^(POST|PUT|PATCH|DELETE) .*portals\/pk_[^ ]*\/(tickets|form|attachments)/.test(line),
    )
    expect(writes).to.deep.equal([])
  })

  it('of every ticket says who asks, and that nothing is new', async () => {
    history.replaceState(null, '', await start(null))
    page.mount('<cp-portal></cp-portal>')
    await said('Cleo asks')
    expect(all('.requester').map((cell) => cell.innerText)).to.include.members(['Anna of acme', 'Cleo of acme'])
    expect(all('.row.unread')).to.have.length(0)
  })
})
