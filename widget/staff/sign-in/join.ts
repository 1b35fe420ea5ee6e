import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { OpenedInvitation } from '../../../shared/team.ts'
import { define } from '../../base/define.ts'
import { joinTeam, openInvitation } from '../api/team.ts'
import type { SessionController } from '../app/session.controller.ts'
import { controlStyles } from '../base/control.styles.ts'
import { icon } from '../base/icons.ts'
import { LoadController } from '../base/load.controller.ts'
import { stateStyles } from '../base/state.styles.ts'
import { errorState } from '../base/states.ts'
import type { StaffTexts } from '../locales/en.ts'
import { AttemptController } from './attempt.controller.ts'
import { LinkTokenController } from './link-token.controller.ts'
import { newPasswordField } from './password-field.ts'
import { signInStyles } from './sign-in.styles.ts'
import './sso-buttons.ts'

/**
 * Accepts an invitation to the team: with a password, or with the company's login.
 *
 * @element cp-staff-join
 * @fires cp-staff-joined - Somebody is on the team, and signed in.
 */
export class StaffJoin extends LitElement {
  static override styles = [
    controlStyles,
    stateStyles,
    signInStyles,
    css`
      .card {
        inline-size: min(460px, 100%);
        overflow-wrap: anywhere;
      }
      .input[readonly] {
        background: var(--staff-sunken);
      }
      .may {
        padding-inline-start: 20px;
        list-style: disc;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    texts: { attribute: false },
    session: { attribute: false },
    problems: { state: true },
    isShown: { state: true },
  }

  declare texts: StaffTexts
  declare session: SessionController
  declare private problems: { name?: string; password?: string }
  declare private isShown: boolean
  private readonly attempt = new AttemptController(this)
  private readonly invitation = new LoadController<OpenedInvitation>(this)
  private readonly link = new LinkTokenController(this, () => this.look())

  constructor() {
    super()
    this.problems = {}
    this.isShown = false
  }

  private look(): void {
    this.attempt.reset()
    void this.lookUp()
  }

  private async lookUp(): Promise<void> {
    // The session is there by the first drawing.
    await this.updateComplete
    await this.invitation.run(() => openInvitation(this.session.client, this.link.token))
    await this.updateComplete
    this.input('password')?.focus()
  }

  override render(): TemplateResult {
    const { join } = this.texts.team
    if (!this.link.token || [this.attempt.error, this.invitation.error].some((error) => error?.code === 'link_not_valid')) {
      return html`<div class="card">
        <div role="status">
          <h1>${join.badTitle}</h1>
          <p class="muted">${join.badText}</p>
        </div>
        <div class="ways"><a href="/staff">${join.signIn}</a></div>
      </div>`
    }
    return this.invitation.render<TemplateResult>({
      pending: () =>
        html`<div class="card" role="status">
          <span class="visually-hidden">${this.texts.app.loading}</span>
          ${[1, 2, 3].map(() => html`<span class="bone middle"></span>`)}
        </div>`,
      error: (error) => errorState(this.texts, this.texts.settingsNav.failedTitle, error, () => void this.invitation.retry()),
      empty: () => html``,
      data: (invitation) => this.renderForm(invitation),
    })
  }

  private renderForm(invitation: OpenedInvitation): TemplateResult {
    const { team } = this.texts
    const { error, isBusy, isHeld } = this.attempt
    const { name } = this.problems
    const shown = error && Object.keys(error.fields).length === 0
    return html`<div class="card">
      <div>
        <h1>${team.join.title(invitation.accountName)}</h1>
        <p class="muted">${team.join.text(invitation.invitedBy)}</p>
      </div>
      <div>
        <p class="label">${team.join.may}</p>
        <ul class="may">
          ${invitation.permissions.map((permission) => html`<li>${team.permissions[permission][0]}</li>`)}
        </ul>
      </div>
      <form novalidate @submit=${this.onSubmit}>
        ${shown ? html`<p class="banner bad" role="alert">${icon('warning')} <span>${this.attempt.words(this.texts, '')}</span></p>` : nothing}
        <div class="field">
          <label class="label" for="email">${team.join.address}</label>
          <input id="email" class="input" name="email" type="email" autocomplete="username" readonly .value=${invitation.email} />
        </div>
        <div class="field">
          <label class="label" for="name">${team.name}</label>
          <input
            id="name"
            class="input"
            name="name"
            autocomplete="name"
            spellcheck="false"
            .defaultValue=${invitation.name}
            aria-invalid=${name ? 'true' : 'false'}
            aria-describedby=${name ? 'name-problem name-help' : 'name-help'}
          />
          ${name ? html`<p class="problem" id="name-problem">${name}</p>` : nothing}
          <p class="help" id="name-help">${team.nameHelp}</p>
        </div>
        ${newPasswordField(this.texts, {
          problem: this.problems.password,
          isShown: this.isShown,
          label: team.join.password,
          onShow: () => (this.isShown = !this.isShown),
        })}
        <button class="button primary" type="submit" aria-disabled=${isHeld ? 'true' : 'false'}>
          ${isBusy ? team.join.submitting : team.join.submit}
        </button>
      </form>
      ${
        invitation.providers.length > 0
          ? html`<cp-staff-sso-buttons
              .texts=${this.texts}
              .client=${this.session.client}
              .known=${invitation.providers}
            ></cp-staff-sso-buttons>`
          : nothing
      }
    </div>`
  }

  private input(name: string): HTMLInputElement | null {
    return this.renderRoot.querySelector(`#${name}`)
  }

  private readonly onSubmit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { fields, team } = this.texts
    const name = this.input('name')?.value.trim() ?? ''
    const password = this.input('password')?.value ?? ''
    this.problems = { ...(!name && { name: fields.required }), ...(!password && { password: team.join.passwordRequired }) }
    if (!name || !password) return this.input(name ? 'password' : 'name')?.focus()
    const error = await this.attempt.run(async () => {
      await joinTeam(this.session.client, { token: this.link.token, name, password })
    })
    if (error === null) this.dispatchEvent(new CustomEvent('cp-staff-joined', { bubbles: true, composed: true }))
    if (!error) return
    const { name: ofName, password: ofPassword } = error.fields
    this.problems = { ...(ofName && { name: fields[ofName] }), ...(ofPassword && { password: fields[ofPassword] }) }
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }
}

define('cp-staff-join', StaffJoin)
