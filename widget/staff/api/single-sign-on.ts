import type {
  CreateIdentityProviderBody,
  CreateJwtKeyBody,
  IdentityProvider,
  JwtKey,
  NewJwtKey,
  SamlMetadata,
  UpdateIdentityProviderBody,
} from '../../../shared/single-sign-on.ts'
import type { SignInCheck, StartedSignInCheck } from '../../../shared/sign-in-check.ts'
import type { StaffClient } from './client.ts'

/** A new provider as the API takes it: what is left out is its default. */
export type NewIdentityProvider = Pick<CreateIdentityProviderBody, 'kind' | 'name' | 'issuer'> & Partial<CreateIdentityProviderBody>

const pathOf = (portalId: string, providerId?: string) =>
  `/portals/${portalId}/identity-providers${providerId === undefined ? '' : `/${providerId}`}`

/** Whom a portal trusts to say who a person is. */
export async function listProviders(client: StaffClient, portalId: string, signal?: AbortSignal): Promise<IdentityProvider[]> {
  const answer = await client.send<{ identityProviders: IdentityProvider[] }>({ path: pathOf(portalId), ...(signal && { signal }) })
  return answer.identityProviders
}

/** Lets a portal trust somebody more. */
export function addProvider(client: StaffClient, portalId: string, body: NewIdentityProvider): Promise<IdentityProvider> {
  return client.send({ method: 'POST', path: pathOf(portalId), body })
}

/** Saves what changed of a provider. Throws `changed_meanwhile` when somebody saved after `body.version`. */
export function saveProvider(
  client: StaffClient,
  portalId: string,
  providerId: string,
  body: UpdateIdentityProviderBody,
): Promise<IdentityProvider> {
  return client.send({ method: 'PATCH', path: pathOf(portalId, providerId), body })
}

/** Ends the trust in a provider. */
export function removeProvider(client: StaffClient, portalId: string, providerId: string): Promise<void> {
  return client.send({ method: 'DELETE', path: pathOf(portalId, providerId) })
}

/** Keys with which a site signs. */
export async function listKeys(client: StaffClient, portalId: string, providerId: string, signal?: AbortSignal): Promise<JwtKey[]> {
  const path = `${pathOf(portalId, providerId)}/keys`
  return (await client.send<{ keys: JwtKey[] }>({ path, ...(signal && { signal }) })).keys
}

/** Adds a key; a secret that was made for it is told this once. */
export function addKey(client: StaffClient, portalId: string, providerId: string, body: CreateJwtKeyBody): Promise<NewJwtKey> {
  return client.send({ method: 'POST', path: `${pathOf(portalId, providerId)}/keys`, body })
}

/** Takes a key back. */
export function removeKey(client: StaffClient, portalId: string, providerId: string, keyId: string): Promise<void> {
  return client.send({ method: 'DELETE', path: `${pathOf(portalId, providerId)}/keys/${keyId}` })
}

/** What a SAML provider says of itself, from its text or from where it stands. */
export function readMetadata(client: StaffClient, portalId: string, from: { xml: string } | { url: string }): Promise<SamlMetadata> {
  return client.send({ method: 'POST', path: `/portals/${portalId}/saml-metadata`, body: from })
}

/** Begins a test sign-in. */
export function startCheck(client: StaffClient, portalId: string, providerId: string): Promise<StartedSignInCheck> {
  return client.send({ method: 'POST', path: `/portals/${portalId}/sign-in-checks`, body: { providerId } })
}

/** What became of a test sign-in. */
export function readCheck(client: StaffClient, portalId: string, checkId: string, signal?: AbortSignal): Promise<SignInCheck> {
  return client.send({ path: `/portals/${portalId}/sign-in-checks/${checkId}`, ...(signal && { signal }) })
}
