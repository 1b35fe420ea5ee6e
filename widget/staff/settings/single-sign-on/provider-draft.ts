import type { IdentityProvider, UpdateIdentityProviderBody } from '../../../../shared/single-sign-on.ts'
import type { NewIdentityProvider } from '../../api/single-sign-on.ts'

/** A provider as it is being typed. */
export interface ProviderDraft {
  kind: IdentityProvider['kind']
  name: string
  isOn: boolean
  issuer: string
  /** Domains, apart by commas or spaces. */
  domains: string
  isEveryDomain: boolean
  loginUrl: string
  jwksUrl: string
  companyName: string
  companyBy: 'domain' | 'name' | 'id'
  clientId: string
  /** Empty: as it was. */
  clientSecret: string
  removesSecret: boolean
  ssoUrl: string
  /** PEM. */
  certificates: readonly string[]
  emailAttribute: string
  nameAttribute: string
  signsRequests: boolean
}

/** What a new provider, or one that is there, begins with. */
export function draftOf(kind: IdentityProvider['kind'], provider: IdentityProvider | null): ProviderDraft {
  return {
    kind,
    name: provider?.name ?? '',
    isOn: provider?.isOn ?? true,
    issuer: provider?.issuer ?? '',
    domains: provider?.emailDomains?.join(', ') ?? '',
    isEveryDomain: provider !== null && provider.emailDomains === null,
    loginUrl: provider?.loginUrl ?? '',
    jwksUrl: provider?.jwksUrl ?? '',
    companyName: provider?.companyClaim?.name ?? '',
    companyBy: provider?.companyClaim?.by ?? 'domain',
    clientId: provider?.clientId ?? '',
    clientSecret: '',
    removesSecret: false,
    ssoUrl: provider?.saml?.ssoUrl ?? '',
    certificates: provider?.saml?.certificates.map(({ pem }) => pem) ?? [],
    emailAttribute: provider?.saml?.emailAttribute ?? '',
    nameAttribute: provider?.saml?.nameAttribute ?? '',
    signsRequests: provider?.saml?.signsRequests ?? false,
  }
}

/** What is sent for a draft. A secret that was not typed is left out: it stays. */
export function bodyOf(draft: ProviderDraft): Omit<NewIdentityProvider, 'kind' | 'id'> {
  const { kind } = draft
  return {
    name: draft.name,
    isOn: draft.isOn,
    issuer: draft.issuer.trim(),
    emailDomains: domainsOf(draft),
    companyClaim: draft.companyName.trim() === '' ? null : { name: draft.companyName.trim(), by: draft.companyBy },
    ...(kind === 'jwt' && { loginUrl: textOrNull(draft.loginUrl), jwksUrl: textOrNull(draft.jwksUrl) }),
    ...(kind === 'oidc' && {
      clientId: draft.clientId.trim(),
      ...(draft.clientSecret !== '' ? { clientSecret: draft.clientSecret } : draft.removesSecret ? { clientSecret: null } : {}),
    }),
    ...(kind === 'saml' && {
      saml: {
        ssoUrl: draft.ssoUrl.trim(),
        certificates: draft.certificates.filter((text) => text.trim() !== ''),
        emailAttribute: textOrNull(draft.emailAttribute),
        nameAttribute: textOrNull(draft.nameAttribute),
        signsRequests: draft.signsRequests,
      },
    }),
  }
}

/** The part of the body that differs from what is saved; for OpenID the issuer is asked only when it is another. */
export function changesOf(draft: ProviderDraft, provider: IdentityProvider): UpdateIdentityProviderBody {
  const before: Record<string, unknown> = { ...bodyOf(draftOf(provider.kind, provider)) }
  const changed = Object.entries(bodyOf(draft)).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]))
  return { version: provider.version, ...Object.fromEntries(changed) }
}

/** Whether leaving would lose something. */
export function isChanged(draft: ProviderDraft, provider: IdentityProvider | null): boolean {
  if (provider) return Object.keys(changesOf(draft, provider)).length > 1
  return JSON.stringify(draft) !== JSON.stringify(draftOf(draft.kind, null))
}

/** An id for a new provider, so that its addresses can be copied before it is saved. */
export function makeProviderId(): string {
  const letters = '0123456789abcdefghijklmnopqrstuvwxyz'
  // 36 of 252: each letter is as likely as the others.
  let id = ''
  while (id.length < 32)
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) if (byte < 252 && id.length < 32) id += letters[byte % 36]
  return id
}

function domainsOf({ kind, isEveryDomain, domains }: ProviderDraft): string[] | null {
  if (isEveryDomain && kind !== 'saml') return null
  const names = domains
    .split(/[\s,;]+/)
    .map((name) => name.replace(/^@/, ''))
    .filter(Boolean)
  return names.length === 0 && kind === 'jwt' ? null : names
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
