import { html, nothing, type TemplateResult } from 'lit'
import './copy-value.ts'
import './jwt-keys.ts'
import { type ProviderForm, renderCompany, renderDomains, textLine } from './provider-form.ts'
import { type Language, languages, sampleOf } from './samples.ts'

/** The settings that only a site that signs tokens has. */
export function renderJwt(form: ProviderForm): TemplateResult {
  const words = form.texts.singleSignOn
  const { jwt } = words
  const { saved } = form
  return html`
    ${textLine(form, 'issuer', { label: jwt.issuer, help: jwt.issuerHelp, placeholder: 'https://www.example.com' })}
    ${textLine(form, 'loginUrl', { label: jwt.loginUrl, help: jwt.loginUrlHelp }, { type: 'url' })}
    ${
      saved
        ? html`<div class="box">
            <h3>${words.ours}</h3>
            <cp-staff-copy label=${jwt.audience} .value=${saved.audience} .words=${words}></cp-staff-copy>
            ${saved.loginUrl ? html`<cp-staff-copy label=${jwt.tokenUrl} .value=${saved.tokenUrl} .words=${words}></cp-staff-copy>` : nothing}
          </div>`
        : nothing
    }
    ${textLine(form, 'jwksUrl', { label: jwt.jwksUrl, help: jwt.jwksUrlHelp, invalid: jwt.noJwks }, { type: 'url' })} ${renderDomains(form)}
    ${renderCompany(form)}
  `
}

/** Keys and sample code: they act at once, outside of the form. */
export function renderJwtTools(
  form: ProviderForm,
  language: Language,
  choose: (language: Language) => void,
): TemplateResult | typeof nothing {
  const { saved, texts, staff, portalId } = form
  const words = texts.singleSignOn
  if (!saved) return nothing
  return html`<cp-staff-jwt-keys
      .staff=${staff}
      portal-id=${portalId}
      provider-id=${saved.id}
      .publishes=${saved.jwksUrl !== null}
    ></cp-staff-jwt-keys>
    <div class="tool">
      <h3 id="samples">${words.jwt.samples}</h3>
      <div class="tabs" role="tablist" aria-labelledby="samples">
        ${languages.map(
          (one) =>
            html`<button
              class="button ${one === language ? '' : 'quiet'}"
              type="button"
              role="tab"
              id="tab-${one}"
              aria-selected=${one === language ? 'true' : 'false'}
              aria-controls="sample"
              @click=${() => choose(one)}
            >
              ${one}
            </button>`,
        )}
      </div>
      <div id="sample" role="tabpanel" aria-labelledby="tab-${language}">
        <cp-staff-copy label=${language} .value=${sampleOf(language, saved)} .words=${words}></cp-staff-copy>
      </div>
    </div>`
}
