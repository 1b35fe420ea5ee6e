import { css, html, nothing, type PropertyDeclarations } from 'lit'
import { live } from 'lit/directives/live.js'
import type { StaffPermission } from '../../../shared/auth.ts'
import { define } from '../../base/define.ts'
import { controlStyles } from '../base/control.styles.ts'
import { StaffElement } from '../base/staff-element.ts'
import { permissionNames, roleNames, roleOf, roles, type Role } from './roles.ts'

/**
 * What somebody may do: a usual role, or permissions one by one, each explained in a line.
 *
 * @element cp-staff-permissions
 * @fires cp-staff-permissions - What is chosen now.
 */
export class StaffPermissionsField extends StaffElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        gap: 14px;
        container: staff-permissions / inline-size;
      }
      fieldset {
        min-inline-size: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        margin-block-end: 6px;
        padding: 0;
        font-weight: 600;
      }
      .roles {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
        gap: 8px;
      }
      .role,
      .permission {
        display: flex;
        align-items: flex-start;
        gap: 10px;
        cursor: pointer;
      }
      .role {
        padding: 10px 12px;
        border: 1px solid var(--cp-border);
        border-radius: 9px;
      }
      .role:hover {
        background: var(--staff-hover);
      }
      .role:has(:checked) {
        border-color: var(--cp-accent);
        background: var(--staff-accent-soft);
      }
      .permission {
        padding-block: 6px;
      }
      .permission:has(:disabled) {
        cursor: default;
      }
      input {
        flex: none;
        inline-size: 18px;
        block-size: 18px;
        margin: 2px 0;
        accent-color: var(--cp-accent);
      }
      .words {
        display: grid;
        min-inline-size: 0;
      }
      .words b {
        font-weight: 600;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    value: { attribute: false },
    isOwn: { type: Boolean, attribute: 'is-own' },
    problem: { attribute: false },
    isCustom: { state: true },
  }

  /** What is chosen. */
  declare value: readonly StaffPermission[]
  /** It is one's own login: nobody takes the team from themselves. */
  declare isOwn: boolean
  declare problem: string | undefined
  /** Permissions are chosen one by one, even while they happen to be a usual role. */
  declare private isCustom: boolean

  constructor() {
    super()
    this.value = []
    this.isOwn = false
    this.problem = undefined
    this.isCustom = false
  }

  override render() {
    const { team } = this.texts
    const role = this.isCustom ? 'custom' : roleOf(this.value)
    const shown = roleNames.filter((name) => !this.isOwn || name === 'owner' || name === 'custom')
    return html`
      <fieldset>
        <legend>${team.role}</legend>
        <div class="roles">
          ${shown.map(
            (name) =>
              html`<label class="role">
                <input type="radio" name="role" .value=${name} .checked=${live(name === role)} @change=${() => this.onRole(name)} />
                <span class="words"><b>${team.roles[name][0]}</b><span class="help">${team.roles[name][1]}</span></span>
              </label>`,
          )}
        </div>
      </fieldset>
      <fieldset aria-describedby=${this.problem ? 'problem' : nothing}>
        <legend>${team.permissionsLabel}</legend>
        ${permissionNames.map((name) => this.renderPermission(name))}
        ${this.problem ? html`<p class="problem" id="problem">${this.problem}</p>` : nothing}
      </fieldset>
    `
  }

  private renderPermission(name: StaffPermission) {
    const { team } = this.texts
    const [title, help] = team.permissions[name]
    const isHeld = this.isOwn && name === 'account.admin'
    return html`<label class="permission">
      <input
        type="checkbox"
        .value=${name}
        .checked=${live(this.value.includes(name))}
        ?disabled=${isHeld}
        @change=${(event: Event) => this.onPermission(name, (event.target as HTMLInputElement).checked)}
      />
      <span class="words"><b>${title}</b><span class="help">${isHeld ? team.ownAdmin : help}</span></span>
    </label>`
  }

  private onRole(role: Role): void {
    this.isCustom = role === 'custom'
    if (role !== 'custom') this.choose(roles[role])
  }

  private onPermission(name: StaffPermission, isWanted: boolean): void {
    this.isCustom = false
    this.choose(permissionNames.filter((one) => (one === name ? isWanted : this.value.includes(one))))
  }

  private choose(value: readonly StaffPermission[]): void {
    this.value = value
    this.emit('cp-staff-permissions', value)
  }
}

define('cp-staff-permissions', StaffPermissionsField)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-permissions': StaffPermissionsField
  }
}
