import { createVerify, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IdentityProvider } from '../../../shared/single-sign-on.ts'
import { goodParts, idpIssuer, idpKeys, idpSsoUrl, readRequest, signedAnswer, type AnswerParts } from '../../support/peers/saml-peer.ts'
import { openWorld, type World } from '../../support/world.ts'
import { SignInElement, SignInWindow, type ReadPage } from './sign-in-window.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const path = () => `/portals/${world.acme.portalId}/identity-providers`
const saml = { ssoUrl: idpSsoUrl, certificates: [] as string[] }

async function addProvider(more: Record<string, unknown> = {}, samlMore: Record<string, unknown> = {}): Promise<IdentityProvider> {
  const response = await (
    await world.staff('admin')
  ).post(path(), {
    kind: 'saml',
    name: 'Nordvik',
    issuer: idpIssuer,
    emailDomains: ['acme.example'],
    saml: { ...saml, certificates: [idpKeys().certificate], ...samlMore },
    ...more,
  })
  if (response.status !== 201) throw new Error(await response.text())
  return (await response.json()) as IdentityProvider
}

async function goThere(provider: IdentityProvider): Promise<{ from: SignInElement; window: SignInWindow; location: string }> {
  const from = new SignInElement(world.stranger())
  const window = new SignInWindow(world)
  const sent = await window.go(await from.begin(provider.id))
  return { from, window, location: sent.headers.get('Location') ?? '' }
}

async function answered(
  provider: IdentityProvider,
  make: (parts: AnswerParts) => AnswerParts,
): Promise<{ from: SignInElement; page: ReadPage }> {
  const { from, window, location } = await goThere(provider)
  const { id: requestId, relayState } = readRequest(location)
  const { acsUrl = '', entityId = '' } = provider.saml ?? {}
  const xml = signedAnswer(make(goodParts({ acsUrl, entityId, requestId })))
  const page = await window.post(acsUrl, { SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: relayState })
  return { from, page }
}

const metadataOf = async (provider: IdentityProvider) => (await world.send(provider.saml?.metadataUrl ?? '')).text()

describe('S48: signed requests', () => {
  test('carry a signature that the certificate in our metadata checks', async () => {
    const provider = await addProvider({}, { signsRequests: true })
    const metadata = await metadataOf(provider)
    expect(metadata).toContain('AuthnRequestsSigned="true"')
    const base64 = /<X509Certificate>([^<]+)</.exec(metadata)?.[1] ?? ''
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'))
    expect(certificate.toString()).toBe(provider.saml?.signingCertificate)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    const { location } = await goThere(provider)
    const [, query = ''] = location.split('?')
    const parameters = new URLSearchParams(query)
    expect(parameters.get('SigAlg')).toBe('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')
    const signed = ['SAMLRequest', 'RelayState', 'SigAlg']
      .map((name) => `${name}=${encodeURIComponent(parameters.get(name) ?? '')}`)
      .join('&')
    const signature = Buffer.from(parameters.get('Signature') ?? '', 'base64')
    expect(createVerify('sha256').update(signed).verify(certificate.publicKey, signature)).toBe(true)
  })

  test('begin when an admin says so, keep their key, and end again; no key is told or kept in the clear', async () => {
    const provider = await addProvider()
    expect(await metadataOf(provider)).toContain('AuthnRequestsSigned="false"')
    const admin = await world.staff('admin')
    const set = async (version: number, signsRequests: boolean) => {
      const body = { version, saml: { ...saml, certificates: [idpKeys().certificate], signsRequests } }
      return (await (await admin.json('PATCH', `${path()}/${provider.id}`, body)).json()) as IdentityProvider
    }
    const on = await set(1, true)
    expect(on.saml?.signingCertificate).toMatch(/^-----BEGIN CERTIFICATE/)
    const off = await set(2, false)
    expect(off.saml?.signingCertificate).toBeNull()
    expect((await goThere(off)).location).not.toContain('SigAlg')
    const again = await set(3, true)
    expect(again.saml?.signingCertificate).toBe(on.saml?.signingCertificate)
    expect(again.hasClientSecret).toBe(false)
    const { db } = world.deps
    const rows = [
      ...(await db.selectFrom('identity_provider').selectAll().execute()),
      ...(await db.selectFrom('event').selectAll().execute()),
    ]
    expect(JSON.stringify(rows)).not.toContain('PRIVATE KEY')
  })

  test('an answer to a signed request is as good as to another', async () => {
    const { from, page } = await answered(await addProvider({}, { signsRequests: true }), (parts) => parts)
    expect((await from.redeem(page.message?.code ?? '')).status).toBe(201)
  })
})

describe('the session at the provider', () => {
  const statement = (end: string) => (p: AnswerParts) => ({
    ...p,
    authnStatement: p.authnStatement.replace('SessionIndex="s1"', `SessionIndex="s1" SessionNotOnOrAfter="${end}"`),
  })
  const at = (seconds: number) => new Date(Date.parse(world.deps.now()) + seconds * 1000).toISOString()

  test('bounds ours: when it ends, ours does', async () => {
    const { from, page } = await answered(await addProvider(), statement(at(1800)))
    expect((await from.redeem(page.message?.code ?? '')).status).toBe(201)
    expect((await from.client.get('/me')).status).toBe(200)
    const row = await world.deps.db.selectFrom('session').select('expires_at').orderBy('created_at', 'desc').executeTakeFirstOrThrow()
    expect(Date.parse(row.expires_at) - Date.parse(world.deps.now())).toBeLessThanOrEqual(1_800_000)
  })

  test('does not make ours longer than the portal says', async () => {
    const { from, page } = await answered(await addProvider(), statement(at(400 * 24 * 3600)))
    expect((await from.redeem(page.message?.code ?? '')).status).toBe(201)
    const { expires_at, created_at } = await world.deps.db
      .selectFrom('session')
      .select(['expires_at', 'created_at'])
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow()
    const portal = await world.deps.db
      .selectFrom('portal')
      .select('session_absolute_seconds')
      .where('id', '=', world.acme.portalId)
      .executeTakeFirstOrThrow()
    expect(Date.parse(expires_at) - Date.parse(created_at)).toBe(portal.session_absolute_seconds * 1000)
  })

  for (const end of ['2020-01-01T00:00:00Z', 'soon']) {
    test(`that ended "${end}" opens none`, async () => {
      expect((await answered(await addProvider(), statement(end))).page.status).toBe(403)
    })
  }
})

describe('company and access by what a provider says', () => {
  const companyOf = async (provider: IdentityProvider, nameId: string, attributes: Record<string, string>) => {
    const { from, page } = await answered(provider, (p) => ({ ...p, nameId, attributes }))
    expect((await from.redeem(page.message?.code ?? '')).status).toBe(201)
    return from.client.tokens?.me.companyName
  }

  test('an attribute names it: by name whatever the case, by domain, by id; nobody joins by chance', async () => {
    const { accountId, nordvikId, birkaId } = world.acme
    await world.deps.db
      .insertInto('company_domain')
      .values({ account_id: accountId, domain: 'birka.example', company_id: birkaId, created_at: world.deps.now() })
      .execute()
    const byName = await addProvider({ companyClaim: { name: 'org', by: 'name' } })
    expect(await companyOf(byName, 'n1', { org: 'NORDVIK' })).toBe('Nordvik')
    expect(await companyOf(byName, 'n2', { org: 'Nordvik AS' })).toBeNull()
    expect(await companyOf(byName, 'n3', {})).toBeNull()
    const byDomain = await addProvider({ companyClaim: { name: 'org', by: 'domain' } })
    expect(await companyOf(byDomain, 'd1', { org: 'birka.example' })).toBe('Birka')
    expect(await companyOf(byDomain, 'd2', { org: 'gmail.com' })).toBeNull()
    const byId = await addProvider({ companyClaim: { name: 'org', by: 'id' } })
    expect(await companyOf(byId, 'i1', { org: nordvikId })).toBe('Nordvik')
    expect(await companyOf(byId, 'i2', { org: world.bolt.nordvikId }), 'of another account').toBeNull()
    await world.deps.db
      .insertInto('company')
      .values({ account_id: accountId, id: 'c'.repeat(24), name: 'Nordvik', name_folded: 'nordvik', created_at: world.deps.now() })
      .execute()
    expect(await companyOf(byName, 'n4', { org: 'Nordvik' }), 'two of that name').toBeNull()
  })

  test('who has a company keeps it; who has none gets it when it is said later', async () => {
    const provider = await addProvider({ companyClaim: { name: 'org', by: 'domain' } })
    expect(await companyOf(provider, 'anna', { email: world.acme.email('anna'), org: 'birka.example' })).toBe('Nordvik')
    expect(await companyOf(provider, 'late', {})).toBeNull()
    expect(await companyOf(provider, 'late', { org: 'birka.example' })).toBe('Birka')
  })

  test('S51: who is vouched for and not let in leaves nothing behind', async () => {
    const provider = await addProvider()
    const admin = await world.staff('admin')
    const list = (await (await admin.post('/lists', { kind: 'static', name: 'Guests' })).json()) as { id: string }
    await admin.post(`/lists/${list.id}/members`, { emails: [world.acme.email('ben')] })
    const portal = `/portals/${world.acme.portalId}`
    const { version } = (await (await admin.get(portal)).json()) as { version: number }
    expect((await admin.json('PATCH', portal, { version, accessMode: 'lists', accessListIds: [list.id] })).status).toBe(200)
    const { db } = world.deps
    const count = async () => [
      (await db.selectFrom('contact').select('id').execute()).length,
      (await db.selectFrom('contact_address').select('id').execute()).length,
      (await db.selectFrom('identity_link').select('subject').execute()).length,
      (await db.selectFrom('event').select('seq').where('kind', '=', 'contact.created').execute()).length,
    ]
    const before = await count()
    const { from, page } = await answered(provider, (p) => ({ ...p, nameId: 'nobody', attributes: { email: 'nobody@acme.example' } }))
    const refusal = await from.redeem(page.message?.code ?? '')
    expect([refusal.status, ((await refusal.json()) as { code: string }).code]).toEqual([403, 'access_denied'])
    expect(await count()).toEqual(before)
    const ben = await answered(provider, (p) => ({ ...p, nameId: 'ben', attributes: { email: world.acme.email('ben') } }))
    expect((await ben.from.redeem(ben.page.message?.code ?? '')).status).toBe(201)
  })
})
