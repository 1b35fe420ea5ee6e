import { expect } from '@open-wc/testing'
import {
  all,
  button,
  expectAccessible,
  fill,
  focused,
  found,
  logIn,
  one,
  said,
  unsaid,
  usePortalPage,
  visibleText,
} from './support/page.ts'
import { beforeEach, describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

interface Mail {
  subject: string
  text: string
}

const consentTexts = {
  en: { text: 'We keep your name and address. Read https://acme.example/privacy.', checkbox: 'I agree to that.' },
}
const chosen = 'velvet otter climbs nine hills'

describe('logging in by mail', () => {
  const page = usePortalPage()
  const address = (name: string) => page.backend.emails[name] ?? ''

  beforeEach(async () => {
    // Five mails an hour to one address.
    await page.backend.act({ name: 'advanceClock', seconds: 3601 })
    await page.backend.act({ name: 'changePortal', changes: { signInMethods: ['password', 'magic_link'] } })
  })

  async function readMail(to: string): Promise<Mail> {
    let mail: Mail | undefined
    await waitUntil(async () => {
      mail = await page.backend.act<Mail>({ name: 'readMail', to })
      return mail.text
    }, `a mail to ${to} leaves`)
    return mail ?? { subject: '', text: '' }
  }

  /** What stands behind `#support/` in a mail. */
  const linkIn = ({ text }: Mail) => /#support\/(\S+)/.exec(text)?.[1] ?? ''
  const codeIn = ({ text }: Mail) => /^(\d{8})$/m.exec(text)?.[1] ?? ''

  async function askFor(words: string, email: string): Promise<void> {
    await found('input[type=email]')
    button(words).click()
    await waitUntil(() => all('#password').length === 0, 'the other view comes')
    fill(one('input[type=email]'), email)
    one<HTMLButtonElement>('button[type=submit]').click()
    await said('Look into your mailbox')
  }

  async function mailedReset(name = 'anna'): Promise<string> {
    page.mount('<cp-login></cp-login>')
    await askFor('Forgot your password?', address(name))
    return linkIn(await readMail(address(name)))
  }

  function choose(password: string): void {
    fill(one('#password'), password)
    one<HTMLButtonElement>('button[type=submit]').click()
  }

  it('says the same of every address that has forgotten its password', async () => {
    for (const email of [address('anna'), 'nobody@nowhere.example']) {
      const login = page.mount<HTMLElement>('<cp-login></cp-login>')
      await askFor('Forgot your password?', email)
      await said(`If ${email} has a login here, a mail is on its way to it.`)
      expect(focused()?.textContent).to.equal('Look into your mailbox')
      await expectAccessible(login)
    }
  })

  it('checks the address before it asks, takes along what was typed, and leads back', async () => {
    const login = page.mount<HTMLElement>('<cp-login></cp-login>')
    fill(await found('input[type=email]'), 'anna at acme')
    button('Forgot your password?').click()
    await said('Which address do you log in with?')
    expect(one<HTMLInputElement>('#email').value).to.equal('anna at acme')
    expect(one<HTMLInputElement>('#email').autocomplete).to.equal('username')
    button('Send me a link').click()
    await said('This is not an e-mail address.')
    expect(focused()?.id).to.equal('email')
    await expectAccessible(login)
    button('Back to the login').click()
    await found('#password')
    await unsaid('This is not an e-mail address.')
  })

  it('keeps the address when there is no connection, and says how long to wait after too many mails', async () => {
    page.mount('<cp-login view="forgot"></cp-login>')
    await page.backend.setFaults({ method: 'POST', path: '/password-resets', kind: 'offline' })
    fill(await found('#email'), 'anna@acme.example')
    button('Send me a link').click()
    await said('No connection to the portal.')
    await page.backend.setFaults({
      method: 'POST',
      path: '/password-resets',
      kind: 'error',
      status: 429,
      code: 'too_many_requests',
      retryAfterSeconds: 600,
    })
    button('Send me a link').click()
    await said('Too many tries. Wait 10 minutes')
    expect(one<HTMLInputElement>('#email').value).to.equal('anna@acme.example')
  })

  it('the mailed link leads to a new password, says why one is refused, and then into the portal', async () => {
    const link = await mailedReset()
    history.replaceState(null, '', `#support/${link}`)
    const portal = page.mount<HTMLElement>('<cp-portal></cp-portal>')
    await said('Choose a new password')
    expect(location.hash).to.equal('#support/reset')
    expect(one<HTMLInputElement>('#password').autocomplete).to.equal('new-password')
    await expectAccessible(portal)
    for (const [password, reason] of [
      ['', 'Please fill this in.'],
      ['short', 'This is too short: at least 12 characters.'],
      ['qwerty123456', 'This is one of the passwords that are guessed first.'],
      ['Anna.Acme.2026', 'This is little more than your name, your address or the name of the portal.'],
    ] as const) {
      choose(password)
      await said(reason)
      expect(focused()?.id).to.equal('password')
    }
    button('Show password').click()
    await waitUntil(() => one<HTMLInputElement>('#password').type === 'text', 'the password can be read')
    choose(chosen)
    await said('You have no tickets yet')
    expect(location.hash).to.equal('#support')
    button('Log out').click()
    await logIn(page, 'anna', chosen)
    await said('You have no tickets yet')
  })

  it('a link that was used, is unknown or is missing says so with a way forward', async () => {
    const link = await mailedReset('ben')
    const portal = await openPortal(link)
    choose(chosen)
    await said('Submit a support ticket')
    button('Log out').click()
    await found('#email')
    for (const bad of [link, 'reset?token=cpl_unknown', 'reset?token=%00']) {
      await openPortal(bad)
      choose(chosen)
      await said('This link cannot be used any more')
      expect(focused()?.textContent).to.equal('This link cannot be used any more')
      await expectAccessible(portal.isConnected ? portal : one('cp-portal'))
      button('Send me a new mail').click()
      await said('Which address do you log in with?')
    }
    await openPortal('invitation?token=cpl_unknown')
    await said('Set up your login')
    choose(chosen)
    await said('If you have set up your login already, log in')
    await openPortal('reset')
    await said('Open the link in your mail')
    button('Send me a new mail').click()
    await said('Which address do you log in with?')
  })

  async function openPortal(path: string): Promise<HTMLElement> {
    page.mount('<span></span>')
    history.replaceState(null, '', `#support/${path}`)
    const portal = page.mount<HTMLElement>('<cp-portal></cp-portal>')
    await found('h2')
    return portal
  }

  it('a link that is too old says so, and the new one is good', async () => {
    const old = await mailedReset('cleo')
    await page.backend.act({ name: 'advanceClock', seconds: 24 * 3600 + 1 })
    await openPortal(old)
    choose(chosen)
    await said('This link cannot be used any more')
    button('Send me a new mail').click()
    fill(await found('#email'), address('cleo'))
    button('Send me a link').click()
    await said('Look into your mailbox')
    await openPortal(linkIn(await readMail(address('cleo'))))
    choose(chosen)
    await said('Submit a support ticket')
  })

  it('goes where it was wanted to before the password was forgotten', async () => {
    const { id } = await page.openTicket('A till that stands still', 'dan')
    await openPortal(`tickets/${id}`)
    await askFor('Forgot your password?', address('dan'))
    await openPortal(linkIn(await readMail(address('dan'))))
    choose(chosen)
    await said('A till that stands still')
    await waitUntil(() => location.hash === `#support/tickets/${id}`, 'the ticket stands in the address')
  })

  it('a link that is opened while somebody is logged in does what it is for', async () => {
    await openPortal('login')
    await askFor('Log in by mail instead', address('ben'))
    const link = linkIn(await readMail(address('ben')))
    await page.mountAs('dan', '<cp-portal></cp-portal>').catch(async () => logIn(page, 'dan', chosen))
    await said('Submit a support ticket')
    location.hash = `#support/${link}`
    await said('One click, and you are in.')
    expect(location.hash).to.equal('#support/login')
    one<HTMLButtonElement>('button[type=submit]').click()
    await said('Submit a support ticket')
    await waitUntil(() => one('.who bdi').textContent?.toLowerCase().includes('ben'), 'ben is in')
    expect(location.hash).to.equal('#support')
  })

  it('logs in with the code of the mail, and counts the tries', async () => {
    const login = page.mount<HTMLElement>('<cp-login></cp-login>')
    await askFor('Log in by mail instead', address('anna'))
    const code = codeIn(await readMail(address('anna')))
    const input = one<HTMLInputElement>('#code')
    // As it is written: not every engine knows the word by its property.
    expect(input.getAttribute('autocomplete')).to.equal('one-time-code')
    expect(input.inputMode).to.equal('numeric')
    await expectAccessible(login)
    const type = (text: string) => {
      fill(one('#code'), text)
      one<HTMLButtonElement>('button[type=submit]').click()
    }
    type('1234')
    await said('The code has 8 digits.')
    type(code === '00000000' ? '00000001' : '00000000')
    await said('You have 4 more tries.')
    expect(focused()?.id).to.equal('code')
    type(`${code.slice(0, 4)} ${code.slice(4)}`)
    await said('Logged in as')
  })

  it('after five wrong codes only a new mail helps', async () => {
    page.mount('<cp-login view="code"></cp-login>')
    fill(await found('#email'), address('cleo'))
    button('Send me a link').click()
    await found('#code')
    const code = codeIn(await readMail(address('cleo')))
    const wrong = code === '00000000' ? '00000001' : '00000000'
    for (const left of ['4 more', '3 more', '2 more', 'one more']) {
      fill(one('#code'), wrong)
      one<HTMLButtonElement>('button[type=submit]').click()
      await said(`You have ${left} tr`)
    }
    one<HTMLButtonElement>('button[type=submit]').click()
    await said('This code cannot be used any more.')
    expect(all('#code')).to.have.length(0)
    button('Send it again').click()
    await found('#code')
    await unsaid('This code cannot be used any more.')
  })

  it('a code that is there already needs its address', async () => {
    page.mount('<cp-login view="code"></cp-login>')
    await found('#email')
    button('I have a code already').click()
    await found('#code')
    fill(one('#code'), '12345678')
    one<HTMLButtonElement>('button[type=submit]').click()
    await said('Please fill this in.')
    expect(focused()?.id).to.equal('email')
  })

  it('without passwords the login is the one by mail; with passwords alone there is no other', async () => {
    await page.backend.act({ name: 'changePortal', changes: { signInMethods: ['magic_link'] } })
    page.mount('<cp-login></cp-login>')
    await said('Log in by mail')
    expect(all('#password')).to.have.length(0)
    expect(visibleText()).not.to.include('Back to the login')
    await page.backend.act({ name: 'changePortal', changes: { signInMethods: ['password'] } })
    page.mount('<span></span>')
    page.mount('<cp-login></cp-login>')
    await said('Forgot your password?')
    expect(visibleText()).not.to.include('Log in by mail')
    expect(visibleText()).not.to.include('Register here')
  })

  it('an element alone takes the link out of the address and opens it', async () => {
    const link = await mailedReset('anna')
    page.mount('<span></span>')
    history.replaceState(null, '', `#support/${link}`)
    page.mount('<cp-ticket-list></cp-ticket-list>')
    await said('Choose a new password')
    expect(location.hash).to.equal('')
    choose('nine hills climb a velvet otter')
    await said('You have no tickets yet')
    await waitUntil(() => focused()?.textContent === 'Tickets', 'the heading has the focus')
  })

  it('speaks bokmål', async () => {
    page.mount('<div lang="no"><cp-login view="forgot"></cp-login></div>')
    await said('Hvilken adresse logger du inn med?')
    button('Send meg en lenke').click()
    await said('Tilbake til innloggingen')
  })

  it('people register: a mail proves the address, then a password is chosen', async () => {
    await page.backend.act({ name: 'changePortal', changes: { consentTexts, canRegister: true } })
    const login = page.mount<HTMLElement>('<cp-login></cp-login>')
    await found('#email')
    button('Register here').click()
    await said('We mail you a link to confirm your address')
    button('Register').click()
    await said('Please fill this in.')
    await said('Please tick the box to go on.')
    expect(focused()?.id).to.equal('name')
    expect(one<HTMLAnchorElement>('.consent a').href).to.equal('https://acme.example/privacy')
    await expectAccessible(login)
    fill(one('#name'), 'Fritz Falk')
    fill(one('#email'), 'fritz@falk.example')
    one<HTMLInputElement>('#consent').click()
    button('Register').click()
    await said('A mail is on its way to fritz@falk.example.')
    await openPortal(linkIn(await readMail('fritz@falk.example')))
    await said('Set up your login')
    choose('fritz')
    await said('This is too short')
    choose(chosen)
    await said('You have no tickets yet')
    await said('Fritz Falk')
  })

  it('asks for consent before anything is shown, once, and again when its words change', async () => {
    await page.backend.act({ name: 'changePortal', changes: { consentTexts } })
    history.replaceState(null, '', '#support/new')
    const portal = page.mount<HTMLElement>('<cp-portal></cp-portal>')
    await logIn(page, 'ben', chosen)
    await said('Before you go on')
    await waitUntil(() => focused()?.textContent === 'Before you go on', 'the heading has the focus')
    await expectAccessible(portal)
    expect(visibleText()).not.to.include('Submit a support ticket')
    button('Agree and go on').click()
    await said('Please tick the box to go on.')
    expect(focused()?.id).to.equal('consent')
    one<HTMLInputElement>('#consent').click()
    button('Agree and go on').click()
    await found('#field-subject')
    page.mount('<span></span>')
    page.mount('<cp-portal></cp-portal>')
    await said('Submit a support ticket')
    const changed = { en: { text: 'We keep your name, and now your address.', checkbox: 'I agree to that.' } }
    await page.backend.act({ name: 'changePortal', changes: { consentTexts: changed } })
    page.mount('<span></span>')
    page.mount('<cp-portal></cp-portal>')
    await said('and now your address')
    button('Log out').click()
    await found('#password')
  })
})
