import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit'
import type { LoginTexts } from '../locales/en/login.ts'
import { describedBy, fieldError } from '../ui/field.ts'

/** What stands around one password. */
export interface PasswordFrame {
  label: string
  autocomplete: 'current-password' | 'new-password'
  help?: string
  error: string | undefined
}

/** A password with a button to show it, and a word about Caps Lock. */
export class PasswordField {
  isRevealed = false
  private hasCapsLock = false
  private readonly host: ReactiveControllerHost

  constructor(host: ReactiveControllerHost) {
    this.host = host
  }

  render(texts: LoginTexts, { label, autocomplete, help, error }: PasswordFrame): TemplateResult {
    const hint = this.hasCapsLock ? texts.capsLock : help
    return html`<div class="field">
      <label for="password">${label}</label>
      <div class="password">
        <input
          class="input"
          id="password"
          name="password"
          type=${this.isRevealed ? 'text' : 'password'}
          autocomplete=${autocomplete}
          autocapitalize="none"
          spellcheck="false"
          required
          aria-invalid=${error ? 'true' : 'false'}
          aria-describedby=${describedBy('password', { error, help: hint })}
          @keydown=${this.watchCapsLock}
          @keyup=${this.watchCapsLock}
        />
        <button
          class="reveal"
          type="button"
          aria-pressed=${this.isRevealed ? 'true' : 'false'}
          aria-label=${texts.showPassword}
          @click=${() => this.reveal(!this.isRevealed)}
        >
          ${this.isRevealed ? texts.hide : texts.show}
        </button>
      </div>
      ${hint ? html`<p class="help" id="password-help" role=${this.hasCapsLock ? 'status' : nothing}>${hint}</p>` : nothing}
      ${fieldError('password', error)}
    </div>`
  }

  reveal(isRevealed: boolean): void {
    this.isRevealed = isRevealed
    this.host.requestUpdate()
  }

  private readonly watchCapsLock = (event: KeyboardEvent) => {
    const isOn = event.getModifierState('CapsLock')
    if (isOn === this.hasCapsLock) return
    this.hasCapsLock = isOn
    this.host.requestUpdate()
  }
}
