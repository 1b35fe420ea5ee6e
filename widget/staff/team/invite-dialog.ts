import { html, nothing, type PropertyDeclarations } from 'lit'
import type { StaffPermission } from '../../../shared/auth.ts'
import type { StaffLanguage } from '../../../shared/team.ts'
import { define } from '../../base/define.ts'
import { type StaffApiError, toApiError } from '../api/client.ts'
import { inviteStaff } from '../api/team.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import './permissions-field.ts'
import { roles } from './roles.ts'
import { languageField, teamDialogStyles } from './team-dialog.ts'

type Field = 'name' | 'email' | 'permissions'

/**
 * Invites somebody to the team.
 *
 * @element cp-staff-invite
 * @fires cp-staff-team-said - The invitation is on its way, in words.
 * @fires cp-staff-team-closed - The dialog is gone.
 */
export class StaffInvite extends StaffElement {
  static override styles = [controlStyles, stateStyles, teamDialogStyles]
  static override properties: PropertyDeclarations = {
    permissions: { state: true },
    problems: { state: true },
    error: { state: true },
    isBusy: { state: true },
  }

  declare private permissions: readonly StaffPermission[]
  declare private problems: Partial<Record<Field, string>>
  declare private error: StaffApiError | null
  declare private isBusy: boolean

  constructor() {
    super()
    this.permissions = roles.agent
    this.problems = {}
    this.error = null
    this.isBusy = false
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal()
    this.byId('email')?.focus()
  }

  override render() {
    const { team, app } = this.texts
    return html`<dialog aria-labelledby="title" @close=${() => this.emit('cp-staff-team-closed')}>
      <form class="dialog-body" novalidate @submit=${this.onSubmit}>
        <div>
          <h2 id="title">${team.inviteTitle}</h2>
          <p class="muted">${team.inviteLead}</p>
        </div>
        ${this.error ? html`<p class="banner bad" role="alert">${icon('warning')} <span>${errorText(this.texts, this.error)}</span></p>` : nothing}
        <div class="pair">
          ${this.renderField('email', team.email, 'email')} ${this.renderField('name', team.name, 'text', team.nameHelp)}
        </div>
        <cp-staff-permissions
          .staff=${this.staff}
          .value=${this.permissions}
          .problem=${this.problems.permissions}
          @cp-staff-permissions=${(event: CustomEvent<StaffPermission[]>) => (this.permissions = event.detail)}
        ></cp-staff-permissions>
        ${languageField(this.texts, this.texts.language === 'nb' ? 'nb' : 'en')}
        <div class="dialog-actions">
          <button class="button" type="button" @click=${this.close}>${app.cancel}</button>
          <button class="button primary" type="submit" aria-disabled=${this.isBusy ? 'true' : 'false'}>
            ${this.isBusy ? team.inviteSending : team.inviteSend}
          </button>
        </div>
      </form>
    </dialog>`
  }

  private renderField(name: 'name' | 'email', label: string, type: string, help?: string) {
    const problem = this.problems[name]
    const described = [...(problem ? [`${name}-problem`] : []), ...(help ? [`${name}-help`] : [])].join(' ')
    return html`<div class="field">
      <label class="label" for=${name}>${label}</label>
      <input
        id=${name}
        class="input"
        type=${type}
        autocomplete="off"
        autocapitalize=${type === 'email' ? 'none' : 'words'}
        spellcheck="false"
        aria-invalid=${problem ? 'true' : 'false'}
        aria-describedby=${described || nothing}
      />
      ${problem ? html`<p class="problem" id="${name}-problem">${problem}</p>` : nothing}
      ${help ? html`<p class="help" id="${name}-help">${help}</p>` : nothing}
    </div>`
  }

  private readonly close = () => this.renderRoot.querySelector('dialog')?.close()

  private readonly onSubmit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (this.isBusy) return
    const { signIn, fields, team } = this.texts
    const email = this.byId<HTMLInputElement>('email')?.value.trim() ?? ''
    const name = this.byId<HTMLInputElement>('name')?.value.trim() ?? ''
    const language = this.byId<HTMLSelectElement>('language')?.value as StaffLanguage
    const problems: Partial<Record<Field, string>> = {}
    if (!email) problems.email = fields.required
    else if (!/^[^\s@]+@[^\s@]+$/.test(email)) problems.email = signIn.emailInvalid
    if (!name) problems.name = fields.required
    if (this.permissions.length === 0) problems.permissions = team.permissionsRequired
    this.problems = problems
    this.error = null
    if (Object.keys(problems).length > 0) return this.focusProblem()
    this.isBusy = true
    try {
      await inviteStaff(this.staff.client, { email, name, permissions: [...this.permissions], language })
      this.emit('cp-staff-team-said', team.invited(email))
      this.close()
    } catch (thrown) {
      this.error = toApiError(thrown)
      this.problems = Object.fromEntries(Object.entries(this.error.fields).map(([field, code]) => [field, fields[code]]))
      await this.focusProblem()
    } finally {
      this.isBusy = false
    }
  }

  private async focusProblem(): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }
}

define('cp-staff-invite', StaffInvite)
