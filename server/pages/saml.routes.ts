import { Hono } from 'hono'
import { findAttemptProvider, findOpenAttempt, readProtocol } from '../auth/handoff.ts'
import { identifyBySaml } from '../auth/methods/saml.ts'
import { isCheckId } from '../auth/sign-in-check.ts'
import { readWindowCookie } from '../auth/window-cookie.ts'
import type { AppEnv } from '../deps.ts'
import { AppError } from '../errors.ts'
import { samlAcsUrl, samlEntityId, samlSettingsOf, signingCertificateOf } from '../portal/identity-provider.presenter.ts'
import { findProviderById } from '../portal/identity-provider.repo.ts'
import { html } from './html.ts'
import { answerCheckWindow } from './sign-in-check-window.ts'
import { answerIdentity, findAttemptAndPortal, limitForm, readForm } from './sign-in-answers.ts'
import { answerOver } from './sign-in-page.ts'

/** Base64 of the largest answer, written as a form. */
const answerMaxBytes = 512 * 1024

/** Where a SAML provider answers to, and what it may know of us. */
export const samlRoutes = new Hono<AppEnv>()
  .post('/sso/saml/:providerId/acs', limitForm(answerMaxBytes), async (c) => {
    const { deps } = c.var
    const form = await readForm(c)
    const relayState = form.get('RelayState') ?? ''
    if (isCheckId(relayState)) return answerCheckWindow(c, relayState, { samlResponse: form.get('SAMLResponse') ?? '' })
    const attempt = await findOpenAttempt(deps, relayState, readWindowCookie(c))
    const found = attempt && (await findAttemptAndPortal(deps, attempt.id))
    const provider = attempt && (await findAttemptProvider(deps, attempt))
    if (!attempt || !found || provider?.kind !== 'saml' || provider.id !== c.req.param('providerId')) {
      return answerOver(c, found?.portal.language ?? 'en')
    }
    const answer = { samlResponse: form.get('SAMLResponse') ?? '', protocol: readProtocol(deps, attempt) }
    return answerIdentity(c, found.portal, attempt, () => identifyBySaml(deps, provider, answer))
  })
  .get('/sso/saml/:providerId/metadata', async (c) => {
    const { config, db } = c.var.deps
    const provider = await findProviderById(db, c.req.param('providerId'))
    if (provider?.kind !== 'saml') throw new AppError('not_found', 'identity provider')
    const { signsRequests } = samlSettingsOf(provider)
    const certificate = signsRequests ? signingCertificateOf(provider) : null
    c.header('Content-Type', 'application/samlmetadata+xml; charset=utf-8')
    c.header('Content-Disposition', 'attachment; filename="metadata.xml"')
    return c.body(
      html`<?xml version="1.0" encoding="UTF-8"?>
        <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${samlEntityId(provider, config.publicUrl)}">
          <SPSSODescriptor
            AuthnRequestsSigned="${certificate === null ? 'false' : 'true'}"
            WantAssertionsSigned="true"
            protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"
          >
            ${certificate === null ? null : signingKey(certificate)}
            <NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</NameIDFormat>
            <AssertionConsumerService
              index="0"
              isDefault="true"
              Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
              Location="${samlAcsUrl(provider, config.publicUrl)}"
            />
          </SPSSODescriptor>
        </EntityDescriptor> `.text,
    )
  })

/** With what a provider checks our requests. */
function signingKey(certificate: string) {
  const base64 = certificate.replaceAll(/-----[A-Z ]+-----|\s/g, '')
  return html`<KeyDescriptor use="signing"
    ><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"
      ><X509Data><X509Certificate>${base64}</X509Certificate></X509Data></KeyInfo
    ></KeyDescriptor
  >`
}
