import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { consentLanguages, type ConsentLanguage } from '../../../shared/consent-languages.ts'
import { withLinks } from '../../login/ways/consent-words.ts'
import { icon } from '../base/icons.ts'
import { type ConsentDraft, readConsentDraft, toConsentDraft } from './consent-draft.ts'
import { cssName, problemLine, type SettingsForm } from './form.ts'
import { isSame } from './settings-values.ts'

const blank: ConsentDraft = { en: { text: '', checkbox: '' }, nb: { text: '', checkbox: '' } }

/** What customers agree to before anything is open to them. */
export function renderConsent(form: SettingsForm): TemplateResult {
  const { consent } = form.texts
  const { consentTexts } = form.draft
  return html`
    <p class="note">${icon('info')} <span>${consent.legal} ${consent.only}</span></p>
    <div class="field">
      <label class="switch">
        <input
          id="consentTexts"
          type="checkbox"
          role="switch"
          .checked=${live(consentTexts !== null)}
          aria-describedby="consentTexts-help"
          @change=${(event: Event) => turn(form, (event.target as HTMLInputElement).checked)}
        />
        <span class="label">${consent.ask}</span>
      </label>
      <p class="help" id="consentTexts-help">${consent.askHelp}</p>
      ${problemLine(form, 'consentTexts')}
    </div>
    ${consentTexts ? languagesOf(form).map((language) => renderLanguage(form, consentTexts, language)) : nothing}
    <p role="status" class=${noteOf(form) ? 'note' : ''}>${noteOf(form) ? html`${icon('info')} <span>${noteOf(form)}</span>` : nothing}</p>
  `
}

/** The portal's own language first. */
function languagesOf({ draft }: SettingsForm): ConsentLanguage[] {
  return consentLanguages.toSorted((a, b) => Number(b === draft.language) - Number(a === draft.language))
}

function turn(form: SettingsForm, isOn: boolean): void {
  form.set('consentTexts', isOn ? (toConsentDraft(form.saved.consentTexts) ?? blank) : null)
}

function noteOf({ saved, draft, texts }: SettingsForm): string | null {
  if (saved.consentTexts === null) return null
  if (draft.consentTexts === null) return texts.consent.turnedOff
  return isSame(readConsentDraft(draft.consentTexts), readConsentDraft(toConsentDraft(saved.consentTexts) ?? blank))
    ? null
    : texts.consent.changed
}

function renderLanguage(form: SettingsForm, draft: ConsentDraft, language: ConsentLanguage): TemplateResult {
  const { consent } = form.texts
  const words = draft[language]
  return html`<fieldset class="field consent-words">
    <legend class="label">${consent.languages[language]}</legend>
    ${renderWords(form, draft, language, 'text', consent.text, consent.textHelp)}
    ${renderWords(form, draft, language, 'checkbox', consent.checkbox, consent.checkboxHelp)}
    ${
      words.text.trim() || words.checkbox.trim()
        ? html`<figure class="consent-preview">
            <figcaption class="help">${consent.preview}</figcaption>
            <div lang=${language}>
              <p>${withLinks(words.text.trim())}</p>
              <p class="tick"><span class="box" aria-hidden="true"></span><span>${withLinks(words.checkbox.trim())}</span></p>
            </div>
          </figure>`
        : html`<p class="help">${consent.languageHelp}</p>`
    }
  </fieldset>`
}

function renderWords(
  form: SettingsForm,
  draft: ConsentDraft,
  language: ConsentLanguage,
  part: 'text' | 'checkbox',
  label: string,
  help: string,
): TemplateResult {
  const name = `consentTexts.${language}.${part}`
  const id = cssName(name)
  const isBad = Boolean(form.problems[name])
  const describedBy = `${id}-help ${isBad ? `${id}-problem` : ''}`
  const onInput = (event: Event) => {
    const value = (event.target as HTMLTextAreaElement).value
    const now = form.draft.consentTexts ?? draft
    form.set('consentTexts', { ...now, [language]: { ...now[language], [part]: value } })
  }
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <textarea
      id=${id}
      class="input"
      lang=${language}
      rows=${part === 'text' ? 5 : 2}
      .value=${draft[language][part]}
      aria-invalid=${isBad ? 'true' : 'false'}
      aria-describedby=${describedBy}
      @input=${onInput}
      @blur=${() => form.check('consentTexts')}
    ></textarea>
    ${problemLine(form, name)}
    <p class="help" id="${id}-help">${help}</p>
  </div>`
}
