import { expect } from '@open-wc/testing'
import { all, button, expectAccessible, found, said, unsaid, usePortalPage } from './support/page.ts'
import { describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

interface Identified extends HTMLElement {
  identify: (askToken: () => Promise<string | null> | string | null) => void
}

const isHandIn = (request: string) => request.endsWith('/sso/jwt-session') && request.startsWith('POST')

describe('identify', () => {
  const page = usePortalPage()

  const sign = async (sub: string, as: 'anna' | 'ben' | 'cleo' = 'anna', kid?: string) =>
    (await page.backend.act<{ token: string }>({ name: 'signHostToken', sub, as, ...(kid && { kid }) })).token
  const handIns = async () => (await page.backend.listRequests()).filter(isHandIn).length
  const mount = async (tags: string) => {
    const element = page.mount<Identified>(tags)
    await customElements.whenDefined(element.localName)
    return element
  }
  const quietly = async (work: () => Promise<void>) => {
    const { error } = console
    console.error = () => {}
    try {
      await work()
    } finally {
      console.error = error
    }
  }

  it('hands in what the page’s function answers, once, and keeps the session over a reload', async () => {
    const before = await handIns()
    let asked = 0
    const askToken = () => {
      asked += 1
      return sign('user-1')
    }
    ;(await mount('<cp-ticket-list></cp-ticket-list>')).identify(askToken)
    await said('You have no tickets yet')
    expect(all('input[type=email]')).to.have.length(0)
    page.mount('<span></span>')
    ;(await mount('<cp-ticket-list></cp-ticket-list>')).identify(askToken)
    await said('You have no tickets yet')
    await waitUntil(() => asked === 2, 'the page is asked whether it is still the same')
    expect(await handIns()).to.equal(before + 1)
  })

  it('T-95: another user of the page gets a session of their own; the one before is over', async () => {
    ;(await mount('<cp-portal></cp-portal>')).identify(() => sign('user-3', 'cleo'))
    await said('Cleo of acme')
    page.mount('<span></span>')
    ;(await mount('<cp-portal></cp-portal>')).identify(() => sign('user-2', 'ben'))
    await said('Ben of acme')
    await unsaid('Cleo of acme')
    expect(await page.backend.act({ name: 'endSessions', as: 'cleo' })).to.deep.equal({ ended: 0 })
  })

  it('asks for another token when the session ended, and goes on by itself', async () => {
    const before = (await page.backend.listRequests()).filter((request) => request.includes('/live')).length
    let asked = 0
    ;(await mount('<cp-ticket-list></cp-ticket-list>')).identify(() => {
      asked += 1
      return sign('user-1')
    })
    await said('You have no tickets yet')
    const streams = async () => (await page.backend.listRequests()).filter((request) => request.includes('/live')).length
    await waitUntil(async () => (await streams()) > before, 'the stream opens')
    const opened = await streams()
    await page.backend.act({ name: 'endSessions', as: 'anna' })
    await waitUntil(() => asked === 2, 'the page is asked again')
    // It opens when the new session is kept: what comes later would be the next test's.
    await waitUntil(async () => (await streams()) > opened, 'the stream of the new session opens')
    await said('You have no tickets yet')
    expect(all('input[type=email]')).to.have.length(0)
  })

  it('T-96: without a good token there is no way in: a quiet word, and another try', async () => {
    await quietly(async () => {
      let isBroken = true
      const element = await mount('<cp-ticket-list></cp-ticket-list>')
      element.identify(async () => {
        if (isBroken) throw new Error('the shop is down')
        return sign('user-1')
      })
      await said('You could not be logged in by this site')
      expect(all('input[type=email]')).to.have.length(0)
      await expectAccessible(element)
      isBroken = false
      button('Try again').click()
      await said('You have no tickets yet')
    })
  })

  it('T-92: a token that the portal does not believe, or none at all, signs nobody in', async () => {
    await quietly(async () => {
      for (const askToken of [() => sign('user-1', 'anna', 'a'.repeat(16)), () => 'no token', () => null]) {
        page.mount('<span></span>')
        ;(await mount('<cp-ticket-list></cp-ticket-list>')).identify(askToken)
        await said('You could not be logged in by this site')
      }
      button('Log in another way').click()
      await found('input[type=email]')
    })
  })

  it('who logs out stays out until the page asks anew; nothing is left in the browser', async () => {
    const element = await mount('<cp-portal></cp-portal>')
    let asked = 0
    const askToken = () => {
      asked += 1
      return sign('user-1')
    }
    element.identify(askToken)
    await said('Log out')
    button('Log out').click()
    await found('input[type=email]')
    expect(asked).to.equal(1)
    expect(Object.keys(localStorage)).to.deep.equal([])
    element.identify(askToken)
    await said('Anna of acme')
  })

  it('nobody is logged in on the page any more: nobody is here', async () => {
    await quietly(async () => {
      ;(await mount('<cp-portal></cp-portal>')).identify(() => sign('user-1'))
      await said('Anna of acme')
      page.mount('<span></span>')
      ;(await mount('<cp-portal></cp-portal>')).identify(() => null)
      await said('You could not be logged in by this site')
      await unsaid('Anna of acme')
    })
  })
})
