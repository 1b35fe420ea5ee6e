import { DOMParser } from '@xmldom/xmldom'

/** What an answer of a provider has to fit. */
export interface SamlExpectation {
  /** Entity id of the provider. */
  issuer: string
  /** Our own. */
  entityId: string
  /** Where the answer was sent to. */
  acsUrl: string
  /** Of the request that it answers. */
  requestId: string
  nowMs: number
}

/** An answer that does not pass; the message names the check, for the log alone. */
export class SamlRefusal extends Error {
  override readonly name = 'SamlRefusal'
}

export const samlMaxBytes = 256 * 1024

/** By how much the provider's clock may differ from ours. */
export const samlSkewMs = 120_000

const namespaces = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
}
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'

/** No SHA-1, no HMAC (whose key would be the public certificate). */
const algorithms: Record<string, readonly string[]> = {
  SignatureMethod: ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512'],
  DigestMethod: ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'],
  CanonicalizationMethod: ['http://www.w3.org/2001/10/xml-exc-c14n#'],
  Transform: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
}

/** Elements a document may have, and how deep they may stand in each other. */
const elementsMax = 3_000
const depthMax = 40

/**
 * What holds of the whole answer, before any signature is computed. Nothing is taken from it but what `requireAssertion`
 * reads again from the signed part.
 *
 * @returns whether the answer as a whole carries a signature too.
 */
export function requireSoundAnswer(xml: string, expected: SamlExpectation): { isAnswerSigned: boolean } {
  const elements = plainElementsOf(parse(xml))
  const [answer] = elements
  if (!answer || !is(answer, 'protocol', 'Response')) return refuse('the answer is no Response')
  const assertion = exactlyOneAssertion(elements, answer)
  idsAreUnique(elements)
  const isAnswerSigned = signaturesStandWhereTheyBelong(elements, answer, assertion)
  algorithmsAreOurs(elements)
  isSuccess(answer)
  isForUs(answer, expected)
  const issuer = childrenOf(answer, 'assertion', 'Issuer')[0]
  if (issuer && textOf(issuer) !== expected.issuer) refuse(`the answer is of ${textOf(issuer)}`)
  return { isAnswerSigned }
}

/** What a signed assertion says of a person. */
export interface SignedAssertion {
  id: string
  nameId: string
  nameIdFormat: string | null
  /** Values by name of the attribute. */
  attributes: Map<string, string[]>
  /** Until when it could be used again, were it not remembered. */
  usableUntilMs: number
  /** End of the provider's own session, if it says so. */
  sessionEndsMs: number | null
}

/** What holds of the signed assertion, and what it says. @param xml The very bytes that the signature covers. */
export function requireAssertion(xml: string, expected: SamlExpectation): SignedAssertion {
  const [assertion, ...rest] = plainElementsOf(parse(xml))
  if (!assertion || !is(assertion, 'assertion', 'Assertion')) return refuse('what is signed is no Assertion')
  if (rest.some((element) => element.localName === 'Assertion')) refuse('an Assertion inside of the signed one')
  const id = assertion.getAttribute('ID') ?? ''
  if (id === '') refuse('an Assertion without ID')
  const issuer = only(assertion, 'Issuer')
  if (textOf(issuer) !== expected.issuer) refuse(`the Assertion is of ${textOf(issuer)}`)
  const subject = only(assertion, 'Subject')
  const usableUntilMs = confirmedForUs(subject, expected)
  conditionsHold(only(assertion, 'Conditions'), expected)
  const sessionEndsMs = endOfSession(childrenOf(assertion, 'assertion', 'AuthnStatement'), expected)
  const nameId = only(subject, 'NameID')
  const format = nameId.getAttribute('Format') || null
  if (format === transient) refuse('the NameID is transient: it says who it is for this once only')
  const name = textOf(nameId)
  if (name === '' || name.length > 255 || /[\u0000-\u001f\u007f]/.test(name)) refuse('NameID')
  return { id, nameId: name, nameIdFormat: format, attributes: attributesOf(assertion), usableUntilMs, sessionEndsMs }
}

/** Every element of a document that is XML, plain, and neither too deep nor too large; of which nothing else is known. @throws SamlRefusal */
export function readPlainElements(xml: string): Element[] {
  return plainElementsOf(parse(xml))
}

function parse(xml: string): Document {
  // Before any parser sees it: entities are what these are for.
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) refuse('a document type')
  const fail = (message: string) => refuse(`not XML: ${message.slice(0, 100)}`)
  try {
    return new DOMParser({ errorHandler: { warning: fail, error: fail, fatalError: fail } }).parseFromString(xml, 'text/xml')
  } catch (error) {
    if (error instanceof SamlRefusal) throw error
    return fail((error as Error).message)
  }
}

/**
 * Every element, in the order of the document. Comments and instructions are refused wherever they stand: software differs in
 * what it reads around them.
 */
function plainElementsOf(document: Document): Element[] {
  const elements: Element[] = []
  const open: [node: Node, depth: number][] = [[document, 0]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next
    if (depth > depthMax || elements.length > elementsMax) refuse('too deep or too large')
    if (node.nodeType === 1) elements.push(node as Element)
    // 3: text, 9: the document; the declaration at the very start is an instruction that says nothing.
    else if (node.nodeType !== 3 && node.nodeType !== 9 && !(node.nodeType === 7 && node.nodeName === 'xml')) refuse(`a ${node.nodeName}`)
    for (let child = node.lastChild; child; child = child.previousSibling) open.push([child, depth + 1])
  }
  if (document.documentElement?.parentNode !== document || childElements(document).length !== 1) refuse('more than one root')
  return elements
}

function exactlyOneAssertion(elements: readonly Element[], answer: Element): Element {
  const [assertion, ...others] = elements.filter(({ localName }) => localName === 'Assertion')
  if (!assertion || others.length > 0) return refuse('not exactly one Assertion')
  if (!is(assertion, 'assertion', 'Assertion') || assertion.parentNode !== answer) refuse('the Assertion is not the answer’s own')
  const hidden = elements.find(({ localName }) => localName?.startsWith('Encrypted'))
  if (hidden) refuse(`${hidden.localName}: no key was agreed`)
  return assertion
}

function idsAreUnique(elements: readonly Element[]): void {
  const seen = new Set<string>()
  for (const element of elements) {
    for (const { name, value } of Array.from(element.attributes)) {
      if (!/^(xml:)?id$/i.test(name)) continue
      if (seen.has(value)) refuse('an ID twice')
      seen.add(value)
    }
  }
}

/** Of the assertion there must be one, of the answer there may be one; each covers its parent, by its ID, and nothing else. */
function signaturesStandWhereTheyBelong(elements: readonly Element[], answer: Element, assertion: Element): boolean {
  const signatures = elements.filter(({ localName }) => localName === 'Signature')
  for (const signature of signatures) {
    const parent = signature.parentNode as Element
    if (!is(signature, 'signature', 'Signature') || (parent !== answer && parent !== assertion)) refuse('a Signature elsewhere')
    const parts = childElements(signature)
    if (parts.some(({ localName }) => !['SignedInfo', 'SignatureValue', 'KeyInfo'].includes(localName ?? '')))
      refuse('a Signature with more in it')
    const infos = childrenOf(signature, 'signature', 'SignedInfo')
    const [info] = infos
    if (!info || infos.length !== 1) return refuse('not exactly one SignedInfo')
    const [reference, ...others] = childrenOf(info, 'signature', 'Reference')
    if (!reference || others.length > 0) return refuse('not exactly one Reference')
    if (reference.getAttribute('URI') !== `#${parent.getAttribute('ID') ?? ''}`) refuse('a Signature of something else')
    const digests = childrenOf(reference, 'signature', 'DigestValue')
    if (digests.length !== 1 || childElements(digests[0] as Element).length > 0) refuse('DigestValue')
  }
  const count = (parent: Element) => signatures.filter(({ parentNode }) => parentNode === parent).length
  if (count(assertion) !== 1) refuse('the Assertion is not signed, or twice')
  if (count(answer) > 1) refuse('the answer is signed twice')
  return count(answer) === 1
}

function algorithmsAreOurs(elements: readonly Element[]): void {
  for (const element of elements) {
    const allowed = algorithms[element.localName ?? '']
    if (!allowed || element.namespaceURI !== namespaces.signature) continue
    const algorithm = element.getAttribute('Algorithm') ?? ''
    if (!allowed.includes(algorithm)) refuse(`${element.localName} ${algorithm}`)
    if (element.localName === 'SignatureMethod' && childElements(element).length > 0) refuse('a SignatureMethod with more in it')
  }
}

function isSuccess(answer: Element): void {
  const code = childrenOf(answer, 'protocol', 'Status').flatMap((status) => childrenOf(status, 'protocol', 'StatusCode'))[0]
  const value = code?.getAttribute('Value') ?? 'no status'
  if (value !== 'urn:oasis:names:tc:SAML:2.0:status:Success') refuse(`status ${value}`)
}

function isForUs(answer: Element, { acsUrl, requestId }: SamlExpectation): void {
  const destination = answer.getAttribute('Destination')
  if (destination && destination !== acsUrl) refuse(`sent to ${destination}`)
  if (answer.getAttribute('InResponseTo') !== requestId) refuse('answers another request, or none')
}

function confirmedForUs(subject: Element, { acsUrl, requestId, nowMs }: SamlExpectation): number {
  const confirmation = only(subject, 'SubjectConfirmation')
  if (confirmation.getAttribute('Method') !== bearer) refuse('not confirmed for a bearer')
  const data = only(confirmation, 'SubjectConfirmationData')
  if (data.getAttribute('Recipient') !== acsUrl) refuse(`confirmed for ${data.getAttribute('Recipient') || 'nobody'}`)
  if (data.getAttribute('InResponseTo') !== requestId) refuse('confirmed for another request, or none')
  if (data.getAttribute('NotBefore')) refuse('confirmed from a time on')
  return notOver(data, nowMs)
}

function conditionsHold(conditions: Element, { entityId, nowMs }: SamlExpectation): void {
  notOver(conditions, nowMs)
  const from = conditions.getAttribute('NotBefore')
  if (from && !(timeOf(from) <= nowMs + samlSkewMs)) refuse(`not before ${from}: compare the clocks`)
  const restrictions = childrenOf(conditions, 'assertion', 'AudienceRestriction')
  const audiences = restrictions.map((restriction) => childrenOf(restriction, 'assertion', 'Audience').map(textOf))
  if (audiences.length === 0 || !audiences.every((names) => names.includes(entityId)))
    refuse(`for ${audiences.flat().join(', ') || 'nobody'}`)
}

/** The earliest end of what the provider says about its sign-ins; null: none. */
function endOfSession(statements: readonly Element[], { nowMs }: SamlExpectation): number | null {
  if (statements.length === 0) refuse('no AuthnStatement: nobody signed in')
  const ends = statements.flatMap((statement) => statement.getAttribute('SessionNotOnOrAfter') || []).map(timeOf)
  if (ends.length === 0) return null
  const endMs = Math.min(...ends)
  if (!(nowMs < endMs)) refuse('the session at the provider is over, or has no end that is a time: compare the clocks')
  return endMs
}

function notOver(element: Element, nowMs: number): number {
  const until = element.getAttribute('NotOnOrAfter') ?? ''
  const untilMs = timeOf(until)
  if (!(nowMs < untilMs + samlSkewMs)) refuse(`over since ${until || 'ever'}: compare the clocks`)
  return untilMs + samlSkewMs
}

/** `2026-11-22T09:30:00Z`, with or without fractions; NaN for anything else. */
function timeOf(text: string): number {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN
}

function attributesOf(assertion: Element): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const statement of childrenOf(assertion, 'assertion', 'AttributeStatement')) {
    for (const attribute of childrenOf(statement, 'assertion', 'Attribute')) {
      const values = childrenOf(attribute, 'assertion', 'AttributeValue').map(textOf)
      const name = attribute.getAttribute('Name') ?? ''
      found.set(name, [...(found.get(name) ?? []), ...values])
    }
  }
  return found
}

function is(element: Element, namespace: keyof typeof namespaces, localName: string): boolean {
  return element.localName === localName && element.namespaceURI === namespaces[namespace]
}

function childElements(parent: Node): Element[] {
  const found: Element[] = []
  for (let child = parent.firstChild; child; child = child.nextSibling) if (child.nodeType === 1) found.push(child as Element)
  return found
}

function childrenOf(parent: Element, namespace: keyof typeof namespaces, localName: string): Element[] {
  return childElements(parent).filter((child) => is(child, namespace, localName))
}

function only(parent: Element, localName: string): Element {
  const [child, ...others] = childrenOf(parent, 'assertion', localName)
  if (!child || others.length > 0) return refuse(`not exactly one ${localName}`)
  return child
}

function textOf(element: Element): string {
  if (childElements(element).length > 0) refuse(`${element.localName} is no text`)
  return (element.textContent ?? '').trim()
}

function refuse(reason: string): never {
  throw new SamlRefusal(reason)
}
