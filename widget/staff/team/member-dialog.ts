import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { StaffPermission } from '../../../shared/auth.ts'
import type { StaffLanguage, StaffMember } from '../../../shared/team.ts'
import { define } from '../../base/define.ts'
import { type StaffApiError, toApiError } from '../api/client.ts'
import { changeMember, readTeam, removeMember, resetSecondFactor, sendPasswordLink, setActive } from '../api/team.ts'
import '../app/confirm-dialog.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import './permissions-field.ts'
import { permissionWords } from './roles.ts'
import { languageField, teamDialogStyles } from './team-dialog.ts'

/** What the page says after a deed, and how it is undone. */
export interface TeamSaid {
  text: string
  undo?: () => Promise<string>
}

/**
 * One of the team: name, role, language; help with getting in; keeping out.
 *
 * @element cp-staff-member
 * @fires cp-staff-team-said - Something was done.
 * @fires cp-staff-team-closed - The dialog is gone.
 */
export class StaffMemberDialog extends StaffElement {
  static override styles = [controlStyles, stateStyles, teamDialogStyles]
  static override properties: PropertyDeclarations = {
    member: { attribute: false },
    permissions: { state: true },
    problems: { state: true },
    error: { state: true },
    isStale: { state: true },
    isBusy: { state: true },
    isSaving: { state: true },
  }

  declare member: StaffMember
  declare private permissions: readonly StaffPermission[]
  declare private problems: { name?: string; permissions?: string }
  declare private error: StaffApiError | null
  /** Somebody else saved meanwhile: `member` is as they left it. */
  declare private isStale: boolean
  /** Something is under way, or is asked about. */
  declare private isBusy: boolean
  declare private isSaving: boolean

  constructor() {
    super()
    this.permissions = []
    this.problems = {}
    this.error = null
    this.isStale = false
    this.isBusy = false
    this.isSaving = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.permissions = this.member.permissions
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal()
  }

  private get isOwn(): boolean {
    return this.member.id === this.staff.me.id
  }

  override render() {
    const { team, app } = this.texts
    const { member, problems } = this
    return html`<dialog aria-labelledby="title" @close=${() => this.emit('cp-staff-team-closed')}>
      <form class="dialog-body" novalidate @submit=${this.onSubmit}>
        <div>
          <h2 id="title">${member.name}</h2>
          <p class="muted">${member.email}</p>
        </div>
        ${this.error ? html`<p class="banner bad" role="alert">${icon('warning')} <span>${errorText(this.texts, this.error)}</span></p>` : nothing}
        ${this.isStale ? this.renderStale() : nothing}
        <div class="pair">
          <div class="field">
            <label class="label" for="name">${team.name}</label>
            <input
              id="name"
              class="input"
              autocomplete="off"
              .defaultValue=${member.name}
              aria-invalid=${problems.name ? 'true' : 'false'}
              aria-describedby=${problems.name ? 'name-problem name-help' : 'name-help'}
            />
            ${problems.name ? html`<p class="problem" id="name-problem">${problems.name}</p>` : nothing}
            <p class="help" id="name-help">${team.nameHelp}</p>
          </div>
          ${languageField(this.texts, member.language)}
        </div>
        <cp-staff-permissions
          .staff=${this.staff}
          .value=${this.permissions}
          .problem=${problems.permissions}
          ?is-own=${this.isOwn}
          @cp-staff-permissions=${(event: CustomEvent<StaffPermission[]>) => (this.permissions = event.detail)}
        ></cp-staff-permissions>
        ${this.isOwn ? nothing : html`<p class="help">${team.signedOutHint}</p>`}
        <div class="dialog-actions">
          <button class="button" type="button" @click=${this.close}>${app.cancel}</button>
          <button class="button primary" type="submit" aria-disabled=${this.isBusy ? 'true' : 'false'}>
            ${this.isSaving ? team.saving : team.save}
          </button>
        </div>
        <div class="deeds" role="group" aria-labelledby="access">
          <h3 id="access">${team.access}</h3>
          ${this.isOwn ? html`<p class="muted">${team.own}</p>` : this.renderDeeds()}
        </div>
      </form>
      <cp-staff-confirm></cp-staff-confirm>
    </dialog>`
  }

  private renderStale(): TemplateResult {
    const { team } = this.texts
    const { name, permissions } = this.member
    return html`<div class="banner" role="alert">
      <p>${team.stale(name)}</p>
      <ul>
        <li>${team.staleName(name)}</li>
        <li>${team.stalePermissions(permissionWords(this.texts, permissions))}</li>
      </ul>
    </div>`
  }

  private renderDeeds(): TemplateResult {
    const { team } = this.texts
    const { isActive, hasSecondFactor } = this.member
    return html`
      ${isActive ? this.renderDeed(team.sendLink, team.sendLinkHelp, () => this.sendLink()) : nothing}
      ${isActive && hasSecondFactor ? this.renderDeed(team.resetSecond, team.resetSecondHelp, () => this.resetSecond()) : nothing}
      ${
        isActive
          ? this.renderDeed(team.switchOff, team.switchOffHelp, () => this.switchOff())
          : this.renderDeed(team.switchOn, team.switchOnHelp, () => this.switchOn())
      }
      ${this.renderDeed(team.remove, team.removeHelp, () => this.takeOut(), 'danger-text')}
    `
  }

  private renderDeed(label: string, help: string, deed: () => Promise<TeamSaid | null>, look = ''): TemplateResult {
    return html`<div class="deed">
      <p class="help">${help}</p>
      <button class="button ${look}" type="button" @click=${() => void this.run(deed)}>${label}</button>
    </div>`
  }

  private readonly close = () => this.renderRoot.querySelector('dialog')?.close()

  private async sendLink(): Promise<TeamSaid> {
    await sendPasswordLink(this.staff.client, this.member.id)
    return { text: this.texts.team.linkSent(this.member.name) }
  }

  private async resetSecond(): Promise<TeamSaid | null> {
    const { team } = this.texts
    const { id, name } = this.member
    if (!(await this.ask(team.resetQuestion(name), team.resetWarning, team.resetYes))) return null
    await resetSecondFactor(this.staff.client, id)
    return { text: team.resetDone(name) }
  }

  private async switchOff(): Promise<TeamSaid | null> {
    const { team } = this.texts
    const { client } = this.staff
    const { id, name } = this.member
    if (!(await this.ask(team.switchOffQuestion(name), team.switchOffWarning, team.switchOffYes))) return null
    await setActive(client, id, false)
    const undo = async () => {
      await setActive(client, id, true)
      return team.switchedOn(name)
    }
    return { text: team.switchedOff(name), undo }
  }

  private async switchOn(): Promise<TeamSaid> {
    await setActive(this.staff.client, this.member.id, true)
    return { text: this.texts.team.switchedOn(this.member.name) }
  }

  private async takeOut(): Promise<TeamSaid | null> {
    const { team } = this.texts
    const { id, name } = this.member
    if (!(await this.ask(team.removeQuestion(name), team.removeWarning, team.removeYes))) return null
    await removeMember(this.staff.client, id)
    return { text: team.removed(name) }
  }

  private ask(title: string, text: string, yes: string): Promise<boolean> {
    const dialog = this.renderRoot.querySelector('cp-staff-confirm')
    return dialog ? dialog.ask({ title, text, yes, no: this.texts.app.cancel }) : Promise.resolve(false)
  }

  /** Does something, says it on the page and closes; what went wrong is said here. */
  private async run(deed: () => Promise<TeamSaid | null>): Promise<void> {
    if (this.isBusy) return
    this.isBusy = true
    this.error = null
    try {
      const said = await deed()
      if (!said) return
      this.emit('cp-staff-team-said', said)
      this.close()
    } catch (thrown) {
      this.error = toApiError(thrown)
      if (this.error.code === 'changed_meanwhile') await this.takeOver()
      if (Object.keys(this.error?.fields ?? {}).length > 0) this.problems = { name: this.texts.fields.invalid }
      this.renderRoot.querySelector('dialog')?.scrollTo({ top: 0 })
    } finally {
      this.isBusy = false
      this.isSaving = false
    }
  }

  private readonly onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    const { team, fields } = this.texts
    const { id, version, permissions: before } = this.member
    const name = this.byId<HTMLInputElement>('name')?.value.trim() ?? ''
    const language = (this.byId<HTMLSelectElement>('language')?.value ?? '') as StaffLanguage | ''
    this.problems = {
      ...(!name && { name: fields.required }),
      ...(this.permissions.length === 0 && { permissions: team.permissionsRequired }),
    }
    if (this.problems.name) this.byId('name')?.focus()
    if (Object.keys(this.problems).length > 0) return
    const permissions = [...this.permissions]
    const isOther = JSON.stringify(permissions) !== JSON.stringify(before)
    void this.run(async () => {
      this.isSaving = true
      await changeMember(this.staff.client, id, { version, name, permissions, ...(language && { language }) })
      return { text: isOther && !this.isOwn ? team.savedRights(name) : team.saved(name) }
    })
  }

  /** The other's change is shown, and what was chosen here is kept: the next save goes on from theirs. */
  private async takeOver(): Promise<void> {
    const { members } = await readTeam(this.staff.client)
    const fresh = members.find(({ id }) => id === this.member.id)
    if (!fresh) return
    const typed = this.byId<HTMLInputElement>('name')?.value ?? fresh.name
    this.member = fresh
    this.isStale = true
    this.error = null
    await this.updateComplete
    const field = this.byId<HTMLInputElement>('name')
    if (field) field.value = typed
  }
}

define('cp-staff-member', StaffMemberDialog)
