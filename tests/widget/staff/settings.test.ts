import { expect } from '@open-wc/testing'
import type { PortalSettings } from '../../../shared/portal.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'
import { waitUntil } from '../support/wait-until.ts'

describe('the settings page', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings')
  })

  afterEach(() => page.close())

  const open = async () => {
    await page.signIn('admin')
    await page.find('#title')
  }
  const read = async () => {
    const { portals } = (await (await page.ask('/portals')).json()) as { portals: PortalSettings[] }
    const [portal] = portals
    if (!portal) throw new Error('no portal')
    return portal
  }
  const save = () => page.click('.save-bar button[type=submit]')
  const leave = async (selector: string) => (await page.find(selector)).dispatchEvent(new FocusEvent('blur'))

  it('is not for agents, and says so', async () => {
    await page.signIn('agent')
    await page.find('.state', 'Your role does not include this page')
    expect(page.all('.page').map((link) => link.getAttribute('href'))).to.not.include('/staff/settings')
  })

  it('says what changed, and saves only that', async () => {
    await open()
    const before = await read()
    await page.type('#title', 'Help desk')
    const own = await page.find<HTMLInputElement>('#permissionMode')
    own.click()
    await page.find('.save-bar', /2 changes are not saved: Title, Who sees a ticket/)
    await save()
    await page.find('.save-bar', 'Saved')
    const after = await read()
    expect(after).to.deep.equal({ ...before, title: 'Help desk', permissionMode: 'own', version: before.version + 1 })
  })

  it('forgets changes that are discarded', async () => {
    await open()
    const { title } = await read()
    await page.type('#title', 'Something else')
    await page.click('.save-bar button', 'Discard')
    await page.gone('.save-bar')
    expect((await page.find<HTMLInputElement>('#title')).value).to.equal(title)
  })

  it('marks what is wrong at its field, before and after the server saw it', async () => {
    await open()
    await page.type('#title', '  ')
    await leave('#title')
    await page.find('#title-problem', 'cannot be empty')
    await page.type('#title', 'Help desk')
    await page.gone('#title-problem')
    await page.click('#allowedOrigins')
    const lines = page.all('.origin input').length
    const last = `#allowedOrigins-${lines - 1}`
    await page.type(last, 'https://shop.example/path')
    await save()
    await page.find(`${last}-problem`, 'not the address of a website')
    await waitUntil(() => page.all(last)[0]?.matches(':focus'), 'the cursor on the problem')
    await page.type(last, 'https://shop.example')
    await page.backend.setFaults({
      method: 'PATCH',
      path: '/portals/',
      kind: 'error',
      status: 503,
      code: 'busy',
    })
    await save()
    await page.find('.save-bar [role=alert]', 'busy')
    await page.backend.setFaults()
    await save()
    await page.find('.save-bar', 'Saved')
    expect((await read()).allowedOrigins).to.include('https://shop.example')
  })

  it('asks before the portal is switched off', async () => {
    await open()
    await page.click('#isOn')
    await save()
    await page.find('dialog[open]', 'Switch the portal off?')
    await page.click('dialog[open] button', 'Keep it on')
    expect((await read()).isOn).to.equal(true)
    await save()
    await page.click('dialog[open] button', 'Switch off and save')
    await page.find('.save-bar', 'Saved')
    expect((await read()).isOn).to.equal(false)
  })

  it('says what is missing before the portal can be switched on', async () => {
    await open()
    await page.click('#isOn')
    for (const button of page.all('.origin button').reverse()) button.click()
    const missing = await page.find('.missing', 'Add at least one website')
    expect((await page.find('#isOn')).getAttribute('aria-disabled')).to.equal('true')
    missing.querySelector('button')?.click()
    await waitUntil(() => page.all('#allowedOrigins')[0]?.matches(':focus'), 'the way to mend it')
  })

  it('shows what somebody else saved meanwhile, and loses nothing of either', async () => {
    await open()
    const before = await read()
    await page.type('#title', 'Mine')
    await page.type('#homeUrl', 'https://www.example.com/help')
    const theirs = { version: before.version, title: 'Theirs', language: 'nb' }
    expect((await page.ask(`/portals/${before.id}`, { method: 'PATCH', body: JSON.stringify(theirs) })).status).to.equal(200)
    await save()
    const conflicts = await page.find('.conflicts', 'Somebody else saved these settings meanwhile')
    expect(conflicts.textContent).to.contain('Theirs').and.to.contain('Mine')
    expect((await page.find<HTMLSelectElement>('#language')).value).to.equal('nb')
    expect((await page.find<HTMLInputElement>('#homeUrl')).value).to.equal('https://www.example.com/help')
    await page.click('.conflicts button', 'Use theirs')
    await waitUntil(() => page.all('#title').some((field) => (field as HTMLInputElement).value === 'Theirs'), 'their title')
    await save()
    await page.find('.save-bar', 'Saved')
    expect(await read()).to.include({ title: 'Theirs', language: 'nb', homeUrl: 'https://www.example.com/help' })
  })

  it('does not let unsaved changes be left by accident', async () => {
    await open()
    await page.type('#title', 'Help desk')
    await page.find('.save-bar', '1 change is not saved')
    await page.click('.page[href="/staff/tickets"]')
    await page.click('dialog[open] button', 'Stay here')
    expect(location.pathname).to.equal('/staff/settings')
    await page.click('.page[href="/staff/tickets"]')
    await page.click('dialog[open] button', 'Leave without saving')
    await page.find('cp-staff-tickets')
  })

  it('gives the tags to paste, ready for this portal', async () => {
    await open()
    const { key } = await read()
    await page.find(
      '.snippet code',
      new RegExp(`<script type="module" src="http://127\\.0\\.0\\.1:\\d+/portal\\.js" data-portal="${key}"></script>`),
    )
    await page.find('.snippet code', /script-src http:\/\/127\.0\.0\.1:\d+;/)
  })
})
