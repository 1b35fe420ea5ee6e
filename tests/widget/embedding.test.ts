import { expect } from '@open-wc/testing'
import { all, expectAccessible, found, one, said, unsaid, usePortalPage, visibleText } from './support/page.ts'
import { afterEach, describe, it } from './support/mocha.ts'
import { waitUntil } from './support/wait-until.ts'

const before = new Set(Object.keys(window))

describe('elements in somebody else’s page', () => {
  const page = usePortalPage()
  const told: string[] = []
  const { error } = console

  function listenToConsole() {
    console.error = (...words: unknown[]) => void told.push(words.map(String).join(' '))
  }

  afterEach(async () => {
    console.error = error
    told.splice(0)
    document.documentElement.lang = ''
    document.documentElement.style.colorScheme = ''
    document.querySelector('#hostile')?.remove()
  })

  it('leave nothing on window', async () => {
    await page.mountAs('anna', '<cp-portal></cp-portal>')
    await said('Tickets')
    // Lit marks its presence for its own tools; everything else would be ours.
    const added = Object.keys(window).filter((name) => !before.has(name) && !/^(lit|reactiveElement|__|chai|mocha)/i.test(name))
    expect(added).to.deep.equal([])
  })

  it('settle which requests come before the first data: the settings alone', async () => {
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('You have no tickets yet')
    page.mount('')
    const start = (await page.backend.listRequests()).length
    page.mount('<cp-ticket-list></cp-ticket-list>')
    await said('You have no tickets yet')
    const calls = (await page.backend.listRequests())
      .slice(start)
      .filter((request) => !request.startsWith('OPTIONS') && request.includes('/api/'))
    expect(calls[0]).to.match(/\/portals\/pk_\w+$/)
    expect(calls[1]).to.match(/\/tickets\?/)
  })

  it('look the same under a hostile style sheet', async () => {
    const hostile = document.createElement('style')
    hostile.id = 'hostile'
    hostile.textContent = `html { font-size: 10px !important } * { box-sizing: content-box; letter-spacing: 3px; text-transform: uppercase }
      h2, button, input, p, table, td { display: none !important; color: hotpink !important; font-size: 40px !important }`
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('Tickets')
    const look = () =>
      ['h2', 'input', '.chip'].map((selector) =>
        JSON.stringify([one(selector).getBoundingClientRect().height, getComputedStyle(one(selector)).color]),
      )
    const undisturbed = look()
    document.head.append(hostile)
    expect(look()).to.deep.equal(undisturbed)
    expect(getComputedStyle(one('h2')).textTransform).to.equal('none')
  })

  it('fit a narrow column: cards, and nothing sticks out', async () => {
    await page.openTicket('Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverlustmeldung')
    const list = await page.mountAs<HTMLElement>('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('Donaudampf')
    list.style.inlineSize = '300px'
    await waitUntil(() => getComputedStyle(one('tbody tr')).display === 'flex', 'rows are cards')
    expect(list.shadowRoot?.querySelector('.content')?.scrollWidth).to.be.at.most(300)
    await expectAccessible(list)
  })

  it('speak the language of the page, with its dates', async () => {
    document.documentElement.lang = 'nb-NO'
    await page.openTicket('Skriveren brenner')
    const portal = await page.mountAs<HTMLElement>('anna', '<cp-portal></cp-portal>')
    await said('Saker')
    await said('Skriveren brenner')
    expect(all('time')[0]?.title ?? '').to.match(/dag .* \d\d[:.]\d\d/)
    await expectAccessible(portal)
    portal.lang = 'en'
    await said('Log out')
  })

  it('are readable in dark, light and right to left', async () => {
    for (const theme of ['dark', 'light']) {
      const portal = await (theme === 'dark'
        ? page.mountAs<HTMLElement>('anna', '<cp-portal theme="dark" dir="rtl"></cp-portal>')
        : page.mount<HTMLElement>('<cp-portal theme="light"></cp-portal>'))
      document.body.style.background = theme === 'dark' ? '#14161a' : ''
      await said('Tickets')
      await expectAccessible(portal)
    }
    document.body.style.background = ''
  })

  it('take the accent of the portal, below the page’s own', async () => {
    await page.backend.act({ name: 'changePortal', changes: { theme: { accent: '#7a1fa2', logoUrl: null, faviconUrl: null } } })
    const login = page.mount<HTMLElement>('<cp-login></cp-login>')
    await found('.primary')
    expect(getComputedStyle(one('.primary')).backgroundColor).to.equal('rgb(122, 31, 162)')
    login.style.setProperty('--cp-accent', '#00ff66')
    await waitUntil(() => getComputedStyle(one('.primary')).backgroundColor === 'rgb(0, 255, 102)', 'the page’s accent wins')
    await expectAccessible(login)
  })

  it('say that a portal is not known', async () => {
    listenToConsole()
    const list = page.mount<HTMLElement>('<cp-ticket-list portal="pk_nothere0000000000000"></cp-ticket-list>')
    await said('There is no portal here')
    await waitUntil(() => told.join().includes('pk_nothere0000000000000'), 'the console says which')
    console.error = error
    await expectAccessible(list)
  })

  it('say that the portal is switched off', async () => {
    await page.backend.act({ name: 'changePortal', changes: { isOn: false } })
    const list = page.mount<HTMLElement>('<cp-ticket-list></cp-ticket-list><cp-portal-link href="/support"></cp-portal-link>')
    await said('The portal is closed at the moment')
    expect(all('cp-portal-link a')).to.have.length(0)
    await expectAccessible(list)
    await page.backend.act({ name: 'changePortal', changes: { isOn: true } })
  })

  it('close when the portal is switched off meanwhile', async () => {
    await page.mountAs('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('Tickets')
    await waitUntil(async () => (await page.backend.listRequests()).some((request) => request.includes('/live')), 'the stream opens')
    await page.backend.act({ name: 'changePortal', changes: { isOn: false } })
    await said('The portal is closed at the moment')
    await page.backend.act({ name: 'changePortal', changes: { isOn: true } })
  })

  it('tell the site owner which origin to add, and where', async () => {
    listenToConsole()
    await page.backend.act({ name: 'changePortal', changes: { allowedOrigins: ['https://elsewhere.example'] } })
    const list = page.mount<HTMLElement>('<cp-ticket-list></cp-ticket-list>')
    await said('The portal cannot be shown on this site yet')
    expect(visibleText()).to.include(location.origin)
    expect(told.join()).to.include(`Add ${location.origin} to its allowed origins: ${page.backend.url}/staff/settings`)
    console.error = error
    await expectAccessible(list)
    await page.backend.act({ name: 'changePortal', changes: { allowedOrigins: [location.origin] } })
  })

  it('say that the backend cannot be reached, and come back by themselves', async () => {
    await page.backend.setFaults({ path: '/portals/pk_\\w+$', kind: 'offline' })
    const list = page.mount<HTMLElement>('<cp-ticket-list></cp-ticket-list>')
    await said('No connection to the portal')
    await expectAccessible(list)
    await page.backend.setFaults()
    await found('input[type=email]')
    await unsaid('No connection to the portal')
  })

  it('link to the portal by its name', async () => {
    const link = page.mount<HTMLElement>('<cp-portal-link href="/support"></cp-portal-link>')
    await said('Go to acme support')
    expect(one<HTMLAnchorElement>('a').getAttribute('href')).to.equal('/support')
    await expectAccessible(link)
  })

  it('two portals on one page keep their contacts apart', async () => {
    const { otherPortalKey, portalKey } = page.backend
    page.mount(`<cp-login portal="${portalKey}"></cp-login><cp-login portal="${otherPortalKey}"></cp-login>`)
    await waitUntil(() => all('input[type=email]').length === 2, 'both logins are there')
    await said('to bolt support')
    const { logIn } = await import('./support/page.ts')
    await logIn(page, 'anna')
    await said('Logged in as')
    expect(all('input[type=email]')).to.have.length(1)
  })

  it('an element that is moved keeps its connection and its rows', async () => {
    const list = await page.mountAs<HTMLElement>('anna', '<cp-ticket-list></cp-ticket-list>')
    await said('Donaudampf')
    const start = (await page.backend.listRequests()).filter((request) => /\/portals\/pk_\w+$/.test(request)).length
    const other = document.createElement('section')
    list.parentElement?.append(other)
    other.append(list)
    await said('Donaudampf')
    expect((await page.backend.listRequests()).filter((request) => /\/portals\/pk_\w+$/.test(request))).to.have.length(start)
  })
})
