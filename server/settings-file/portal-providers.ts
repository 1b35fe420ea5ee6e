import type { IdentityProvider } from '../../shared/single-sign-on.ts'
import type { IdentityProviderInFile, PortalInFile } from '../../shared/settings-file.ts'
import { addIdentityProvider, removeIdentityProvider, saveIdentityProvider } from '../auth/save-identity-provider.ts'
import type { Db } from '../db/index.ts'
import { presentIdentityProvider } from '../portal/identity-provider.presenter.ts'
import { listIdentityProviders, listJwtKeys } from '../portal/identity-provider.repo.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { attempt, changedIn, type FileContext } from './file-context.ts'
import { problemAt } from './problem.ts'

/** The providers of a portal, without secrets and keys. */
export async function providersToFile(db: Db, portal: PortalRow): Promise<NonNullable<PortalInFile['identityProviders']>> {
  const rows = await listIdentityProviders(db, portal.account_id, portal.id)
  return rows.map((row) => toFile(presentIdentityProvider(row, portal, '')))
}

function toFile(provider: IdentityProvider): IdentityProviderInFile {
  const { kind, name, isOn, issuer, emailDomains, loginUrl, jwksUrl, companyClaim, clientId, hasClientSecret, saml } = provider
  return {
    ...{ kind, name, isOn, issuer, emailDomains },
    ...(kind === 'jwt' && { loginUrl, jwksUrl }),
    companyClaim,
    ...(kind === 'oidc' && { clientId, hasClientSecret }),
    ...(kind === 'saml' && saml && { saml: samlToFile(saml) }),
  }
}

function samlToFile(saml: NonNullable<IdentityProvider['saml']>): NonNullable<IdentityProviderInFile['saml']> {
  const { ssoUrl, certificates, emailAttribute, nameAttribute, signsRequests } = saml
  return { ssoUrl, certificates: certificates.map(({ pem }) => pem), emailAttribute, nameAttribute, signsRequests }
}

/** Providers by kind and name. Secrets that are there stay; what has to be entered on the page is noted. */
export async function providersFromFile(
  context: FileContext,
  portal: PortalRow,
  wanted: readonly IdentityProviderInFile[],
  path: string,
): Promise<void> {
  const { tx, deps, viewer, accountId, prune } = context
  const rows = await listIdentityProviders(tx, accountId, portal.id)
  const taken = new Set<string>()
  for (const provider of wanted) {
    const place = `${path}.identityProviders.${provider.name}`
    const row = rows.find(({ id, kind, name }) => kind === provider.kind && name === provider.name && !taken.has(id))
    const { hasClientSecret, kind, ...settings } = provider
    if (row) {
      taken.add(row.id)
      const now = toFile(presentIdentityProvider(row, portal, ''))
      const changes = changedIn<Omit<IdentityProviderInFile, 'kind'>>(now, settings)
      if (Object.keys(changes).length > 0) {
        const body = { version: row.version, ...changes }
        await attempt(context, place, () => saveIdentityProvider(deps, viewer, { portalId: portal.id, providerId: row.id }, body))
      }
    } else {
      await attempt(context, place, () => add(context, portal, provider, place))
    }
    if (hasClientSecret && !row?.secret_sealed)
      context.notes.add(`Enter the client secret of "${provider.name}" on the page Single sign-on.`)
    const hasKeys = row && (await listJwtKeys(tx, accountId, row.id)).length > 0
    if (kind === 'jwt' && !provider.jwksUrl && !hasKeys) context.notes.add(`Add a key for "${provider.name}" on the page Single sign-on.`)
    if (kind === 'saml' && provider.saml?.signsRequests && !row) {
      context.notes.add(`Give "${provider.name}" the new certificate of this portal: it stands on the page Single sign-on.`)
    }
  }
  if (!prune) return
  for (const { id, name } of rows.filter((row) => !taken.has(row.id))) {
    await attempt(context, `${path}.identityProviders.${name}`, () => removeIdentityProvider(deps, viewer, portal.id, id))
  }
}

async function add(context: FileContext, portal: PortalRow, provider: IdentityProviderInFile, place: string): Promise<void> {
  const { hasClientSecret: _has, issuer, ...settings } = provider
  if (issuer === undefined) {
    context.problems.push(problemAt(`${place}.issuer`, 'required'))
    return
  }
  const empty = { isOn: true, loginUrl: null, jwksUrl: null, companyClaim: null, saml: null, clientId: null, clientSecret: null }
  await addIdentityProvider(context.deps, context.viewer, portal.id, { ...empty, ...settings, issuer })
}
