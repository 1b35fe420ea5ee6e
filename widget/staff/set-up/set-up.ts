import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { limits } from '../../../shared/limits.ts'
import { define } from '../../base/define.ts'
import { type StaffApiError, toApiError } from '../api/client.ts'
import { setUp } from '../api/session.ts'
import type { SessionController } from '../app/session.controller.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { stateStyles } from '../base/state.styles.ts'
import type { StaffTexts } from '../locales/en.ts'
import { signInStyles } from '../sign-in/sign-in.styles.ts'

const fields = ['accountName', 'name', 'email', 'password'] as const
type Field = (typeof fields)[number]

const command = 'customer-portal create-account --name "…" --admin-name "…" --admin-email …'

/**
 * Makes the first account of an installation, for whoever has the address that the server printed.
 *
 * @element cp-staff-set-up
 * @fires cp-staff-set-up-done - There is an account, and its administrator is signed in.
 */
export class StaffSetUp extends LitElement {
  static override styles = [controlStyles, stateStyles, signInStyles]
  static override properties: PropertyDeclarations = {
    texts: { attribute: false },
    session: { attribute: false },
    token: { state: true },
    problems: { state: true },
    error: { state: true },
    isBusy: { state: true },
    isShown: { state: true },
  }

  declare texts: StaffTexts
  declare session: SessionController
  declare private token: string
  declare private problems: Partial<Record<Field, string>>
  declare private error: StaffApiError | null
  declare private isBusy: boolean
  declare private isShown: boolean

  constructor() {
    super()
    this.token = ''
    this.problems = {}
    this.error = null
    this.isBusy = false
    this.isShown = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('hashchange', this.takeToken)
    this.takeToken()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('hashchange', this.takeToken)
  }

  /** The page may be open already when somebody goes to the printed address. */
  private readonly takeToken = () => {
    const token = location.hash.slice(1)
    if (!token) return
    this.token = token
    this.error = null
    // Out of the history: it opens the whole installation.
    history.replaceState(null, '', location.pathname)
  }

  protected override firstUpdated(): void {
    this.input('accountName')?.focus()
  }

  override render() {
    const { setUp: words } = this.texts
    if (!this.token) return this.renderClosed(words.noTokenTitle, words.noTokenText)
    if (this.error?.code === 'link_not_valid') return this.renderClosed(words.badTokenTitle, words.badTokenText)
    return html`<div class="card">
      <div>
        <h1>${words.title}</h1>
        <p class="muted">${words.intro}</p>
      </div>
      <form novalidate @submit=${this.onSubmit}>
        ${this.error ? html`<p class="banner bad" role="alert">${icon('warning')} <span>${errorText(this.texts, this.error)}</span></p>` : nothing}
        ${this.renderField('accountName', 'organization', words.accountNameHelp)} ${this.renderField('name', 'name')}
        ${this.renderField('email', 'username', words.emailHelp)}
        ${this.renderField('password', 'new-password', words.passwordHelp(limits.passwordMinChars))}
        <button class="button primary" type="submit" aria-disabled=${this.isBusy ? 'true' : 'false'}>
          ${this.isBusy ? words.submitting : words.submit}
        </button>
      </form>
    </div>`
  }

  private renderClosed(title: string, text: string): TemplateResult {
    return html`<div class="card" role="status">
      <div>
        <h1>${title}</h1>
        <p class="muted">${text}</p>
      </div>
      <div>
        <p class="muted">${this.texts.setUp.elsewhere}</p>
        <code class="command">${command}</code>
      </div>
    </div>`
  }

  private renderField(name: Field, autocomplete: string, help?: string): TemplateResult {
    const { setUp: words } = this.texts
    const problem = this.problems[name]
    const described = [...(problem ? [`${name}-problem`] : []), ...(help ? [`${name}-help`] : [])].join(' ')
    const type = name === 'password' && !this.isShown ? 'password' : name === 'email' ? 'email' : 'text'
    const label = html`<label class="label" for=${name}>${words[name]}</label>`
    return html`<div class="field">
      ${
        name === 'password'
          ? html`<div class="password">
              ${label}
              <button class="link" type="button" aria-controls="password" @click=${() => (this.isShown = !this.isShown)}>
                ${this.isShown ? words.hide : words.show}
              </button>
            </div>`
          : label
      }
      <input
        id=${name}
        class="input"
        name=${name}
        type=${type}
        autocomplete=${autocomplete}
        spellcheck="false"
        aria-invalid=${problem ? 'true' : 'false'}
        aria-describedby=${described || nothing}
        @change=${() => (this.problems = { ...this.problems, [name]: undefined })}
      />
      ${problem ? html`<p class="problem" id="${name}-problem">${problem}</p>` : nothing}
      ${help ? html`<p class="help" id="${name}-help">${help}</p>` : nothing}
    </div>`
  }

  private async onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (this.isBusy) return
    const values = Object.fromEntries(fields.map((name) => [name, this.input(name)?.value ?? ''])) as Record<Field, string>
    const missing = fields.filter((name) => values[name].trim() === '')
    this.problems = Object.fromEntries(missing.map((name) => [name, this.texts.fields.required]))
    this.error = null
    if (missing.length > 0) return this.focusProblem()
    this.isBusy = true
    try {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
      const language = this.texts.language === 'nb' ? 'nb' : 'en'
      await setUp(this.session.client, { ...values, email: values.email.trim(), token: this.token, timeZone, language })
      await this.session.check()
      this.dispatchEvent(new CustomEvent('cp-staff-set-up-done', { bubbles: true, composed: true }))
    } catch (thrown) {
      this.error = toApiError(thrown)
      const codes = Object.entries(this.error.fields)
      this.problems = Object.fromEntries(codes.map(([name, code]) => [name, this.texts.fields[code]]))
      await this.focusProblem()
    }
    this.isBusy = false
  }

  private async focusProblem(): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }

  private input(name: Field): HTMLInputElement | null {
    return this.renderRoot.querySelector(`#${name}`)
  }
}

define('cp-staff-set-up', StaffSetUp)
