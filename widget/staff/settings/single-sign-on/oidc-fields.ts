import { html, nothing, type TemplateResult } from 'lit'
import './copy-value.ts'
import { type ProviderForm, renderCompany, renderDomains, switchLine, textLine } from './provider-form.ts'

/** The settings that only an OpenID provider has. */
export function renderOidc(form: ProviderForm): TemplateResult {
  const words = form.texts.singleSignOn
  const { oidc } = words
  const redirectUrl = form.saved?.redirectUrl ?? `${location.origin}/sso/callback`
  return html`
    <div class="box">
      <h3>${words.ours}</h3>
      <p class="help">${words.oursHelp}</p>
      <cp-staff-copy label=${oidc.redirectUrl} .value=${redirectUrl} .words=${words}></cp-staff-copy>
    </div>
    ${textLine(
      form,
      'issuer',
      { label: oidc.issuer, help: oidc.issuerHelp, invalid: oidc.badIssuer, placeholder: 'https://login.example.com' },
      { type: 'url' },
    )}
    ${textLine(form, 'clientId', { label: oidc.clientId }, { isShort: true })}
    ${textLine(
      form,
      'clientSecret',
      { label: oidc.clientSecret, help: form.saved?.hasClientSecret ? oidc.hasSecret : oidc.clientSecretHelp },
      { type: 'password', isShort: true },
    )}
    ${form.saved?.hasClientSecret && form.draft.clientSecret === '' ? switchLine(form, 'removesSecret', { label: oidc.removeSecret }) : nothing}
    ${renderDomains(form)} ${renderCompany(form)}
    <p class="help">${oidc.claimsHelp}</p>
  `
}
