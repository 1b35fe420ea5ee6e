import { expect } from '@open-wc/testing'
import { addScript, all, button, fill, found, logIn, said, unsaid, usePortalPage, visibleText } from './support/page.ts'
import { afterEach, describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

const isRefresh = (request: string) => request.endsWith('/session/refresh') && request.startsWith('POST')
const elevenMinutes = 11 * 60

interface Stored {
  key: CryptoKeyPair
  accessToken: string
  refreshToken: string
  refreshRequestId?: string
}

describe('the session of a contact', () => {
  const page = usePortalPage()
  const frames: HTMLIFrameElement[] = []

  afterEach(() => {
    for (const frame of frames.splice(0)) frame.remove()
  })

  /** Another tab of the same browser: a page of its own with the same storage. */
  async function openTab(tags: string): Promise<Document> {
    const frame = document.createElement('iframe')
    frames.push(frame)
    frame.width = '800'
    frame.height = '600'
    document.body.append(frame)
    const tab = frame.contentDocument
    if (!tab) throw new Error('The frame has no document.')
    tab.body.innerHTML = tags
    tab.head.append(tab.importNode(addScriptTemplate(), true))
    return tab
  }

  function addScriptTemplate(): HTMLScriptElement {
    const script = document.createElement('script')
    script.type = 'module'
    script.src = `${page.backend.url}/portal.js`
    script.dataset['portal'] = page.backend.portalKey
    return script
  }

  const textOf = (tab: Document) => tab.body.firstElementChild?.shadowRoot?.textContent ?? ''

  async function stored(): Promise<Stored> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(`cp-${page.backend.portalKey}`)
      request.onsuccess = () => {
        const record = request.result.transaction('session').objectStore('session').get('current')
        record.onsuccess = () => {
          request.result.close()
          resolve(record.result as Stored)
        }
      }
      request.onerror = () => reject(new Error('There is no session.'))
    })
  }

  it('leaves nothing in the browser before somebody logs in', async () => {
    page.mount('<cp-portal></cp-portal>')
    await found('input[type=email]')
    // Version 0: WebKit names a database that was looked for and is not there.
    const kept = (await indexedDB.databases()).filter(({ name, version }) => name?.startsWith('cp-') && version !== 0)
    expect(kept).to.deep.equal([])
    expect(localStorage.length).to.equal(0)
    expect(document.cookie).to.equal('')
  })

  it('is bound to a key that no script can read', async () => {
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    const { key, accessToken, refreshToken } = await stored()
    expect(key.privateKey.extractable).to.equal(false)
    expect(accessToken).to.match(/^cpa_/)
    expect(refreshToken).to.match(/^cpr_/)
  })

  it('survives a reload without a refresh', async () => {
    await page.mountAs('anna', '<cp-login></cp-login>')
    page.mount('<span></span>')
    const before = (await page.backend.listRequests()).filter(isRefresh).length
    page.mount('<cp-login></cp-login>')
    await said('Logged in as')
    expect((await page.backend.listRequests()).filter(isRefresh)).to.have.length(before)
  })

  it('renews an access token that ran out, once for all who ask, and nobody notices', async () => {
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list><cp-support-form></cp-support-form>')
    await found('#field-subject')
    const { refreshToken } = await stored()
    const before = (await page.backend.listRequests()).filter(isRefresh).length
    await page.backend.act({ name: 'advanceClock', seconds: elevenMinutes })
    page.mount('<cp-ticket-list></cp-ticket-list><cp-support-form></cp-support-form>')
    await found('#field-subject')
    await said('You have no tickets yet')
    expect((await page.backend.listRequests()).filter(isRefresh)).to.have.length(before + 1)
    expect((await stored()).refreshToken).not.to.equal(refreshToken)
  })

  it('asks for the same successor again when the answer to a refresh was lost', async () => {
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('You have no tickets yet')
    await page.backend.act({ name: 'advanceClock', seconds: elevenMinutes })
    await page.backend.setFaults({ method: 'POST', path: '/session/refresh', kind: 'offline' })
    page.mount('<cp-ticket-list></cp-ticket-list>')
    await said('No connection to the portal')
    const { refreshRequestId } = await stored()
    expect(refreshRequestId).to.match(/^[0-9a-f-]{36}$/)
    await page.backend.setFaults()
    button('Try again').click()
    await said('You have no tickets yet')
    expect((await stored()).refreshRequestId).to.equal(undefined)
  })

  it('two tabs that find the token run out do not log each other out', async () => {
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    const tab = await openTab('<cp-ticket-list></cp-ticket-list>')
    await waitUntil(() => textOf(tab).includes('You have no tickets yet'), 'the other tab is logged in too')
    await page.backend.act({ name: 'advanceClock', seconds: elevenMinutes })
    page.mount('<cp-ticket-list status="open"></cp-ticket-list>')
    tab.body.querySelector('cp-ticket-list')?.setAttribute('status', 'closed')
    await said('No open tickets')
    await waitUntil(() => textOf(tab).includes('No closed tickets'), 'the other tab goes on')
    expect(all('input[type=email]')).to.have.length(0)
  })

  it('logging in and out reaches the other tabs', async () => {
    page.mount('<cp-ticket-list></cp-ticket-list>')
    const tab = await openTab('<cp-login></cp-login>')
    await logIn(page, 'anna')
    await waitUntil(() => textOf(tab).includes('Logged in as'), 'the other tab is logged in')
    const out = tab.querySelector('cp-login')?.shadowRoot?.querySelector<HTMLButtonElement>('.signed-in button')
    out?.click()
    await found('input[type=email]')
    expect(visibleText()).not.to.include('You have no tickets yet')
    await unsaid('You have no tickets yet')
  })

  it('logging out leaves nothing of the contact in the browser, what was typed neither; others keep theirs', async () => {
    const { id } = await page.openTicket('The till is stuck', 'cleo')
    history.replaceState(null, '', `#support/tickets/${id}`)
    await page.mountAs('cleo', '<cp-portal></cp-portal>')
    fill(await found('cp-ticket-detail textarea, textarea'), 'Half a sentence that')
    await waitUntil(() => Object.values(localStorage).join().includes('Half a sentence'), 'the draft is kept')
    const othersDraft = `cp-draft ${page.backend.portalKey} somebody-else form`
    localStorage.setItem(othersDraft, 'theirs')
    button('Log out').click()
    await found('input[type=email]')
    await waitUntil(async () => !(await indexedDB.databases()).some(({ name }) => name?.startsWith('cp-')), 'keys and tokens are gone')
    expect(Object.keys(localStorage)).to.deep.equal([othersDraft])
    expect(JSON.stringify(history.state ?? {})).not.to.include('cp-list')
    await logIn(page, 'cleo')
    await said('The till is stuck')
    location.hash = `#support/tickets/${id}`
    expect((await found<HTMLTextAreaElement>('textarea')).value).to.equal('')
  })

  it('ends when it is ended elsewhere, without a click', async () => {
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('You have no tickets yet')
    await waitUntil(async () => (await page.backend.listRequests()).some((request) => request.includes('/live')), 'the stream opens')
    await page.backend.act({ name: 'endSessions', as: 'anna' })
    await said('Your session has ended')
  })

  it('two script tags do no harm', async () => {
    const second = addScript(page.backend)
    page.mount('<cp-login></cp-login>')
    await found('input[type=email]')
    second.remove()
  })
})
