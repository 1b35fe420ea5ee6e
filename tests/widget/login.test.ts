import { expect, oneEvent } from '@open-wc/testing'
import { all, button, expectAccessible, fill, focused, found, logIn, one, said, usePortalPage, visibleText } from './support/page.ts'
import { describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

describe('cp-login', () => {
  const page = usePortalPage()

  it('says who is logged in, and logs out', async () => {
    const login = page.mount<HTMLElement>('<cp-login></cp-login>')
    await said('Log in')
    await expectAccessible(login)
    const signedIn = oneEvent(login, 'cp-signed-in')
    await logIn(page, 'anna')
    await signedIn
    await said('Logged in as')
    await expectAccessible(login)
    const signedOut = oneEvent(login, 'cp-signed-out')
    button('Log out').click()
    await signedOut
    await found('input[type=email]')
  })

  it('checks what was typed before asking the server', async () => {
    const login = page.mount<HTMLElement>('<cp-login></cp-login>')
    fill(await found('input[type=email]'), 'not an address')
    button('Log in').click()
    await said('This is not an e-mail address.')
    await said('Please fill this in.')
    expect(focused()?.id).to.equal('email')
    await expectAccessible(login)
  })

  it('says the same of a wrong password and of an unknown address', async () => {
    const login = page.mount<HTMLElement>('<cp-login></cp-login>')
    for (const email of [page.backend.emails['anna'] ?? '', 'nobody@nowhere.example']) {
      fill(await found('input[type=email]'), email)
      fill(one('input[name=password]'), 'not the password at all')
      button('Log in').click()
      await said('Address and password do not match. Check both and try again.')
    }
    await expectAccessible(login)
  })

  it('says how long to wait after too many tries', async () => {
    page.mount('<cp-login></cp-login>')
    await page.backend.setFaults({
      method: 'POST',
      path: '/session',
      kind: 'error',
      status: 429,
      code: 'sign_in_locked',
      retryAfterSeconds: 120,
    })
    fill(await found('input[type=email]'), 'anna@acme.example')
    fill(one('input[name=password]'), 'whatever')
    button('Log in').click()
    await said('Too many tries. Wait 2 minutes, then try again.')
    expect(button('Log in').getAttribute('aria-disabled')).to.equal('true')
  })

  it('keeps what was typed when there is no connection', async () => {
    page.mount('<cp-login></cp-login>')
    fill(await found('input[type=email]'), 'anna@acme.example')
    await page.backend.setFaults({ method: 'POST', path: '/session', kind: 'offline' })
    fill(one('input[name=password]'), 'whatever')
    button('Log in').click()
    await said('No connection to the portal.')
    expect(one<HTMLInputElement>('input[type=email]').value).to.equal('anna@acme.example')
  })

  it('shows and hides the password', async () => {
    page.mount('<cp-login></cp-login>')
    const password = await found<HTMLInputElement>('input[name=password]')
    expect(password.autocomplete).to.equal('current-password')
    button('Show password').click()
    await waitUntil(() => password.type === 'text', 'the password can be read')
    button('Show password').click()
    await waitUntil(() => password.type === 'password', 'the password is hidden')
  })
})

describe('signed out with single elements', () => {
  const page = usePortalPage()

  it('the first element draws the login, the others one quiet line', async () => {
    const first = page.mount('<cp-ticket-list></cp-ticket-list><cp-ticket-detail></cp-ticket-detail><cp-support-form></cp-support-form>')
    await found('input[type=email]')
    await waitUntil(() => visibleText().split('Log in to see this.').length === 3, 'the other two say so')
    expect(all('cp-login')).to.have.length(1)
    await expectAccessible(first)
    await logIn(page, 'anna')
    await said('Submit a support ticket')
    expect(all('cp-login')).to.have.length(0)
  })

  it('a cp-login on the page is the only login, wherever it stands', async () => {
    page.mount('<cp-ticket-list></cp-ticket-list><cp-login></cp-login>')
    await said('Log in to see this.')
    expect(all('input[type=email]')).to.have.length(1)
    expect(document.querySelector('cp-login')?.shadowRoot?.querySelector('input[type=email]')).not.to.equal(null)
  })

  it('login-href leads to the page where one logs in', async () => {
    page.mount('<cp-ticket-list login-href="/log-in"></cp-ticket-list>')
    await said('Log in to see this.')
    expect(one<HTMLAnchorElement>('a').getAttribute('href')).to.equal('/log-in')
    expect(all('input')).to.have.length(0)
  })

  it('puts the focus where reading begins after logging in', async () => {
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await waitUntil(() => focused()?.textContent === 'Tickets', 'the heading has the focus')
  })
})
