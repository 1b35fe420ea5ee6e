import { randomUUID, type KeyObject } from 'node:crypto'
import { SignJWT, type JWTPayload } from 'jose'
import { loginPage, readFields, selfSendingForm, serveSite } from './login-page.ts'
import { nameOf } from './saml-site.ts'

/** The sign-in page of a site that signs tokens for its own customers. */
export interface HostSite {
  loginUrl: string
  /** Of the key that it signs with, as the portal named it. */
  kid: string
  /** Whoever is signed in there already, and is not asked; null: nobody. */
  signedInAs: string | null
  /** Policy of the page towards whoever opened it. */
  openerPolicy: string
  /** What is wrong with the tokens from now on; nothing to begin with. */
  spoil: { claims?: (nowSeconds: number) => JWTPayload; key?: KeyObject; token?: (good: string) => string }
  close: () => Promise<void>
}

/** Starts one whose key is `key`. */
export async function startHostSite(signing: { key: KeyObject; issuer: string; audience: string }): Promise<HostSite> {
  const peer: HostSite = { loginUrl: '', kid: '', signedInAs: null, openerPolicy: 'unsafe-none', spoil: {}, close: () => site.close() }
  const site = await serveSite(async (request, response, url) => {
    response.setHeader('Content-Type', 'text/html')
    response.setHeader('Cross-Origin-Opener-Policy', peer.openerPolicy)
    if (request.method !== 'POST' && peer.signedInAs === null) return response.end(loginPage('The shop'))
    const email = peer.signedInAs ?? (await readFields(request)).get('email') ?? ''
    const now = Math.floor(Date.now() / 1000)
    const good = {
      ...{ iss: signing.issuer, aud: signing.audience, sub: `user-${email}`, jti: randomUUID(), iat: now, exp: now + 120 },
      ...{ email, email_verified: true, name: nameOf(email) },
    }
    const token = await new SignJWT({ ...good, ...peer.spoil.claims?.(now) })
      .setProtectedHeader({ alg: 'ES256', kid: peer.kid, typ: 'JWT' })
      .sign(peer.spoil.key ?? signing.key)
    const fields = { token: peer.spoil.token?.(token) ?? token, state: url.searchParams.get('state') ?? '' }
    return response.end(selfSendingForm(url.searchParams.get('return_to') ?? '', fields))
  })
  peer.loginUrl = `${site.origin}/login`
  return peer
}
