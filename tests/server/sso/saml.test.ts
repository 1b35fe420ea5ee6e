import { createHmac, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import type { IdentityProvider, SamlMetadata } from '../../../shared/single-sign-on.ts'
import { openWorld, type World } from '../../support/world.ts'
import { makeSelfSigned } from '../../support/peers/certificate.ts'
import {
  assertionXml,
  goodParts,
  idpIssuer,
  idpKeys,
  idpSsoUrl,
  readRequest,
  responseXml,
  samlMetadataOf,
  signedAnswer,
  signElement,
  type AnswerParts,
} from '../../support/peers/saml-peer.ts'
import { readPage, SignInElement, SignInWindow, type ReadPage } from './sign-in-window.ts'

let world: World
let provider: IdentityProvider
let second: IdentityProvider
beforeAll(async () => {
  world = await openWorld()
  provider = await addProvider()
  second = await addProvider({ name: 'Second', issuer: 'https://second.example', emailDomains: ['second.example'] })
})
afterAll(() => world.close())

async function post(more: Record<string, unknown> = {}): Promise<Response> {
  const admin = await world.staff('admin')
  return admin.post(`/portals/${world.acme.portalId}/identity-providers`, {
    kind: 'saml',
    name: 'Nordvik',
    issuer: idpIssuer,
    emailDomains: ['acme.example'],
    saml: { ssoUrl: idpSsoUrl, certificates: [idpKeys().certificate] },
    ...more,
  })
}

async function addProvider(more: Record<string, unknown> = {}): Promise<IdentityProvider> {
  const response = await post(more)
  if (response.status !== 201) throw new Error(await response.text())
  return (await response.json()) as IdentityProvider
}

interface Way {
  from: SignInElement
  window: SignInWindow
  parts: AnswerParts
  relayState: string
  acsUrl: string
}

/** Goes to the provider; what a good answer would say. */
async function goThere(to: IdentityProvider = provider): Promise<Way> {
  const from = new SignInElement(world.stranger())
  const window = new SignInWindow(world)
  const sent = await window.go(await from.begin(to.id))
  const { id, relayState } = readRequest(sent.headers.get('Location') ?? '')
  const { acsUrl = '', entityId = '' } = to.saml ?? {}
  return { from, window, parts: goodParts({ acsUrl, entityId, requestId: id }), relayState, acsUrl }
}

const answerWith = ({ window, acsUrl, relayState }: Way, xml: string, more: Record<string, string> = {}): Promise<ReadPage> =>
  window.post(
    acsUrl,
    { SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: relayState, ...more },
    { Origin: 'https://idp.nordvik.example' },
  )

/** Lets a provider answer whatever `make` makes of a good answer's parts. */
async function answered(make: (parts: AnswerParts) => string, to?: IdentityProvider): Promise<Way & { page: ReadPage }> {
  const way = await goThere(to)
  return { ...way, page: await answerWith(way, make(way.parts)) }
}

async function refused(make: (parts: AnswerParts) => string): Promise<void> {
  const { from, page } = await answered(make)
  expect([page.status, page.message]).toEqual([403, { type: 'cp-sso', v: 1, ssoId: from.ssoId }])
  expect((await from.status()).state).toBe('failed')
}

const signedWith = (parts: Partial<AnswerParts>) => (p: AnswerParts) => signedAnswer({ ...p, ...parts })
const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()

describe('S48: a person signs in at a SAML provider', () => {
  test('the request names us, where to answer, and says nothing that could be an address', async () => {
    const from = new SignInElement(world.stranger())
    const sent = await new SignInWindow(world).go(await from.begin(provider.id))
    const { id, xml, relayState, target } = readRequest(sent.headers.get('Location') ?? '')
    expect(target.origin + target.pathname).toBe('https://idp.nordvik.example/sso')
    expect(target.searchParams.get('tenant')).toBe('1')
    expect(relayState).toBe(from.ssoId)
    expect(id).toMatch(/^_[0-9a-f]{40}$/)
    expect(xml).toContain(`AssertionConsumerServiceURL="https://portal.example/sso/saml/${provider.id}/acs"`)
    expect(xml).toContain(`>https://portal.example/sso/saml/${provider.id}</saml:Issuer>`)
    expect(xml).toContain(`Destination="${idpSsoUrl}"`)
  })

  test('and is the contact who owns the address', async () => {
    const { from, page } = await answered((p) => signedAnswer(p))
    expect(page.status).toBe(200)
    expect((await from.redeem(page.message?.code ?? '')).status).toBe(201)
    expect(from.client.tokens?.me).toMatchObject({ id: world.acme.contacts.anna })
  })

  test('with assertion and answer signed, and with SHA-512', async () => {
    expect((await answered((p) => signElement(signedAnswer(p), 'Response'))).page.status).toBe(200)
    const sha512 = {
      signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha512',
    }
    expect((await answered((p) => signedAnswer(p, sha512))).page.status).toBe(200)
  })

  const enter = async (parts: Partial<AnswerParts>) => {
    const { from, page } = await answered(signedWith(parts))
    await from.redeem(page.message?.code ?? '')
    return from.client.tokens?.me
  }

  test('whoever has another NameID is somebody else, whatever the name looks like', async () => {
    const ids = new Set<string | undefined>()
    for (const nameId of ['anna', 'Anna', 'anna1', 'ann', 'annа']) ids.add((await enter({ nameId, attributes: {} }))?.id)
    expect(ids.size).toBe(5)
    expect(ids).not.toContain(undefined)
  })

  test('an address outside of the provider’s domains opens nothing and is not kept', async () => {
    expect(await enter({ nameId: 'x1', attributes: { email: 'ceo@elsewhere.example' } })).toMatchObject({ email: '' })
    expect(await enter({ nameId: 'x2', attributes: { email: 'eve@sub.acme.example' } })).toMatchObject({ email: '' })
  })

  test('address and name are found under their usual names, as NameID, or where the admin says', async () => {
    const usual = { mail: 'm1@acme.example', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name': 'Mia &amp; Co' }
    expect(await enter({ nameId: 'm1', attributes: usual })).toMatchObject({ email: 'm1@acme.example', name: 'Mia & Co' })
    const nameIdFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
    expect(await enter({ nameId: 'm2@acme.example', nameIdFormat, attributes: {} })).toMatchObject({ email: 'm2@acme.example' })
    const mapped = await addProvider({
      name: 'Mapped',
      saml: { ssoUrl: idpSsoUrl, certificates: [idpKeys().certificate], emailAttribute: 'workMail', nameAttribute: 'nick' },
    })
    const attributes = { workMail: 'm3@acme.example', nick: 'Three', email: 'other@acme.example', displayName: 'No' }
    const { from, page } = await answered((p) => signedAnswer({ ...p, nameId: 'm3', attributes }), mapped)
    await from.redeem(page.message?.code ?? '')
    expect(from.client.tokens?.me).toMatchObject({ email: 'm3@acme.example', name: 'Three' })
  })
})

describe('T-73, T-74, T-87: what an answer must not be', () => {
  const wrong: Record<string, (p: AnswerParts) => string> = {
    unsigned: (p) => responseXml(p, assertionXml(p)),
    'signed as a whole, the assertion not': (p) => signElement(responseXml(p, assertionXml(p)), 'Response'),
    'signed by somebody else': (p) => signedAnswer(p, { keys: makeSelfSigned('evil') }),
    'changed after signing': (p) => signedAnswer(p).replace('anna-at-nordvik', 'ben-at-nordvik'),
    'its address changed after signing': (p) => signedAnswer(p).replace('anna@acme.example', 'ben@acme.example'),
    'its outer signature broken, its inner good': (p) => signElement(signedAnswer(p), 'Response').replace('Version="2.0"', 'Version="2.1"'),
    'of another provider': signedWith({ issuer: 'https://evil.example' }),
    'of another provider on the outside': signedWith({ responseIssuer: 'https://evil.example' }),
    'sent to another address': signedWith({ destination: 'https://other.example/acs' }),
    'confirmed for another address': signedWith({ recipient: 'https://other.example/acs' }),
    'confirmed for no address': (p) => signElement(responseXml(p, assertionXml(p).replace(/ Recipient="[^"]*"/, '')), 'Assertion'),
    'confirmed without end': (p) =>
      signElement(responseXml(p, assertionXml(p).replace(/ NotOnOrAfter="[^"]*" Recipient/, ' Recipient')), 'Assertion'),
    'confirmed for a holder of a key': (p) =>
      signElement(responseXml(p, assertionXml(p).replace(':cm:bearer', ':cm:holder-of-key')), 'Assertion'),
    'for another audience': signedWith({ audience: 'https://other.example' }),
    'for no audience': (p) =>
      signElement(responseXml(p, assertionXml(p).replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '')), 'Assertion'),
    'without conditions': (p) =>
      signElement(responseXml(p, assertionXml(p).replace(/<saml:Conditions.*<\/saml:Conditions>/, '')), 'Assertion'),
    'an answer to another request': signedWith({ inResponseTo: '_other' }),
    'an answer to no request': (p) => {
      const bare = (xml: string) => xml.replaceAll(/ InResponseTo="[^"]*"/g, '')
      return signElement(bare(responseXml(p, assertionXml(p))), 'Assertion')
    },
    'over for three minutes': signedWith({ issueInstant: at(-300), notBefore: at(-305), notOnOrAfter: at(-180) }),
    'R21: of a clock six minutes behind': signedWith({ issueInstant: at(-360), notBefore: at(-365), notOnOrAfter: at(-240) }),
    'R21: of a clock six minutes ahead': signedWith({ issueInstant: at(360), notBefore: at(355), notOnOrAfter: at(480) }),
    'old, with an end far off': signedWith({ issueInstant: at(-3600), notOnOrAfter: at(86_400) }),
    'a time in words': signedWith({ notOnOrAfter: 'tomorrow' }),
    'a refusal': signedWith({ status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }),
    'of nobody who signed in': signedWith({ authnStatement: '' }),
    'of a transient name': signedWith({ nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' }),
    'of an empty name': signedWith({ nameId: '' }),
    'of an endless name': signedWith({ nameId: 'x'.repeat(256) }),
    'signed with SHA-1': (p) => signedAnswer(p, { signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
    'digested with SHA-1': (p) => signedAnswer(p, { digestAlgorithm: 'http://www.w3.org/2000/09/xmldsig#sha1' }),
    'canonicalised with comments': (p) => signedAnswer(p, { canonicalization: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments' }),
    'with a comment in the name': (p) => signedAnswer(p).replace('anna-at-nordvik', 'anna-at<!--x-->-nordvik'),
    'with a comment in the name when it was signed': signedWith({ nameId: 'anna@acme.example<!--c-->.evil.example' }),
    'with an instruction in the name': signedWith({ nameId: 'anna<?x y?>' }),
    'with CDATA in the name': signedWith({ nameId: '<![CDATA[anna]]>' }),
    'with an element in the name': signedWith({ nameId: 'anna<b>x</b>' }),
    'with two SignedInfo': (p) => signedAnswer(p).replace(/(<SignedInfo>.*<\/SignedInfo>)/, '$1$1'),
    'with a comment in the digest': (p) => signedAnswer(p).replace(/<DigestValue>(....)/, '<DigestValue><!--forged-->$1'),
    'with two digests': (p) => signedAnswer(p).replace(/(<DigestValue>[^<]*<\/DigestValue>)/, '$1$1'),
    'with two references': (p) => signedAnswer(p).replace(/(<Reference.*<\/Reference>)/, '$1$1'),
    'with two signatures': (p) => signedAnswer(p).replace(/(<Signature .*<\/Signature>)/, '$1$1'),
    'with an ID twice': (p) => signedAnswer({ ...p, responseId: p.assertionId }),
    'with a document type': (p) => `<!DOCTYPE r [<!ENTITY x "ben">]>${signedAnswer(p)}`,
    'with an entity': (p) => signedAnswer(p).replace('anna-at-nordvik', '&x;'),
    'with two roots': (p) => `${signedAnswer(p)}${signedAnswer(p)}`,
    'with something encrypted': (p) => signedAnswer(p).replace('</samlp:Response>', '<saml:EncryptedAssertion/></samlp:Response>'),
    'a LogoutRequest, unsigned': () =>
      '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_l" Version="2.0"><saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">anna</saml:NameID></samlp:LogoutRequest>',
    'an assertion alone': (p) => signElement(assertionXml(p), 'Assertion'),
    'no XML': () => 'hello',
    'T-75: twenty thousand deep': (p) =>
      signedAnswer(p).replace('<samlp:Status>', `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}<samlp:Status>`),
    'T-75: one of an endless attribute': (p) => signedAnswer(p).replace('<samlp:Status>', `<samlp:Status a="${'x'.repeat(1_000_000)}">`),
    'T-75: five thousand elements': (p) => signedAnswer(p).replace('<samlp:Status>', `${'<a/>'.repeat(5_000)}<samlp:Status>`),
  }
  for (const [name, make] of Object.entries(wrong)) {
    test(`an answer ${name} is refused`, async () => {
      // An answer larger than a form may be is refused before anything of it is read.
      if (name.includes('endless attribute')) expect((await answered(make)).page.status).toBe(413)
      else await refused(make)
    })
  }

  test('the certificate as the secret of an HMAC', async () => {
    await refused((p) => {
      const xml = signedAnswer(p)
        .replace(/rsa-sha256/g, 'hmac-sha256')
        .replace('http://www.w3.org/2001/04/xmldsig-more#hmac-sha256', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1')
      const info =
        /<SignedInfo>.*<\/SignedInfo>/.exec(xml)?.[0].replace('<SignedInfo>', '<SignedInfo xmlns="http://www.w3.org/2000/09/xmldsig#">') ??
        ''
      const value = createHmac('sha1', idpKeys().certificate).update(info).digest('base64')
      return xml.replace(/<SignatureValue>[^<]*/, `<SignatureValue>${value}`)
    })
  })

  test('a certificate that comes with the signature is not looked at', async () => {
    const evil = makeSelfSigned('evil')
    const base64 = evil.certificate.replaceAll(/-----.*-----|\s/g, '')
    await refused((p) =>
      signedAnswer(p, { keys: evil }).replace(
        '</Signature>',
        `<KeyInfo><X509Data><X509Certificate>${base64}</X509Certificate></X509Data></KeyInfo></Signature>`,
      ),
    )
  })

  const assertionOf = (xml: string) => /<saml:Assertion.*<\/saml:Assertion>/.exec(xml)?.[0] ?? ''
  const signatureOf = (xml: string) => /<Signature .*?<\/Signature>/.exec(xml)?.[0] ?? ''
  const evilOf = (p: AnswerParts) =>
    assertionXml({ ...p, assertionId: '_evil', nameId: 'ben-at-nordvik', attributes: { email: 'ben@acme.example' } })
  const wraps: Record<string, (p: AnswerParts) => string> = {
    'XSW1: a copy of the signed answer in its own signature': (p) => {
      const good = signElement(responseXml(p, assertionXml(p)), 'Response')
      const signature = signatureOf(good)
      const inside = good.replace(signature, '')
      const outer = responseXml({ ...p, responseId: '_evil-r' }, evilOf(p))
      return outer.replace('</saml:Issuer>', `</saml:Issuer>${signature.replace('</Signature>', `${inside}</Signature>`)}`)
    },
    'XSW2: the signed answer beside its signature': (p) => {
      const good = signElement(responseXml(p, assertionXml(p)), 'Response')
      const signature = signatureOf(good)
      const outer = responseXml({ ...p, responseId: '_evil-r' }, evilOf(p))
      return outer.replace('</saml:Issuer>', `</saml:Issuer>${good.replace(signature, '')}${signature}`)
    },
    'XSW3: another assertion in front': (p) => signedAnswer(p).replace('<saml:Assertion', `${evilOf(p)}<saml:Assertion`),
    'XSW3: another assertion behind': (p) => signedAnswer(p).replace('</samlp:Response>', `${evilOf(p)}</samlp:Response>`),
    'XSW4: the signed assertion in another': (p) => {
      const good = signedAnswer(p)
      return good.replace(assertionOf(good), evilOf(p).replace('</saml:Assertion>', `${assertionOf(good)}</saml:Assertion>`))
    },
    'XSW5: another assertion with the signature, the signed one behind': (p) => {
      const good = signedAnswer(p)
      const signature = signatureOf(good)
      const evil = evilOf(p).replace('</saml:Issuer>', `</saml:Issuer>${signature}`)
      return good.replace(assertionOf(good), evil + assertionOf(good).replace(signature, ''))
    },
    'XSW6: the same, the signed one in the signature': (p) => {
      const good = signedAnswer(p)
      const signature = signatureOf(good)
      const bare = assertionOf(good).replace(signature, '')
      const evil = evilOf(p).replace('</saml:Issuer>', `</saml:Issuer>${signature.replace('</Signature>', `${bare}</Signature>`)}`)
      return good.replace(assertionOf(good), evil)
    },
    'XSW7: another assertion among extensions': (p) =>
      signedAnswer(p).replace('<samlp:Status>', `<samlp:Extensions>${evilOf(p)}</samlp:Extensions><samlp:Status>`),
    'XSW8: the signed one as an object of the signature': (p) => {
      const good = signedAnswer(p)
      const signature = signatureOf(good)
      const bare = assertionOf(good).replace(signature, '')
      const evil = evilOf(p).replace(
        '</saml:Issuer>',
        `</saml:Issuer>${signature.replace('</Signature>', `<Object>${bare}</Object></Signature>`)}`,
      )
      return good.replace(assertionOf(good), evil)
    },
    'another namespace for the second assertion': (p) =>
      signedAnswer(p).replace('</samlp:Response>', '<x:Assertion xmlns:x="urn:x"/></samlp:Response>'),
    'the same ID for the other one': (p) =>
      signedAnswer(p).replace('<saml:Assertion', `${evilOf(p).replace('_evil', p.assertionId)}<saml:Assertion`),
  }
  for (const [name, make] of Object.entries(wraps)) {
    test(`${name} is refused`, async () => {
      await refused(make)
    })
  }

  test('an answer for one provider is none for another, nor for another portal', async () => {
    const way = await goThere(provider)
    const other = await goThere(second)
    const xml = signedAnswer(way.parts)
    expect((await answerWith({ ...way, acsUrl: second.saml?.acsUrl ?? '' }, xml)).status).toBe(404)
    expect((await answerWith(other, xml)).status).toBe(403)
    const adminOfBolt = await world.staff('admin', world.bolt)
    const body = {
      kind: 'saml',
      name: 'Same',
      issuer: idpIssuer,
      emailDomains: [],
      saml: { ssoUrl: idpSsoUrl, certificates: [idpKeys().certificate] },
    }
    const ofBolt = (await (await adminOfBolt.post(`/portals/${world.bolt.portalId}/identity-providers`, body)).json()) as IdentityProvider
    const from = new SignInElement(world.stranger(world.bolt))
    const window = new SignInWindow(world)
    const { relayState } = readRequest((await window.go(await from.begin(ofBolt.id))).headers.get('Location') ?? '')
    expect((await answerWith({ ...way, window, relayState, acsUrl: ofBolt.saml?.acsUrl ?? '' }, xml)).status).toBe(403)
  })

  test('once: a second time it is refused, in the same window and by another request that knows its parts', async () => {
    const way = await goThere()
    const xml = signedAnswer(way.parts)
    expect((await answerWith(way, xml)).status).toBe(200)
    expect((await answerWith(way, xml)).status).toBe(404)
    await refused((p) => signedAnswer({ ...p, assertionId: way.parts.assertionId }))
  })

  test('of ten at once, through two processes, one is let in', async () => {
    const way = await goThere()
    const restarted = createApp({ ...world.deps, nonceSecret: world.deps.nonceSecret.slice() })
    const elsewhere = new SignInWindow({
      send: async (path, init) => restarted.fetch(new Request(new URL(path, world.deps.config.publicUrl), init)),
    })
    elsewhere.cookie = way.window.cookie
    const xml = signedAnswer(way.parts)
    const pages = await Promise.all(Array.from({ length: 10 }, (_, n) => answerWith(n % 2 ? way : { ...way, window: elsewhere }, xml)))
    expect(pages.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 9 }, () => 404)])
  })

  test('to another browser, or with a RelayState that is ours no more, it is nobody’s', async () => {
    const way = await goThere()
    const xml = signedAnswer(way.parts)
    expect((await answerWith({ ...way, window: new SignInWindow(world) }, xml)).status).toBe(404)
    for (const RelayState of ['', 'https://evil.example/', `${way.relayState}x`])
      expect((await answerWith(way, xml, { RelayState })).status).toBe(404)
    expect((await answerWith(way, xml)).status).toBe(200)
  })

  for (const SAMLResponse of ['', '!', 'PA==', Buffer.from([0xff, 0xfe, 0x3c]).toString('base64')]) {
    test(`"${SAMLResponse}" is no answer`, async () => {
      expect((await answerWith(await goThere(), '', { SAMLResponse })).status).toBe(403)
    })
  }
})

describe('keys of a provider', () => {
  test('while it changes its certificate both are good; afterwards the old one is not', async () => {
    const next = makeSelfSigned('next')
    const rolling = await addProvider({
      name: 'Rolling',
      saml: { ssoUrl: idpSsoUrl, certificates: [idpKeys().certificate, next.certificate] },
    })
    expect((await answered((p) => signedAnswer(p), rolling)).page.status).toBe(200)
    expect((await answered((p) => signedAnswer(p, { keys: next }), rolling)).page.status).toBe(200)
    const path = `/portals/${world.acme.portalId}/identity-providers/${rolling.id}`
    const saml = { ssoUrl: idpSsoUrl, certificates: [next.certificate] }
    expect((await (await world.staff('admin')).json('PATCH', path, { version: 1, saml })).status).toBe(200)
    expect((await answered((p) => signedAnswer(p), rolling)).page.status).toBe(403)
    expect((await answered((p) => signedAnswer(p, { keys: next }), rolling)).page.status).toBe(200)
  })

  test('a certificate is a key that an admin pinned: that its date has passed is shown, and changes nothing', async () => {
    const old = makeSelfSigned('old', { notAfter: new Date('2021-06-01T00:00:00Z') })
    const expired = await addProvider({ name: 'Expired', saml: { ssoUrl: idpSsoUrl, certificates: [old.certificate] } })
    expect(expired.saml?.certificates).toMatchObject([
      { subject: 'CN=old', notAfter: '2021-06-01T00:00:00.000Z', fingerprint: new X509Certificate(old.certificate).fingerprint256 },
    ])
    expect((await answered((p) => signedAnswer(p, { keys: old }), expired)).page.status).toBe(200)
  })

  const bodies: Record<string, [body: Record<string, unknown>, fields: Record<string, string>]> = {
    'no domains': [{ emailDomains: undefined }, { emailDomains: 'required' }],
    'every domain': [{ emailDomains: null }, { emailDomains: 'required' }],
    'nothing of SAML': [{ saml: null }, { saml: 'required' }],
    'no certificate': [{ saml: { ssoUrl: idpSsoUrl, certificates: [] } }, { 'saml.certificates': 'required' }],
    'a certificate that is none': [{ saml: { ssoUrl: idpSsoUrl, certificates: ['hello'] } }, { 'saml.certificates.0': 'invalid' }],
    'a certificate of 1024 bits': [
      { saml: { ssoUrl: idpSsoUrl, certificates: [makeSelfSigned('weak', { modulusLength: 1024 }).certificate] } },
      { 'saml.certificates.0': 'invalid' },
    ],
    'a sign-in page without TLS': [
      { saml: { ssoUrl: 'http://idp.example/', certificates: [idpKeys().certificate] } },
      { 'saml.ssoUrl': 'not_a_url' },
    ],
    'a client of OpenID': [{ clientId: 'x' }, { clientId: 'unknown_field' }],
  }
  for (const [name, [body, fields]] of Object.entries(bodies)) {
    test(`a provider with ${name} cannot be saved`, async () => {
      const response = await post(body)
      expect([response.status, ((await response.json()) as { fields: object }).fields]).toEqual([400, fields])
    })
  }
})

describe('metadata', () => {
  const read = async (body: object) => (await world.staff('admin')).post(`/portals/${world.acme.portalId}/saml-metadata`, body)

  test('of a provider is read, and nothing is saved by that', async () => {
    const next = makeSelfSigned('next')
    const before = await world.deps.db.selectFrom('identity_provider').select('id').execute()
    const response = await read({
      xml: samlMetadataOf('https://idp.example', [idpKeys().certificate, next.certificate], 'https://idp.example/sso?a=1&b=2'),
    })
    const found = (await response.json()) as SamlMetadata
    expect(found).toMatchObject({ issuer: 'https://idp.example', ssoUrl: 'https://idp.example/sso?a=1&b=2' })
    expect(found.certificates.map((pem) => new X509Certificate(pem).subject)).toEqual(['CN=idp.nordvik.example', 'CN=next'])
    expect(await world.deps.db.selectFrom('identity_provider').select('id').execute()).toEqual(before)
    expect(
      (await post({ name: 'Imported', issuer: found.issuer, saml: { ssoUrl: found.ssoUrl, certificates: found.certificates } })).status,
    ).toBe(201)
  })

  const good = samlMetadataOf('https://idp.example')
  const wrong: Record<string, object> = {
    'no XML': { xml: 'hello' },
    'a document type': { xml: `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${good.replace(/^<\?.*?\?>/, '')}` },
    'no provider': { xml: '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"/>' },
    'two providers': {
      xml: `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${good.replace(/^<\?.*?\?>/, '').repeat(2)}</EntitiesDescriptor>`,
    },
    'no certificate': { xml: good.replace(/<KeyDescriptor.*<\/KeyDescriptor>/, '') },
    'no address for HTTP-Redirect': { xml: good.replace('HTTP-Redirect', 'SOAP') },
    'an address of our own network': { url: 'https://127.0.0.1/metadata' },
    'an address of the cloud': { url: 'https://169.254.169.254/latest/meta-data' },
    'a file': { url: 'file:///etc/passwd' },
    'both, and neither': { xml: good, url: 'https://idp.example' },
    nothing: {},
  }
  for (const [name, body] of Object.entries(wrong)) {
    test(`${name}: refused`, async () => {
      expect((await read(body)).status).toBe(400)
    })
  }

  test('of ours names the portal as the requests do, and is for everybody who knows the id', async () => {
    const response = await world.send(provider.saml?.metadataUrl ?? '')
    const xml = await response.text()
    expect(xml).toMatch(/^<\?xml version="1.0"/)
    expect(xml).toContain(`entityID="${provider.saml?.entityId}"`)
    expect(xml).toContain(`Location="${provider.saml?.acsUrl}"`)
    expect(response.headers.get('Content-Type')).toBe('application/samlmetadata+xml; charset=utf-8')
    expect((await world.send(`/sso/saml/${'x'.repeat(24)}/metadata`)).status).toBe(404)
  })

  test('a page of ours after a good answer has the headers of the window', async () => {
    const { page } = await answered((p) => signedAnswer(p))
    expect(page.headers.get('Cross-Origin-Opener-Policy')).toBe('unsafe-none')
    expect(
      (await readPage(await world.send(`/sso/saml/${provider.id}/acs`, { method: 'POST', body: new URLSearchParams({}) }))).status,
    ).toBe(404)
  })
})

test('B12: the domain of an address picks the provider, whoever has the address', async () => {
  const ask = async (email: string, who = world.stranger()) => {
    const { providerId } = (await (await who.post('/sso/provider', { email })).json()) as { providerId: string | null }
    return providerId
  }
  expect(await ask('nobody@acme.example')).toBe(provider.id)
  expect(await ask(world.acme.email('anna'))).toBe(provider.id)
  expect(await ask('x@SECOND.example')).toBe(second.id)
  for (const email of ['x@third.example', 'x@sub.acme.example', 'x@evil-acme.example', 'x@acme.example.evil'])
    expect(await ask(email)).toBeNull()
  expect(await ask('nobody@acme.example', world.stranger(world.bolt)), 'another portal').toBeNull()
  const path = `/portals/${world.acme.portalId}/identity-providers/${second.id}`
  await (await world.staff('admin')).json('PATCH', path, { version: second.version, isOn: false })
  expect(await ask('x@second.example')).toBeNull()
})
