import { html, LitElement, nothing, type PropertyDeclarations } from 'lit'
import { type StaffApiError, toApiError } from '../api/client.ts'
import type { SessionController } from '../app/session.controller.ts'
import { controlStyles } from '../base/control.styles.ts'
import { define } from '../../base/define.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { stateStyles } from '../base/state.styles.ts'
import type { StaffTexts } from '../locales/en.ts'
import { signInStyles } from './sign-in.styles.ts'

/**
 * Asks for address and password; over the page when a session has ended.
 *
 * @element cp-staff-sign-in
 */
export class StaffSignIn extends LitElement {
  static override styles = [controlStyles, stateStyles, signInStyles]
  static override properties: PropertyDeclarations = {
    texts: { attribute: false },
    session: { attribute: false },
    email: { attribute: false },
    isAgain: { type: Boolean, attribute: 'is-again' },
    isBusy: { state: true },
    isShown: { state: true },
    hasCapsLock: { state: true },
    problems: { state: true },
    error: { state: true },
    lockedSeconds: { state: true },
  }

  declare texts: StaffTexts
  declare session: SessionController
  /** Whose session ended. */
  declare email: string
  /** Shows a dialog over the page instead of a page. */
  declare isAgain: boolean
  declare private isBusy: boolean
  declare private isShown: boolean
  declare private hasCapsLock: boolean
  declare private problems: { email?: string; password?: string }
  declare private error: StaffApiError | null
  declare private lockedSeconds: number
  private lockTimer: ReturnType<typeof setInterval> | undefined

  constructor() {
    super()
    this.email = ''
    this.isAgain = false
    this.isBusy = false
    this.isShown = false
    this.hasCapsLock = false
    this.problems = {}
    this.error = null
    this.lockedSeconds = 0
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.lockTimer)
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal()
    this.input(this.email ? 'password' : 'email')?.focus()
  }

  override render() {
    if (!this.isAgain) return html`<div class="card">${this.renderForm()}</div>`
    return html`<dialog aria-labelledby="title" @cancel=${(event: Event) => event.preventDefault()}>
      <div class="dialog-body">${this.renderForm()}</div>
    </dialog>`
  }

  private renderForm() {
    const { signIn } = this.texts
    return html`
      <div>
        <h1 id="title">${this.isAgain ? signIn.againTitle : signIn.title}</h1>
        <p class="muted">${this.isAgain ? signIn.againText : signIn.subtitle}</p>
      </div>
      <form novalidate @submit=${this.onSubmit}>
        ${this.error ? html`<p class="banner bad" role="alert">${icon('warning')} <span>${this.errorWords(this.error)}</span></p>` : nothing}
        <div class="field">
          <label class="label" for="email">${signIn.email}</label>
          <input
            id="email"
            class="input"
            name="email"
            type="email"
            autocomplete="username"
            inputmode="email"
            autocapitalize="none"
            spellcheck="false"
            .value=${this.email}
            aria-invalid=${this.problems.email ? 'true' : 'false'}
            aria-describedby=${this.problems.email ? 'email-problem' : nothing}
          />
          ${this.problems.email ? html`<p class="problem" id="email-problem">${this.problems.email}</p>` : nothing}
        </div>
        <div class="field">
          <div class="password">
            <label class="label" for="password">${signIn.password}</label>
            <button class="link" type="button" aria-controls="password" @click=${() => (this.isShown = !this.isShown)}>
              ${this.isShown ? signIn.hidePassword : signIn.showPassword}
            </button>
          </div>
          <input
            id="password"
            class="input"
            name="password"
            type=${this.isShown ? 'text' : 'password'}
            autocomplete="current-password"
            aria-invalid=${this.problems.password ? 'true' : 'false'}
            aria-describedby=${this.problems.password ? 'password-problem' : this.hasCapsLock ? 'caps' : nothing}
            @keydown=${this.onKey}
            @keyup=${this.onKey}
          />
          ${this.problems.password ? html`<p class="problem" id="password-problem">${this.problems.password}</p>` : nothing}
          ${this.hasCapsLock ? html`<p class="help" id="caps" role="status">${signIn.capsLock}</p>` : nothing}
        </div>
        <button class="button primary" type="submit" aria-disabled=${this.isBusy || this.lockedSeconds > 0 ? 'true' : 'false'}>
          ${this.isBusy ? signIn.submitting : signIn.submit}
        </button>
      </form>
      ${this.isAgain ? html`<button class="link other" type="button" @click=${() => void this.session.signOut()}>${signIn.otherPerson}</button>` : nothing}
    `
  }

  private errorWords(error: StaffApiError): string {
    if (error.code === 'sign_in_failed') return this.texts.signIn.failed
    if (error.code === 'sign_in_locked') return this.texts.signIn.locked(this.lockedSeconds)
    return errorText(this.texts, error)
  }

  private async onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (this.isBusy || this.lockedSeconds > 0) return
    const email = this.input('email')?.value.trim() ?? ''
    const password = this.input('password')?.value ?? ''
    const { signIn } = this.texts
    this.email = email
    this.problems = {}
    if (!email) this.problems.email = signIn.emailRequired
    else if (!/^[^\s@]+@[^\s@]+$/.test(email)) this.problems.email = signIn.emailInvalid
    if (!password) this.problems.password = signIn.passwordRequired
    if (this.problems.email || this.problems.password) {
      this.input(this.problems.email ? 'email' : 'password')?.focus()
      return
    }
    this.isBusy = true
    this.error = null
    try {
      await this.session.signIn({ email, password })
    } catch (error) {
      this.error = toApiError(error)
      if (this.error.code === 'sign_in_locked') this.countDown(this.error.retryAfterSeconds)
      if (this.error.fields['email']) this.problems = { email: signIn.emailInvalid }
      this.isShown = false
      this.input('password')?.select()
    }
    this.isBusy = false
  }

  private countDown(seconds: number): void {
    clearInterval(this.lockTimer)
    this.lockedSeconds = seconds
    this.lockTimer = setInterval(() => {
      this.lockedSeconds = Math.max(0, this.lockedSeconds - 1)
      if (this.lockedSeconds > 0) return
      clearInterval(this.lockTimer)
      this.error = null
    }, 1000)
  }

  private input(name: string): HTMLInputElement | null {
    return this.renderRoot.querySelector(`#${name}`)
  }

  private onKey(event: KeyboardEvent): void {
    this.hasCapsLock = event.getModifierState('CapsLock')
  }
}

define('cp-staff-sign-in', StaffSignIn)
