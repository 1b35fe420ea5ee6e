import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import './time-zone.ts'
import { settingsHref } from '../base/routes.ts'
import { problemLine, type SettingsForm, textField } from './form.ts'

/** What the portal is called, where it lives, and what it speaks. */
export function renderGeneral(form: SettingsForm): TemplateResult {
  const { settings, checklist } = form.texts
  return html`
    ${textField(form, 'title', { label: settings.name, help: settings.nameHelp })}
    ${textField(form, 'slug', { label: checklist.slug, help: checklist.slugHelp(form.saved.hostedUrl) })}
    ${textField(form, 'homeUrl', { label: settings.homeUrl, help: settings.homeUrlHelp }, 'url')}
    ${
      form.draft.homeUrl.trim() === ''
        ? nothing
        : textField(form, 'homeRoute', { label: form.texts.access.homeRoute, help: form.texts.access.homeRouteHelp })
    }
    <div class="field">
      <label class="label" for="language">${settings.language}</label>
      <select
        id="language"
        class="input short"
        aria-describedby="language-help"
        @change=${(event: Event) => form.set('language', (event.target as HTMLSelectElement).value === 'nb' ? 'nb' : 'en')}
      >
        ${(['en', 'nb'] as const).map(
          (code) => html`<option value=${code} lang=${code} .selected=${form.draft.language === code}>${settings.languages[code]}</option>`,
        )}
      </select>
      ${problemLine(form, 'language')}
      <p class="help" id="language-help">
        ${settings.languageHelp}
        ${form.saved.domain ? html`<a href=${settingsHref('domains', form.saved.id)}>${checklist.manageDomain}</a>` : nothing}
      </p>
    </div>
    ${renderLanguages(form)}
    ${form.staff.me.permissions.includes('account.admin') ? html`<cp-staff-time-zone .staff=${form.staff}></cp-staff-time-zone>` : nothing}
  `
}

function renderLanguages(form: SettingsForm): TemplateResult {
  const { settings, checklist } = form.texts
  const { language, languages } = form.draft
  return html`<fieldset class="field" aria-describedby="languages-help">
    <legend class="label">${checklist.languages}</legend>
    ${(['en', 'nb'] as const).map((code, index) => {
      const isPrimary = code === language
      return html`<label class="choice">
        <input
          id=${index === 0 ? 'languages' : nothing}
          type="checkbox"
          .checked=${live(isPrimary || languages.includes(code))}
          ?disabled=${isPrimary}
          @change=${(event: Event) => {
            const others = form.draft.languages.filter((one) => one !== code)
            form.set('languages', (event.target as HTMLInputElement).checked ? [...others, code].sort() : others)
          }}
        />
        <span lang=${code}
          >${settings.languages[code]}
          ${isPrimary ? html`<span class="muted" lang=${form.texts.language}>(${checklist.primary})</span>` : nothing}</span
        >
      </label>`
    })}
    ${problemLine(form, 'languages')}
    <p class="help" id="languages-help">${checklist.languagesHelp}</p>
  </fieldset>`
}
