import { expect } from '@open-wc/testing'
import { all, button, expectAccessible, fill, focused, found, logIn, said, unsaid, usePortalPage, visibleText } from './support/page.ts'
import { describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

const words = { en: { text: 'We keep what you write.', checkbox: 'I agree.' } }

describe('the own account', () => {
  const page = usePortalPage()

  const press = async (label: string) => {
    await waitUntil(() => all('button').some((each) => each.innerText.trim() === label), `there is “${label}”`)
    button(label).click()
  }

  /** Logs somebody in and goes to the account by the name at the top. */
  async function open(who: string): Promise<HTMLElement> {
    const portal = await page.mountAs<HTMLElement>(who, '<cp-portal></cp-portal>')
    await said('Log out')
    const way = all<HTMLAnchorElement>('a.own')[0]
    way?.click()
    await said('Where you are logged in')
    expect(location.hash).to.equal('#support/account')
    return portal
  }

  it('shows where one is logged in; one place and all others can be logged out', async () => {
    await open('anna')
    await page.backend.act({ name: 'openTicket', as: 'anna', subject: 'From elsewhere', text: 'Hello' })
    await page.backend.act({ name: 'openTicket', as: 'anna', subject: 'From elsewhere', text: 'Hello' })
    page.mount('<span></span>')
    const portal = page.mount<HTMLElement>('<cp-portal></cp-portal>')
    await said('This device')
    await expectAccessible(portal)
    await press('Log out everywhere else')
    await said('Logged out there.')
    await waitUntil(() => all('.rows li').length === 1, 'this device alone')
    expect(visibleText()).to.include('This device')
  })

  it('changes the password, and says at the field what is wrong', async () => {
    await open('ben')
    await press('Change password')
    fill(await found<HTMLInputElement>('#current'), 'wrong')
    fill(await found<HTMLInputElement>('#next'), 'short')
    await press('Change password')
    await said('This is not your current password')
    await waitUntil(() => focused()?.id === 'current', 'the focus is there')
    fill(await found<HTMLInputElement>('#current'), page.backend.password)
    await press('Change password')
    await said('This is too short: at least 12 characters.')
    fill(await found<HTMLInputElement>('#next'), 'velvet otter climbs nine hills')
    await press('Change password')
    await said('Your password is changed')
    expect(all('#current')).to.have.length(0)
  })

  it('asks for deletion after saying what it means; it can be taken back', async () => {
    await open('cleo')
    await press('Delete everything')
    await said('Until it is done you can take it back')
    await press('Ask for deletion')
    await said('You asked for everything to be deleted on')
    page.mount('<span></span>')
    const portal = page.mount<HTMLElement>('<cp-portal></cp-portal>')
    await said('You asked for everything to be deleted on')
    await expectAccessible(portal)
    await press('Take it back')
    await said('Taken back: nothing will be deleted.')
    await found('#delete')
  })

  it('asks who is there when the login is five minutes old: by password, or by a mailed code', async () => {
    const portal = await open('dan')
    await page.backend.act({ name: 'advanceClock', seconds: 301 })
    await press('Delete everything')
    await press('Ask for deletion')
    await said('Confirm that it is you')
    await waitUntil(() => focused()?.id === 'proof', 'the password is asked for')
    await expectAccessible(portal)
    fill(await found<HTMLInputElement>('#proof'), 'wrong')
    await press('Confirm')
    await said('This is not your current password')
    await press('Mail me a code instead')
    await press('Mail me a code')
    await said('A mail with a code is on its way to')
    const mail = await page.backend.act<{ text?: string }>({ name: 'readMail', to: page.backend.emails['dan'] ?? '' })
    const code = /^(\d{8})$/m.exec(mail.text ?? '')?.[1] ?? ''
    fill(await found<HTMLInputElement>('#proof'), `${code.slice(0, 4)} ${code.slice(4)}`)
    await press('Confirm')
    await said('You asked for everything to be deleted on')
    await unsaid('Confirm that it is you')
  })

  it('withdraws consent with a receipt; the portal closes, the own data stays at hand, and it can be given again', async () => {
    await page.backend.act({ name: 'changePortal', changes: { consentTexts: words } })
    page.mount('<cp-portal></cp-portal>')
    await logIn(page, 'anna')
    await said('We keep what you write.')
    all<HTMLAnchorElement>('.beside a')[0]?.click()
    await said('It is closed until you do.')
    await press('Read and agree')
    ;(await found<HTMLInputElement>('#consent[type=checkbox]')).click()
    await press('Agree and go on')
    await said('Submit a support ticket')
    all<HTMLAnchorElement>('a.own')[0]?.click()
    await said('You agreed on')
    await press('Withdraw consent')
    await press('Withdraw it')
    await said('You withdrew your consent on')
    await said('Download your data')
    ;(await found('summary')).click()
    await waitUntil(() => all('.receipt').length === 2, 'a receipt for each')
    location.hash = '#support'
    await found('#consent[type=checkbox]')
    await page.backend.act({ name: 'changePortal', changes: { consentTexts: null } })
  })
})
