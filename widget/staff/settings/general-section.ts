import { html, nothing, type TemplateResult } from 'lit'
import './time-zone.ts'
import { icon } from '../base/icons.ts'
import { problemLine, type SettingsForm, textField } from './form.ts'
import { filled } from './settings-values.ts'

/** What the portal is called, whether it is on, and where it lives. */
export function renderGeneral(form: SettingsForm): TemplateResult {
  const { settings } = form.texts
  return html`
    ${renderSwitch(form)} ${textField(form, 'title', { label: settings.name, help: settings.nameHelp })}
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
      <p class="help" id="language-help">${settings.languageHelp}</p>
    </div>
    ${form.staff.me.permissions.includes('account.admin') ? html`<cp-staff-time-zone .staff=${form.staff}></cp-staff-time-zone>` : nothing}
  `
}

/** What keeps the portal from being switched on, with the draft counted in. */
export function findMissing(form: SettingsForm): (keyof SettingsForm['texts']['settings']['missing'])[] {
  return [
    ...(filled(form.draft.allowedOrigins).length === 0 ? ['allowedOrigins' as const] : []),
    ...(form.draft.defaultInboxId === '' ? ['defaultInbox' as const] : []),
    ...(form.saved.missing.includes('signInMethod') ? ['signInMethod' as const] : []),
    ...(form.draft.canRegister && !form.draft.consentTexts ? ['consentTexts' as const] : []),
  ]
}

function renderSwitch(form: SettingsForm): TemplateResult {
  const { settings } = form.texts
  const { isOn } = form.draft
  const missing = findMissing(form)
  const isHeld = !isOn && missing.length > 0
  return html`<div class="field">
    <label class="switch">
      <input
        id="isOn"
        type="checkbox"
        role="switch"
        .checked=${isOn}
        aria-disabled=${isHeld ? 'true' : 'false'}
        aria-describedby="isOn-help ${missing.length > 0 ? 'missing' : ''}"
        @click=${(event: Event) => isHeld && event.preventDefault()}
        @change=${(event: Event) => form.set('isOn', (event.target as HTMLInputElement).checked)}
      />
      <span class="label">${settings.switch}</span>
      <span class="pill ${isOn ? 'open' : 'closed'}">${isOn ? settings.isOn : settings.isOff}</span>
    </label>
    <p class="help" id="isOn-help">${isOn ? settings.onHelp : settings.offHelp}</p>
    ${problemLine(form, 'isOn')}
    ${
      missing.length > 0
        ? html`<div class="missing" id="missing">
            <p>${icon('warning')} <b>${settings.missingTitle}</b></p>
            <ul>
              ${missing.map(
                (name) =>
                  html`<li>
                    ${
                      name === 'signInMethod'
                        ? settings.missing[name]
                        : html`<button
                            class="link"
                            type="button"
                            @click=${() => form.goTo(name === 'defaultInbox' ? 'defaultInboxId' : name)}
                          >
                            ${settings.missing[name]}
                          </button>`
                    }
                  </li>`,
              )}
            </ul>
          </div>`
        : nothing
    }
  </div>`
}
