import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Property } from '../../../shared/properties.ts'
import { ruleLimits } from '../../../shared/filter-rule.ts'
import { textIn } from '../base/text-in.ts'
import type { StaffTexts } from '../locales/en.ts'
import { type ConditionDraft, valueKind } from './rule-draft.ts'

/** What a value is drawn from. */
export interface ValueField {
  texts: StaffTexts
  language: string
  property: Property
  condition: ConditionDraft
  id: string
  isBad: boolean
  set: (value: unknown) => void
}

/** The control for the value of a condition, by the type of its property. */
export function renderValue(field: ValueField): TemplateResult | typeof nothing {
  const { property, condition } = field
  switch (valueKind(property.type, condition.operator)) {
    case 'none':
      return nothing
    case 'choices':
      return property.options ? renderChoices(field, property.options) : renderWords(field)
    case 'yesNo':
      return renderYesNo(field)
    case 'number':
      return renderInput(field, 'number', condition.value, field.set)
    case 'dayCount':
      return html`${renderInput(field, 'number', condition.value, field.set)}<span>${field.texts.rules.days}</span>`
    case 'day':
      return renderInput(field, 'date', condition.value, field.set)
    case 'numbers':
      return renderRange(field, 'number')
    case 'days':
      return renderRange(field, 'date')
    default:
      return renderInput(field, 'text', condition.value, field.set)
  }
}

function renderInput(
  field: ValueField,
  type: 'text' | 'number' | 'date',
  value: unknown,
  set: (value: unknown) => void,
  part: { id: string; label: string } = { id: field.id, label: field.texts.rules.value },
): TemplateResult {
  const read = ({ value: text }: HTMLInputElement) => (type !== 'number' ? text : text.trim() === '' ? null : Number(text))
  return html`<input
    id=${part.id}
    class="input ${type}"
    type=${type}
    step=${type === 'number' ? 'any' : nothing}
    maxlength=${type === 'text' ? ruleLimits.textMaxChars : nothing}
    autocomplete="off"
    aria-label=${part.label}
    aria-invalid=${field.isBad ? 'true' : 'false'}
    aria-describedby="${field.id}-problem"
    .value=${live(typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')}
    @input=${(event: Event) => set(read(event.target as HTMLInputElement))}
  />`
}

function renderRange(field: ValueField, type: 'number' | 'date'): TemplateResult {
  const { rules } = field.texts
  const [from, to] = Array.isArray(field.condition.value) ? (field.condition.value as unknown[]) : []
  return html`${renderInput(field, type, from, (value) => field.set([value, to]), { id: field.id, label: rules.from })}
    <span>${rules.to}</span>
    ${renderInput(field, type, to, (value) => field.set([from, value]), { id: `${field.id}-to`, label: rules.until })}`
}

function renderYesNo(field: ValueField): TemplateResult {
  const { rules } = field.texts
  return html`<select
    id=${field.id}
    class="input yes-no"
    aria-label=${rules.value}
    @change=${(event: Event) => field.set((event.target as HTMLSelectElement).value === 'yes')}
  >
    <option value="yes" .selected=${field.condition.value === true}>${rules.yes}</option>
    <option value="no" .selected=${field.condition.value === false}>${rules.no}</option>
  </select>`
}

function renderChoices(field: ValueField, options: NonNullable<Property['options']>): TemplateResult {
  const chosen = new Set([field.condition.value].flat() as string[])
  const { ruleTools } = field.texts
  const listed = options.filter(({ value, isGone }) => !isGone || chosen.has(value))
  const nameless = [...chosen].filter((value) => !options.some((option) => option.value === value))
  const all = [
    ...listed.map(({ value, labels, isGone }) => ({
      value,
      label: isGone ? ruleTools.gone(textIn(labels, field.language)) : textIn(labels, field.language),
    })),
    ...nameless.map((value) => ({ value, label: ruleTools.gone(value) })),
  ]
  const toggle = (value: string, isChosen: boolean) =>
    field.set(all.map((one) => one.value).filter((one) => (one === value ? isChosen : chosen.has(one))))
  return html`<div
    id=${field.id}
    class="checklist"
    role="group"
    tabindex="-1"
    aria-label=${field.texts.rules.value}
    aria-describedby="${field.id}-problem"
  >
    ${all.map(
      ({ value, label }) =>
        html`<label class="check">
          <input
            type="checkbox"
            .checked=${live(chosen.has(value))}
            @change=${(event: Event) => toggle(value, (event.target as HTMLInputElement).checked)}
          />
          <span>${label}</span>
        </label>`,
    )}
  </div>`
}

/** Choices that are not listed, languages for instance: written one after the other. */
function renderWords(field: ValueField): TemplateResult {
  const words = [field.condition.value].flat() as string[]
  const read = (text: string) => [
    ...new Set(
      text
        .split(',')
        .map((word) => word.trim())
        .filter(Boolean),
    ),
  ]
  return html`<input
    id=${field.id}
    class="input text"
    autocomplete="off"
    aria-label=${field.texts.rules.values}
    placeholder=${field.texts.rules.values}
    aria-invalid=${field.isBad ? 'true' : 'false'}
    aria-describedby="${field.id}-problem"
    .value=${words.join(', ')}
    @change=${(event: Event) => field.set(read((event.target as HTMLInputElement).value))}
  />`
}
