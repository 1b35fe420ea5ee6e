import { css, html, type PropertyDeclarations } from 'lit'
import { define } from '../../base/define.ts'
import { controlStyles } from '../base/control.styles.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import './second-factor.ts'

/**
 * Has a second factor begun, before anything else: on a page of its own after the sign-in, over the page when it was demanded
 * meanwhile.
 *
 * @element cp-staff-enrol
 * @fires cp-staff-sign-out - The reader would rather sign out.
 */
export class StaffEnrol extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    css`
      .page {
        display: grid;
        gap: 16px;
        inline-size: min(560px, 100%);
        margin-inline: auto;
      }
      .out {
        justify-self: center;
        min-block-size: 32px;
      }
    `,
  ]
  static override properties: PropertyDeclarations = { isDialog: { type: Boolean, attribute: 'is-dialog' } }

  declare isDialog: boolean

  constructor() {
    super()
    this.isDialog = false
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal()
  }

  override render() {
    if (!this.isDialog) return html`<div class="page">${this.renderParts()}</div>`
    return html`<dialog aria-label=${this.texts.account.second.mustTitle} @cancel=${(event: Event) => event.preventDefault()}>
      <div class="dialog-body">${this.renderParts()}</div>
    </dialog>`
  }

  private renderParts() {
    return html`<cp-staff-second-factor is-demanded .staff=${this.staff}></cp-staff-second-factor>
      <button class="link out" type="button" @click=${() => this.emit('cp-staff-sign-out')}>${this.texts.app.signOut}</button>`
  }
}

define('cp-staff-enrol', StaffEnrol)
