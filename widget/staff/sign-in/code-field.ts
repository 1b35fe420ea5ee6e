import { html, nothing, type TemplateResult } from 'lit'
import type { StaffTexts } from '../locales/en.ts'

/** How a code is asked for. */
export interface CodeField {
  texts: StaffTexts
  /** A recovery code, of letters and digits, in place of the six digits of the app. */
  isRecovery: boolean
  problem: string | undefined
  /** Somebody typed or pasted all six digits. */
  onComplete: () => void
}

/** The field for a code of the app or a recovery code; its id is `code`. */
export function codeField({ texts, isRecovery, problem, onComplete }: CodeField): TemplateResult {
  const { code } = texts.account
  const onInput = (event: InputEvent) => {
    if (!isRecovery && /^\d{6}$/.test(typedCode(event.target as HTMLInputElement))) onComplete()
  }
  return html`<div class="field">
    <label class="label" for="code">${isRecovery ? code.recoveryLabel : code.label}</label>
    <input
      id="code"
      class="input code"
      name="code"
      type="text"
      inputmode=${isRecovery ? 'text' : 'numeric'}
      autocomplete=${isRecovery ? 'off' : 'one-time-code'}
      autocapitalize=${isRecovery ? 'characters' : 'none'}
      spellcheck="false"
      maxlength="40"
      dir="ltr"
      aria-invalid=${problem ? 'true' : 'false'}
      aria-describedby=${problem ? 'code-problem' : nothing}
      @input=${onInput}
    />
    ${problem ? html`<p class="problem" id="code-problem">${problem}</p>` : nothing}
  </div>`
}

/** What is typed, without the spaces and dashes that apps and papers have between the digits. */
export function typedCode(field: HTMLInputElement | null): string {
  return (field?.value ?? '').replaceAll(/[\s-]/g, '')
}

/** What is wrong with a code before the server is asked. */
export function problemOfCode(texts: StaffTexts, code: string, isRecovery: boolean): string | undefined {
  if (code === '') return texts.account.code.required
  return isRecovery || /^\d{6}$/.test(code) ? undefined : texts.account.code.incomplete
}
