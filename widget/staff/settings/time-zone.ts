import { css, html, nothing } from 'lit'
import type { AccountSettings } from '../../../shared/account.ts'
import { define } from '../../base/define.ts'
import { toApiError } from '../api/client.ts'
import { readAccount, setTimeZone } from '../api/properties.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { LoadController } from '../base/load.controller.ts'
import { StaffElement } from '../base/staff-element.ts'

/**
 * Where the days of the account begin. Saved at once.
 *
 * @element cp-staff-time-zone
 */
export class StaffTimeZone extends StaffElement {
  static override styles = [
    controlStyles,
    css`
      .short {
        inline-size: min(280px, 100%);
      }
    `,
  ]
  private readonly load = new LoadController<AccountSettings>(this)

  protected override firstUpdated(): void {
    void this.load.run((signal) => readAccount(this.staff.client, signal))
  }

  override render() {
    const { settings } = this.texts
    const current = this.load.data?.timeZone
    const zones = Intl.supportedValuesOf('timeZone')
    const all = current === undefined || zones.includes(current) ? zones : [current, ...zones]
    return html`<div class="field">
      <label class="label" for="timeZone">${settings.timeZone}</label>
      <select id="timeZone" class="input short" aria-describedby="help" ?disabled=${current === undefined} @change=${this.onChange}>
        ${all.map((zone) => html`<option value=${zone} .selected=${zone === current}>${zone.replaceAll('_', ' ')}</option>`)}
      </select>
      ${this.load.error ? html`<p class="problem" role="alert">${errorText(this.texts, this.load.error)}</p>` : nothing}
      <p class="help" id="help">${settings.timeZoneHelp}</p>
    </div>`
  }

  private async onChange(event: Event): Promise<void> {
    try {
      this.load.replace(await setTimeZone(this.staff.client, (event.target as HTMLSelectElement).value))
      this.staff.announce(this.texts.settings.saved)
    } catch (error) {
      this.load.error = toApiError(error)
      this.requestUpdate()
    }
  }
}

define('cp-staff-time-zone', StaffTimeZone)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-time-zone': StaffTimeZone
  }
}
