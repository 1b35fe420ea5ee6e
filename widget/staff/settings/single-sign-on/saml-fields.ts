import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { IdentityProvider } from '../../../../shared/single-sign-on.ts'
import { icon } from '../../base/icons.ts'
import './copy-value.ts'
import './metadata-import.ts'
import type { MetadataRead } from './metadata-import.ts'
import { problemOf, problemText, type ProviderForm, renderCompany, renderDomains, switchLine, textLine } from './provider-form.ts'

const certificateStart = '-----BEGIN CERTIFICATE-----'

/** The settings that only a SAML provider has. @param newId Of a provider that is not saved yet. */
export function renderSaml(form: ProviderForm, newId: string): TemplateResult {
  const words = form.texts.singleSignOn
  const { saml } = words
  const entityId = form.saved?.saml?.entityId ?? `${location.origin}/sso/saml/${newId}`
  return html`
    <div class="box">
      <h3>${words.ours}</h3>
      <p class="help">${words.oursHelp}</p>
      <cp-staff-copy label=${saml.entityId} .value=${entityId} .words=${words}></cp-staff-copy>
      <cp-staff-copy label=${saml.acsUrl} .value=${form.saved?.saml?.acsUrl ?? `${entityId}/acs`} .words=${words}></cp-staff-copy>
      ${
        form.saved?.saml
          ? html`<cp-staff-copy label=${saml.metadataUrl} .value=${form.saved.saml.metadataUrl} .words=${words}></cp-staff-copy>`
          : html`<p class="help">${saml.metadataLater}</p>`
      }
      <p class="help">${saml.needs}</p>
    </div>
    <cp-staff-metadata-import
      .staff=${form.staff}
      portal-id=${form.portalId}
      @cp-metadata=${({ detail }: CustomEvent<MetadataRead>) => {
        // Beside those that are there: while a provider changes its certificate both are good.
        const certificates = [...new Set([...form.draft.certificates, ...detail.certificates])]
        form.set({ issuer: detail.issuer, ssoUrl: detail.ssoUrl, certificates })
      }}
    ></cp-staff-metadata-import>
    ${textLine(form, 'issuer', { label: saml.issuer })}
    ${textLine(form, 'ssoUrl', { label: saml.ssoUrl, help: saml.ssoUrlHelp }, { field: 'saml.ssoUrl', type: 'url' })}
    ${renderCertificates(form)} ${renderDomains(form)}
    <fieldset class="field">
      <legend class="label">${saml.mapping}</legend>
      <div class="pair">
        ${textLine(form, 'emailAttribute', { label: saml.emailAttribute, placeholder: saml.usual }, { field: 'saml.emailAttribute' })}
        ${textLine(form, 'nameAttribute', { label: saml.nameAttribute, placeholder: saml.usual }, { field: 'saml.nameAttribute' })}
      </div>
    </fieldset>
    ${renderCompany(form)} ${switchLine(form, 'signsRequests', { label: saml.signsRequests, help: saml.signsRequestsHelp })}
    ${
      form.saved?.saml?.signingCertificate
        ? html`<cp-staff-copy
            label=${saml.signingCertificate}
            .value=${form.saved.saml.signingCertificate}
            .words=${words}
          ></cp-staff-copy>`
        : nothing
    }
  `
}

function renderCertificates(form: ProviderForm): TemplateResult {
  const { saml } = form.texts.singleSignOn
  const { certificates } = form.draft
  const set = (index: number, text: string | null) =>
    form.set({ certificates: certificates.flatMap((one, at) => (at === index ? (text ?? []) : one)) })
  return html`<fieldset class="field">
    <legend class="label">${saml.certificates}</legend>
    <p class="help">${saml.certificatesHelp}</p>
    ${
      certificates.length === 0
        ? nothing
        : html`<ul class="rows">
            ${certificates.map((pem, index) => {
              const known = form.saved?.saml?.certificates.find((one) => one.pem === pem)
              return html`<li>
                <div class="grow">${known ? renderKnown(form, known) : renderNew(form, pem, index, (text) => set(index, text))}</div>
                <button class="button quiet icon" type="button" aria-label=${saml.removeCertificate} @click=${() => set(index, null)}>
                  ${icon('close')}
                </button>
              </li>`
            })}
          </ul>`
    }
    ${certificates.length === 0 || problemOf(form, 'saml.certificates') === 'required' ? problemText(form, 'saml.certificates') : nothing}
    <button class="button add" type="button" @click=${() => form.set({ certificates: [...certificates, ''] })}>
      ${icon('plus')} ${saml.addCertificate}
    </button>
  </fieldset>`
}

type Certificate = NonNullable<IdentityProvider['saml']>['certificates'][number]

function renderKnown(form: ProviderForm, { subject, fingerprint, notAfter }: Certificate): TemplateResult {
  const { saml } = form.texts.singleSignOn
  const date = new Date(notAfter).toLocaleDateString(form.staff.language, { dateStyle: 'medium' })
  const isOver = Date.parse(notAfter) < Date.now()
  return html`<b>${subject.replaceAll('\n', ', ')}</b>
    ${isOver ? html`<span class="problem">${icon('warning')} ${saml.expired(date)}</span>` : html`<span class="muted">${saml.expires(date)}</span>`}
    <div class="muted mono">${saml.fingerprint} ${fingerprint}</div>
    ${isOver ? html`<p class="help">${saml.expiredHelp}</p>` : nothing}`
}

function renderNew(form: ProviderForm, pem: string, index: number, set: (text: string) => void): TemplateResult {
  const { saml } = form.texts.singleSignOn
  const code = form.problems[`saml.certificates.${index}`]
  return html`<label class="muted" for="certificate-${index}">${pem.trim() === '' ? saml.certificateText : saml.certificateNew}</label>
    <textarea
      id="certificate-${index}"
      class="input mono"
      rows="4"
      spellcheck="false"
      placeholder=${certificateStart}
      aria-invalid=${code ? 'true' : 'false'}
      .value=${live(pem)}
      @input=${(event: Event) => set((event.target as HTMLTextAreaElement).value)}
    ></textarea>
    ${code ? html`<p class="problem">${icon('warning')} ${code === 'invalid' ? saml.badCertificate : form.texts.fields[code]}</p>` : nothing}`
}
