import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from './support/mocha.ts'
import { all, button, said, usePortalPage, visibleText } from './support/page.ts'
import { waitUntil } from './support/wait-until.ts'

// Here because this runs in every engine; tests/e2e has what needs several pages.
describe('the window of a provider', () => {
  const page = usePortalPage()
  const open = window.open.bind(window)
  let opened: (Window | null)[] = []

  beforeEach(() => {
    opened = []
    window.open = (...given) => {
      const popup = open(...given)
      opened.push(popup)
      return popup
    }
  })
  afterEach(() => {
    window.open = open
  })

  async function show(): Promise<void> {
    page.mount('<cp-portal></cp-portal>')
    await waitUntil(() => all('button').some((each) => each.innerText.trim() === 'Log in with Shop'), 'the button is there')
  }

  it('T-88: tells who came, closes by itself, and the page has stayed where it was', async () => {
    await page.backend.act({ name: 'trustSite', as: 'ben', isGood: true })
    history.replaceState(null, '', '#support/new')
    await show()
    button('Log in with Shop').click()
    expect(opened, 'a window').to.have.length(1)
    expect(opened[0], 'that was not blocked').not.to.equal(null)
    await waitUntil(() => visibleText().includes('Submit a support ticket'), 'somebody is in')
    await said('Ben')
    await waitUntil(() => opened[0]?.closed, 'the window is closed')
    expect(location.hash).to.equal('#support/new')
    button('Log out').click()
    await waitUntil(() => all('input[type=email]').length > 0, 'the login is back')
  })

  it('T-88: of one whose word is not good is closed as well, and the login may be tried again', async () => {
    await page.backend.act({ name: 'trustSite', as: 'anna', isGood: false })
    await show()
    button('Log in with Shop').click()
    await waitUntil(() => visibleText().includes('You have not been logged in.'), 'it is said')
    await waitUntil(() => opened[0]?.closed, 'the window is closed')
    await page.backend.act({ name: 'trustSite', as: 'anna', isGood: true })
    button('Log in with Shop').click()
    await waitUntil(() => visibleText().includes('Log out'), 'somebody is in')
  })

  it('where it is the only way there is nothing else, whatever the address asks for', async () => {
    await page.backend.act({ name: 'trustSite', as: 'ben', isGood: true })
    await page.backend.act({ name: 'changePortal', changes: { isSsoRequired: true } })
    for (const view of ['login', 'forgot', 'code', 'register', 'reset', 'invitation']) {
      page.mount('<span></span>')
      page.mount(`<cp-login view="${view}"></cp-login>`)
      await waitUntil(() => all('button').some((each) => each.innerText.trim() === 'Log in with Shop'), view)
      expect(
        all('button').map((each) => each.innerText.trim()),
        view,
      ).to.deep.equal(['Log in with Shop'])
      expect(all('input'), view).to.have.length(0)
    }
  })
})
