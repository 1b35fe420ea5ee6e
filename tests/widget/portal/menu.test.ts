import { expect } from '@open-wc/testing'
import type { MenuItem } from '../../../shared/menus.ts'
import { placesOf } from '../../../widget/portal/menu.ts'
import { all, button, expectAccessible, found, said, usePortalPage } from '../support/page.ts'
import { afterEach, describe, it } from '../support/mocha.ts'
import { waitUntil } from '../support/wait-until.ts'

const texts = { tickets: 'Tickets', submitTicket: 'Submit', yourAccount: 'Account' }

describe('what stands on top of the portal', () => {
  const link = (url: string): MenuItem => ({ kind: 'link', labels: { en: 'Shop', nb: 'Butikk' }, url })

  it('is the usual without a menu: tickets, and the form if there is one', () => {
    const words = (hasForm: boolean) => placesOf({ menu: null, hasForm }, texts, 'en').map((place) => place.words)
    expect(words(true)).to.deep.equal(['Tickets', 'Submit'])
    expect(words(false)).to.deep.equal(['Tickets'])
  })

  it('leaves out what leads nowhere: a form that is not there, the account of nobody, an address that is none', () => {
    const menu: MenuItem[] = [
      { kind: 'account', labels: {} },
      { kind: 'new', labels: {} },
      ...['javascript:alert(1)', 'data:text/html,x', '//acme.example', ' https:x', 'https://me:pw@acme.example'].map(link),
      link('mailto:help@acme.example'),
    ]
    expect(placesOf({ menu, hasForm: false }, texts, 'en', true)).to.deep.equal([{ href: 'mailto:help@acme.example', words: 'Shop' }])
  })

  it('speaks the reader’s language: own words, else those of the view; of a link, else whatever there is', () => {
    const menu: MenuItem[] = [
      { kind: 'tickets', labels: { en: 'Cases' } },
      { kind: 'link', labels: { nb: 'Butikk' }, url: 'https://acme.example/' },
    ]
    const words = (locale: string) => placesOf({ menu, hasForm: true }, texts, locale).map((place) => place.words)
    expect(words('en-GB')).to.deep.equal(['Cases', 'Butikk'])
    expect(words('nb')).to.deep.equal(['Tickets', 'Butikk'])
  })
})

describe('a portal with a menu of its own', () => {
  const page = usePortalPage()
  afterEach(() => page.backend.act({ name: 'setMenu', items: null }))
  const places = () => all('nav .place').map((place) => place.textContent?.trim())

  it('S91, S96: draws it, in its order, with views and links to other pages', async () => {
    const items: MenuItem[] = [
      { kind: 'link', labels: { en: 'Shop & more' }, url: 'https://shop.acme.example/?a=1' },
      { kind: 'new', labels: { en: 'Ask us' } },
      { kind: 'tickets', labels: {} },
      { kind: 'account', labels: { en: 'Me' } },
    ]
    await page.backend.act({ name: 'setMenu', items })
    const portal = await page.mountAs<HTMLElement>('anna', '<cp-portal></cp-portal>')
    await found('nav .place')
    expect(places()).to.deep.equal(['Shop & more', 'Ask us', 'Tickets', 'Me'])
    const [shop] = all<HTMLAnchorElement>('nav a.place')
    expect(shop?.getAttribute('href')).to.equal('https://shop.acme.example/?a=1')
    expect(shop?.hasAttribute('aria-current')).to.equal(false)
    await expectAccessible(portal)
    button('Ask us').click()
    await found('#field-subject')
    expect(location.hash).to.equal('#support/new')
    expect(button('Ask us').getAttribute('aria-current')).to.equal('page')
    button('Me').click()
    await waitUntil(() => location.hash === '#support/account', 'the account is open')
  })

  it('shows its words as text, whatever they are', async () => {
    await page.backend.act({ name: 'setMenu', items: [{ kind: 'tickets', labels: { en: '<img src=x onerror=alert(1)>' } }] })
    await page.mountAs('anna', '<cp-portal></cp-portal>')
    await said('<img src=x onerror=alert(1)>')
    expect(all('nav img')).to.have.length(0)
  })

  it('S93: the Go-to link of other pages shows nothing when it is switched off', async () => {
    page.mount('<cp-portal-link href="/support"></cp-portal-link>')
    await said('Go to acme support')
    await page.backend.act({ name: 'changePortal', changes: { hasPortalLink: false } })
    page.mount('<p>elsewhere</p>')
    const link = page.mount<HTMLElement>('<cp-portal-link href="/support"></cp-portal-link>')
    await waitUntil(() => link.matches(':state(waiting)') && all('cp-portal-link a').length === 0, 'nothing is shown')
    await page.backend.act({ name: 'changePortal', changes: { hasPortalLink: true } })
  })
})
