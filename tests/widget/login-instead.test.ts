import { expect } from '@open-wc/testing'
import { all, one, said, usePortalPage } from './support/page.ts'
import { beforeEach, describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

describe('a mailed link in a browser where somebody is logged in', () => {
  const page = usePortalPage()
  const address = (name: string) => page.backend.emails[name] ?? ''
  const isIn = () => said('Submit a support ticket')

  beforeEach(async () => {
    await page.backend.act({ name: 'changePortal', changes: { signInMethods: ['password', 'magic_link'] } })
    for (const name of ['anna', 'ben'] as const) await sessionsOf(name)
  })

  async function mailedLink(name: string): Promise<string> {
    const { url, portalKey } = page.backend
    const body = JSON.stringify({ email: address(name) })
    const path = `${url}/api/v1/portals/${portalKey}/magic-links`
    expect((await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).status).to.equal(202)
    let text = ''
    await waitUntil(async () => {
      ;({ text = '' } = await page.backend.act<{ text?: string }>({ name: 'readMail', to: address(name) }))
      return text
    }, 'the mail leaves')
    return /#support\/(\S+)/.exec(text)?.[1] ?? ''
  }

  async function openLink(link: string): Promise<void> {
    location.hash = `#support/${link}`
    await waitUntil(() => all('form.login button[type=submit]').length === 1, 'the link asks first')
    one<HTMLButtonElement>('form.login button[type=submit]').click()
  }

  /** How many sessions the contact has on the server. Asking takes one, which is there the next time. */
  async function sessionsOf(name: 'anna' | 'ben'): Promise<number> {
    return (await page.backend.act<{ ended: number }>({ name: 'endSessions', as: name })).ended - 1
  }

  const ended = async () => (await page.backend.listRequests()).filter((request) => /^DELETE .*\/session$/.test(request)).length

  it('ends the session of before on the server, and what was typed in it is gone', async () => {
    const before = await ended()
    const link = await mailedLink('ben')
    await page.mountAs('anna', '<cp-portal></cp-portal>')
    await isIn()
    const draft = `cp-draft ${page.backend.portalKey} ${await contactId()} x`
    localStorage.setItem(draft, 'half a reply')
    await openLink(link)
    await waitUntil(async () => (await storedName()) === 'Ben of acme', 'Ben is in')
    await waitUntil(async () => (await ended()) > before, 'the server hears of it')
    expect(await sessionsOf('anna')).to.equal(0)
    expect(await sessionsOf('ben')).to.equal(1)
    expect(localStorage.getItem(draft)).to.equal(null)
  })

  it('does so when its access token has run out as well', async () => {
    const before = await ended()
    const link = await mailedLink('ben')
    await page.mountAs('anna', '<cp-portal></cp-portal>')
    await isIn()
    await page.backend.act({ name: 'advanceClock', seconds: 700 })
    await openLink(link)
    await waitUntil(async () => (await storedName()) === 'Ben of acme', 'Ben is in')
    await waitUntil(async () => (await ended()) > before, 'the server hears of it')
    expect(await sessionsOf('anna')).to.equal(0)
  })

  it('leaves the session as it is when the link is no good', async () => {
    await page.mountAs('anna', '<cp-portal></cp-portal>')
    await isIn()
    await openLink('login?view=code&token=cpl_unknown').catch(() => undefined)
    await said('cannot be used any more')
    expect(await storedName()).to.equal('Anna of acme')
    expect(await sessionsOf('anna')).to.equal(1)
  })

  const read = () =>
    new Promise<{ id: string; name: string } | undefined>((resolve) => {
      const request = indexedDB.open(`cp-${page.backend.portalKey}`)
      request.onsuccess = () => {
        const got = request.result.transaction('session').objectStore('session').get('current')
        got.onsuccess = () => {
          request.result.close()
          resolve((got.result as { me: { id: string; name: string } } | undefined)?.me)
        }
      }
      request.onerror = () => resolve(undefined)
    })
  const storedName = async () => (await read())?.name
  const contactId = async () => (await read())?.id ?? ''
})
