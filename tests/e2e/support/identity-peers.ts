import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { demoPortalKey } from '../../../demo/site.ts'
import type { IdentityProvider, NewJwtKey } from '../../../shared/single-sign-on.ts'
import { startHostSite, type HostSite } from '../../support/peers/host-site.ts'
import { clientId, clientSecret, startOpenIdProvider, WrongProvider, type OpenIdPeer } from '../../support/peers/openid-peer.ts'
import { idpIssuer, idpKeys } from '../../support/peers/saml-peer.ts'
import { nameOf, startSamlSite, type SamlSite } from '../../support/peers/saml-site.ts'
import type { FrontDoor } from './front-door.ts'

/** Names on the buttons. */
export const providerNames = { saml: 'Nordvik', oidc: 'Keycloak', jwt: 'Shop', wrongOidc: 'Okta' } as const

/** Who says who a person is: real servers on loopback, each trusted by the demo's first portal. */
export interface IdentityPeers {
  saml: SamlSite
  host: HostSite
  /** An OpenID provider that can be made wrong in every place. */
  wrong: WrongProvider
}

/** Starts them for this file, and makes them providers as an administrator does. */
export function useIdentityPeers(front: FrontDoor): IdentityPeers {
  const hostKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const hostIssuer = 'https://shop.kvist.example'
  const wrong = new WrongProvider()
  let saml: SamlSite
  let host: HostSite
  let openId: OpenIdPeer

  beforeAll(async () => {
    const staff = await front.staff()
    const { id: portalId } = await front.portal()
    const add = async (body: object): Promise<IdentityProvider> => {
      const response = await staff.post(`/portals/${portalId}/identity-providers`, body)
      if (response.status !== 201) throw new Error(await response.text())
      return (await response.json()) as IdentityProvider
    }
    const emailDomains = ['nordvik.example', 'new.example']
    const redirectUrl = front.stage.backend('/sso/callback')
    saml = await startSamlSite()
    host = await startHostSite({ key: hostKey.privateKey, issuer: hostIssuer, audience: demoPortalKey })
    openId = await startOpenIdProvider(redirectUrl, (email = '') => ({ sub: email, email, email_verified: true, name: nameOf(email) }), {
      hasLoginPage: true,
    })
    await wrong.start()
    wrong.handlers['/authorize'] = (request, response) => {
      const url = new URL(request.url ?? '', wrong.issuer)
      response.writeHead(302, { Location: redirectUrl + wrong.answer(url.href) }).end()
    }
    await add({
      kind: 'saml',
      name: providerNames.saml,
      issuer: idpIssuer,
      emailDomains,
      saml: { ssoUrl: saml.ssoUrl, certificates: [idpKeys().certificate] },
    })
    await add({
      kind: 'oidc',
      name: providerNames.oidc,
      issuer: openId.issuer,
      clientId,
      clientSecret,
      emailDomains: ['new.example', 'nordvik.example'],
    })
    await add({ kind: 'oidc', name: providerNames.wrongOidc, issuer: wrong.issuer, clientId, clientSecret, emailDomains: [] })
    const { id } = await add({ kind: 'jwt', name: providerNames.jwt, issuer: hostIssuer, loginUrl: host.loginUrl })
    const publicKey = hostKey.publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const added = await staff.post(`/portals/${portalId}/identity-providers/${id}/keys`, { name: 'e2e', publicKey })
    host.kid = ((await added.json()) as NewJwtKey).key.kid
  })
  afterAll(async () => {
    await Promise.all([saml?.close(), host?.close(), openId?.close(), wrong.close()])
  })

  return {
    get saml() {
      return saml
    },
    get host() {
      return host
    },
    wrong,
  }
}
