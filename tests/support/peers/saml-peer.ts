import { inflateRawSync } from 'node:zlib'
import { SignedXml } from 'xml-crypto'
import { makeSelfSigned, type SelfSigned } from './certificate.ts'

export const idpIssuer = 'https://idp.nordvik.example/metadata'
export const idpSsoUrl = 'https://idp.nordvik.example/sso?tenant=1'

const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const c14n = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

let shared: SelfSigned | undefined
/** The key that the provider of the tests signs with. */
export function idpKeys(): SelfSigned {
  return (shared ??= makeSelfSigned('idp.nordvik.example'))
}

/** What an answer says; everything can be made wrong. */
export interface AnswerParts {
  responseId: string
  assertionId: string
  issuer: string
  responseIssuer: string
  destination: string
  recipient: string
  audience: string
  inResponseTo: string
  nameId: string
  nameIdFormat: string
  issueInstant: string
  notBefore: string
  notOnOrAfter: string
  status: string
  attributes: Record<string, string>
  authnStatement: string
}

let made = 0

/** A good answer to a request. */
export function goodParts(to: { acsUrl: string; entityId: string; requestId: string }, nowMs: number = Date.now()): AnswerParts {
  made += 1
  const at = (seconds: number) => new Date(nowMs + seconds * 1000).toISOString()
  return {
    responseId: `_r${made}`,
    assertionId: `_a${made}-${nowMs}`,
    issuer: idpIssuer,
    responseIssuer: idpIssuer,
    destination: to.acsUrl,
    recipient: to.acsUrl,
    audience: to.entityId,
    inResponseTo: to.requestId,
    nameId: 'anna-at-nordvik',
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    issueInstant: at(0),
    notBefore: at(-5),
    notOnOrAfter: at(120),
    status: 'urn:oasis:names:tc:SAML:2.0:status:Success',
    attributes: { email: 'anna@acme.example', displayName: 'Anna Nordvik' },
    authnStatement: `<saml:AuthnStatement AuthnInstant="${at(0)}" SessionIndex="s1"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
  }
}

/** The assertion alone, unsigned. */
export function assertionXml(p: AnswerParts): string {
  const attributes = Object.entries(p.attributes)
    .map(([name, value]) => `<saml:Attribute Name="${name}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`)
    .join('')
  return (
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${p.assertionId}" Version="2.0" IssueInstant="${p.issueInstant}">` +
    `<saml:Issuer>${p.issuer}</saml:Issuer>` +
    `<saml:Subject><saml:NameID Format="${p.nameIdFormat}">${p.nameId}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData InResponseTo="${p.inResponseTo}" NotOnOrAfter="${p.notOnOrAfter}" Recipient="${p.recipient}"/></saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${p.notBefore}" NotOnOrAfter="${p.notOnOrAfter}"><saml:AudienceRestriction><saml:Audience>${p.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
    `${p.authnStatement}${attributes && `<saml:AttributeStatement>${attributes}</saml:AttributeStatement>`}</saml:Assertion>`
  )
}

/** An answer around whatever stands for the assertion. */
export function responseXml(p: AnswerParts, inside: string): string {
  return (
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${p.responseId}" Version="2.0" IssueInstant="${p.issueInstant}" Destination="${p.destination}" InResponseTo="${p.inResponseTo}">` +
    `<saml:Issuer>${p.responseIssuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${p.status}"/></samlp:Status>${inside}</samlp:Response>`
  )
}

/** How something is signed. */
export interface SignOptions {
  keys?: Pick<SelfSigned, 'privateKey'>
  signatureAlgorithm?: string
  digestAlgorithm?: string
  transforms?: string[]
  canonicalization?: string
}

/** Signs the element with this local name; the signature goes behind its Issuer. */
export function signElement(xml: string, localName: 'Assertion' | 'Response', options: SignOptions = {}): string {
  const path = localName === 'Response' ? `/*[local-name(.)='Response']` : `//*[local-name(.)='Assertion']`
  const signer = new SignedXml({
    privateKey: (options.keys ?? idpKeys()).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    signatureAlgorithm: options.signatureAlgorithm ?? rsaSha256,
    canonicalizationAlgorithm: (options.canonicalization ?? c14n) as never,
  })
  signer.addReference({
    xpath: path,
    transforms: options.transforms ?? [enveloped, c14n],
    digestAlgorithm: options.digestAlgorithm ?? sha256,
  })
  signer.computeSignature(xml, { location: { reference: `${path}/*[local-name(.)='Issuer']`, action: 'after' } })
  return signer.getSignedXml()
}

/** A good answer, its assertion signed. */
export function signedAnswer(p: AnswerParts, options: SignOptions = {}): string {
  return signElement(responseXml(p, assertionXml(p)), 'Assertion', options)
}

/** What a request of ours says. */
export function readRequest(url: string): { id: string; xml: string; relayState: string; target: URL } {
  const target = new URL(url)
  const xml = inflateRawSync(Buffer.from(target.searchParams.get('SAMLRequest') ?? '', 'base64')).toString()
  return { id: /\bID="([^"]+)"/.exec(xml)?.[1] ?? '', xml, relayState: target.searchParams.get('RelayState') ?? '', target }
}

/** The provider's metadata. */
export function samlMetadataOf(
  entityId: string,
  certificates: readonly string[] = [idpKeys().certificate],
  ssoUrl: string = idpSsoUrl,
): string {
  const keys = certificates.map(
    (pem) =>
      `<KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${pem.replaceAll(/-----.*-----|\s/g, '')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>`,
  )
  return `<?xml version="1.0"?><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keys.join('')}<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.nordvik.example/post"/><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${ssoUrl.replaceAll('&', '&amp;')}"/></IDPSSODescriptor></EntityDescriptor>`
}
