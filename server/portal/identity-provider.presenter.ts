import { X509Certificate } from 'node:crypto'
import type { PublicPortal } from '../../shared/portal.ts'
import type { CompanyClaim, IdentityProvider, JwtKey } from '../../shared/single-sign-on.ts'
import type { IdentityProviderRow, JwtKeyRow } from './identity-provider.table.ts'
import type { PortalRow } from './portal.table.ts'

/** A provider as staff see it. */
export function presentIdentityProvider(row: IdentityProviderRow, portal: Pick<PortalRow, 'key'>, publicUrl: string): IdentityProvider {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    isOn: row.is_on === 1,
    issuer: row.issuer,
    audience: portal.key,
    emailDomains: row.email_domains === null ? null : (JSON.parse(row.email_domains) as string[]),
    loginUrl: loginUrlOf(row),
    tokenUrl: tokenUrlOf(portal, publicUrl),
    jwksUrl: jwksUrlOf(row),
    companyClaim: companyClaimOf(row),
    clientId: row.kind === 'oidc' ? oidcSettingsOf(row).clientId : null,
    hasClientSecret: row.kind === 'oidc' && row.secret_sealed !== null,
    redirectUrl: `${publicUrl}/sso/callback`,
    saml: row.kind === 'saml' ? presentSaml(row, publicUrl) : null,
    version: row.version,
    createdAt: row.created_at,
  }
}

/** A key as staff see it: never what it is made of. */
export function presentJwtKey(row: JwtKeyRow): JwtKey {
  return { id: row.id, kid: row.kid, name: row.name, algorithm: row.algorithm, createdAt: row.created_at }
}

/** The providers that anybody can go to from the portal. */
export function presentButtons(rows: readonly IdentityProviderRow[]): PublicPortal['identityProviders'] {
  return rows
    .filter((row) => row.is_on === 1 && (row.kind !== 'jwt' || loginUrlOf(row) !== null))
    .map(({ id, kind, name }) => ({ id, kind, name }))
}

/** Whether anybody can go to a provider: it is on and has a sign-in page. */
export function hasPages(row: IdentityProviderRow): boolean {
  return row.is_on === 1 && (row.kind !== 'jwt' || loginUrlOf(row) !== null)
}

/** The sign-in page of a site that signs tokens. */
export function loginUrlOf(row: IdentityProviderRow): string | null {
  return (JSON.parse(row.settings) as { loginUrl?: string | null }).loginUrl ?? null
}

/** Where a site that signs tokens publishes its keys. */
export function jwksUrlOf(row: Pick<IdentityProviderRow, 'settings'>): string | null {
  return (JSON.parse(row.settings) as { jwksUrl?: string | null }).jwksUrl ?? null
}

/** The claim, or attribute, that names a person's company. */
export function companyClaimOf(row: Pick<IdentityProviderRow, 'settings'>): CompanyClaim | null {
  return (JSON.parse(row.settings) as { companyClaim?: CompanyClaim | null }).companyClaim ?? null
}

/** PEM of the certificate of the key that our requests to a SAML provider are signed with; the key itself is sealed. */
export function signingCertificateOf(row: Pick<IdentityProviderRow, 'settings'>): string | null {
  return (JSON.parse(row.settings) as { signingCertificate?: string | null }).signingCertificate ?? null
}

/** Where that page posts its token. */
export function tokenUrlOf(portal: Pick<PortalRow, 'key'>, publicUrl: string): string {
  return `${publicUrl}/api/v1/portals/${portal.key}/sso/jwt`
}

/** What only an OpenID provider has. */
export function oidcSettingsOf(row: Pick<IdentityProviderRow, 'settings'>): { clientId: string } {
  return { clientId: (JSON.parse(row.settings) as { clientId?: string }).clientId ?? '' }
}

/** What only a SAML provider has. */
export interface SamlSettings {
  ssoUrl: string
  certificates: readonly string[]
  emailAttribute: string | null
  nameAttribute: string | null
  /** Missing in what was kept before there were signed requests. */
  signsRequests?: boolean
}

/** What only a SAML provider has. */
export function samlSettingsOf(row: Pick<IdentityProviderRow, 'settings'>): SamlSettings {
  return (JSON.parse(row.settings) as { saml: SamlSettings }).saml
}

/** What we call ourselves towards a provider: each has a name of its own for us, so that none of its answers fits another. */
export function samlEntityId(row: Pick<IdentityProviderRow, 'id'>, publicUrl: string): string {
  return `${publicUrl}/sso/saml/${row.id}`
}

/** Where a provider posts its answer. */
export function samlAcsUrl(row: Pick<IdentityProviderRow, 'id'>, publicUrl: string): string {
  return `${samlEntityId(row, publicUrl)}/acs`
}

function presentSaml(row: IdentityProviderRow, publicUrl: string): IdentityProvider['saml'] {
  const { certificates, signsRequests = false, ...settings } = samlSettingsOf(row)
  const entityId = samlEntityId(row, publicUrl)
  return {
    ...settings,
    signsRequests,
    signingCertificate: signsRequests ? signingCertificateOf(row) : null,
    certificates: certificates.map((pem) => {
      const { subject, fingerprint256, validToDate } = new X509Certificate(pem)
      return { pem, subject, fingerprint: fingerprint256, notAfter: validToDate.toISOString() }
    }),
    entityId,
    acsUrl: samlAcsUrl(row, publicUrl),
    metadataUrl: `${entityId}/metadata`,
  }
}
