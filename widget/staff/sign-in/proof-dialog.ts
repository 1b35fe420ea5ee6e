import { html, LitElement, nothing, type PropertyDeclarations } from 'lit'
import type { SessionController } from '../app/session.controller.ts'
import { controlStyles } from '../base/control.styles.ts'
import { define } from '../../base/define.ts'
import { icon } from '../base/icons.ts'
import { stateStyles } from '../base/state.styles.ts'
import type { StaffTexts } from '../locales/en.ts'
import { AttemptController } from './attempt.controller.ts'
import { codeField, problemOfCode, typedCode } from './code-field.ts'
import { signInStyles } from './sign-in.styles.ts'

type Step = 'password' | 'code' | 'recovery'

/**
 * Asks who is there before something that an unwatched desk must not do: by the code of who has a second factor, by the
 * password of the others. The page below stays as it is, whatever the answer.
 *
 * @element cp-staff-proof
 */
export class StaffProof extends LitElement {
  static override styles = [controlStyles, stateStyles, signInStyles]
  static override properties: PropertyDeclarations = {
    texts: { attribute: false },
    session: { attribute: false },
    step: { state: true },
    problem: { state: true },
  }

  declare texts: StaffTexts
  declare session: SessionController
  declare private step: Step
  declare private problem: string | undefined
  private readonly attempt = new AttemptController(this)

  constructor() {
    super()
    this.step = 'password'
    this.problem = undefined
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.session.me?.hasSecondFactor) this.step = 'code'
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal()
    this.input?.focus()
  }

  override render() {
    const { texts, step, attempt } = this
    const { proof, code } = texts.account
    const text = { password: proof.passwordText, code: proof.codeText, recovery: code.recoveryText }[step]
    const failed = { password: proof.passwordFailed, code: code.failed, recovery: code.recoveryFailed }[step]
    const submit = () => void this.submit()
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault()
      submit()
    }
    return html`<dialog aria-labelledby="title" aria-describedby="text" @cancel=${this.onCancel}>
      <form class="dialog-body" novalidate @submit=${onSubmit}>
        <div>
          <h1 id="title">${proof.title}</h1>
          <p class="muted" id="text">${text}</p>
        </div>
        ${attempt.error ? html`<p class="banner bad" role="alert">${icon('warning')} <span>${attempt.words(texts, failed)}</span></p>` : nothing}
        ${
          step === 'password'
            ? this.renderPassword()
            : codeField({ texts, isRecovery: step === 'recovery', problem: this.problem, onComplete: submit })
        }
        ${
          step === 'password'
            ? nothing
            : html`<button class="link other" type="button" @click=${() => void this.go(step === 'code' ? 'recovery' : 'code')}>
                ${step === 'code' ? code.useRecovery : code.useApp}
              </button>`
        }
        <div class="dialog-actions">
          <button class="button" type="button" @click=${this.onCancel}>${texts.app.cancel}</button>
          <button class="button primary" type="submit" aria-disabled=${attempt.isHeld ? 'true' : 'false'}>
            ${attempt.isBusy ? code.checking : proof.confirm}
          </button>
        </div>
      </form>
    </dialog>`
  }

  private renderPassword() {
    const { problem } = this
    return html`<input
        class="visually-hidden"
        name="email"
        autocomplete="username"
        tabindex="-1"
        aria-hidden="true"
        readonly
        .value=${this.session.me?.email ?? ''}
      />
      <div class="field">
        <label class="label" for="password">${this.texts.signIn.password}</label>
        <input
          id="password"
          class="input"
          name="password"
          type="password"
          autocomplete="current-password"
          aria-invalid=${problem ? 'true' : 'false'}
          aria-describedby=${problem ? 'password-problem' : nothing}
        />
        ${problem ? html`<p class="problem" id="password-problem">${problem}</p>` : nothing}
      </div>`
  }

  private async submit(): Promise<void> {
    if (this.attempt.isHeld) return
    const isPassword = this.step === 'password'
    const typed = isPassword ? (this.input?.value ?? '') : typedCode(this.input)
    if (isPassword) this.problem = typed === '' ? this.texts.signIn.passwordRequired : undefined
    else this.problem = problemOfCode(this.texts, typed, this.step === 'recovery')
    if (this.problem) {
      this.input?.focus()
      return
    }
    const error = await this.attempt.run(() => this.session.prove(isPassword ? { password: typed } : { code: typed }))
    if (!error) return
    // It was switched on meanwhile, in another window.
    if (error.code === 'second_factor_required') await this.go('code')
    else this.input?.select()
  }

  private async go(step: Step): Promise<void> {
    this.step = step
    this.problem = undefined
    this.attempt.reset()
    await this.updateComplete
    if (this.input) this.input.value = ''
    this.input?.focus()
  }

  private get input(): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>('#code, #password')
  }

  private readonly onCancel = (event: Event) => {
    event.preventDefault()
    this.session.cancelProof()
  }
}

define('cp-staff-proof', StaffProof)
