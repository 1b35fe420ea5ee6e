import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { FieldErrorCode } from '../../../shared/errors.ts'
import type { PropertyValue, PropertyValues } from '../../../shared/properties.ts'
import { define } from '../../base/define.ts'
import { toApiError } from '../api/client.ts'
import { readTicketValues, setTicketValue } from '../api/properties.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { LoadController } from '../base/load.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { textIn } from '../base/text-in.ts'

type Held = PropertyValues['properties'][number]

/**
 * What a ticket has for the account's own properties. A change is saved when its field is left.
 *
 * @element cp-staff-ticket-values
 */
export class StaffTicketValues extends StaffElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        gap: 10px;
      }
      .small-label {
        color: var(--cp-muted);
        font-size: 13px;
      }
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
      }
      .check {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 26px;
      }
    `,
  ]
  static override properties: PropertyDeclarations = { ticketId: { attribute: false }, problem: { state: true } }

  declare ticketId: string
  declare private problem: { name: string; text: string } | null
  private readonly load = new LoadController<PropertyValues>(this)

  constructor() {
    super()
    this.ticketId = ''
    this.problem = null
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('ticketId')) return
    const { ticketId } = this
    this.problem = null
    this.load.clear()
    void this.load.run((signal) => readTicketValues(this.staff.client, ticketId, signal))
  }

  override render() {
    if (this.load.error) return html`<p class="muted">${this.texts.properties.failed}</p>`
    return html`${this.load.data?.properties.map((held) => this.renderField(held))}`
  }

  private renderField(held: Held): TemplateResult {
    const label = textIn(held.labels, this.staff.language)
    const problem = this.problem?.name === held.name ? html`<p class="problem" role="alert">${this.problem.text}</p>` : nothing
    if (held.type === 'choices') return html`${this.renderChoices(held, label)}${problem}`
    return html`<label class="field"><span class="small-label">${label}</span>${this.renderControl(held)}${problem}</label>`
  }

  private renderControl(held: Held): TemplateResult {
    const { properties, rules } = this.texts
    const text = typeof held.value === 'string' || typeof held.value === 'number' ? String(held.value) : ''
    if (held.type === 'yes_no' || held.type === 'choice') {
      const options =
        held.type === 'choice'
          ? (held.options ?? []).map(({ value, labels }) => ({ value, label: textIn(labels, this.staff.language) }))
          : [
              { value: 'true', label: rules.yes },
              { value: 'false', label: rules.no },
            ]
      const current = held.value === null ? '' : String(held.value as string | boolean)
      return html`<select
        class="input"
        data-name=${held.name}
        @change=${(event: Event) => void this.save(held, (event.target as HTMLSelectElement).value)}
      >
        <option value="" .selected=${live(current === '')}>${properties.unset}</option>
        ${options.map(({ value, label }) => html`<option value=${value} .selected=${live(value === current)}>${label}</option>`)}
      </select>`
    }
    return html`<input
      class="input"
      data-name=${held.name}
      type=${held.type === 'number' ? 'number' : held.type === 'date' ? 'date' : 'text'}
      step="any"
      autocomplete="off"
      .value=${live(text)}
      @change=${(event: Event) => void this.save(held, (event.target as HTMLInputElement).value)}
    />`
  }

  private renderChoices(held: Held, label: string): TemplateResult {
    const chosen = Array.isArray(held.value) ? held.value : []
    return html`<fieldset>
      <legend class="small-label">${label}</legend>
      ${(held.options ?? []).map(
        ({ value, labels }) =>
          html`<label class="check">
            <input
              type="checkbox"
              .checked=${live(chosen.includes(value))}
              @change=${(event: Event) =>
                void this.put(
                  held,
                  (event.target as HTMLInputElement).checked ? [...chosen, value] : chosen.filter((one) => one !== value),
                )}
            />
            <span>${textIn(labels, this.staff.language)}</span>
          </label>`,
      )}
    </fieldset>`
  }

  private save(held: Held, text: string): Promise<void> {
    if (text.trim() === '') return this.put(held, null)
    if (held.type === 'number') return this.put(held, Number(text))
    return this.put(held, held.type === 'yes_no' ? text === 'true' : text)
  }

  private async put(held: Held, value: PropertyValue): Promise<void> {
    const { ticketId } = this
    try {
      const values = await setTicketValue(this.staff.client, ticketId, held.name, value)
      if (ticketId !== this.ticketId) return
      this.load.replace(values)
      this.problem = null
      this.staff.announce(this.texts.settings.saved)
    } catch (thrown) {
      const error = toApiError(thrown)
      const code = Object.values(error.fields)[0] as FieldErrorCode | undefined
      this.problem = { name: held.name, text: code ? this.texts.fields[code] : errorText(this.texts, error) }
    }
  }
}

define('cp-staff-ticket-values', StaffTicketValues)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-ticket-values': StaffTicketValues
  }
}
