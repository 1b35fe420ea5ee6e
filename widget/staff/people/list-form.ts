import { css, html, nothing, type PropertyDeclarations } from 'lit'
import { live } from 'lit/directives/live.js'
import type { FieldErrorCode } from '../../../shared/errors.ts'
import type { Rule } from '../../../shared/filter-rule.ts'
import { limits } from '../../../shared/limits.ts'
import type { ContactListEntry } from '../../../shared/lists.ts'
import type { Property } from '../../../shared/properties.ts'
import { type StaffApiError, toApiError } from '../api/client.ts'
import { changeList, countContacts, createList } from '../api/people.ts'
import { controlStyles } from '../base/control.styles.ts'
import { define } from '../../base/define.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { CountController } from '../rules/count.controller.ts'
import { blankRule, checkRule, type RuleDraft } from '../rules/rule-draft.ts'
import '../rules/rule-editor.ts'
import { rowStyles } from './people.styles.ts'

/**
 * Makes a list, or changes its name and its rule.
 *
 * @element cp-staff-list-form
 * @fires cp-staff-list-saved - `detail` is the list as it is now.
 * @fires cp-staff-list-stale - Somebody else changed the list meanwhile.
 * @fires cp-staff-list-cancelled - Nothing is wanted any more.
 */
export class StaffListForm extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    rowStyles,
    css`
      :host {
        padding: 0;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    list: { attribute: false },
    known: { attribute: false },
    name: { state: true },
    kind: { state: true },
    rule: { state: true },
    problems: { state: true },
    error: { state: true },
    isSaving: { state: true },
  }

  /** Null: a new one. */
  declare list: ContactListEntry | null
  declare known: readonly Property[]
  declare private name: string
  declare private kind: ContactListEntry['kind']
  declare private rule: RuleDraft
  declare private problems: Readonly<Record<string, FieldErrorCode>>
  declare private error: StaffApiError | null
  declare private isSaving: boolean
  private readonly counter = new CountController(this, (rule, signal) => countContacts(this.staff.client, { rule }, signal))

  constructor() {
    super()
    this.list = null
    this.known = []
    this.name = ''
    this.kind = 'static'
    this.rule = blankRule
    this.problems = {}
    this.error = null
    this.isSaving = false
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('list') && this.list) {
      this.name = this.list.name
      this.kind = this.list.kind
      this.rule = this.list.rule ?? blankRule
    }
    const isWhole = this.kind === 'active' && this.known.length > 0 && Object.keys(checkRule(this.rule, this.known)).length === 0
    this.counter.ask(isWhole ? (this.rule as Rule) : null)
  }

  override focus(): void {
    this.byId('name')?.focus()
  }

  override render() {
    const { people, app, fields, properties } = this.texts
    const problem = this.problems['name']
    return html`<form class="block" novalidate @submit=${this.onSubmit}>
      <div class="field">
        <label class="label" for="name">${people.name}</label>
        <input
          id="name"
          class="input"
          autocomplete="off"
          maxlength=${limits.nameMaxChars}
          .value=${live(this.name)}
          aria-invalid=${problem ? 'true' : 'false'}
          aria-describedby=${problem ? 'name-problem' : nothing}
          @input=${(event: Event) => (this.name = (event.target as HTMLInputElement).value)}
        />
        ${problem ? html`<p class="problem" id="name-problem">${icon('warning')} ${fields[problem]}</p>` : nothing}
      </div>
      ${this.list ? nothing : this.renderKinds()} ${this.kind === 'active' ? this.renderRule() : nothing}
      ${this.error ? html`<p class="problem" role="alert">${icon('warning')} ${this.error.code === 'changed_meanwhile' ? people.changedMeanwhile : errorText(this.texts, this.error)}</p>` : nothing}
      <div class="dialog-actions">
        <button class="button" type="button" @click=${() => this.emit('cp-staff-list-cancelled')}>${app.cancel}</button>
        <button class="button primary" type="submit" aria-disabled=${this.isSaving ? 'true' : 'false'}>
          ${this.list ? people.save : people.create}
        </button>
      </div>
      ${this.kind === 'active' && this.known.length === 0 ? html`<p class="muted" role="status">${properties.failed}</p>` : nothing}
    </form>`
  }

  private renderKinds() {
    const { people } = this.texts
    return html`<fieldset>
      <legend class="label">${people.kind}</legend>
      ${(['static', 'active'] as const).map(
        (kind) =>
          html`<label class="choice">
            <input type="radio" name="kind" .value=${kind} .checked=${live(this.kind === kind)} @change=${() => (this.kind = kind)} />
            <span>${people.kinds[kind]} <span class="help">${people.kindHelp[kind]}</span></span>
          </label>`,
      )}
    </fieldset>`
  }

  private renderRule() {
    const { people, rules } = this.texts
    const { found, hasFailed, isStale, isAsked } = this.counter
    return html`<div class="field">
      <span class="label" id="rule-label">${people.rule}</span>
      <cp-staff-rule
        id="rule"
        .staff=${this.staff}
        .rule=${this.rule}
        .subject=${'contact'}
        .known=${this.known}
        .problems=${this.problems}
        .label=${people.rule}
        @cp-staff-rule-changed=${({ detail }: CustomEvent<RuleDraft>) => (this.rule = detail)}
      ></cp-staff-rule>
      <p class="help ${isStale ? 'stale' : ''}" role="status">
        ${hasFailed ? people.ruleCountFailed : !isAsked ? nothing : found ? people.ruleCount(found.count, found.isComplete) : rules.counting}
      </p>
    </div>`
  }

  private async onSubmit(event: Event): Promise<void> {
    event.preventDefault()
    if (this.isSaving) return
    const name = this.name.trim()
    this.error = null
    this.problems = {
      ...(name === '' ? { name: 'required' as const } : {}),
      ...(this.kind === 'active' ? checkRule(this.rule, this.known) : {}),
    }
    if (Object.keys(this.problems).length > 0) return this.goToProblem()
    this.isSaving = true
    try {
      this.emit('cp-staff-list-saved', await this.save(name))
    } catch (error) {
      this.error = toApiError(error)
      this.problems = Object.fromEntries(Object.entries(this.error.fields).map(([path, code]) => [path.replace(/^rule\./, ''), code]))
      if (this.error.code === 'changed_meanwhile') this.emit('cp-staff-list-stale')
      else await this.goToProblem()
    } finally {
      this.isSaving = false
    }
    return undefined
  }

  private save(name: string): Promise<ContactListEntry> {
    const { client } = this.staff
    const rule = this.rule as Rule
    if (!this.list) return createList(client, this.kind === 'active' ? { kind: 'active', name, rule } : { kind: 'static', name })
    const { id, version, kind } = this.list
    return changeList(client, id, { version, name, ...(kind === 'active' ? { rule } : {}) })
  }

  private async goToProblem(): Promise<void> {
    await this.updateComplete
    if (this.problems['name']) this.byId('name')?.focus()
    else if (Object.keys(this.problems).length > 0) this.byId('rule')?.focus()
  }
}

define('cp-staff-list-form', StaffListForm)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-list-form': StaffListForm
  }
}
