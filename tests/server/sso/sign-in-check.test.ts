import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SignInCheck, StartedSignInCheck } from '../../../shared/sign-in-check.ts'
import type { IdentityProvider } from '../../../shared/single-sign-on.ts'
import { makeSelfSigned } from '../../support/peers/certificate.ts'
import { clientId, clientSecret, WrongProvider } from '../../support/peers/openid-peer.ts'
import {
  assertionXml,
  goodParts,
  idpIssuer,
  idpKeys,
  idpSsoUrl,
  readRequest,
  responseXml,
  signedAnswer,
  signElement,
  type AnswerParts,
} from '../../support/peers/saml-peer.ts'
import { openWorld, type World } from '../../support/world.ts'
import { readPage, SignInWindow, type ReadPage } from './sign-in-window.ts'

let world: World
let saml: IdentityProvider
let oidc: IdentityProvider
let wrong: WrongProvider
const oldKeys = makeSelfSigned('old.nordvik.example')

beforeAll(async () => {
  world = await openWorld({ env: { ALLOW_PRIVATE_PROVIDERS: '1' } })
  wrong = await new WrongProvider().start()
  saml = await addProvider({
    kind: 'saml',
    name: 'Nordvik',
    issuer: idpIssuer,
    isOn: false,
    emailDomains: ['acme.example'],
    companyClaim: { name: 'org', by: 'name' },
    saml: { ssoUrl: idpSsoUrl, certificates: [oldKeys.certificate, idpKeys().certificate] },
  })
  oidc = await addProvider({ kind: 'oidc', name: 'Fake', issuer: wrong.issuer, clientId, clientSecret, emailDomains: null })
})
beforeEach(() => wrong.reset())
afterAll(async () => {
  await wrong.close()
  await world.close()
})

const checks = () => `/portals/${world.acme.portalId}/sign-in-checks`

async function addProvider(body: Record<string, unknown>): Promise<IdentityProvider> {
  const response = await (await world.staff('admin')).post(`/portals/${world.acme.portalId}/identity-providers`, body)
  if (response.status !== 201) throw new Error(await response.text())
  return (await response.json()) as IdentityProvider
}

async function start(provider: IdentityProvider): Promise<StartedSignInCheck & { window: SignInWindow; location: string }> {
  const started = await (await world.staff('admin')).post(checks(), { providerId: provider.id })
  expect(started.status).toBe(201)
  const { id, url } = (await started.json()) as StartedSignInCheck
  const window = new SignInWindow(world)
  const sent = await window.go(url)
  return { id, url, window, location: sent.headers.get('Location') ?? '' }
}

const read = async (id: string): Promise<SignInCheck> =>
  (await (await (await world.staff('admin')).get(`${checks()}/${id}`)).json()) as SignInCheck

async function checkSaml(make: (parts: AnswerParts) => string): Promise<SignInCheck & { page: ReadPage }> {
  const { id, window, location } = await start(saml)
  const { id: requestId, relayState } = readRequest(location)
  const { acsUrl = '', entityId = '' } = saml.saml ?? {}
  const xml = make(goodParts({ acsUrl, entityId, requestId }))
  const page = await window.post(acsUrl, { SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: relayState })
  return { ...(await read(id)), page }
}

async function checkOidc(more: Record<string, string> = {}): Promise<SignInCheck> {
  const { id, window, location } = await start(oidc)
  const page = await readPage(await window.go(`https://portal.example/sso/callback${wrong.answer(location, more)}`))
  expect(page.status).toBe(200)
  return read(id)
}

const failed = ({ steps }: SignInCheck) => steps.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name)
const stepOf = ({ steps }: SignInCheck, name: string) => steps.find((step) => step.name === name)

async function countPeople(): Promise<number[]> {
  const { db } = world.deps
  const count = async (table: 'contact' | 'identity_link' | 'session' | 'used_statement' | 'contact_address') =>
    Number(
      (
        await db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
    )
  return [
    await count('contact'),
    await count('contact_address'),
    await count('identity_link'),
    await count('session'),
    await count('used_statement'),
  ]
}

describe('S48: a test sign-in at a SAML provider that is off', () => {
  test('says of a good answer what every check found, and for whom it would be', async () => {
    const check = await checkSaml((p) => signedAnswer({ ...p, attributes: { ...p.attributes, org: 'birka' } }))
    expect(check.page.status).toBe(200)
    expect(check.page.message).toBeNull()
    expect([check.state, check.hasPassed, check.reason, failed(check)]).toEqual(['done', true, null, []])
    expect(stepOf(check, 'signature')).toMatchObject({ outcome: 'passed', found: '2' })
    expect(stepOf(check, 'audience')).toMatchObject({ expected: saml.saml?.entityId, found: saml.saml?.entityId })
    expect(check.person).toMatchObject({
      subject: 'anna-at-nordvik',
      email: 'anna@acme.example',
      isEmailBelieved: true,
      contact: 'by_address',
      isLetIn: true,
    })
    expect(check.attributes).toEqual([
      { name: 'email', values: ['anna@acme.example'], usedFor: ['email'] },
      { name: 'displayName', values: ['Anna Nordvik'], usedFor: ['name'] },
      { name: 'org', values: ['birka'], usedFor: ['company'] },
    ])
  })

  test('makes nothing: no contact, no link, no session, and the answer is not used up', async () => {
    const before = await countPeople()
    const check = await checkSaml((p) =>
      signedAnswer({ ...p, nameId: 'nobody-yet', attributes: { email: 'new@acme.example', org: 'Birka' } }),
    )
    expect(check.person).toMatchObject({ contact: 'new', contactName: 'new@acme.example', companyName: 'Birka' })
    expect(await countPeople()).toEqual(before)
  })

  const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString()
  const bad: Record<string, [make: (parts: AnswerParts) => string, fails: string[]]> = {
    'signed with another key': [(p) => signedAnswer(p, { keys: makeSelfSigned('other.example') }), ['signature', 'decision']],
    'with a word changed after signing': [(p) => signedAnswer(p).replace('Anna Nordvik', 'Ben Nordvik'), ['signature', 'decision']],
    'of another issuer': [
      (p) => signedAnswer({ ...p, issuer: 'https://x.example', responseIssuer: 'https://x.example' }),
      ['answer_issuer', 'issuer', 'decision'],
    ],
    'for another audience': [(p) => signedAnswer({ ...p, audience: 'https://x.example' }), ['audience', 'decision']],
    'sent elsewhere': [
      (p) => signedAnswer({ ...p, destination: 'https://x.example', recipient: 'https://x.example' }),
      ['destination', 'recipient', 'decision'],
    ],
    'to another request': [(p) => signedAnswer({ ...p, inResponseTo: '_x' }), ['in_response_to', 'decision']],
    'of a clock six minutes slow': [
      (p) => signedAnswer({ ...p, issueInstant: minutes(-6), notBefore: minutes(-6), notOnOrAfter: minutes(-4) }),
      ['not_after', 'clock', 'decision'],
    ],
    'that says no': [(p) => signedAnswer({ ...p, status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }), ['status', 'decision']],
    'with two assertions': [
      (p) => signElement(responseXml(p, assertionXml(p) + assertionXml({ ...p, assertionId: '_other' })), 'Response'),
      ['assertions', 'signature', 'decision'],
    ],
    'with a passing name': [
      (p) => signedAnswer({ ...p, nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' }),
      ['subject', 'decision'],
    ],
    'that is wrong twice': [
      (p) => signedAnswer({ ...p, audience: 'https://x.example', inResponseTo: '_x' }),
      ['audience', 'in_response_to', 'decision'],
    ],
  }
  for (const [name, [make, fails]] of Object.entries(bad)) {
    test(`an answer ${name}: every check that failed is named`, async () => {
      const check = await checkSaml(make)
      expect([check.state, check.hasPassed, check.person]).toEqual(['done', false, null])
      expect(failed(check)).toEqual(fails)
      expect(check.reason).toMatch(/^SAML: /)
    })
  }

  test('the difference of the clocks is told in seconds', async () => {
    const check = await checkSaml((p) => signedAnswer({ ...p, issueInstant: minutes(-1) }))
    expect(stepOf(check, 'clock')?.outcome).toBe('passed')
    expect(Number(stepOf(check, 'clock')?.found)).toBeGreaterThanOrEqual(-63)
    expect(Number(stepOf(check, 'clock')?.found)).toBeLessThanOrEqual(-59)
  })

  test('T-75: what is no answer at all, or not a plain one, is said to be none', async () => {
    const deep = `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`
    for (const make of [
      () => 'not xml',
      (p: AnswerParts) => `<!DOCTYPE x>${signedAnswer(p)}`,
      (p: AnswerParts) => signedAnswer(p).replace('<samlp:Status>', `${deep}<samlp:Status>`),
      (p: AnswerParts) => signedAnswer(p).replace('anna-at-nordvik', 'anna<!-- -->-at-nordvik'),
    ]) {
      const check = await checkSaml(make)
      expect(failed(check)).toEqual(['form', 'decision'])
    }
  })
})

describe('a test sign-in at an OpenID provider', () => {
  test('says of a good answer what every check found', async () => {
    const before = await countPeople()
    const check = await checkOidc()
    expect([check.hasPassed, failed(check)]).toEqual([true, []])
    expect(check.person).toMatchObject({ subject: 'person-1', contact: 'by_address', email: 'anna@acme.example' })
    expect(check.attributes).toContainEqual({ name: 'sub', values: ['person-1'], usedFor: ['subject'] })
    expect(await countPeople()).toEqual(before)
  })

  test('names what is wrong', async () => {
    wrong.claims = { aud: 'somebody-else', nonce: 'another' }
    expect(failed(await checkOidc())).toEqual(['audience', 'nonce', 'decision'])
    wrong.reset()
    wrong.idToken = (claims) => wrong.sign(claims, { key: wrong.otherKeys.privateKey })
    expect(failed(await checkOidc())).toEqual(['signature', 'decision'])
    wrong.reset()
    const refusal = await checkOidc({ error: 'access_denied', error_description: 'not for you', code: '' })
    expect(stepOf(refusal, 'status')).toMatchObject({ outcome: 'failed', found: 'access_denied: not for you' })
  })

  test('one that does not answer is named at once', async () => {
    wrong.handlers['/token'] = (_, response) => response.writeHead(500).end()
    const check = await checkOidc()
    expect(check).toMatchObject({ state: 'done', hasPassed: false, person: null })
    expect(check.reason).toMatch(/^OpenID provider: /)
  })
})

test('only whoever began it reads what came of it, and for a quarter of an hour', async () => {
  const { id } = await start(saml)
  expect(await read(id)).toMatchObject({ state: 'waiting', steps: [], person: null })
  expect((await (await world.staff('settings')).get(`${checks()}/${id}`)).status).toBe(404)
  expect((await (await world.staff('agent')).get(`${checks()}/${id}`)).status).toBe(403)
  expect((await (await world.staff('agent')).post(checks(), { providerId: saml.id })).status).toBe(403)
})

test('it is for one browser, and once', async () => {
  const { id, url, location } = await start(saml)
  expect((await new SignInWindow(world).go(url)).status).toBe(404)
  const { id: requestId, relayState } = readRequest(location)
  const { acsUrl = '', entityId = '' } = saml.saml ?? {}
  const SAMLResponse = Buffer.from(signedAnswer(goodParts({ acsUrl, entityId, requestId }))).toString('base64')
  expect((await new SignInWindow(world).post(acsUrl, { SAMLResponse, RelayState: relayState })).status).toBe(404)
  expect((await read(id)).state).toBe('waiting')
})

test('a site that signs tokens has no pages to go to', async () => {
  const site = await addProvider({ kind: 'jwt', name: 'Shop', issuer: 'https://shop.example' })
  expect((await (await world.staff('admin')).post(checks(), { providerId: site.id })).status).toBe(400)
})
