import type { SignInCheckResult, SignInCheckStep } from '../../shared/sign-in-check.ts'
import type { Deps } from '../deps.ts'
import { companyClaimOf, samlAcsUrl, samlEntityId, samlSettingsOf } from '../portal/identity-provider.presenter.ts'
import type { IdentityProviderRow } from '../portal/identity-provider.table.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { decodeSamlAnswer, isSignedBy, readSamlAnswer, samlNames } from './methods/saml.ts'
import { readPlainElements, samlSkewMs } from './methods/saml-checks.ts'
import { decide } from './rehearse-sign-in.ts'
import { same, step, textMaxChars } from './sign-in-check-step.ts'

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'

/**
 * What every check says about a provider's answer, each by itself, so that one reading names all that is wrong. Only words for
 * an admin: what counts is the last one, which is what customers' answers go through.
 */
export async function checkSamlAnswer(
  deps: Deps,
  portal: PortalRow,
  provider: IdentityProviderRow,
  answer: { samlResponse: string; protocol: string },
): Promise<SignInCheckResult> {
  const { decision, ...decided } = await decide(deps, portal, async () => (await readSamlAnswer(deps, provider, answer)).identity)
  const { requestId } = JSON.parse(answer.protocol) as { requestId: string }
  const read = readLeniently(answer.samlResponse)
  if (!read) return { ...decided, steps: [step('answered', true), step('form', false), decision], attributes: [] }
  const { xml, response, assertions } = read
  const [assertion] = assertions
  const nowMs = Date.parse(deps.now())
  const acsUrl = samlAcsUrl(provider, deps.config.publicUrl)
  const data = assertion && first(assertion, 'SubjectConfirmationData')
  const conditions = assertion && first(assertion, 'Conditions')
  const answerIssuer = children(response, 'Issuer')[0]
  const signed = assertion && first(assertion, 'AuthnStatement')
  const inResponseTo = [response.getAttribute('InResponseTo'), data?.getAttribute('InResponseTo')]
  const steps: SignInCheckStep[] = [
    step('answered', true),
    step('form', true),
    same('status', success, first(response, 'StatusCode')?.getAttribute('Value')),
    same('assertions', '1', String(assertions.length)),
    checkSignature(xml, assertion, provider),
    answerIssuer ? same('answer_issuer', provider.issuer, textOf(answerIssuer)) : step('answer_issuer', null),
    same('issuer', provider.issuer, assertion && textOf(children(assertion, 'Issuer')[0])),
    response.getAttribute('Destination') ? same('destination', acsUrl, response.getAttribute('Destination')) : step('destination', null),
    same('recipient', acsUrl, data?.getAttribute('Recipient')),
    checkAudience(assertion, samlEntityId(provider, deps.config.publicUrl)),
    step(
      'in_response_to',
      inResponseTo.every((name) => name === requestId),
      requestId,
      [...new Set(inResponseTo.filter(Boolean))].join(', '),
    ),
    checkNotBefore(conditions, nowMs),
    checkNotAfter([conditions, data], nowMs),
    checkClock(assertion, nowMs),
    step('signed_in', signed !== undefined),
    checkSessionEnd(signed, nowMs),
    checkSubject(assertion),
    decision,
  ]
  return { ...decided, steps, attributes: attributesOf(provider, assertion) }
}

/** Reads what can be read of an answer that nothing was proved of yet; undefined when it is no answer at all. */
function readLeniently(samlResponse: string): { xml: string; response: Element; assertions: Element[] } | undefined {
  try {
    const xml = decodeSamlAnswer(samlResponse)
    const elements = readPlainElements(xml)
    const [response] = elements
    if (response?.localName !== 'Response') return undefined
    return { xml, response, assertions: elements.filter(({ localName }) => localName === 'Assertion') }
  } catch {
    return undefined
  }
}

function checkSignature(xml: string, assertion: Element | undefined, provider: IdentityProviderRow): SignInCheckStep {
  const { certificates } = samlSettingsOf(provider)
  const index = assertion ? certificates.findIndex((pem) => isSignedBy(xml, assertion, pem)) : -1
  return step('signature', index >= 0, String(certificates.length), index >= 0 ? String(index + 1) : null)
}

function checkAudience(assertion: Element | undefined, entityId: string): SignInCheckStep {
  const names = assertion ? all(assertion, 'Audience').map(textOf) : []
  return step('audience', names.includes(entityId), entityId, names.join(', '))
}

function checkNotBefore(conditions: Element | undefined, nowMs: number): SignInCheckStep {
  const from = conditions?.getAttribute('NotBefore')
  return from ? step('not_before', Date.parse(from) <= nowMs + samlSkewMs, iso(nowMs), from) : step('not_before', null)
}

function checkNotAfter(elements: readonly (Element | undefined)[], nowMs: number): SignInCheckStep {
  const ends = elements.map((element) => element?.getAttribute('NotOnOrAfter') ?? '')
  const isGood = ends.every((end) => nowMs < Date.parse(end) + samlSkewMs)
  return step('not_after', isGood, iso(nowMs), [...new Set(ends.filter(Boolean))].join(', '))
}

/** How many seconds the provider's clock is ahead of ours, or behind, and the way of the answer. */
function checkClock(assertion: Element | undefined, nowMs: number): SignInCheckStep {
  const madeMs = Date.parse(assertion?.getAttribute('IssueInstant') ?? '')
  if (Number.isNaN(madeMs)) return step('clock', false)
  const seconds = Math.round((madeMs - nowMs) / 1000)
  return step('clock', Math.abs(madeMs - nowMs) <= samlSkewMs, null, String(seconds))
}

function checkSessionEnd(statement: Element | undefined, nowMs: number): SignInCheckStep {
  const end = statement?.getAttribute('SessionNotOnOrAfter')
  return end ? step('session_end', nowMs < Date.parse(end), iso(nowMs), end) : step('session_end', null)
}

function checkSubject(assertion: Element | undefined): SignInCheckStep {
  const nameId = assertion && first(assertion, 'NameID')
  const format = nameId?.getAttribute('Format')?.split(':').at(-1) ?? null
  return step('subject', nameId !== undefined && textOf(nameId) !== '' && format !== 'transient', null, format)
}

function attributesOf(provider: IdentityProviderRow, assertion: Element | undefined): SignInCheckResult['attributes'] {
  const { emailAttribute, nameAttribute } = samlSettingsOf(provider)
  const company = companyClaimOf(provider)?.name
  const found = (assertion ? all(assertion, 'Attribute') : []).map((attribute) => ({
    name: attribute.getAttribute('Name') ?? '',
    values: all(attribute, 'AttributeValue').map((value) => textOf(value) ?? ''),
  }))
  const firstOf = (names: readonly string[]) =>
    names.find((name) => found.some((attribute) => attribute.name === name && attribute.values[0]))
  const email = firstOf(emailAttribute === null ? samlNames.email : [emailAttribute])
  const name = firstOf(nameAttribute === null ? samlNames.person : [nameAttribute])
  return found.slice(0, 100).map((attribute) => ({
    name: attribute.name.slice(0, textMaxChars),
    values: attribute.values.slice(0, 20).map((value) => value.slice(0, textMaxChars)),
    usedFor: [
      ...(attribute.name === email ? ['email' as const] : []),
      ...(attribute.name === name ? ['name' as const] : []),
      ...(attribute.name === company ? ['company' as const] : []),
    ],
  }))
}

function all(parent: Element, localName: string): Element[] {
  return Array.from(parent.getElementsByTagNameNS('*', localName))
}

function first(parent: Element, localName: string): Element | undefined {
  return all(parent, localName)[0]
}

function children(parent: Element, localName: string): Element[] {
  return all(parent, localName).filter((element) => element.parentNode === parent)
}

function textOf(element: Element | undefined): string | null {
  return element?.textContent?.trim() ?? null
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
