import { html, LitElement, nothing, type PropertyDeclarations } from 'lit'
import { define } from '../../base/define.ts'
import { askForPasswordLink } from '../api/team.ts'
import type { SessionController } from '../app/session.controller.ts'
import { controlStyles } from '../base/control.styles.ts'
import { icon } from '../base/icons.ts'
import { stateStyles } from '../base/state.styles.ts'
import type { StaffTexts } from '../locales/en.ts'
import { AttemptController } from './attempt.controller.ts'
import { signInStyles } from './sign-in.styles.ts'

/**
 * Asks for a link to a new password.
 *
 * @element cp-staff-forgot-password
 */
export class StaffForgotPassword extends LitElement {
  static override styles = [controlStyles, stateStyles, signInStyles]
  static override properties: PropertyDeclarations = {
    texts: { attribute: false },
    session: { attribute: false },
    problem: { state: true },
    askedFor: { state: true },
  }

  declare texts: StaffTexts
  declare session: SessionController
  declare private problem: string | undefined
  /** The address that the mail goes to, if anybody has it. */
  declare private askedFor: string | null
  private readonly attempt = new AttemptController(this)

  constructor() {
    super()
    this.problem = undefined
    this.askedFor = null
  }

  protected override firstUpdated(): void {
    this.field?.focus()
  }

  private get field(): HTMLInputElement | null {
    return this.renderRoot.querySelector('#email')
  }

  override render() {
    const { team } = this.texts
    const { forgot } = team
    return html`<div class="card">
      ${this.askedFor === null ? this.renderForm() : this.renderDone(this.askedFor)}
      <div class="ways">
        <a href="/staff">${forgot.back}</a>
        ${this.askedFor === null ? nothing : html`<button class="link" type="button" @click=${() => void this.again()}>${forgot.again}</button>`}
      </div>
    </div>`
  }

  private renderForm() {
    const { forgot } = this.texts.team
    return html`
      <div>
        <h1>${forgot.title}</h1>
        <p class="muted">${forgot.text}</p>
      </div>
      <form novalidate @submit=${this.onSubmit}>
        ${this.attempt.error ? html`<p class="banner bad" role="alert">${icon('warning')} <span>${this.attempt.words(this.texts, '')}</span></p>` : nothing}
        <div class="field">
          <label class="label" for="email">${this.texts.signIn.email}</label>
          <input
            id="email"
            class="input"
            name="email"
            type="email"
            autocomplete="username"
            inputmode="email"
            autocapitalize="none"
            spellcheck="false"
            .defaultValue=${this.session.typedEmail}
            aria-invalid=${this.problem ? 'true' : 'false'}
            aria-describedby=${this.problem ? 'email-problem' : nothing}
          />
          ${this.problem ? html`<p class="problem" id="email-problem">${this.problem}</p>` : nothing}
        </div>
        <button class="button primary" type="submit" aria-disabled=${this.attempt.isHeld ? 'true' : 'false'}>
          ${this.attempt.isBusy ? forgot.submitting : forgot.submit}
        </button>
      </form>
    `
  }

  private renderDone(email: string) {
    const { forgot } = this.texts.team
    return html`<div role="status">
      <h1 id="done" tabindex="-1">${forgot.doneTitle}</h1>
      <p class="muted">${forgot.doneText(email)}</p>
    </div>`
  }

  private readonly onSubmit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { signIn } = this.texts
    const email = this.field?.value.trim() ?? ''
    this.problem = !email ? signIn.emailRequired : /^[^\s@]+@[^\s@]+$/.test(email) ? undefined : signIn.emailInvalid
    if (this.problem) return this.field?.focus()
    const error = await this.attempt.run(() => askForPasswordLink(this.session.client, email))
    if (error?.fields['email']) this.problem = signIn.emailInvalid
    if (error !== null) return
    this.session.typedEmail = email
    this.askedFor = email
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#done')?.focus()
  }

  private async again(): Promise<void> {
    this.askedFor = null
    await this.updateComplete
    this.field?.select()
  }
}

define('cp-staff-forgot-password', StaffForgotPassword)
