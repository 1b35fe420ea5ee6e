import { html, nothing, type PropertyDeclarations } from 'lit'
import { define } from '../../base/define.ts'
import { readSecondFactorRule, setSecondFactorRule } from '../api/account.ts'
import { type StaffApiError, toApiError } from '../api/client.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { LoadController } from '../base/load.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { errorState } from '../base/states.ts'
import { switchStyles } from '../base/switch.styles.ts'
import { accountStyles } from './account.styles.ts'

/**
 * Whether everybody on the team needs a second factor; for admins. Saved at once.
 *
 * @element cp-staff-second-factor-rule
 */
export class StaffSecondFactorRule extends StaffElement {
  static override styles = [controlStyles, stateStyles, accountStyles, switchStyles]
  static override properties: PropertyDeclarations = { problem: { state: true }, isSaved: { state: true }, isBusy: { state: true } }

  declare private problem: StaffApiError | null
  declare private isSaved: boolean
  declare private isBusy: boolean
  private readonly rule = new LoadController<boolean>(this)

  constructor() {
    super()
    this.problem = null
    this.isSaved = false
    this.isBusy = false
  }

  protected override firstUpdated(): void {
    void this.rule.run((signal) => readSecondFactorRule(this.staff.client, signal))
  }

  override render() {
    const { rule } = this.texts.account
    return html`<section aria-labelledby="title">
      <div class="section-head">
        <h2 id="title">${rule.title}</h2>
        <span role="status">${this.isSaved ? html`<span class="done">${icon('check')} ${rule.saved}</span>` : nothing}</span>
      </div>
      ${this.rule.render({
        pending: () =>
          html`<div class="bones" role="status">
            <span class="visually-hidden">${this.texts.app.loading}</span><span class="bone middle"></span>
          </div>`,
        error: (error) => errorState(this.texts, this.texts.account.failedTitle, error, () => void this.rule.retry()),
        empty: () => html``,
        data: (isOn) => this.renderSwitch(isOn),
      })}
    </section>`
  }

  private renderSwitch(isOn: boolean) {
    const { rule } = this.texts.account
    return html`<div class="body">
      <div class="field">
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            id="rule"
            .checked=${isOn}
            aria-describedby="help ${this.problem ? 'problem' : ''}"
            aria-disabled=${this.isBusy ? 'true' : 'false'}
            @change=${this.onChange}
          />
          <span class="label">${rule.label}</span>
        </label>
        ${this.problem ? html`<p class="problem" id="problem" role="alert">${errorText(this.texts, this.problem)}</p>` : nothing}
        <p class="help" id="help">${rule.help}</p>
      </div>
    </div>`
  }

  private readonly onChange = async (event: Event) => {
    const field = event.target as HTMLInputElement
    const isWanted = field.checked
    const isBefore = this.rule.data === true
    if (this.isBusy) {
      field.checked = isBefore
      return
    }
    this.isBusy = true
    this.problem = null
    this.isSaved = false
    try {
      await setSecondFactorRule(this.staff.client, isWanted)
      this.rule.replace(isWanted)
      this.isSaved = true
    } catch (error) {
      this.problem = toApiError(error)
      field.checked = isBefore
    }
    this.isBusy = false
  }
}

define('cp-staff-second-factor-rule', StaffSecondFactorRule)
