import { html, nothing, type TemplateResult } from 'lit'
import type { Condition, Operator } from '../../../shared/filter-rule.ts'
import type { AllListTexts } from '../../locales/en/list-tools.ts'
import { offeredOperators, type ListProperty } from './list-properties.ts'

/** A condition that is being put together. */
export interface ConditionDraft {
  property: ListProperty
  operator: Operator
  /** What stands in the inputs: one text, two of *between*, or the options ticked. */
  values: string[]
  /** Place among the conditions that it replaces; undefined for a new one. */
  index: number | undefined
}

/** A draft of a condition that is there already, else of a new one. */
export function draftOf(property: ListProperty, condition?: Condition, index?: number): ConditionDraft {
  const [first = 'is_known'] = offeredOperators(property)
  if (!condition)
    return { property, operator: first, values: first === 'in_last_days' ? ['7'] : property.type === 'yes_no' ? ['true'] : [], index }
  const values = 'value' in condition ? [condition.value].flat().map(String) : []
  return { property, operator: condition.operator, values, index }
}

/** The condition that a draft says; undefined while something is missing. */
export function conditionOf({ property, operator, values }: ConditionDraft): Condition | undefined {
  const { name, type } = property
  if (operator === 'is_known' || operator === 'is_unknown') return { property: name, operator }
  const filled = values.map((value) => value.trim()).filter((value) => value !== '')
  if (filled.length < (operator === 'between' ? 2 : 1)) return undefined
  const isNumber = type === 'number' || operator === 'in_last_days' || operator === 'in_next_days'
  const read: unknown[] = isNumber ? filled.map(Number) : type === 'yes_no' ? filled.map((value) => value === 'true') : filled
  const value = type === 'choice' || type === 'choices' || operator === 'between' ? read : read[0]
  return { property: name, operator, value } as Condition
}

interface EditorFrame {
  texts: AllListTexts
  draft: ConditionDraft
  change: (part: Partial<ConditionDraft>) => void
  apply: (event: Event) => void
  back: () => void
}

/** What is asked of one property, as a small form. */
export function conditionEditor(frame: EditorFrame): TemplateResult {
  const { texts, draft, change, apply, back } = frame
  const { property, operator } = draft
  const operators = offeredOperators(property)
  // What an address says may be more than is offered here.
  const all = operators.includes(operator) ? operators : [operator, ...operators]
  const choose = (event: Event) => {
    const chosen = (event.target as HTMLSelectElement).value as Operator
    const keeps = kindOf(property, chosen) === kindOf(property, operator)
    change({ operator: chosen, values: keeps ? draft.values : [] })
  }
  return html`<form class="editor" @submit=${apply}>
    <p class="panel-title" id="panel-title">${texts.filterOf(property.label)}</p>
    ${
      all.length > 1
        ? html`<label class="select">
            <span class="visually-hidden">${texts.condition}</span>
            <select class="input" @change=${choose}>
              ${all.map((one) => html`<option value=${one} ?selected=${one === operator}>${texts.operators[one]}</option>`)}
            </select>
          </label>`
        : nothing
    }
    ${valueInputs(frame)}
    <div class="editor-acts">
      <button class="button primary" type="submit">${texts.apply}</button>
      ${draft.index === undefined ? html`<button class="button" type="button" @click=${back}>${texts.allFilters}</button>` : nothing}
    </div>
  </form>`
}

type InputKind = 'none' | 'checks' | 'yes_no' | 'text' | 'number' | 'days' | 'date'

function kindOf({ type, options }: ListProperty, operator: Operator): InputKind {
  if (operator === 'is_known' || operator === 'is_unknown') return 'none'
  if (operator === 'in_last_days' || operator === 'in_next_days') return 'days'
  if ((type === 'choice' || type === 'choices') && options.length > 0) return 'checks'
  if (type === 'yes_no' || type === 'date' || type === 'number') return type
  return 'text'
}

function valueInputs({ texts, draft, change }: EditorFrame): TemplateResult | typeof nothing {
  const { property, operator, values } = draft
  const kind = kindOf(property, operator)
  if (kind === 'none') return nothing
  if (kind === 'checks') return checks(texts, draft, change)
  if (kind === 'yes_no') {
    const option = (value: string, words: string) =>
      html`<label class="check">
        <input type="radio" name="value" ?checked=${values[0] === value} @change=${() => change({ values: [value] })} />${words}
      </label>`
    return html`<fieldset class="checks" aria-labelledby="panel-title">
      ${option('true', texts.rules.yes)} ${option('false', texts.rules.no)}
    </fieldset>`
  }
  const type = kind === 'days' ? 'number' : kind
  const input = (label: string, place: number, isLabelSeen: boolean) =>
    html`<label class="field">
      <span class=${isLabelSeen ? 'small' : 'visually-hidden'}>${label}</span>
      <input
        class="input"
        data-first
        type=${type}
        required
        maxlength="200"
        min=${kind === 'days' ? '1' : nothing}
        max=${kind === 'days' ? '3660' : nothing}
        step=${kind === 'number' ? 'any' : nothing}
        .value=${values[place] ?? ''}
        @input=${(event: Event) => change({ values: withValue(values, place, (event.target as HTMLInputElement).value) })}
      />
    </label>`
  if (operator === 'between') return html`<div class="ends">${input(texts.from, 0, true)} ${input(texts.to, 1, true)}</div>`
  return input(kind === 'days' ? texts.days : texts.value, 0, kind === 'days')
}

function checks(texts: AllListTexts, { property, values }: ConditionDraft, change: EditorFrame['change']): TemplateResult {
  const tick = (value: string, isTicked: boolean) =>
    change({ values: isTicked ? [...values, value] : values.filter((one) => one !== value) })
  return html`<fieldset class="checks" aria-label=${texts.choices}>
    ${property.options.map(
      ({ value, label }) =>
        html`<label class="check">
          <input
            type="checkbox"
            .checked=${values.includes(value)}
            @change=${(event: Event) => tick(value, (event.target as HTMLInputElement).checked)}
          /><bdi>${label}</bdi>
        </label>`,
    )}
  </fieldset>`
}

function withValue(values: readonly string[], place: number, value: string): string[] {
  return [0, 1].slice(0, Math.max(place + 1, values.length)).map((at) => (at === place ? value : (values[at] ?? '')))
}
