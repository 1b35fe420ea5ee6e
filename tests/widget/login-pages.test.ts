import { expect } from '@open-wc/testing'
import { all, button, expectAccessible, fill, found, logIn, one, said, unsaid, usePortalPage, visibleText } from './support/page.ts'
import { afterEach, describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

const pixel = 'https://pictures.example/none.png'

describe('the login in the portal’s own words', () => {
  const page = usePortalPage()
  const write = (
    name: 'log_in' | 'reset_request' | 'log_out' | 'access_denied',
    template: 'plain' | 'notice' | 'image',
    contents: object | null,
  ) => page.backend.act({ name: 'writePage', page: name, template, contents })

  afterEach(async () => {
    for (const name of ['log_in', 'reset_request', 'log_out', 'access_denied'] as const) await write(name, 'plain', null)
    await page.backend.act({ name: 'changePortal', changes: { accessMode: 'everyone', passwordEntry: 'page' } })
  })

  it('asks for nothing while nothing was changed', async () => {
    const fresh = (await page.backend.listRequests()).length
    page.mount('<cp-login></cp-login>')
    await said('Log in')
    const asked = (await page.backend.listRequests()).slice(fresh).filter((line) => /\/pages(\?|$)/.test(line))
    // Other tests of this file may have raised the version before; then there is one question, whose answer is empty.
    expect(asked.length).to.be.lessThan(2)
  })

  it('S40: draws heading, text, links and picture of the page', async () => {
    await write('log_in', 'image', {
      title: 'Welcome back',
      text: 'Use your **work** address.\n\nSee [our guide](https://acme.example/guide).',
      imageUrl: pixel,
      imageAlt: 'Our team',
      links: [{ label: 'Terms', url: 'https://acme.example/terms' }],
    })
    const login = page.mount('<cp-login></cp-login>')
    await said('Welcome back')
    expect(one('b').innerText).to.equal('work')
    const links = all<HTMLAnchorElement>('a').map(({ href, rel, target }) => ({ href, rel, target }))
    expect(links).to.deep.equal(
      ['guide', 'terms'].map((name) => ({ href: `https://acme.example/${name}`, rel: 'noopener noreferrer', target: '_blank' })),
    )
    expect(visibleText()).not.to.include('to acme support')
    // The picture of this test does not come: no room is kept for it.
    await waitUntil(() => all('.with-image').length === 0, 'the place of the picture goes')
    await expectAccessible(login)
    await logIn(page, 'anna')
    await said('Logged in as')
  })

  it('S43: other views keep their own words', async () => {
    await write('log_in', 'notice', { title: 'Welcome back', text: 'Please **knock**.' })
    await write('reset_request', 'notice', { text: 'Call us instead: 555.' })
    page.mount('<cp-login></cp-login>')
    await said('Please knock.')
    expect(all('.page-notice')).to.have.length(1)
    button('Forgot your password?').click()
    await said('New password')
    await said('Call us instead: 555.')
    await unsaid('Please knock.')
  })

  it('shows markup as the text that it is', async () => {
    await write('log_in', 'notice', { title: '<b>Hi</b>', text: '<img src=x onerror="window.pwned=1"> [x](javascript:window.pwned=1)' })
    page.mount('<cp-login></cp-login>')
    await said('<b>Hi</b>')
    await said('<img src=x onerror="window.pwned=1"> [x](javascript:window.pwned=1)')
    expect(all('img')).to.have.length(0)
    expect('pwned' in window).to.equal(false)
  })

  it('is the usual login where its words cannot be had', async () => {
    await write('log_in', 'notice', { title: 'Welcome back' })
    await page.backend.setFaults({ path: '/pages', kind: 'error', status: 503, code: 'busy' })
    page.mount('<cp-login></cp-login>')
    await said('to acme support')
    await page.backend.setFaults()
  })

  it('S41: says that somebody has left, with the way back in', async () => {
    const login = page.mount('<cp-login></cp-login>')
    await logIn(page, 'anna')
    await said('Logged in as')
    button('Log out').click()
    await said('You are logged out')
    await expectAccessible(login)
    await logIn(page, 'ben')
    await said('Logged in as')
    await write('log_out', 'notice', { title: 'Bye', text: 'Close the window on shared computers.' })
    button('Log out').click()
    await waitUntil(() => /You are logged out|Bye/.test(visibleText()), 'somebody has left')
  })

  it('S42: says that who came is not let in, and lets somebody else try', async () => {
    await page.backend.act({ name: 'changePortal', changes: { accessMode: 'everyone' } })
    await write('access_denied', 'notice', { title: 'Members only', text: 'Ask **Kim**.' })
    await page.backend.setFaults({ method: 'POST', path: '/session', kind: 'error', status: 403, code: 'access_denied' })
    const login = page.mount('<cp-login></cp-login>')
    fill(await found('input[type=email]'), page.backend.emails['anna'] ?? '')
    fill(one('input[name=password]'), page.backend.password)
    button('Log in').click()
    await said('Members only')
    await said('Ask Kim.')
    await expectAccessible(login)
    await page.backend.setFaults()
    button('Log in as somebody else').click()
    await logIn(page, 'ben')
    await said('Logged in as')
  })

  it('Q11: asks for no password on the page where that is typed in a window alone', async () => {
    await page.backend.act({ name: 'changePortal', changes: { passwordEntry: 'window' } })
    const login = page.mount('<cp-login></cp-login>')
    await said('Your password is asked for in a window of the portal')
    expect(all('input')).to.have.length(0)
    expect(button('Log in').type).to.equal('button')
    await expectAccessible(login)
  })
})
