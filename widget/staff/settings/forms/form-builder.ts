import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { FieldErrorCode } from '../../../../shared/errors.ts'
import type { FieldSettings, StaffForm } from '../../../../shared/forms.ts'
import { type TextLanguage, textLanguages } from '../../../../shared/page-kinds.ts'
import type { Property } from '../../../../shared/properties.ts'
import type { Inbox } from '../../../../shared/threads.ts'
import type { Pipeline } from '../../../../shared/tickets.ts'
import { define } from '../../../base/define.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { icon } from '../../base/icons.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { switchStyles } from '../../base/switch.styles.ts'
import { DragController } from '../../base/drag.controller.ts'
import { settingsControlStyles } from '../settings-controls.styles.ts'
import { settingsStyles } from '../settings.styles.ts'
import { conditionWords } from './condition-field.ts'
import './field-settings.ts'
import { type FormDraft, isGone, labelOf, moved, propertyOf } from './form-draft.ts'
import { builderStyles, fieldSettingsStyles } from './forms.styles.ts'
import { renderGeneral } from './general-part.ts'
import { type PreviewWidth, renderPreviewPart } from './preview-part.ts'
import { renderProperties } from './properties-part.ts'

/**
 * Builds a form: its properties switched on and off, its fields in their order, the settings of each, and how it looks.
 *
 * @element cp-staff-form-builder
 * @fires cp-staff-form-draft - `detail` is the form as it is written now.
 * @fires cp-staff-form-inbox - A new inbox is wanted.
 */
export class StaffFormBuilder extends StaffElement {
  static override styles = [
    ...[controlStyles, stateStyles, switchStyles, settingsStyles, settingsControlStyles],
    ...[fieldSettingsStyles, builderStyles],
  ]
  static override properties: PropertyDeclarations = {
    form: { attribute: false },
    draft: { attribute: false },
    inboxes: { attribute: false },
    pipelines: { attribute: false },
    known: { attribute: false },
    problems: { attribute: false },
    chosen: { state: true },
    language: { state: true },
    width: { state: true },
  }

  declare form: StaffForm
  declare draft: FormDraft
  declare inboxes: readonly Inbox[]
  declare pipelines: readonly Pipeline[]
  declare known: readonly Property[]
  /** As the server names them: `name`, `fields.2.labels`. */
  declare problems: Readonly<Record<string, FieldErrorCode>>
  /** Name of the field whose settings are shown. */
  declare private chosen: string | null
  declare private language: TextLanguage
  declare private width: PreviewWidth
  /** What was moved, and had the focus. */
  private refocus: { name: string; selector: string } | null = null
  private readonly drag = new DragController(
    this,
    () => [...this.renderRoot.querySelectorAll<HTMLElement>('.item')],
    (from, to) => this.move(from, to),
  )

  constructor() {
    super()
    this.inboxes = []
    this.pipelines = []
    this.known = []
    this.problems = {}
    this.chosen = null
    this.language = 'en'
    this.width = 'desktop'
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.language = this.texts.language === 'nb' ? 'nb' : 'en'
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('problems')) return
    const index = Object.keys(this.problems).flatMap((path) => /^fields\.(\d+)\./.exec(path)?.[1] ?? [])[0]
    if (index !== undefined) this.chosen = this.draft.fields[Number(index)]?.name ?? this.chosen
  }

  override render() {
    const { forms, settings } = this.texts
    return html`<div class="editor-head">
        <div class="toggles" role="group" aria-label=${forms.language}>
          ${textLanguages.map(
            (one) =>
              html`<button
                class="button"
                type="button"
                lang=${one}
                aria-pressed=${one === this.language ? 'true' : 'false'}
                @click=${() => (this.language = one)}
              >
                ${settings.languages[one]}
              </button>`,
          )}
        </div>
      </div>
      <section class="general-part" aria-label=${forms.general}>
        ${renderGeneral(this.texts, {
          draft: this.draft,
          inboxes: this.inboxes,
          pipelines: this.pipelines,
          language: this.language,
          reader: this.staff.language,
          problems: this.problems,
          change: (draft) => this.emit('cp-staff-form-draft', draft),
          addInbox: () => this.emit('cp-staff-form-inbox'),
        })}
      </section>
      <div class="parts">
        ${renderProperties(this.texts, {
          fields: this.draft.fields,
          known: this.known,
          reader: this.staff.language,
          add: (field) => this.add(field),
          takeOff: (name) => this.takeOff(name),
        })}
        ${this.renderLayout()} ${this.renderSettings()}
      </div>
      ${renderPreviewPart(this.texts, {
        draft: this.draft,
        properties: this.known,
        language: this.language,
        width: this.width,
        choose: (width) => (this.width = width),
      })}`
  }

  private renderLayout(): TemplateResult {
    const { forms } = this.texts
    const { fields } = this.draft
    return html`<section class="part" aria-labelledby="layout">
      <div class="part-head">
        <h3 id="layout">${forms.layout}</h3>
        <p class="help" id="layout-help">${forms.layoutHelp}</p>
      </div>
      ${'fields' in this.problems ? html`<p class="problem" role="alert">${icon('warning')} ${forms.lostFields}</p>` : nothing}
      ${fields.length === 0 ? html`<p class="none">${forms.layoutEmpty}</p>` : nothing}
      <ol class="fields" @keydown=${this.onKey}>
        ${repeat(
          fields,
          ({ name }) => name,
          (field, index) => this.renderItem(field, index),
        )}
      </ol>
    </section>`
  }

  private renderItem(field: FieldSettings, index: number): TemplateResult {
    const { forms } = this.texts
    const { fields } = this.draft
    const { known: properties, problems } = this
    const label = labelOf(field, properties, this.staff.language)
    const code = Object.entries(problems).find(([path]) => path.startsWith(`fields.${index}.`))?.[1]
    const marks = [
      isGone(field, properties) ? forms.gone : forms.types[field.type],
      ...(field.isRequired && field.type !== 'consent' ? [forms.required] : []),
      ...(field.isHidden ? [forms.hidden] : []),
      ...(field.when ? [conditionWords(this.texts, field.when, fields, properties, this.staff.language)] : []),
    ].filter(Boolean)
    const isChosen = this.chosen === field.name
    return html`<li
      class="item ${isChosen ? 'chosen' : ''} ${this.drag.at === index ? 'dragged' : ''} ${code ? 'wrong' : ''}"
      data-index=${index}
      data-name=${field.name}
    >
      <span
        class="handle"
        @pointerdown=${(event: PointerEvent) => this.drag.start(event, index)}
        @pointermove=${(event: PointerEvent) => this.drag.follow(event)}
        @pointerup=${this.drag.end}
        @pointercancel=${this.drag.end}
      ></span>
      <button
        class="choose"
        type="button"
        aria-expanded=${isChosen ? 'true' : 'false'}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        @click=${() => void this.choose(field.name)}
      >
        <b>${label}</b><span class="muted small">${marks.join(' · ')}</span>
      </button>
      <span class="moves">
        ${this.renderMove('up', forms.moveUp(label), index, index - 1)} ${this.renderMove('down', forms.moveDown(label), index, index + 1)}
      </span>
      ${code ? html`<p class="problem">${icon('warning')} ${this.texts.fields[code]}</p>` : nothing}
    </li>`
  }

  private renderMove(way: 'up' | 'down', label: string, from: number, to: number): TemplateResult {
    const isPossible = to >= 0 && to < this.draft.fields.length
    return html`<button
      class="button quiet icon"
      type="button"
      data-way=${way}
      aria-label=${label}
      aria-disabled=${isPossible ? 'false' : 'true'}
      @click=${() => {
        if (isPossible) this.moveAndTell(from, to, way)
      }}
    >
      ${icon(way === 'up' ? 'up' : 'downArrow')}
    </button>`
  }

  private renderSettings(): TemplateResult {
    const { forms } = this.texts
    const { fields } = this.draft
    const index = fields.findIndex(({ name }) => name === this.chosen)
    const field = fields[index]
    const prefix = `fields.${index}.`
    const problems = Object.entries(this.problems)
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, code]) => [path.slice(prefix.length), code] as const)
    return html`<section class="part settings-part" aria-labelledby="field-title">
      <h3 id="field-title" tabindex="-1">${field ? labelOf(field, this.known, this.staff.language) : forms.settings}</h3>
      ${
        field
          ? html`<p class="muted small">${propertyOf(field, this.known) ? field.name : forms.types[field.type]}</p>
              <cp-staff-form-field
                .staff=${this.staff}
                .field=${field}
                .above=${fields.slice(0, index)}
                .known=${this.known}
                .language=${this.language}
                .problems=${Object.fromEntries(problems)}
                @cp-staff-form-field-changed=${(event: CustomEvent<FieldSettings>) => {
                  this.setFields(fields.map((one, at) => (at === index ? event.detail : one)))
                }}
                @cp-staff-form-field-removed=${() => this.takeOff(field.name)}
              ></cp-staff-form-field>`
          : html`<p class="muted">${forms.chooseField}</p>`
      }
    </section>`
  }

  /** Puts the focus on a setting of the form as a whole. */
  focusOn(name: string): void {
    this.byId(name)?.focus()
  }

  private setFields(fields: readonly FieldSettings[]): void {
    this.emit('cp-staff-form-draft', { ...this.draft, fields })
  }

  private add(field: FieldSettings): void {
    // The subject stands first, whenever it comes.
    this.setFields(field.name === 'subject' ? [field, ...this.draft.fields] : [...this.draft.fields, field])
    this.chosen = field.name
    this.staff.announce(this.texts.forms.added(labelOf(field, this.known, this.staff.language)))
  }

  private takeOff(name: string): void {
    const field = this.draft.fields.find((one) => one.name === name)
    if (!field) return
    this.setFields(this.draft.fields.filter((one) => one !== field))
    if (this.chosen === name) this.chosen = null
    this.staff.announce(this.texts.forms.takenOff(labelOf(field, this.known, this.staff.language)))
  }

  private async choose(name: string): Promise<void> {
    this.chosen = this.chosen === name ? null : name
    await this.updateComplete
    // Below the form on a narrow page: there it has to come into view.
    if (this.chosen) this.renderRoot.querySelector('.settings-part')?.scrollIntoView({ block: 'nearest' })
  }

  private move(from: number, to: number): void {
    this.setFields(moved(this.draft.fields, from, to))
  }

  private moveAndTell(from: number, to: number, focus: 'up' | 'down' | 'choose'): void {
    const { fields } = this.draft
    const field = fields[from]
    if (!field || to < 0 || to >= fields.length) return
    this.refocus = { name: field.name, selector: focus === 'choose' ? '.choose' : `[data-way=${focus}]` }
    this.move(from, to)
    const label = labelOf(field, this.known, this.staff.language)
    this.staff.announce(this.texts.forms.moved(label, to + 1, fields.length))
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { refocus } = this
    if (!refocus || !changed.has('draft')) return
    this.refocus = null
    const row = [...this.renderRoot.querySelectorAll<HTMLElement>('.item')].find(({ dataset }) => dataset['name'] === refocus.name)
    row?.querySelector<HTMLElement>(refocus.selector)?.focus()
  }

  private readonly onKey = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    const index = Number((event.target as Element).closest<HTMLElement>('.item')?.dataset['index'])
    if (!event.altKey || by === 0 || Number.isNaN(index)) return
    event.preventDefault()
    this.moveAndTell(index, index + by, 'choose')
  }
}

define('cp-staff-form-builder', StaffFormBuilder)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-form-builder': StaffFormBuilder
  }
}
