import { inflateRawSync } from 'node:zlib'
import { loginPage, readFields, selfSendingForm, serveSite } from './login-page.ts'
import { goodParts, signedAnswer, type AnswerParts, type SignOptions } from './saml-peer.ts'

/** A SAML identity provider with a login page of its own: whoever types an address is the one. */
export interface SamlSite {
  ssoUrl: string
  /** What is wrong with the answers from now on; nothing to begin with. */
  spoil: { parts?: (good: AnswerParts) => Partial<AnswerParts>; signing?: SignOptions }
  close: () => Promise<void>
}

/** Starts one. It signs with `idpKeys()`. */
export async function startSamlSite(): Promise<SamlSite> {
  const peer: SamlSite = { ssoUrl: '', spoil: {}, close: () => site.close() }
  const site = await serveSite(async (request, response, url) => {
    response.setHeader('Content-Type', 'text/html')
    const asked = url.searchParams.get('SAMLRequest')
    if (request.method !== 'POST' || asked === null) return response.end(loginPage('SAML provider'))
    const email = (await readFields(request)).get('email') ?? ''
    const xml = inflateRawSync(Buffer.from(asked, 'base64')).toString()
    const acsUrl = /AssertionConsumerServiceURL="([^"]+)"/.exec(xml)?.[1] ?? ''
    const entityId = /<saml:Issuer[^>]*>([^<]+)</.exec(xml)?.[1] ?? ''
    const good = {
      ...goodParts({ acsUrl, entityId, requestId: /\bID="([^"]+)"/.exec(xml)?.[1] ?? '' }),
      nameId: `id-of-${email}`,
      attributes: { email, displayName: nameOf(email) },
    }
    const answer = signedAnswer({ ...good, ...peer.spoil.parts?.(good) }, peer.spoil.signing)
    return response.end(
      selfSendingForm(acsUrl, {
        SAMLResponse: Buffer.from(answer).toString('base64'),
        RelayState: url.searchParams.get('RelayState') ?? '',
      }),
    )
  })
  peer.ssoUrl = `${site.origin}/sso`
  return peer
}

/** `nina@acme.example` → `Nina`. */
export function nameOf(email: string): string {
  const [name = ''] = email.split('@')
  return name.charAt(0).toUpperCase() + name.slice(1)
}
