import { html, type TemplateResult } from 'lit'
import type { GiveConsentBody, PublicConsent } from '../../../shared/consent.ts'
import type { ConsentLanguage } from '../../../shared/consent-languages.ts'
import { warningIcon } from '../../ui/icons.ts'
import type { SignInController } from '../sign-in.controller.ts'

const address = /(https?:\/\/[^\s<>"]*[^\s<>".,:;!?()])/

/** The words to agree to in the reader's language, and a box to tick. */
export function consentField(consent: PublicConsent, language: string, control: SignInController): TemplateResult {
  const { version, ...words } = consentIn(consent, language)
  const error = control.problems.consent
  return html`<div class="field" lang=${words.language} data-version=${version}>
    <p class="consent">${withLinks(words.text)}</p>
    <label class="tick">
      <input id="consent" type="checkbox" required aria-invalid=${error ? 'true' : 'false'} aria-describedby="consent-error" /><span
        >${withLinks(words.checkbox)}</span
      >
    </label>
    <p class="field-error" id="consent-error" ?hidden=${!error}>${error ? html`${warningIcon}<span>${error}</span>` : ''}</p>
  </div>`
}

/** What is handed in for a ticked box. */
export function givenConsent(consent: PublicConsent, language: string): GiveConsentBody {
  return { version: consent.version, language: consentIn(consent, language).language }
}

function consentIn({ version, texts }: PublicConsent, wanted: string) {
  const order: readonly ConsentLanguage[] = wanted === 'nb' ? ['nb', 'en'] : ['en', 'nb']
  const language = order.find((one) => texts[one]) ?? 'en'
  return { version, language, text: texts[language]?.text ?? '', checkbox: texts[language]?.checkbox ?? '' }
}

/** Words whose web addresses are links. */
export function withLinks(text: string) {
  return text
    .split(address)
    .map((part, index) => (index % 2 === 0 ? part : html`<a href=${part} target="_blank" rel="noopener noreferrer">${part}</a>`))
}
