import { expect } from '@open-wc/testing'
import { button, expectAccessible, fill, focused, found, said, unsaid, usePortalPage } from './support/page.ts'
import { describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

const minutes = (count: number) => count * 60
const dialogs = () => [...document.querySelectorAll('cp-idle')].filter((element) => element.shadowRoot?.querySelector('dialog[open]'))

describe('the warning before a session goes idle', () => {
  const page = usePortalPage()

  const looks = async () => (await page.backend.listRequests()).filter((request) => /^GET \S+\/session$/.test(request)).length

  /** Somebody logs in and opens a page with these tags, which is about to be watched. */
  async function open(tags: string): Promise<HTMLTextAreaElement> {
    await page.backend.act({ name: 'changePortal', changes: { sessionIdleSeconds: minutes(5) } })
    const before = await looks()
    await page.mountAs('anna', tags)
    const text = await found<HTMLTextAreaElement>('textarea')
    await waitUntil(async () => (await looks()) > before, 'the session is watched')
    return text
  }

  /** The page is seen again after so much time. */
  async function comeBackAfter(seconds: number): Promise<void> {
    await page.backend.act({ name: 'advanceClock', seconds })
    document.dispatchEvent(new Event('visibilitychange'))
  }

  it('warns a minute before, once for all elements; who stays goes on, who does not is out and keeps what was typed', async () => {
    const text = await open('<cp-ticket-list></cp-ticket-list><cp-support-form></cp-support-form>')
    fill(text, 'Half a sentence that')
    await comeBackAfter(minutes(4) + 20)
    await waitUntil(() => dialogs().length > 0, 'the dialog')
    expect(dialogs()).to.have.length(1)
    const [dialog] = dialogs()
    await waitUntil(() => focused()?.textContent?.trim() === 'Stay logged in', 'the safe answer has the focus')
    expect(dialog?.shadowRoot?.querySelector('dialog')?.getAttribute('role')).to.equal('alertdialog')
    expect(dialog?.shadowRoot?.querySelector('#text')?.textContent).to.include('acme support')
    expect(dialog?.shadowRoot?.querySelector('.left')?.textContent).to.match(/^\d+ seconds left$/)
    if (dialog) await expectAccessible(dialog)
    const before = await looks()
    button('Stay logged in').click()
    await waitUntil(() => dialogs().length === 0, 'it is gone')
    await waitUntil(async () => (await looks()) > before, 'the server is told')
    await page.backend.act({ name: 'advanceClock', seconds: minutes(4) + 20 })
    await waitUntil(() => dialogs().length === 1, 'it comes again: staying counted')
    await page.backend.act({ name: 'advanceClock', seconds: minutes(1) })
    await waitUntil(() => dialogs().length === 0, 'the time is up')
    await said('Your session has ended')
    expect(text.value).to.equal('Half a sentence that')
    expect(Object.values(localStorage).join()).to.include('Half a sentence that')
  })

  it('is closed by who goes on in another tab, and by who logs out there', async () => {
    await open('<cp-support-form></cp-support-form>')
    await comeBackAfter(minutes(4) + 20)
    await waitUntil(() => dialogs().length > 0, 'the dialog')
    const tab = new BroadcastChannel(`cp-session-${page.backend.portalKey}`)
    tab.postMessage('left')
    await waitUntil(() => dialogs().length === 0, 'nothing to be asked any more')
    await found('input[type=email]')
    tab.close()
  })

  it('does not ask who is typing', async () => {
    const text = await open('<cp-support-form></cp-support-form>')
    text.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true, composed: true }))
    const before = await looks()
    await comeBackAfter(minutes(4) + 30)
    await waitUntil(async () => (await looks()) > before, 'the server is told')
    // Without that the session would be over now.
    await comeBackAfter(minutes(3) + 30)
    await waitUntil(async () => {
      document.dispatchEvent(new Event('visibilitychange'))
      return (await looks()) > before + 1
    }, 'it is looked at again')
    await unsaid('Your session has ended')
    expect(dialogs()).to.have.length(0)
  })
})
