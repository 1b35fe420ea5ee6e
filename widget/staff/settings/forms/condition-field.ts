import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { FormCondition } from '../../../../shared/form-values.ts'
import type { FieldSettings } from '../../../../shared/forms.ts'
import type { Property } from '../../../../shared/properties.ts'
import { icon } from '../../base/icons.ts'
import { textIn } from '../../base/text-in.ts'
import type { StaffTexts } from '../../locales/en.ts'
import { isGone, labelOf, propertyOf } from './form-draft.ts'

/** What the condition of a field shows and does. */
export interface ConditionFrame {
  field: FieldSettings
  before: readonly FieldSettings[]
  properties: readonly Property[]
  language: string
  hasProblem: boolean
  /** Undefined: it always shows. */
  change: (when: FormCondition | undefined) => void
}

const askable: readonly string[] = ['text', 'number', 'choice', 'choices', 'date', 'yes_no', 'consent']

/** When a field shows: always, or when one that stands above it says so. */
export function renderCondition(texts: StaffTexts, frame: ConditionFrame): TemplateResult {
  const { forms } = texts
  const { field, before, properties, language, change } = frame
  const candidates = before.filter((one) => askable.includes(one.type) && !one.isHidden && !isGone(one, properties))
  const { when } = field
  const asked = when && candidates.find(({ name }) => name === when.field)
  const start = candidates.at(-1)
  const toggle = (event: Event) =>
    change((event.target as HTMLInputElement).checked && start ? { field: start.name, is: firstValues(start) } : undefined)
  return html`<fieldset class="condition">
    <label class="switch">
      <input
        id="condition"
        type="checkbox"
        role="switch"
        aria-describedby="condition-help"
        .checked=${live(when !== undefined)}
        aria-disabled=${start || when ? 'false' : 'true'}
        @click=${(event: Event) => {
          if (!start && !when) event.preventDefault()
        }}
        @change=${toggle}
      />
      <span class="label">${forms.condition}</span>
    </label>
    <p class="help" id="condition-help">${start || when ? nothing : forms.conditionNone}</p>
    ${
      when
        ? html`<div class="field">
              <label class="label" for="when">${forms.conditionField}</label>
              <select
                id="when"
                class="input"
                aria-invalid=${frame.hasProblem || !asked ? 'true' : 'false'}
                aria-describedby="when-problem"
                @change=${(event: Event) => {
                  const next = candidates.find(({ name }) => name === (event.target as HTMLSelectElement).value)
                  if (next) change({ field: next.name, is: firstValues(next) })
                }}
              >
                ${asked ? nothing : html`<option value="" selected></option>`}
                ${candidates.map(
                  (one) =>
                    html`<option value=${one.name} .selected=${one.name === when.field}>${labelOf(one, properties, language)}</option>`,
                )}
              </select>
              ${
                frame.hasProblem || !asked
                  ? html`<p class="problem" id="when-problem">${icon('warning')} ${forms.conditionOrder}</p>`
                  : nothing
              }
            </div>
            ${asked ? renderValues(texts, asked, when, frame) : nothing}`
        : nothing
    }
  </fieldset>`
}

/** A condition in words: "when Product is Till or Boat". */
export function conditionWords(
  texts: StaffTexts,
  when: FormCondition,
  fields: readonly FieldSettings[],
  properties: readonly Property[],
  language: string,
): string {
  const asked = fields.find(({ name }) => name === when.field)
  if (!asked) return ''
  const options = optionsOf(texts, asked, properties, language)
  const values = when.is.map((value) => options.find(([one]) => one === value)?.[1] ?? value)
  return texts.forms.shownWhen(labelOf(asked, properties, language), values.join(texts.forms.or))
}

function renderValues(
  texts: StaffTexts,
  asked: FieldSettings,
  when: FormCondition,
  { properties, language, change }: ConditionFrame,
): TemplateResult {
  const { forms } = texts
  if (asked.type === 'consent') return html`<p>${forms.conditionTicked}</p>`
  const options = optionsOf(texts, asked, properties, language)
  if (options.length === 0) {
    return html`<div class="field">
      <label class="label" for="when-values">${forms.conditionText}</label>
      <textarea
        id="when-values"
        class="input"
        rows="2"
        .value=${live(when.is.join('\n'))}
        @change=${(event: Event) => {
          const lines = (event.target as HTMLTextAreaElement).value.split('\n').map((line) => line.trim())
          change({ ...when, is: lines.filter(Boolean) })
        }}
      ></textarea>
    </div>`
  }
  const toggle = (value: string, isOn: boolean) =>
    change({ ...when, is: isOn ? [...when.is, value] : when.is.filter((one) => one !== value) })
  return html`<div class="field" role="group" aria-labelledby="when-is">
    <span class="label" id="when-is">${when.is.length === 0 ? forms.conditionFilled : forms.conditionIs}</span>
    ${options.map(
      ([value, words]) =>
        html`<label class="choice">
          <input
            type=${asked.type === 'yes_no' ? 'radio' : 'checkbox'}
            name="when-value"
            .checked=${live(when.is.includes(value))}
            @change=${(event: Event) =>
              asked.type === 'yes_no' ? change({ ...when, is: [value] }) : toggle(value, (event.target as HTMLInputElement).checked)}
          />
          <span>${words}</span>
        </label>`,
    )}
  </div>`
}

function optionsOf(texts: StaffTexts, field: FieldSettings, properties: readonly Property[], language: string): [string, string][] {
  if (field.type === 'yes_no')
    return [
      ['yes', texts.forms.yes],
      ['no', texts.forms.no],
    ]
  const options = propertyOf(field, properties)?.options ?? field.options ?? []
  return options.map(({ value, labels }) => [value, textIn(labels, language)])
}

function firstValues({ type }: FieldSettings): string[] {
  return type === 'yes_no' ? ['yes'] : []
}
