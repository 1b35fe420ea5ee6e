import { html, type TemplateResult } from 'lit'
import { problemLine, type SettingsForm, textField } from './form.ts'

/** The elements' own accent, where the portal names none. */
export const defaultAccent = '#2b5fd9'

/** Colour and images of the portal. */
export function renderLook(form: SettingsForm): TemplateResult {
  const { settings } = form.texts
  const { accent } = form.draft
  const isBad = Boolean(form.problems['accent'])
  const set = (event: Event) => form.set('accent', (event.target as HTMLInputElement).value)
  return html`
    <div class="field">
      <label class="label" for="accent">${settings.accent}</label>
      <div class="accent">
        <input
          type="color"
          aria-label=${settings.accentPick}
          .value=${/^#[0-9a-f]{6}$/i.test(accent) ? accent : defaultAccent}
          @input=${set}
        />
        <input
          id="accent"
          class="input short"
          autocomplete="off"
          spellcheck="false"
          placeholder=${defaultAccent}
          maxlength="7"
          .value=${accent}
          aria-invalid=${isBad ? 'true' : 'false'}
          aria-describedby="accent-help ${isBad ? 'accent-problem' : ''}"
          @input=${set}
          @blur=${() => form.check('accent')}
        />
        <span class="sample">${settings.accentPreview}</span>
      </div>
      ${problemLine(form, 'accent')}
      <p class="help" id="accent-help">${settings.accentHelp}</p>
    </div>
    ${textField(form, 'logoUrl', { label: settings.logo, help: settings.logoHelp }, 'url')}
    ${textField(form, 'faviconUrl', { label: settings.favicon, help: settings.faviconHelp }, 'url')}
  `
}
