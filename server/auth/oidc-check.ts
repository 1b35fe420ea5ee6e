import type { SignInCheckResult, SignInCheckStep } from '../../shared/sign-in-check.ts'
import type { Deps } from '../deps.ts'
import { companyClaimOf, oidcSettingsOf } from '../portal/identity-provider.presenter.ts'
import type { IdentityProviderRow } from '../portal/identity-provider.table.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { identifyByOidc, oidcSkewSeconds, type OidcSeen } from './methods/oidc.ts'
import { decide } from './rehearse-sign-in.ts'
import { same, step, textMaxChars } from './sign-in-check-step.ts'

/** Claims that say nothing about the person. */
const protocolClaims = new Set(['iss', 'aud', 'exp', 'iat', 'nbf', 'nonce', 'at_hash', 'c_hash', 's_hash', 'azp', 'jti', 'sid', 'rat'])

/**
 * What every check says about a provider's answer, each by itself. Only words for an admin: what counts is the last one, which
 * is what customers' answers go through.
 */
export async function checkOidcAnswer(
  deps: Deps,
  portal: PortalRow,
  provider: IdentityProviderRow,
  answer: { search: string; state: string; protocol: string },
): Promise<SignInCheckResult> {
  const seen: OidcSeen = { claims: null, more: {} }
  const { decision, ...decided } = await decide(deps, portal, () => identifyByOidc(deps, provider, answer, seen))
  const parameters = new URLSearchParams(answer.search)
  const answeredIssuer = parameters.get('iss')
  const refused = [parameters.get('error'), parameters.get('error_description')].filter(Boolean).join(': ')
  const steps: SignInCheckStep[] = [
    step('answered', true),
    step('status', refused === '' && parameters.has('code'), null, refused),
    answeredIssuer === null ? step('answer_issuer', null) : same('answer_issuer', provider.issuer, answeredIssuer),
    ...(seen.claims === null ? [] : checkClaims(deps, provider, answer.protocol, seen.claims, decided.reason)),
    decision,
  ]
  return { ...decided, steps, attributes: attributesOf(provider, { ...seen.more, ...seen.claims }) }
}

function checkClaims(
  deps: Deps,
  provider: IdentityProviderRow,
  protocol: string,
  claims: Record<string, unknown>,
  reason: string | null,
): SignInCheckStep[] {
  const { clientId } = oidcSettingsOf(provider)
  const { nonce } = JSON.parse(protocol) as { nonce: string }
  const nowSeconds = Date.parse(deps.now()) / 1000
  const { iss, aud, exp, iat, sub } = claims
  const audiences = (Array.isArray(aud) ? aud : [aud]).map(String)
  const isEnd = typeof exp === 'number' && nowSeconds < exp + oidcSkewSeconds
  const seconds = typeof iat === 'number' ? Math.round(iat - nowSeconds) : null
  return [
    step('signature', !/signature|no applicable key|JWK/i.test(reason ?? '')),
    same('issuer', provider.issuer, textOf(iss)),
    step('audience', audiences.includes(clientId), clientId, audiences.join(', ')),
    step('nonce', claims['nonce'] === nonce),
    step(
      'not_after',
      isEnd,
      new Date(nowSeconds * 1000).toISOString(),
      typeof exp === 'number' ? new Date(exp * 1000).toISOString() : null,
    ),
    step('clock', seconds !== null && Math.abs(seconds) <= oidcSkewSeconds, null, seconds === null ? null : String(seconds)),
    step('subject', typeof sub === 'string' && sub !== '', null, textOf(sub)),
  ]
}

function attributesOf(provider: IdentityProviderRow, claims: Record<string, unknown>): SignInCheckResult['attributes'] {
  const company = companyClaimOf(provider)?.name
  return Object.entries(claims)
    .filter(([name]) => !protocolClaims.has(name))
    .slice(0, 100)
    .map(([name, value]) => ({
      name: name.slice(0, textMaxChars),
      values: (Array.isArray(value) ? value : [value]).slice(0, 20).map((one) => (textOf(one) ?? '').slice(0, textMaxChars)),
      usedFor: [
        ...(name === 'sub' ? ['subject' as const] : []),
        ...(name === 'email' || name === 'email_verified' ? ['email' as const] : []),
        ...(name === 'name' ? ['name' as const] : []),
        ...(name === company ? ['company' as const] : []),
      ],
    }))
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean)
}
