import { html, LitElement, nothing, type PropertyDeclarations } from 'lit'
import { define } from '../../base/define.ts'
import { choosePassword } from '../api/team.ts'
import type { SessionController } from '../app/session.controller.ts'
import { controlStyles } from '../base/control.styles.ts'
import { icon } from '../base/icons.ts'
import { stateStyles } from '../base/state.styles.ts'
import type { StaffTexts } from '../locales/en.ts'
import { AttemptController } from './attempt.controller.ts'
import { LinkTokenController } from './link-token.controller.ts'
import { newPasswordField } from './password-field.ts'
import { signInStyles } from './sign-in.styles.ts'

/** With what somebody signs in after the new password. */
export interface NewSignIn {
  email: string
  password: string
}

/**
 * Chooses a new password with a mailed link.
 *
 * @element cp-staff-reset-password
 * @fires cp-staff-password-chosen - With what to sign in; nobody is signed in yet.
 */
export class StaffResetPassword extends LitElement {
  static override styles = [controlStyles, stateStyles, signInStyles]
  static override properties: PropertyDeclarations = {
    texts: { attribute: false },
    session: { attribute: false },
    problem: { state: true },
    isShown: { state: true },
  }

  declare texts: StaffTexts
  declare session: SessionController
  declare private problem: string | undefined
  declare private isShown: boolean
  private readonly attempt = new AttemptController(this)
  private readonly link = new LinkTokenController(this, () => void this.begin())

  constructor() {
    super()
    this.problem = undefined
    this.isShown = false
  }

  /** Another link may be followed while the page is open. */
  private async begin(): Promise<void> {
    this.attempt.reset()
    this.problem = undefined
    await this.updateComplete
    this.field?.focus()
  }

  private get field(): HTMLInputElement | null {
    return this.renderRoot.querySelector('#password')
  }

  override render() {
    const { reset, forgot } = this.texts.team
    const { error, isBusy, isHeld } = this.attempt
    if (!this.link.token || error?.code === 'link_not_valid') {
      return html`<div class="card">
        <div role="status">
          <h1>${reset.badTitle}</h1>
          <p class="muted">${reset.badText}</p>
        </div>
        <a class="button primary" href="/staff/forgot-password">${reset.ask}</a>
        <div class="ways"><a href="/staff">${forgot.back}</a></div>
      </div>`
    }
    const shown = error && Object.keys(error.fields).length === 0
    return html`<div class="card">
      <div>
        <h1>${reset.title}</h1>
        <p class="muted">${reset.text}</p>
      </div>
      <form novalidate @submit=${this.onSubmit}>
        ${shown ? html`<p class="banner bad" role="alert">${icon('warning')} <span>${this.attempt.words(this.texts, '')}</span></p>` : nothing}
        ${newPasswordField(this.texts, {
          problem: this.problem,
          isShown: this.isShown,
          label: this.texts.account.password.next,
          onShow: () => (this.isShown = !this.isShown),
        })}
        <button class="button primary" type="submit" aria-disabled=${isHeld ? 'true' : 'false'}>
          ${isBusy ? reset.submitting : reset.submit}
        </button>
      </form>
    </div>`
  }

  private readonly onSubmit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { fields, team } = this.texts
    const password = this.field?.value ?? ''
    this.problem = password ? undefined : team.join.passwordRequired
    if (this.problem) return this.field?.focus()
    let email = ''
    const error = await this.attempt.run(async () => {
      ;({ email } = await choosePassword(this.session.client, { token: this.link.token, password }))
    })
    if (error === null) {
      const detail: NewSignIn = { email, password }
      this.dispatchEvent(new CustomEvent('cp-staff-password-chosen', { detail, bubbles: true, composed: true }))
    }
    const code = error?.fields['password']
    if (!code) return
    this.problem = fields[code]
    this.field?.focus()
  }
}

define('cp-staff-reset-password', StaffResetPassword)
