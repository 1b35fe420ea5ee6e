import { expect } from '@open-wc/testing'
import type { PortalSettings } from '../../../shared/portal.ts'
import type { IdentityProvider } from '../../../shared/single-sign-on.ts'
import { afterEach, beforeEach, describe, it } from '../support/mocha.ts'
import { openStaffPage, type StaffPage } from './staff-page.ts'
import { waitUntil } from '../support/wait-until.ts'

const certificate = `-----BEGIN CERTIFICATE-----
MIIDATCCAemgAwIBAgIBATANBgkqhkiG9w0BAQsFADAAMB4XDTIwMDEwMTAwMDAwMFoXDTQ1MDEwMTAwMDAwMFowADCC
-----END CERTIFICATE-----`

describe('the page for single sign-on', () => {
  let page: StaffPage

  beforeEach(async () => {
    page = await openStaffPage('/staff/settings/single-sign-on')
  })
  afterEach(() => page.close())

  const open = async () => {
    await page.signIn('admin')
    await page.find('h1', 'Single sign-on')
    await page.find('#add')
  }
  const portal = async () => {
    const { portals } = (await (await page.ask('/portals')).json()) as { portals: PortalSettings[] }
    return portals[0] as PortalSettings
  }
  const providers = async () => {
    const answer = await page.ask(`/portals/${(await portal()).id}/identity-providers`)
    return ((await answer.json()) as { identityProviders: IdentityProvider[] }).identityProviders
  }
  const add = async (kind: 'jwt' | 'oidc' | 'saml') => {
    await page.click('#add')
    await page.click(`#add-${kind}`)
    await page.find('#name')
  }
  const submit = () => page.click('.end button[type=submit]')
  const addShop = async () => {
    await add('jwt')
    await page.type('#name', 'Our shop')
    await page.type('#issuer', 'https://shop.example')
    await submit()
    await page.find('#add-secret')
  }

  it('is not for agents, and says so', async () => {
    await page.signIn('agent')
    await page.find('.state', 'Your role does not include this page')
  })

  it('says what there is while there is nothing, and goes back to the button', async () => {
    await open()
    await page.find('.none', 'No provider yet')
    await page.click('#add')
    await page.find('#choice-title')
    await waitUntil(() => page.all('#add-oidc').some((one) => one.matches(':focus')), 'the focus is on the first choice')
    await page.click('button', 'Cancel')
    await waitUntil(() => page.all('#add').some((one) => one.matches(':focus')), 'the focus is back')
  })

  it('marks every field that the server refuses, with the cursor on the first', async () => {
    await open()
    await add('saml')
    await submit()
    await page.find('#name-problem', 'cannot be empty')
    await page.find('#issuer-problem', 'cannot be empty')
    await page.find('#saml-ssoUrl-problem', 'not a web address')
    await waitUntil(() => page.all('#name').some((one) => one.matches(':focus')), 'the focus is on the first problem')
    await page.click('button', 'Add a certificate')
    await page.type('#certificate-0', certificate)
    await page.type('#name', 'Nordvik')
    await page.type('#issuer', 'https://idp.example')
    await page.type('#saml-ssoUrl', 'https://idp.example/sso')
    await submit()
    await page.find('.problem', 'not a certificate with an RSA key')
    expect(await providers()).to.deep.equal([])
  })

  it('tells our addresses before the provider is saved, and they stay', async () => {
    await open()
    await add('saml')
    const values = () => page.all('cp-staff-copy').map((one) => (one as HTMLElement & { value: string }).value)
    await page.find('cp-staff-copy')
    const [entityId, acsUrl] = values()
    expect(entityId).to.match(/\/sso\/saml\/[0-9a-z]{32}$/)
    expect(acsUrl).to.equal(`${entityId}/acs`)
  })

  it('reads metadata into the fields and says what cannot be read', async () => {
    await open()
    await add('saml')
    await page.type('#url', 'https://127.0.0.1:1/metadata')
    await page.click('button', 'Read')
    await page.find('.problem', 'No metadata could be read there')
  })

  it('adds a site, makes a secret that is shown once, and takes the key back', async () => {
    await open()
    await addShop()
    await page.find('.none', 'No key yet')
    await page.click('#add-secret')
    await page.click('form.box button[type=submit]')
    const shown = await page.find<HTMLElement & { value: string }>('[role=alert] cp-staff-copy')
    expect(shown.value).to.match(/^cpj_/)
    await page.click('button', 'I have copied it')
    await page.gone('[role=alert] cp-staff-copy')
    const [shop] = await providers()
    page.reload()
    await page.click(`#edit-${shop?.id}`)
    await page.find('.rows li', 'HS256')
    expect(page.all('[role=alert] cp-staff-copy')).to.have.length(0)
    await page.click('[aria-label^="Remove the key"]')
    await page.click('dialog[open] .danger')
    await page.find('.none', 'No key yet')
  })

  it('refuses what is no public key in words', async () => {
    await open()
    await addShop()
    await page.click('#add-public')
    await page.type('#public-key', '-----BEGIN PRIVATE KEY-----')
    await page.click('form.box button[type=submit]')
    await page.find('.problem', 'not a public key that can be used')
  })

  it('changes, asks before it loses something, switches off, and removes', async () => {
    await open()
    await addShop()
    await page.type('#name', 'Renamed')
    await page.click('#add')
    await page.click('dialog[open] button', 'Stay')
    expect((await page.find<HTMLInputElement>('#name')).value).to.equal('Renamed')
    await page.click('#isOn')
    await submit()
    await page.find('.pill.closed', 'Off')
    expect((await providers())[0]).to.deep.include({ name: 'Renamed', isOn: false, version: 2 })
    await page.click('button', 'Remove this provider')
    await page.click('dialog[open] .danger')
    await page.find('.none', 'No provider yet')
    expect(await providers()).to.deep.equal([])
  })

  it('goes over to single sign-on alone after a question, and only with a provider', async () => {
    await open()
    const required = () => page.find<HTMLInputElement>('#isSsoRequired')
    expect((await required()).getAttribute('aria-disabled')).to.equal('true')
    ;(await required()).click()
    await addShop()
    await waitUntil(async () => (await required()).getAttribute('aria-disabled') === 'false', 'it can be required now')
    ;(await required()).click()
    await page.click('dialog[open] button', 'Keep')
    expect((await portal()).isSsoRequired).to.equal(false)
    ;(await required()).click()
    await page.click('dialog[open] .danger')
    await waitUntil(async () => (await required()).checked, 'it is required')
    expect((await portal()).isSsoRequired).to.equal(true)
  })

  it('has samples in three languages with the values of the portal', async () => {
    await open()
    await addShop()
    const { key } = await portal()
    for (const language of ['Node', 'PHP', 'Python']) {
      await page.click('[role=tab]', language)
      const sample = await page.find<HTMLElement & { value: string }>('#sample cp-staff-copy')
      await waitUntil(
        () => sample.value.includes(key) && sample.value.includes('https://shop.example'),
        'the sample names key and audience',
      )
    }
  })

  it('shows the team’s own providers to admins of the account', async () => {
    await open()
    await page.find('.none', 'Your team signs in with passwords')
    await page.click('#add-team')
    await page.click('.end button[type=submit]')
    await page.find('#name-problem', 'cannot be empty')
    await page.find('#emailDomains-problem', 'cannot be empty')
  })
})
