import { html, nothing, type TemplateResult } from 'lit'
import { limits } from '../../../shared/limits.ts'
import type { StaffTexts } from '../locales/en.ts'

/** The field of a new password, with a button that shows it. */
export function newPasswordField(
  texts: StaffTexts,
  field: { problem: string | undefined; isShown: boolean; label: string; onShow: () => void },
): TemplateResult {
  const { join } = texts.team
  const { problem, isShown, label, onShow } = field
  return html`<div class="field">
    <div class="password">
      <label class="label" for="password">${label}</label>
      <button class="link" type="button" aria-controls="password" @click=${onShow}>${isShown ? join.hide : join.show}</button>
    </div>
    <input
      id="password"
      class="input"
      name="password"
      type=${isShown ? 'text' : 'password'}
      autocomplete="new-password"
      spellcheck="false"
      aria-invalid=${problem ? 'true' : 'false'}
      aria-describedby=${problem ? 'password-problem password-help' : 'password-help'}
    />
    ${problem ? html`<p class="problem" id="password-problem">${problem}</p>` : nothing}
    <p class="help" id="password-help">${join.passwordHelp(limits.passwordMinChars)}</p>
  </div>`
}
