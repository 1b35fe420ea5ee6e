import type { FieldErrorCode } from '../../shared/errors.ts'
import type { CreateIdentityProviderBody } from '../../shared/single-sign-on.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { SamlSettings } from '../portal/identity-provider.presenter.ts'
import type { IdentityProviderRow } from '../portal/identity-provider.table.ts'
import { normaliseOrigin } from '../portal/origin.ts'
import { countPublishedKeys } from './methods/jwks.ts'
import { discoverProvider } from './methods/oidc.ts'
import { readCertificate } from './saml-metadata.ts'

/** People type passwords there: without TLS only on this machine. */
export function requireSafe(url: string | null, field: string): string | null {
  if (url === null) return null
  const { origin, username, password } = new URL(url)
  if (normaliseOrigin(origin) !== null && username === '' && password === '') return url
  return refuseField(field, 'not_a_url')
}

/** What a provider of its kind cannot be without. */
export function requireComplete(body: CreateIdentityProviderBody): void {
  const { kind, emailDomains } = body
  requireFitting(kind, body)
  if (kind !== 'jwt' && emailDomains === undefined) refuseField('emailDomains', 'required')
}

/** What a provider of its kind cannot lose, and what it cannot have. */
export function requireFitting(kind: IdentityProviderRow['kind'], changes: Partial<CreateIdentityProviderBody>): void {
  if (kind === 'oidc' && changes.clientId === null) refuseField('clientId', 'required')
  if (kind === 'saml' && changes.saml === null) refuseField('saml', 'required')
  // Nothing but the domains that are named: SAML has no word for "this address is proved".
  if (kind === 'saml' && changes.emailDomains === null) refuseField('emailDomains', 'required')
  if (kind !== 'jwt' && changes.loginUrl) refuseField('loginUrl', 'unknown_field')
  if (kind !== 'jwt' && changes.jwksUrl) refuseField('jwksUrl', 'unknown_field')
  if (kind !== 'oidc' && changes.clientId) refuseField('clientId', 'unknown_field')
  if (kind !== 'oidc' && changes.clientSecret) refuseField('clientSecret', 'unknown_field')
  if (kind !== 'saml' && changes.saml) refuseField('saml', 'unknown_field')
}

/** Settings of a SAML provider as they are kept. */
export function readSaml(saml: CreateIdentityProviderBody['saml']): SamlSettings | null {
  if (!saml) return null
  const certificates = saml.certificates.map((text, index) => readCertificate(text, `saml.certificates.${index}`))
  return { ...saml, ssoUrl: requireSafe(saml.ssoUrl, 'saml.ssoUrl') ?? '', certificates }
}

/** A provider that does not describe itself, and a site that publishes no keys, would let nobody in: better said now. */
export async function requireReachable(
  deps: Deps,
  kind: IdentityProviderRow['kind'],
  changes: Partial<CreateIdentityProviderBody>,
): Promise<void> {
  const { issuer, jwksUrl } = changes
  if (kind === 'oidc' && issuer !== undefined) await orRefuse('issuer', () => discoverProvider(deps, issuer))
  if (kind === 'jwt' && jwksUrl) await orRefuse('jwksUrl', () => countPublishedKeys(deps, jwksUrl))
}

async function orRefuse(field: string, ask: () => Promise<unknown>): Promise<void> {
  try {
    await ask()
  } catch (error) {
    throw new AppError('invalid_request', `${field}: ${(error as Error).message}`, { fields: { [field]: 'invalid' }, cause: error })
  }
}

/** @throws AppError `invalid_request` naming a field. */
export function refuseField(field: string, code: FieldErrorCode): never {
  throw new AppError('invalid_request', `${field}: ${code}`, { fields: { [field]: code } })
}
