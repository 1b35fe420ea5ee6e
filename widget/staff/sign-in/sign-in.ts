import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { SessionController } from '../app/session.controller.ts'
import { controlStyles } from '../base/control.styles.ts'
import { define } from '../../base/define.ts'
import { icon } from '../base/icons.ts'
import { stateStyles } from '../base/state.styles.ts'
import type { StaffTexts } from '../locales/en.ts'
import { AttemptController } from './attempt.controller.ts'
import { codeField, problemOfCode, typedCode } from './code-field.ts'
import { signInStyles } from './sign-in.styles.ts'
import type { NewSignIn } from './reset-password.ts'
import './sso-buttons.ts'

/** What is asked for: address and password; then a code of the app, or a recovery code, of who has a second factor. */
type Step = 'password' | 'code' | 'recovery'

/**
 * Asks for address and password, and for a code of who has a second factor; over the page when a session has ended.
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
    step: { state: true },
    isShown: { state: true },
    hasCapsLock: { state: true },
    problems: { state: true },
  }

  declare texts: StaffTexts
  declare session: SessionController
  /** Whose session ended. */
  declare email: string
  /** Shows a dialog over the page instead of a page. */
  declare isAgain: boolean
  declare private step: Step
  declare private isShown: boolean
  declare private hasCapsLock: boolean
  declare private problems: { email?: string; password?: string; code?: string }
  /** Held from the first step to the second, on this page alone. */
  private password = ''
  private readonly attempt = new AttemptController(this)

  constructor() {
    super()
    this.email = ''
    this.isAgain = false
    this.step = 'password'
    this.isShown = false
    this.hasCapsLock = false
    this.problems = {}
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal()
    this.input(this.email ? 'password' : 'email')?.focus()
    const { begun } = this.session
    this.session.begun = null
    if (begun) void this.tryBegun(begun)
  }

  /** Who has a second factor is asked for it, as after any password. */
  private async tryBegun({ email, password }: NewSignIn): Promise<void> {
    const [address, secret] = [this.input('email'), this.input('password')]
    if (!address || !secret) return
    address.value = email
    secret.value = password
    await this.submitPassword()
  }

  override render() {
    if (!this.isAgain) return html`<div class="card">${this.renderStep()}</div>`
    return html`<dialog aria-labelledby="title" aria-describedby="text" @cancel=${(event: Event) => event.preventDefault()}>
      <div class="dialog-body">${this.renderStep()}</div>
    </dialog>`
  }

  private renderStep() {
    const { signIn, account } = this.texts
    if (this.step !== 'password') {
      const text = this.step === 'recovery' ? account.code.recoveryText : account.code.text
      return html`${this.renderHead(account.code.title, text)} ${this.renderCode(this.step === 'recovery')}`
    }
    return html`
      ${this.isAgain ? this.renderHead(signIn.againTitle, signIn.againText) : this.renderHead(signIn.title, signIn.subtitle)}
      ${this.renderPassword()}
      <cp-staff-sso-buttons
        .texts=${this.texts}
        .client=${this.session.client}
        .email=${() => this.input('email')?.value ?? ''}
      ></cp-staff-sso-buttons>
      ${
        this.isAgain
          ? nothing
          : html`<div class="ways">
              <a href="/staff/forgot-password" @click=${() => (this.session.typedEmail = this.input('email')?.value.trim() ?? '')}
                >${this.texts.team.forgot.link}</a
              >
            </div>`
      }
      ${this.isAgain ? html`<button class="link other" type="button" @click=${() => void this.session.signOut()}>${signIn.otherPerson}</button>` : nothing}
    `
  }

  private renderHead(title: string, text: string) {
    return html`<div>
      <h1 id="title">${title}</h1>
      <p class="muted" id="text">${text}</p>
    </div>`
  }

  private renderForm(failed: string, submit: () => void, fields: TemplateResult, words: string) {
    const { attempt, texts } = this
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault()
      submit()
    }
    return html`<form novalidate @submit=${onSubmit}>
      ${attempt.error ? html`<p class="banner bad" role="alert">${icon('warning')} <span>${attempt.words(texts, failed)}</span></p>` : nothing}
      ${fields}
      <button class="button primary" type="submit" aria-disabled=${attempt.isHeld ? 'true' : 'false'}>${words}</button>
    </form>`
  }

  private renderCode(isRecovery: boolean) {
    const { code } = this.texts.account
    const submit = () => void this.submitCode()
    const field = codeField({ texts: this.texts, isRecovery, problem: this.problems.code, onComplete: submit })
    return html`
      ${this.renderForm(isRecovery ? code.recoveryFailed : code.failed, submit, field, this.attempt.isBusy ? code.checking : code.submit)}
      <div class="ways">
        <button class="link" type="button" @click=${() => void this.go(isRecovery ? 'code' : 'recovery')}>
          ${isRecovery ? code.useApp : code.useRecovery}
        </button>
        <button class="link" type="button" @click=${() => void this.go('password')}>${code.back}</button>
      </div>
    `
  }

  private renderPassword() {
    const { signIn } = this.texts
    const fields = html`
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
    `
    return this.renderForm(signIn.failed, () => void this.submitPassword(), fields, this.attempt.isBusy ? signIn.submitting : signIn.submit)
  }

  private async submitPassword(): Promise<void> {
    if (this.attempt.isHeld) return
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
    const error = await this.attempt.run(() => this.session.signIn({ email, password }))
    if (!error) return
    if (error.code === 'second_factor_required') {
      this.password = password
      await this.go('code')
      return
    }
    if (error.fields['email']) this.problems = { email: signIn.emailInvalid }
    this.isShown = false
    this.input('password')?.select()
  }

  private async submitCode(): Promise<void> {
    if (this.attempt.isHeld) return
    const code = typedCode(this.input('code'))
    const problem = problemOfCode(this.texts, code, this.step === 'recovery')
    this.problems = problem ? { code: problem } : {}
    if (problem) {
      this.input('code')?.focus()
      return
    }
    const { email, password } = this
    const error = await this.attempt.run(() => this.session.signIn({ email, password, code }))
    if (error) this.input('code')?.select()
  }

  private async go(step: Step): Promise<void> {
    this.step = step
    this.problems = {}
    this.attempt.reset()
    if (step === 'password') this.password = ''
    await this.updateComplete
    const field = this.input(step === 'password' ? 'password' : 'code')
    if (field) field.value = ''
    field?.focus()
  }

  private input(name: string): HTMLInputElement | null {
    return this.renderRoot.querySelector(`#${name}`)
  }

  private onKey(event: KeyboardEvent): void {
    this.hasCapsLock = event.getModifierState('CapsLock')
  }
}

define('cp-staff-sign-in', StaffSignIn)
