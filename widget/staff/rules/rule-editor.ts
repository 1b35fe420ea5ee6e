import { html, nothing, type PropertyDeclarations } from 'lit'
import { live } from 'lit/directives/live.js'
import type { FieldErrorCode } from '../../../shared/errors.ts'
import { operatorsByType, ruleLimits, type Operator, type Rule, type RuleSubject } from '../../../shared/filter-rule.ts'
import type { Property } from '../../../shared/properties.ts'
import { countMatches } from '../api/portals.ts'
import { define } from '../../base/define.ts'
import { controlStyles } from '../base/control.styles.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { CountController } from './count.controller.ts'
import {
  blankCondition,
  checkRule,
  type ConditionDraft,
  countConditions,
  goneIn,
  type RuleDraft,
  withOperator,
  withProperty,
} from './rule-draft.ts'
import { ruleEditorStyles } from './rule-editor.styles.ts'
import { ruleInWords } from './rule-words.ts'
import { renderPropertyChoice } from './property-choice.ts'
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
    removed: { state: true },
  }

  declare rule: RuleDraft
  declare subject: RuleSubject
  /** Every property of the account. */
  declare known: readonly Property[]
  /** By the path of the value at fault: `groups.0.conditions.1.value`. */
  declare problems: Readonly<Record<string, FieldErrorCode>>
  declare portalId: string
  declare label: string
  /** The rule before something was removed, and what that was; null: nothing to take back. */
  declare private removed: { rule: RuleDraft; after: RuleDraft; words: string } | null
  private readonly counter = new CountController(this, (rule, signal) => countMatches(this.staff.client, this.portalId, rule, signal))

  constructor() {
    super()
    this.rule = { groups: [] }
    this.subject = 'ticket'
    this.known = []
    this.problems = {}
    this.portalId = ''
    this.label = ''
    this.removed = null
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
      ${
        this.removed?.after === this.rule
          ? html`<p class="removed">
              ${this.removed.words}
              <button id="undo" class="link" type="button" @click=${() => void this.takeBack()}>${this.texts.ruleTools.undo}</button>
            </p>`
          : nothing
      }
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
    const { rules, ruleTools } = this.texts
    return html`${group > 0 ? html`<p class="or">${rules.or}</p>` : nothing}
      <fieldset class="group">
        <legend class="visually-hidden">${rules.group(group + 1)}</legend>
        ${conditions.map((condition, index) => this.renderCondition(condition, group, index))}
        <div class="group-foot">
          <button
            id="add-${group}"
            class="button quiet add"
            type="button"
            ?disabled=${isFull}
            @click=${() => void this.addCondition(group)}
          >
            ${icon('plus')} ${rules.addCondition}
          </button>
          <button
            class="button quiet icon clone-group"
            type="button"
            aria-label=${ruleTools.cloneGroup}
            title=${ruleTools.cloneGroup}
            ?disabled=${!this.hasRoom(conditions.length) || this.rule.groups.length >= ruleLimits.groupsMax}
            @click=${() => void this.cloneGroup(group)}
          >
            ${icon('copy')}
          </button>
          ${
            this.rule.groups.length > 1
              ? html`<button
                  class="button quiet icon remove-group"
                  type="button"
                  aria-label=${ruleTools.removeGroup}
                  title=${ruleTools.removeGroup}
                  @click=${() => void this.removeGroup(group)}
                >
                  ${icon('close')}
                </button>`
              : nothing
          }
        </div>
      </fieldset>`
  }

  private renderCondition(condition: ConditionDraft, group: number, index: number) {
    const { rules, ruleTools, fields } = this.texts
    const path = `groups.${group}.conditions.${index}`
    const property = this.known.find(({ name }) => name === condition.property)
    const bad = (['property', 'operator', 'value'] as const).find((part) => this.problems[`${path}.${part}`])
    const code = bad && this.problems[`${path}.${bad}`]
    const gone = goneIn(condition, this.known)
    return html`<div class="condition" role="group" aria-label=${rules.condition(index + 1)}>
      ${index > 0 ? html`<span class="and">${rules.and}</span>` : nothing}
      <div class="parts">
        ${renderPropertyChoice({
          texts: this.texts,
          language: this.staff.language,
          subject: this.subject,
          known: this.known,
          condition,
          id: `${idOf(path)}-property`,
          isBad: bad === 'property',
          choose: (chosen) => this.put(group, index, withProperty(chosen)),
        })}
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
      <div class="acts">
        <button
          class="button quiet icon clone"
          type="button"
          aria-label=${ruleTools.cloneCondition}
          title=${ruleTools.cloneCondition}
          ?disabled=${!this.hasRoom(1)}
          @click=${() => void this.cloneCondition(group, index)}
        >
          ${icon('copy')}
        </button>
        <button
          class="button quiet icon remove"
          type="button"
          aria-label=${rules.remove}
          title=${rules.remove}
          @click=${() => void this.removeCondition(group, index)}
        >
          ${icon('close')}
        </button>
      </div>
      ${gone ? html`<p class="gone">${icon('info')} <span>${gone === 'property' ? ruleTools.propertyGone : ruleTools.choiceGone}</span></p>` : nothing}
      ${code ? html`<p class="problem" id="${idOf(path)}-${bad}-problem">${icon('warning')} ${fields[code]}</p>` : nothing}
    </div>`
  }

  private hasRoom(conditions: number): boolean {
    return countConditions(this.rule) + conditions <= ruleLimits.conditionsMax
  }

  private put(group: number, index: number, condition: ConditionDraft): void {
    this.change(group, (conditions) => conditions.with(index, condition))
  }

  private change(group: number, edit: (conditions: ConditionDraft[]) => ConditionDraft[]): void {
    const groups = this.rule.groups.map((one, at) => (at === group ? { conditions: edit(one.conditions) } : one))
    this.set({ groups: groups.filter(({ conditions }) => conditions.length > 0) })
  }

  private set(rule: RuleDraft): void {
    this.removed = null
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
    const before = this.rule
    this.change(group, (conditions) => conditions.toSpliced(index, 1))
    this.offerUndo(before, this.texts.rules.removed)
    const at = Math.min(group, this.rule.groups.length - 1)
    const last = Math.max(0, Math.min(index, (this.rule.groups[at]?.conditions.length ?? 1) - 1))
    await this.focusOn(`groups.${at}.conditions.${last}.property`)
  }

  private async cloneCondition(group: number, index: number): Promise<void> {
    this.change(group, (conditions) => conditions.toSpliced(index + 1, 0, structuredClone(conditions[index] ?? blankCondition)))
    this.staff.announce(this.texts.ruleTools.cloned)
    await this.focusOn(`groups.${group}.conditions.${index + 1}.property`)
  }

  private async cloneGroup(group: number): Promise<void> {
    const copy = structuredClone(this.rule.groups[group])
    if (!copy) return
    this.set({ groups: this.rule.groups.toSpliced(group + 1, 0, copy) })
    this.staff.announce(this.texts.ruleTools.clonedGroup)
    await this.focusOn(`groups.${group + 1}.conditions.0.property`)
  }

  private async removeGroup(group: number): Promise<void> {
    const before = this.rule
    this.set({ groups: before.groups.toSpliced(group, 1) })
    this.offerUndo(before, this.texts.ruleTools.removedGroup)
    await this.focusOn(`groups.${Math.max(0, group - 1)}.conditions.0.property`)
  }

  private offerUndo(rule: RuleDraft, words: string): void {
    this.removed = { rule, after: this.rule, words }
    this.staff.announce(words)
  }

  private async takeBack(): Promise<void> {
    const { removed } = this
    if (!removed) return
    this.set(removed.rule)
    this.staff.announce(this.texts.ruleTools.undone)
    await this.focusOn('groups.0.conditions.0.property')
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
