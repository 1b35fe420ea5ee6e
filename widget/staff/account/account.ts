import { css, html, nothing } from 'lit'
import { define } from '../../base/define.ts'
import { controlStyles } from '../base/control.styles.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import './password-section.ts'
import './rule-section.ts'
import './second-factor.ts'
import './sessions-section.ts'

/**
 * One's own account: password, second factor, sessions; for admins also what everybody on the team needs.
 *
 * @element cp-staff-account
 */
export class StaffAccount extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
        max-inline-size: 760px;
        padding: 20px;
        container: staff-account / inline-size;
      }
      h1 {
        font-size: 18px;
      }
      .who {
        overflow-wrap: anywhere;
      }
    `,
  ]

  override render() {
    const { me, texts } = this.staff
    return html`
      <header>
        <h1>${texts.account.title}</h1>
        <p class="muted who">${me.name} · ${me.email}</p>
        <p class="muted">${texts.account.intro}</p>
      </header>
      <cp-staff-own-password .staff=${this.staff} @cp-staff-sessions-changed=${this.reloadSessions}></cp-staff-own-password>
      <cp-staff-second-factor .staff=${this.staff} @cp-staff-me-changed=${this.reloadSessions}></cp-staff-second-factor>
      <cp-staff-own-sessions .staff=${this.staff}></cp-staff-own-sessions>
      ${
        me.permissions.includes('account.admin')
          ? html`<cp-staff-second-factor-rule .staff=${this.staff}></cp-staff-second-factor-rule>`
          : nothing
      }
    `
  }

  /** A new password and a changed second factor end the others. */
  private readonly reloadSessions = () => void this.renderRoot.querySelector('cp-staff-own-sessions')?.reload(true)
}

define('cp-staff-account', StaffAccount)
