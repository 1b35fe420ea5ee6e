import '../start.ts'
import { html, nothing, type TemplateResult } from 'lit'
import { toApiError, type ApiError } from '../api/api-error.ts'
import { define } from '../base/define.ts'
import { PortalElement } from '../base/portal-element.ts'
import { loginTexts, type LoginTexts } from '../locales/en/login.ts'
import { describedBy, field, fieldError } from '../ui/field.ts'
import { fieldStyles } from '../ui/field.styles.ts'
import { banner } from '../ui/notice.ts'
import { loginStyles } from './login.styles.ts'

type Problems = { email?: string; password?: string; form?: string }

/**
 * Log in with address and password; afterwards it says who is logged in and offers to log out.
 * A page that holds one shows no second login for the same portal.
 *
 * @element cp-login
 * @attribute {login} view - What is shown.
 * @fires cp-signed-in - Somebody logged in here. `detail.contactId`.
 * @fires cp-signed-out - The contact logged out here.
 * @csspart form - The login form.
 */
export class Login extends PortalElement<keyof LoginTexts> {
  static override styles = [PortalElement.styles, fieldStyles, loginStyles]
  static override properties = {
    view: {},
    isBusy: { state: true },
    isRevealed: { state: true },
    hasCapsLock: { state: true },
    problems: { state: true },
    lockedUntil: { state: true },
  }

  declare view: 'login'
  declare private isBusy: boolean
  declare private isRevealed: boolean
  declare private hasCapsLock: boolean
  declare private problems: Problems
  /** Clock of this browser; 0 while trying is allowed. */
  declare private lockedUntil: number
  private lockTimer: ReturnType<typeof setInterval> | undefined

  constructor() {
    super(loginTexts)
    this.view = 'login'
    this.isBusy = false
    this.isRevealed = false
    this.hasCapsLock = false
    this.problems = {}
    this.lockedUntil = 0
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.lockTimer)
  }

  protected override renderLogin(): TemplateResult {
    const { texts, problems } = this
    const lockedFor = (this.lockedUntil - Date.now()) / 1000
    const formProblem = lockedFor > 0 ? texts.logInLocked(lockedFor) : problems.form
    const isExpired = this.connection?.session.signedOutReason === 'expired'
    return html`<form class="login" part="form" novalidate @submit=${this.submit}>
      <h2 tabindex="-1" data-start>${texts.logInTitle} <span>${texts.logInIntro(this.settings?.title ?? '')}</span></h2>
      ${isExpired ? html`<p role="status">${texts.logInAgain}</p>` : nothing} ${formProblem ? banner(formProblem) : nothing}
      ${field({
        id: 'email',
        label: texts.email,
        error: problems.email,
        input: html`<input
          class="input"
          id="email"
          name="email"
          type="email"
          inputmode="email"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
          aria-invalid=${problems.email ? 'true' : 'false'}
          aria-describedby=${describedBy('email', { error: problems.email })}
        />`,
      })}
      ${this.renderPassword()}
      <button class="button primary" type="submit" aria-disabled=${this.isBusy || lockedFor > 0 ? 'true' : 'false'}>
        ${this.isBusy ? texts.loggingIn : texts.logIn}
      </button>
    </form>`
  }

  private renderPassword(): TemplateResult {
    const { texts, problems } = this
    return html`<div class="field">
      <label for="password">${texts.password}</label>
      <div class="password">
        <input
          class="input"
          id="password"
          name="password"
          type=${this.isRevealed ? 'text' : 'password'}
          autocomplete="current-password"
          autocapitalize="none"
          spellcheck="false"
          required
          aria-invalid=${problems.password ? 'true' : 'false'}
          aria-describedby=${describedBy('password', { error: problems.password, help: this.hasCapsLock ? 'caps' : undefined })}
          @keydown=${this.watchCapsLock}
          @keyup=${this.watchCapsLock}
        />
        <button
          class="reveal"
          type="button"
          aria-pressed=${this.isRevealed ? 'true' : 'false'}
          aria-label=${texts.showPassword}
          @click=${() => (this.isRevealed = !this.isRevealed)}
        >
          ${this.isRevealed ? texts.hide : texts.show}
        </button>
      </div>
      ${this.hasCapsLock ? html`<p class="help" id="password-help" role="status">${texts.capsLock}</p>` : nothing}
      ${fieldError('password', problems.password)}
    </div>`
  }

  protected override renderContent(): TemplateResult {
    return html`<div class="signed-in">
      <span>${this.texts.loggedInAs(this.me?.name ?? '')}</span>
      <button class="button" type="button" @click=${this.logOut}>${this.texts.logOut}</button>
    </div>`
  }

  protected override renderPending(): TemplateResult {
    return html`<div class="signed-in" aria-busy="true"></div>`
  }

  protected override get drawsLogin(): boolean {
    return true
  }

  protected override get keepsContent(): boolean {
    return false
  }

  private readonly watchCapsLock = (event: KeyboardEvent) => {
    this.hasCapsLock = event.getModifierState('CapsLock')
  }

  private readonly submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (this.isBusy || this.lockedUntil > Date.now() || !this.connection) return
    const email = this.input('email').value.trim()
    const password = this.input('password').value
    const { fieldError: words } = this.texts
    this.problems = {
      ...(email === '' ? { email: words.required } : /^[^\s@]+@[^\s@]+$/.test(email) ? {} : { email: words.not_an_email }),
      ...(password === '' ? { password: words.required } : {}),
    }
    if (this.problems.email || this.problems.password) {
      await this.updateComplete
      this.input(this.problems.email ? 'email' : 'password').focus()
      return
    }
    this.isBusy = true
    try {
      await this.connection.session.signIn({ email, password })
      this.isRevealed = false
      this.emit('cp-signed-in', { contactId: this.me?.id ?? '' })
    } catch (thrown) {
      this.tellProblem(toApiError(thrown))
    } finally {
      this.isBusy = false
    }
  }

  private tellProblem(error: ApiError): void {
    const { texts } = this
    if (error.code === 'sign_in_locked' || error.code === 'too_many_requests') this.lockFor(error.retryAfterSeconds ?? 30)
    else if (error.code === 'sign_in_failed') {
      this.problems = { form: texts.logInFailed }
      this.input('password').select()
      this.input('password').focus()
    } else if (error.code === 'busy') this.problems = { form: texts.logInBusy }
    else if (error.code === 'offline') this.problems = { form: texts.logInOffline }
    else if (error.fields['email']) this.problems = { email: texts.fieldError.not_an_email }
    else this.problems = { form: `${texts.problemOther}. ${texts.problemOtherHint}` }
  }

  private lockFor(seconds: number): void {
    this.problems = {}
    this.lockedUntil = Date.now() + seconds * 1000
    clearInterval(this.lockTimer)
    this.lockTimer = setInterval(() => {
      if (this.lockedUntil <= Date.now()) clearInterval(this.lockTimer)
      this.requestUpdate()
    }, 1000)
  }

  private readonly logOut = async () => {
    await this.connection?.session.signOut()
    this.emit('cp-signed-out', {})
  }

  private input(id: string): HTMLInputElement {
    return this.renderRoot.querySelector(`#${id}`) as HTMLInputElement
  }
}

define('cp-login', Login)

declare global {
  interface HTMLElementTagNameMap {
    'cp-login': Login
  }
}
