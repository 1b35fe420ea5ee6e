import { expect } from '@open-wc/testing'
import type { CompanyPage } from '../../../shared/contacts.ts'
import type { ContactListEntry } from '../../../shared/lists.ts'
import type { PortalSettings } from '../../../shared/portal.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage, wordsOf } from './staff-page.ts'
import { waitUntil } from '../support/wait-until.ts'

describe('the people page', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings/people')
  })

  afterEach(() => page.close())

  const ask = async <Answer>(path: string) => (await (await page.ask(path)).json()) as Answer
  const send = (method: string, path: string, body: object) => page.ask(path, { method, body: JSON.stringify(body) })
  const lists = async () => (await ask<{ lists: ContactListEntry[] }>('/lists')).lists
  const makeList = async (name: string, ...emails: string[]) => {
    const list = (await (await send('POST', '/lists', { kind: 'static', name })).json()) as ContactListEntry
    await send('POST', `/lists/${list.id}/members`, { emails })
    return list
  }
  const openTo = async (list: ContactListEntry) => {
    const [portal] = (await ask<{ portals: PortalSettings[] }>('/portals')).portals
    const body = { version: portal?.version, accessMode: 'lists', accessListIds: [list.id] }
    expect((await send('PATCH', `/portals/${portal?.id}`, body)).status).to.equal(200)
  }
  const email = (who: string) => page.backend.emails[who] ?? ''
  const row = (name: string) => page.find('li', name)

  it('is reached from the settings, and not for agents', async () => {
    history.replaceState(null, '', '/staff/settings')
    page.reload()
    await page.signIn('admin')
    await page.click('.settings-nav a', 'People')
    await page.find('cp-staff-people')
    await waitUntil(() => document.title.startsWith('People'), 'the title')
    expect(location.pathname).to.equal('/staff/settings/people')
    await page.find('.settings-nav [aria-current=page]', 'People')
    await page.ask('/session', { method: 'DELETE' })
    page.reload()
    await page.signIn('agent')
    await page.find('.state', 'Your role does not include this page')
  })

  it('shows who gets in with a login, finds them, and says when there is nobody', async () => {
    await page.signIn('admin')
    await page.find('cp-staff-members', 'Everybody with a login gets in.')
    await row(email('anna'))
    const field = page.all('#search')[0] as HTMLInputElement
    field.value = 'ben'
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await page.gone('li', email('anna'))
    const ben = await row(email('ben'))
    expect(ben.querySelector('a')?.getAttribute('href')).to.match(/^\/staff\/contacts\/[0-9a-z]{20,}$/)
    field.value = 'zzz'
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await page.find('.state', 'Nobody found for “zzz”')
  })

  it('makes a list, puts people on it one by one and many at once, and takes them off', async () => {
    await page.signIn('admin')
    await page.find('.state', 'No lists yet')
    await page.click('#add')
    await page.click('form button[type=submit]', 'Make the list')
    await page.find('#name-problem', 'cannot be empty')
    await page.type('#name', 'Guests')
    await page.click('form button[type=submit]', 'Make the list')
    await page.type('#contact', 'anna')
    await page.click('[role=option]', email('anna'))
    await page.find('[role=status]', '1 person added.')
    await page.click('[aria-label="People on Guests"]')
    await page.click('[aria-label="People on Guests"]')
    await page.click('summary', 'Add many addresses')
    await page.type('#many', `Eva <eva@nordvik.example>, nonsense`)
    await page.click('button', 'Add them')
    await page.find('.problem', 'These are not e-mail addresses: nonsense')
    await page.type('#many', `Eva <eva@nordvik.example>\n${email('anna')}; eva@nordvik.example`)
    await page.click('button', 'Add them')
    await page.find('[role=status]', '1 person added. 1 was on the list already.')
    await page.find('.row', /Chosen one by one · 2 people/)
    await page.click('[aria-label="Take eva@nordvik.example off the list"]')
    await page.find('[role=status]', 'eva@nordvik.example is off the list.')
    await page.find('.row', /Chosen one by one · 1 person/)
  })

  it('makes a list by a rule and says how many match, before and after', async () => {
    await page.signIn('admin')
    await page.click('#add')
    await page.type('#name', 'Annas')
    await page.click('input[value=active]')
    const property = await page.find<HTMLSelectElement>('select.property')
    await waitUntil(() => [...property.options].some(({ value }) => value === 'contact.name'), 'properties')
    property.value = 'contact.name'
    property.dispatchEvent(new Event('change'))
    await page.click('form button[type=submit]', 'Make the list')
    await page.find('.problem', 'cannot be empty')
    const operator = await page.find<HTMLSelectElement>('select.operator')
    operator.value = 'starts_with'
    operator.dispatchEvent(new Event('change'))
    await page.type('.value input', 'anna')
    await page.find('[role=status]', '1 person matches now.')
    await page.click('form button[type=submit]', 'Make the list')
    await page.find('.row', /By a rule · 1 person/)
    await page.click('[aria-label="People on Annas"]')
    await page.find('cp-staff-list-people', email('anna'))
    expect(page.all('cp-staff-contact-field')).to.deep.equal([])
  })

  it('renames and deletes; a list that opens a portal stays', async () => {
    await page.signIn('admin')
    const list = await makeList('Guests', email('anna'))
    await openTo(list)
    page.reload()
    await page.find('.row', /Opens acme support/)
    await page.click('[aria-label="Edit Guests"]')
    await page.type('#name', 'Friends')
    await page.click('form button[type=submit]', 'Save')
    await page.find('[aria-label="Edit Friends"]')
    await page.click('[aria-label="Delete Friends"]')
    await page.click('dialog[open] button', 'Delete the list')
    await page.find('.problem', '“Friends” says who gets into a portal')
    expect((await lists()).map(({ name }) => name)).to.deep.equal(['Friends'])
    const unused = await makeList('Unused')
    page.reload()
    await page.click('[aria-label="Delete Unused"]')
    await page.click('dialog[open] button', 'Cancel')
    expect((await lists()).some(({ id }) => id === unused.id)).to.equal(true)
    await page.click('[aria-label="Delete Unused"]')
    await page.click('dialog[open] button', 'Delete the list')
    await page.gone('[aria-label="Edit Unused"]')
  })

  it('says that somebody else changed a list meanwhile, and shows theirs', async () => {
    await page.signIn('admin')
    const list = await makeList('Guests')
    page.reload()
    await page.click('[aria-label="Edit Guests"]')
    await send('PATCH', `/lists/${list.id}`, { version: list.version, name: 'Theirs' })
    await page.type('#name', 'Mine')
    await page.click('form button[type=submit]', 'Save')
    await page.find('.problem', 'Somebody else changed this list meanwhile')
    await page.find('[aria-label="Edit Theirs"]')
    await waitUntil(() => (page.all('#name')[0] as HTMLInputElement | undefined)?.value === 'Theirs', 'their name')
    await page.type('#name', 'Mine')
    await page.click('form button[type=submit]', 'Save')
    await page.find('[aria-label="Edit Mine"]')
  })

  it('shows why somebody gets in, and invites them now and once more', async () => {
    await page.signIn('admin')
    const list = await makeList('Guests', email('anna'), 'eva@nordvik.example')
    await openTo(list)
    page.reload()
    const eva = await row('eva@nordvik.example')
    await page.find('li', /eva@nordvik\.example.*Guests.*Is invited soon/)
    expect(wordsOf(await row(email('anna')))).to.match(/Guests Has a login$/)
    await page.backend.setFaults({ method: 'POST', path: '/invitations', kind: 'error', status: 503, code: 'busy' })
    await page.click('[aria-label="Invite now: eva@nordvik.example"]')
    await page.find('li', /The invitation was not sent\. The server is busy/)
    await page.backend.setFaults()
    await page.click('[aria-label="Invite now: eva@nordvik.example"]')
    await page.find('[aria-live]', 'The invitation to eva@nordvik.example is on its way.')
    await page.find('li', /eva@nordvik\.example.*Invited/)
    await page.click('[aria-label="Send again: invitation to eva@nordvik.example"]')
    expect(eva.isConnected).to.equal(true)
  })

  it('sets the mail domains of a company, and says which cannot be taken', async () => {
    await page.signIn('admin')
    const [company] = (await ask<CompanyPage>('/companies')).companies
    await page.click(`[aria-label="Edit the mail domains of ${company?.name}"]`)
    await page.type('#domains', 'nordvik.example\ngmail.com')
    await page.click('form button[type=submit]', 'Save')
    await page.find('#domains-problem', 'Cannot be taken: gmail.com.')
    await page.type('#domains', 'Nordvik.example, shop.nordvik.example')
    await page.click('form button[type=submit]', 'Save')
    await page.find('.row', 'nordvik.example, shop.nordvik.example')
    expect((await ask<CompanyPage>('/companies')).companies[0]?.domains).to.deep.equal(['nordvik.example', 'shop.nordvik.example'])
  })

  it('says which part failed, and tries it again', async () => {
    await page.signIn('admin')
    for (const [path, words] of [
      ['/members', 'The people could not be loaded'],
      ['/lists', 'The lists could not be loaded'],
      ['/companies', 'The companies could not be loaded'],
    ] as const) {
      await page.backend.setFaults({ method: 'GET', path, kind: 'error', status: 503, code: 'busy' })
      page.reload()
      const state = await page.find('.state', words)
      await page.backend.setFaults()
      state.querySelector('button')?.click()
      await page.gone('.state', words)
    }
  })

  it('leaves lists to those who may change contacts', async () => {
    await page.signIn(email('admin').replace('admin', 'settings'))
    await page.find('cp-staff-people', 'Your role does not include lists and companies.')
    await row(email('anna'))
    expect(page.all('cp-staff-lists, cp-staff-companies')).to.deep.equal([])
  })

  it('has nothing for axe to say', async () => {
    await page.signIn('admin')
    await page.find('.state', 'No lists yet')
    await expect(page.app).to.be.accessible()
    const list = await makeList('Guests', email('anna'), 'eva@nordvik.example')
    await openTo(list)
    page.reload()
    await row('eva@nordvik.example')
    await page.click('[aria-label="People on Guests"]')
    await page.click('#add')
    await page.click('input[value=active]')
    await page.click('form button[type=submit]', 'Make the list')
    await page.click('[aria-label^="Edit the mail domains"]')
    await page.find('cp-staff-list-people', email('anna'))
    await expect(page.app).to.be.accessible()
  })
})
