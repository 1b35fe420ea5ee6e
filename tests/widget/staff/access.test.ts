import { expect } from '@open-wc/testing'
import type { ContactListEntry } from '../../../shared/lists.ts'
import type { PortalSettings } from '../../../shared/portal.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'
import { waitUntil } from '../support/wait-until.ts'

describe('who gets in, and what customers agree to', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings')
  })

  afterEach(() => page.close())

  const open = async (as = 'admin') => {
    await page.signIn(as)
    await page.find('#accessMode')
  }
  const post = async <Answer>(path: string, body: object) =>
    (await (await page.ask(path, { method: 'POST', body: JSON.stringify(body) })).json()) as Answer
  const read = async () => {
    const { portals } = (await (await page.ask('/portals')).json()) as { portals: PortalSettings[] }
    const [portal] = portals
    if (!portal) throw new Error('no portal')
    return portal
  }
  const makeList = async (name: string, ...who: string[]) => {
    const list = await post<ContactListEntry>('/lists', { kind: 'static', name })
    await post(`/lists/${list.id}/members`, { emails: who.map((one) => page.backend.emails[one]) })
    return list
  }
  const save = () => page.click('.save-bar button[type=submit]')
  const choose = async (selector: string, value: string) => {
    const select = await page.find<HTMLSelectElement>(selector)
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
  }

  it('says who would get in before it is saved, by number and name, and needs a list', async () => {
    await page.signIn('admin')
    await makeList('Guests', 'anna', 'ben')
    page.reload()
    await page.find('cp-staff-access-preview', /\d+ people get in\./)
    await page.click('input[value=lists]')
    await page.find('cp-staff-access-preview', 'Choose at least one list')
    await save()
    await page.find('cp-staff-access-lists', 'Choose at least one list')
    await page.click('label', 'Guests')
    await page.gone('cp-staff-access-lists', 'Choose at least one list')
    const preview = await page.find('cp-staff-access-preview', '2 people would get in.')
    await page.click('summary', 'Show names')
    await page.find('details[open]', page.backend.emails['anna'])
    await save()
    await page.find('.save-bar', 'Saved')
    expect(preview.isConnected).to.equal(true)
    await page.find('cp-staff-access-preview', '2 people get in.')
    expect(await read()).to.include({ accessMode: 'lists', canRegister: false })
    await page.click('#accessMode')
    await page.find('.save-bar', '1 change is not saved: Who gets in')
  })

  it('warns how many are signed out by the choice', async () => {
    await page.signIn('admin')
    await makeList('Guests', 'anna')
    await page.backend.act({ name: 'openTicket', as: 'ben', subject: 'Till', text: 'Stuck.' })
    page.reload()
    await page.click('input[value=lists]')
    await page.click('label', 'Guests')
    await page.find('cp-staff-access-preview', '1 person signed in now would be signed out.')
  })

  it('says that a list was deleted meanwhile, and offers those that there are', async () => {
    await page.signIn('admin')
    const gone = await makeList('Gone', 'anna')
    await makeList('Guests', 'anna')
    page.reload()
    await page.click('input[value=lists]')
    await page.click('label', 'Gone')
    await page.find('cp-staff-access-preview', '1 person would get in.')
    expect((await page.ask(`/lists/${gone.id}`, { method: 'DELETE' })).status).to.equal(204)
    await save()
    await page.find('cp-staff-access-lists', 'One of the lists is not there any more')
    await page.gone('label', 'Gone')
    await page.click('label', 'Guests')
    await save()
    await page.find('.save-bar', 'Saved')
    expect((await read()).accessListIds).to.have.length(1)
  })

  it('says when it cannot find out who would get in, and tries again', async () => {
    await page.signIn('agent')
    await page.backend.setFaults({ path: '/access-previews', kind: 'error', status: 503, code: 'busy' })
    history.replaceState(null, '', '/staff/settings')
    await page.ask('/session', { method: 'DELETE' })
    page.reload()
    await page.signIn('admin')
    await page.find('[role=alert]', 'It could not be found out')
    await page.backend.setFaults()
    await page.click('button', 'Try again')
    await page.find('cp-staff-access-preview', 'get in.')
  })

  it('lets people register with words to agree to, never together with lists', async () => {
    await open()
    await page.click('#canRegister')
    await page.find('.problem', 'The portal can be on only when people are told what they agree to.')
    await save()
    await page.find('#consentTexts-problem', 'cannot be empty')
    await page.click('#consentTexts')
    await page.type('#consentTexts-en-text', 'What we do with your data: https://acme.example/privacy.')
    const link = await page.find<HTMLAnchorElement>('.consent-preview a')
    expect(link.href).to.equal('https://acme.example/privacy')
    await save()
    await page.find('#consentTexts-en-checkbox-problem', 'cannot be empty')
    await page.type('#consentTexts-en-checkbox', 'I agree.')
    await save()
    await page.find('.save-bar', 'Saved')
    const saved = await read()
    expect(saved.canRegister).to.equal(true)
    expect(saved.consentTexts).to.deep.equal({
      en: { text: 'What we do with your data: https://acme.example/privacy.', checkbox: 'I agree.' },
    })
    await page.type('#consentTexts-nb-text', 'Hva vi gjør.')
    await page.find('#consent [role=status]', 'everybody is asked again')
    await page.click('input[value=lists]')
    const register = await page.find<HTMLInputElement>('#canRegister')
    await waitUntil(() => !register.checked && register.getAttribute('aria-disabled') === 'true', 'lists say who gets in')
    register.click()
    expect(register.checked).to.equal(false)
    await page.find('#canRegister-help', 'Not together with lists')
    await page.click('#accessMode')
    await waitUntil(() => register.checked, 'it comes back with everybody')
  })

  it('keeps one way to sign in, and passwords of 8 to 64', async () => {
    await open()
    const before = await read()
    for (const method of before.signInMethods) await page.click(`[aria-labelledby=method-${method}]`)
    await save()
    await page.find('#signInMethods-problem', 'at least one way')
    await page.click('[aria-labelledby=method-magic_link]')
    expect(page.all('#passwordMinChars')).to.deep.equal([])
    await page.click('[aria-labelledby=method-password]')
    await page.type('#passwordMinChars', '7')
    await save()
    await page.find('#passwordMinChars-problem')
    await page.type('#passwordMinChars', '15')
    await save()
    await page.find('.save-bar', 'Saved')
    expect(await read()).to.deep.include({ passwordMinChars: 15, signInMethods: ['magic_link', 'password'] })
  })

  it('ends sessions after a usual time, after one of one’s own, or never', async () => {
    await open()
    await choose('#sessionIdleSeconds', '1200')
    await save()
    await page.find('.save-bar', 'Saved')
    expect((await read()).sessionIdleSeconds).to.equal(1200)
    await choose('#sessionIdleSeconds', 'own')
    await waitUntil(() => page.all('input#sessionIdleSeconds')[0]?.matches(':focus'), 'the field of an own value')
    await page.type('input#sessionIdleSeconds', '3')
    await save()
    await page.find('#sessionIdleSeconds-problem', 'From 5 minutes')
    await page.type('input#sessionIdleSeconds', '60')
    expect(page.all('input#sessionIdleSeconds')).to.have.length(1)
    await page.type('input#sessionIdleSeconds', '7,5')
    await choose('#sessionAbsoluteSeconds', String(8 * 3600))
    await save()
    await page.find('.save-bar', 'Saved')
    expect(await read()).to.include({ sessionIdleSeconds: 450, sessionAbsoluteSeconds: 8 * 3600 })
    expect((await page.find<HTMLInputElement>('input#sessionIdleSeconds')).value).to.equal('7.5')
    await choose('#sessionIdleSeconds-choice', String(24 * 3600))
    await save()
    await page.find('#sessionIdleSeconds-problem', 'not longer than a session lasts')
    await choose('#sessionIdleSeconds', 'off')
    await save()
    await page.find('.save-bar', 'Saved')
    expect((await read()).sessionIdleSeconds).to.equal(null)
  })

  it('names the portal in links, where it is on a page of one’s own', async () => {
    await open()
    expect(page.all('#homeRoute')).to.deep.equal([])
    await page.type('#homeUrl', 'https://www.example.com/help')
    await page.type('#homeRoute', 'a/b')
    await save()
    await page.find('#homeRoute-problem', 'not valid')
    await page.type('#homeRoute', 'power')
    await save()
    await page.find('.save-bar', 'Saved')
    expect(await read()).to.include({ homeUrl: 'https://www.example.com/help', homeRoute: 'power' })
  })

  it('lays what somebody else changed beside it, in words', async () => {
    await open()
    const before = await read()
    await choose('#sessionIdleSeconds', '1200')
    await page.click('#consentTexts')
    await page.type('#consentTexts-en-text', 'Mine.')
    await page.type('#consentTexts-en-checkbox', 'I agree.')
    const consentTexts = { en: { text: 'Theirs.', checkbox: 'Yes.' } }
    const body = JSON.stringify({ version: before.version, sessionIdleSeconds: null, consentTexts })
    expect((await page.ask(`/portals/${before.id}`, { method: 'PATCH', body })).status).to.equal(200)
    await save()
    const conflicts = await page.find('.conflicts')
    expect(conflicts.textContent)
      .to.contain('Theirs. · Yes.')
      .and.to.contain('Mine. · I agree.')
      .and.to.contain('20 minutes')
      .and.to.contain('Never')
  })

  it('is drawn for who may not see lists too', async () => {
    await open(page.backend.emails['admin']?.replace('admin', 'settings'))
    await page.click('input[value=lists]')
    await page.find('cp-staff-access-lists', 'Your role does not include changing them')
  })

  it('has nothing for axe to say', async () => {
    await page.signIn('admin')
    await makeList('Guests', 'anna')
    page.reload()
    await page.click('input[value=lists]')
    await page.click('label', 'Guests')
    await page.find('cp-staff-access-preview', 'would get in.')
    await page.click('#consentTexts')
    await page.type('#consentTexts-en-text', 'See https://acme.example/privacy.')
    await choose('#sessionIdleSeconds', 'own')
    await save()
    await page.find('#consentTexts-en-checkbox-problem')
    await expect(page.app).to.be.accessible()
  })
})
