import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../base/icons.ts'
import { problemLine, type SettingsForm } from './form.ts'
import { filled } from './settings-values.ts'

/** What keeps the portal from being switched on, with the draft counted in. */
export function findMissing(form: SettingsForm): (keyof SettingsForm['texts']['settings']['missing'])[] {
  return [
    ...(filled(form.draft.allowedOrigins).length === 0 && form.saved.domain === null ? ['allowedOrigins' as const] : []),
    ...(form.draft.defaultInboxId === '' ? ['defaultInbox' as const] : []),
    ...(form.saved.missing.includes('signInMethod') ? ['signInMethod' as const] : []),
    ...(form.draft.canRegister && !form.draft.consentTexts ? ['consentTexts' as const] : []),
  ]
}

/** The switch of the portal, with what holds it. */
export function renderSwitch(form: SettingsForm): TemplateResult {
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
