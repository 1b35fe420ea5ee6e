import { html, nothing, type PropertyDeclarations } from 'lit'
import { live } from 'lit/directives/live.js'
import type { FieldErrorCode } from '../../../shared/errors.ts'
import { objectsOf, operatorsByType, ruleLimits, type Operator, type Rule, type RuleSubject } from '../../../shared/filter-rule.ts'
import type { Property } from '../../../shared/properties.ts'
import { countMatches } from '../api/portals.ts'
import { define } from '../../base/define.ts'
import { controlStyles } from '../base/control.styles.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { textIn } from '../base/text-in.ts'
import { CountController } from './count.controller.ts'
import {
  blankCondition,
  checkRule,
  type ConditionDraft,
  countConditions,
  type RuleDraft,
  withOperator,
  withProperty,
} from './rule-draft.ts'
import { ruleEditorStyles } from './rule-editor.styles.ts'
import { ruleInWords } from './rule-words.ts'
import { renderValue } from './value-field.ts'

/**
 * Writes a rule: groups of which one has to match, conditions that all have to hold.
 *
 * @element cp-staff-rule
 * @fires cp-staff-rule-changed - `detail` is the RuleDraft.
 */
export class StaffRule extends StaffElement {
  static override styles = [controlStyles, ruleEditorStyles]
  static override properties: PropertyDeclarations = {
    rule: { attribute: false },
    subject: { attribute: false },
    known: { attribute: false },
    problems: { attribute: false },
    portalId: { attribute: false },
    label: { attribute: false },
  }

  declare rule: RuleDraft
  declare subject: RuleSubject
  /** Every property of the account. */
  declare known: readonly Property[]
  /** By the path of the value at fault: `groups.0.conditions.1.value`. */
  declare problems: Readonly<Record<string, FieldErrorCode>>
  declare portalId: string
  declare label: string
  private readonly counter = new CountController(this, (rule, signal) => countMatches(this.staff.client, this.portalId, rule, signal))

  constructor() {
    super()
    this.rule = { groups: [] }
    this.subject = 'ticket'
    this.known = []
    this.problems = {}
    this.portalId = ''
    this.label = ''
  }

  private get isWhole(): boolean {
    return this.known.length > 0 && Object.keys(checkRule(this.rule, this.known)).length === 0
  }

  protected override willUpdate(): void {
    if (this.subject === 'ticket') this.counter.ask(this.isWhole ? (this.rule as Rule) : null, this.portalId)
  }

  /** Puts the cursor on what is wrong, else on the first control. */
  override focus(): void {
    const [first] = Object.keys(this.problems)
    const control = first ? this.byId(idOf(first)) : null
    const inside = control?.querySelector<HTMLElement>('input')
    ;(inside ?? control ?? this.renderRoot.querySelector<HTMLElement>('select'))?.focus({ preventScroll: true })
  }

  override render() {
    const { rules, settings } = this.texts
    const { groups } = this.rule
    const isFull = countConditions(this.rule) >= ruleLimits.conditionsMax
    return html`<div class="rule" role="group" aria-label=${this.label}>
      ${groups.map(({ conditions }, group) => this.renderGroup(conditions, group, isFull))}
      <button
        class="button add-group"
        type="button"
        ?disabled=${isFull || groups.length >= ruleLimits.groupsMax}
        @click=${() => void this.addGroup()}
      >
        ${icon('plus')} ${rules.addGroup}
      </button>
      ${this.problems['groups'] ? html`<p class="problem">${icon('warning')} ${this.texts.fields[this.problems['groups']]}</p>` : nothing}
      ${
        this.isWhole
          ? html`<p class="sentence">
              <span class="visually-hidden">${settings.inWords}</span> ${`${ruleInWords(this.rule, this.known, this.staff.language)}.`}
            </p>`
          : nothing
      }
      ${this.subject === 'ticket' || !this.isWhole ? this.renderCount() : nothing}
    </div>`
  }

  private renderCount() {
    const { rules } = this.texts
    const { found, isStale, hasFailed } = this.counter
    const words = !this.isWhole
      ? rules.notWhole
      : hasFailed
        ? rules.countFailed
        : found
          ? rules.matches(found.count, found.isComplete)
          : rules.counting
    return html`<p class="matches ${isStale && this.isWhole ? 'stale' : ''}" role="status">${words}</p>`
  }

  private renderGroup(conditions: readonly ConditionDraft[], group: number, isFull: boolean) {
    const { rules } = this.texts
    return html`${group > 0 ? html`<p class="or">${rules.or}</p>` : nothing}
      <fieldset class="group">
        <legend class="visually-hidden">${rules.group(group + 1)}</legend>
        ${conditions.map((condition, index) => this.renderCondition(condition, group, index))}
        <button id="add-${group}" class="button quiet add" type="button" ?disabled=${isFull} @click=${() => void this.addCondition(group)}>
          ${icon('plus')} ${rules.addCondition}
        </button>
      </fieldset>`
  }

  private renderCondition(condition: ConditionDraft, group: number, index: number) {
    const { rules, fields } = this.texts
    const path = `groups.${group}.conditions.${index}`
    const property = this.known.find(({ name }) => name === condition.property)
    const bad = (['property', 'operator', 'value'] as const).find((part) => this.problems[`${path}.${part}`])
    const code = bad && this.problems[`${path}.${bad}`]
    return html`<div class="condition" role="group" aria-label=${rules.condition(index + 1)}>
      ${index > 0 ? html`<span class="and">${rules.and}</span>` : nothing}
      <div class="parts">
        ${this.renderProperties(condition, group, index, bad === 'property')}
        ${
          property
            ? html`<select
                  id="${idOf(path)}-operator"
                  class="input operator"
                  aria-label=${rules.operator}
                  @change=${(event: Event) =>
                    this.put(group, index, withOperator(condition, property.type, (event.target as HTMLSelectElement).value as Operator))}
                >
                  ${operatorsByType[property.type].map(
                    (operator) =>
                      html`<option value=${operator} .selected=${live(operator === condition.operator)}>
                        ${rules.operators[operator]}
                      </option>`,
                  )}
                </select>
                <div class="value">
                  ${renderValue({
                    texts: this.texts,
                    language: this.staff.language,
                    property,
                    condition,
                    id: `${idOf(path)}-value`,
                    isBad: bad === 'value',
                    set: (value) => this.put(group, index, { property: condition.property, operator: condition.operator, value }),
                  })}
                </div>`
            : nothing
        }
      </div>
      <button
        class="button quiet icon remove"
        type="button"
        aria-label=${rules.remove}
        title=${rules.remove}
        @click=${() => void this.removeCondition(group, index)}
      >
        ${icon('close')}
      </button>
      ${code ? html`<p class="problem" id="${idOf(path)}-${bad}-problem">${icon('warning')} ${fields[code]}</p>` : nothing}
    </div>`
  }

  private renderProperties(condition: ConditionDraft, group: number, index: number, isBad: boolean) {
    const { rules } = this.texts
    const id = `${idOf(`groups.${group}.conditions.${index}`)}-property`
    const isKnown = this.known.some(({ name }) => name === condition.property)
    return html`<select
      id=${id}
      class="input property"
      aria-label=${rules.property}
      aria-invalid=${isBad ? 'true' : 'false'}
      aria-describedby="${id}-problem"
      @change=${(event: Event) => {
        const chosen = this.known.find(({ name }) => name === (event.target as HTMLSelectElement).value)
        if (chosen) this.put(group, index, withProperty(chosen))
      }}
    >
      ${
        isKnown
          ? nothing
          : html`<option value="" selected disabled>
              ${condition.property === '' ? rules.choose : rules.deleted(condition.property)}
            </option>`
      }
      ${objectsOf[this.subject].map((object) => {
        const properties = this.known.filter((one) => one.object === object)
        return html`<optgroup label=${rules.objects[object]}>
          ${properties.map(
            ({ name, labels }) =>
              html`<option value=${name} .selected=${live(name === condition.property)}>${textIn(labels, this.staff.language)}</option>`,
          )}
        </optgroup>`
      })}
    </select>`
  }

  private put(group: number, index: number, condition: ConditionDraft): void {
    this.change(group, (conditions) => conditions.with(index, condition))
  }

  private change(group: number, edit: (conditions: ConditionDraft[]) => ConditionDraft[]): void {
    const groups = this.rule.groups.map((one, at) => (at === group ? { conditions: edit(one.conditions) } : one))
    this.set({ groups: groups.filter(({ conditions }) => conditions.length > 0) })
  }

  private set(rule: RuleDraft): void {
    this.rule = rule.groups.length > 0 ? rule : { groups: [{ conditions: [blankCondition] }] }
    this.emit('cp-staff-rule-changed', this.rule)
  }

  private async addCondition(group: number): Promise<void> {
    this.change(group, (conditions) => [...conditions, blankCondition])
    await this.focusOn(`groups.${group}.conditions.${(this.rule.groups[group]?.conditions.length ?? 1) - 1}.property`)
  }

  private async addGroup(): Promise<void> {
    this.set({ groups: [...this.rule.groups, { conditions: [blankCondition] }] })
    await this.focusOn(`groups.${this.rule.groups.length - 1}.conditions.0.property`)
  }

  private async removeCondition(group: number, index: number): Promise<void> {
    this.change(group, (conditions) => conditions.toSpliced(index, 1))
    this.staff.announce(this.texts.rules.removed)
    const at = Math.min(group, this.rule.groups.length - 1)
    const last = Math.max(0, Math.min(index, (this.rule.groups[at]?.conditions.length ?? 1) - 1))
    await this.focusOn(`groups.${at}.conditions.${last}.property`)
  }

  private async focusOn(path: string): Promise<void> {
    await this.updateComplete
    this.byId(idOf(path))?.focus()
  }
}

/** A path as an id of the shadow root. */
function idOf(path: string): string {
  return path.replaceAll('.', '-')
}

define('cp-staff-rule', StaffRule)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-rule': StaffRule
  }
}
