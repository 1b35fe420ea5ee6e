import { html, nothing, type PropertyDeclarations } from 'lit'
import { limits } from '../../../shared/limits.ts'
import { define } from '../../base/define.ts'
import { changePassword } from '../api/account.ts'
import type { StaffApiError } from '../api/client.ts'
import { controlStyles } from '../base/control.styles.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { AttemptController } from '../sign-in/attempt.controller.ts'
import { accountStyles } from './account.styles.ts'

/**
 * Changes one's own password; the one of now is needed.
 *
 * @element cp-staff-own-password
 * @fires cp-staff-sessions-changed - Every other session of the person has ended.
 */
export class StaffOwnPassword extends StaffElement {
  static override styles = [controlStyles, stateStyles, accountStyles]
  static override properties: PropertyDeclarations = { isShown: { state: true }, isSaved: { state: true }, problems: { state: true } }

  declare private isShown: boolean
  declare private isSaved: boolean
  declare private problems: { current?: string; next?: string }
  private readonly attempt = new AttemptController(this)

  constructor() {
    super()
    this.isShown = false
    this.isSaved = false
    this.problems = {}
  }

  override render() {
    const { password } = this.texts.account
    const { attempt, problems } = this
    const general = attempt.error && !problems.current && !problems.next ? attempt.words(this.texts, '') : ''
    return html`<section aria-labelledby="title">
      <div class="section-head"><h2 id="title">${password.title}</h2></div>
      <form class="body" novalidate @submit=${this.onSubmit} @input=${() => (this.isSaved = false)}>
        ${general ? html`<p class="banner bad" role="alert">${icon('warning')} <span>${general}</span></p>` : nothing}
        <input
          class="visually-hidden"
          name="email"
          autocomplete="username"
          tabindex="-1"
          aria-hidden="true"
          readonly
          .value=${this.staff.me.email}
        />
        ${this.renderField('current', password.current, 'current-password', problems.current)}
        ${this.renderField('next', password.next, 'new-password', problems.next, password.help(limits.passwordMinChars))}
        <button class="link" type="button" @click=${() => (this.isShown = !this.isShown)}>
          ${this.isShown ? password.hide : password.show}
        </button>
        <div class="row">
          <button class="button primary" type="submit" aria-disabled=${attempt.isHeld ? 'true' : 'false'}>
            ${attempt.isBusy ? password.saving : password.save}
          </button>
          <span role="status">
            ${this.isSaved ? html`<span class="done">${icon('check')} ${password.saved}</span>` : html`<span class="muted">${password.endsOthers}</span>`}
          </span>
        </div>
      </form>
    </section>`
  }

  private renderField(
    id: 'current' | 'next',
    label: string,
    autocomplete: 'current-password' | 'new-password',
    problem?: string,
    help?: string,
  ) {
    const described = [problem && `${id}-problem`, help && `${id}-help`].filter(Boolean).join(' ')
    return html`<div class="field">
      <label class="label" for=${id}>${label}</label>
      <input
        id=${id}
        class="input short"
        type=${this.isShown ? 'text' : 'password'}
        autocomplete=${autocomplete}
        maxlength=${limits.passwordMaxChars}
        aria-invalid=${problem ? 'true' : 'false'}
        aria-describedby=${described || nothing}
      />
      ${problem ? html`<p class="problem" id="${id}-problem">${problem}</p>` : nothing}
      ${help ? html`<p class="help" id="${id}-help">${help}</p>` : nothing}
    </div>`
  }

  private readonly onSubmit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (this.attempt.isHeld) return
    const texts = this.texts.account.password
    const [current, next] = [this.byId<HTMLInputElement>('current'), this.byId<HTMLInputElement>('next')]
    if (!current || !next) return
    const min = limits.passwordMinChars
    this.problems = {}
    if (!current.value) this.problems.current = texts.currentRequired
    if (!next.value) this.problems.next = texts.nextRequired
    else if ([...next.value.normalize('NFKC')].length < min) this.problems.next = texts.tooShort(min)
    if (this.focusProblem()) return
    const body = { currentPassword: current.value, password: next.value }
    const error = await this.attempt.run(() => changePassword(this.staff.client, body))
    if (error === undefined) return
    if (error) {
      this.problems = this.problemsOf(error)
      this.focusProblem()
      return
    }
    current.value = ''
    next.value = ''
    this.isShown = false
    this.isSaved = true
    this.emit('cp-staff-sessions-changed')
  }

  private problemsOf(error: StaffApiError): { current?: string; next?: string } {
    const { password } = this.texts.account
    if (error.code === 'sign_in_failed') return { current: password.currentFailed }
    const code = error.fields['password']
    if (code === 'not_a_choice') return { next: password.same }
    if (code === 'too_short') return { next: password.tooShort(limits.passwordMinChars) }
    return code ? { next: this.texts.fields[code] } : {}
  }

  private focusProblem(): boolean {
    const first = (['current', 'next'] as const).find((name) => this.problems[name])
    if (first) this.byId(first)?.focus()
    return first !== undefined
  }
}

define('cp-staff-own-password', StaffOwnPassword)
