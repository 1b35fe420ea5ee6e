import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import type { FieldErrorCode } from '../../../shared/errors.ts'
import type { PropertyUsage } from '../../../shared/pipelines.ts'
import type { Property } from '../../../shared/properties.ts'
import { define } from '../../base/define.ts'
import '../app/confirm-dialog.ts'
import { toApiError } from '../api/client.ts'
import { changeProperty, listProperties, readPropertyUsage } from '../api/properties.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { textIn } from '../base/text-in.ts'
import { propertyEditorStyles } from './property-editor.styles.ts'

interface OptionDraft {
  key: string
  value: string
  labels: Readonly<Record<string, string>>
  isNew: boolean
}

const languages = ['en', 'nb'] as const
let made = 0

/**
 * Writes the labels of one of the account's own properties, and its choices.
 *
 * @element cp-staff-property
 * @fires cp-staff-property-saved - The property is another now.
 * @fires cp-staff-property-closed - Nothing more is wanted.
 */
export class StaffProperty extends StaffElement {
  static override styles = [controlStyles, stateStyles, propertyEditorStyles]
  static override properties: PropertyDeclarations = {
    property: { attribute: false },
    labels: { state: true },
    options: { state: true },
    usage: { state: true },
    problems: { state: true },
    problem: { state: true },
  }

  declare property: Property
  declare private labels: Readonly<Record<string, string>>
  declare private options: readonly OptionDraft[]
  declare private usage: PropertyUsage | null
  declare private problems: Readonly<Record<string, FieldErrorCode>>
  declare private problem: string | null
  private base: Property | null = null
  private isSaving = false
  /** Somebody was told that choices in use go. */
  private dropsUsed = false

  constructor() {
    super()
    this.labels = {}
    this.options = []
    this.usage = null
    this.problems = {}
    this.problem = null
  }

  protected override willUpdate(): void {
    if (this.base) return
    this.base = this.property
    this.labels = this.property.labels
    this.options = (this.property.options ?? []).map(({ value, labels }) => ({ key: value, value, labels, isNew: false }))
    void this.loadUsage()
  }

  override focus(): void {
    this.byId('label-en')?.focus()
  }

  private async loadUsage(): Promise<void> {
    this.usage = await readPropertyUsage(this.staff.client, this.property.id ?? '').catch(() => null)
  }

  override render() {
    const { propertyEditor, properties, app, settings } = this.texts
    const { property } = this
    const name = textIn(property.labels, this.staff.language)
    return html`<form novalidate aria-label=${propertyEditor.title(name)} @submit=${this.onSubmit}>
        <p class="help">${propertyEditor.fixed(property.name, properties.types[property.type])}</p>
        <div class="words">
          ${languages.map(
            (language) =>
              html`<div class="field">
                <label class="label" for="label-${language}">${language === 'en' ? properties.labelEn : properties.labelNb}</label>
                <input
                  id="label-${language}"
                  class="input"
                  lang=${language}
                  maxlength="200"
                  autocomplete="off"
                  .value=${live(this.labels[language] ?? '')}
                  aria-invalid=${language === 'en' && this.problems['labels'] ? 'true' : 'false'}
                  @input=${(event: Event) => (this.labels = { ...this.labels, [language]: (event.target as HTMLInputElement).value })}
                />
              </div>`,
          )}
        </div>
        ${this.renderProblem('labels')} ${property.options ? this.renderChoices() : nothing}
        ${this.problem ? html`<p class="problem" role="alert">${icon('warning')} <span>${this.problem}</span></p>` : nothing}
        <div class="dialog-actions">
          <button class="button" type="button" @click=${() => this.emit('cp-staff-property-closed')}>${app.cancel}</button>
          <button class="button primary" type="submit">${settings.save}</button>
        </div>
      </form>
      <cp-staff-confirm></cp-staff-confirm>`
  }

  private renderChoices(): TemplateResult {
    const { propertyEditor } = this.texts
    return html`<fieldset class="field">
      <legend class="label">${propertyEditor.options}</legend>
      <ol class="options">
        ${repeat(
          this.options,
          ({ key }) => key,
          (option, index) => this.renderOption(option, index),
        )}
      </ol>
      ${this.renderProblem('options')}
      <button id="add-option" class="button" type="button" @click=${() => void this.addOption()}>
        ${icon('plus')} ${propertyEditor.addOption}
      </button>
    </fieldset>`
  }

  private renderOption(option: OptionDraft, index: number): TemplateResult {
    const { propertyEditor } = this.texts
    const name = this.nameOf(option)
    const put = (change: Partial<OptionDraft>) =>
      (this.options = this.options.map((one) => (one.key === option.key ? { ...one, ...change } : one)))
    const used = this.usage?.options.find(({ value }) => value === option.value)
    const isBad = Boolean(this.problems['options']) && (option.value.trim() === '' || !option.labels['en']?.trim())
    return html`<li class="option">
      <div class="field">
        <label class="help" for="value-${index}">${propertyEditor.value}</label>
        <input
          id="value-${index}"
          class="input"
          maxlength="100"
          autocomplete="off"
          autocapitalize="none"
          ?disabled=${!option.isNew}
          .value=${live(option.value)}
          aria-invalid=${isBad ? 'true' : 'false'}
          @input=${(event: Event) => put({ value: (event.target as HTMLInputElement).value })}
        />
      </div>
      ${languages.map(
        (language) =>
          html`<div class="field">
            <label class="help" for="option-${language}-${index}">${propertyEditor[language]}</label>
            <input
              id="option-${language}-${index}"
              class="input"
              lang=${language}
              maxlength="200"
              autocomplete="off"
              .value=${live(option.labels[language] ?? '')}
              @input=${(event: Event) => put({ labels: { ...option.labels, [language]: (event.target as HTMLInputElement).value } })}
            />
          </div>`,
      )}
      <div class="option-foot">
        <span class="help">${used ? propertyEditor.has(used.values, used.values >= (this.usage?.countedMax ?? Infinity)) : nothing}</span>
        ${([-1, 1] as const).map((by) => {
          const isEnd = by < 0 ? index === 0 : index === this.options.length - 1
          return html`<button
            id="${by < 0 ? 'up' : 'down'}-${index}"
            class="button quiet icon"
            type="button"
            aria-label=${by < 0 ? propertyEditor.moveUp(name) : propertyEditor.moveDown(name)}
            aria-disabled=${isEnd ? 'true' : 'false'}
            @click=${() => (isEnd ? undefined : void this.move(index, by))}
          >
            ${icon(by < 0 ? 'up' : 'downArrow')}
          </button>`
        })}
        <button
          class="button quiet icon"
          type="button"
          aria-label=${propertyEditor.removeOption(name)}
          @click=${() => void this.drop(option, used?.values ?? 0)}
        >
          ${icon('close')}
        </button>
      </div>
    </li>`
  }

  private renderProblem(name: 'labels' | 'options'): TemplateResult | typeof nothing {
    const code = this.problems[name]
    return code ? html`<p class="problem">${icon('warning')} ${this.texts.fields[code]}</p>` : nothing
  }

  private nameOf(option: OptionDraft): string {
    return textIn(option.labels, this.staff.language).trim() || option.value || this.texts.propertyEditor.unnamed
  }

  private async addOption(): Promise<void> {
    made += 1
    this.options = [...this.options, { key: `new ${made}`, value: '', labels: { en: '' }, isNew: true }]
    await this.updateComplete
    this.byId(`value-${this.options.length - 1}`)?.focus()
  }

  private async move(index: number, by: -1 | 1): Promise<void> {
    const option = this.options[index]
    if (!option) return
    this.options = this.options.toSpliced(index, 1).toSpliced(index + by, 0, option)
    this.staff.announce(this.texts.propertyEditor.movedTo(this.nameOf(option), index + by + 1))
    await this.updateComplete
    this.byId(`${by < 0 ? 'up' : 'down'}-${index + by}`)?.focus()
  }

  private async drop(option: OptionDraft, values: number): Promise<void> {
    const { propertyEditor, app } = this.texts
    if (values > 0) {
      const has = propertyEditor.has(values, values >= (this.usage?.countedMax ?? Infinity))
      const question = {
        title: propertyEditor.dropTitle(this.nameOf(option)),
        text: propertyEditor.dropText(has),
        yes: propertyEditor.dropYes,
        no: app.cancel,
      }
      if (!(await this.renderRoot.querySelector('cp-staff-confirm')?.ask(question))) return
      this.dropsUsed = true
    }
    this.options = this.options.filter(({ key }) => key !== option.key)
    await this.updateComplete
    this.byId('add-option')?.focus()
  }

  private check(): boolean {
    const isBare = this.options.some(({ value, labels }) => value.trim() === '' || !labels['en']?.trim())
    const values = this.options.map(({ value }) => value.trim())
    const hasOptions = this.property.options !== null
    this.problems = {
      ...(this.labels['en']?.trim() ? {} : { labels: 'required' as const }),
      ...(hasOptions && (isBare || values.length === 0) ? { options: 'required' as const } : {}),
      ...(!isBare && new Set(values).size < values.length ? { options: 'invalid' as const } : {}),
    }
    return Object.keys(this.problems).length === 0
  }

  private async onSubmit(event: Event): Promise<void> {
    event.preventDefault()
    if (this.isSaving) return
    this.problem = null
    if (!this.check()) {
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
      return
    }
    this.isSaving = true
    try {
      await this.save()
    } finally {
      this.isSaving = false
    }
  }

  private async save(): Promise<void> {
    const { propertyEditor, app } = this.texts
    const { base, dropsUsed } = this
    if (!base) return
    try {
      await changeProperty(this.staff.client, base.id ?? '', {
        version: base.version ?? 1,
        labels: said(this.labels),
        ...(base.options ? { options: this.options.map(({ value, labels }) => ({ value: value.trim(), labels: said(labels) })) } : {}),
        dropsUsed,
      })
      this.staff.announce(propertyEditor.saved(textIn(this.labels, this.staff.language)))
      this.emit('cp-staff-property-saved')
    } catch (thrown) {
      const error = toApiError(thrown)
      if (error.code === 'option_in_use') {
        const question = { title: propertyEditor.inUseTitle, text: propertyEditor.inUseText, yes: propertyEditor.dropYes, no: app.cancel }
        if (!(await this.renderRoot.querySelector('cp-staff-confirm')?.ask(question))) return
        this.dropsUsed = true
        return this.save()
      }
      if (error.code === 'changed_meanwhile') return this.takeTheirs(base)
      if (Object.keys(error.fields).some((name) => name.startsWith('options'))) this.problems = { options: 'invalid' }
      this.problem = errorText(this.texts, error)
    }
    return undefined
  }

  /** Theirs, with what was changed here on top. */
  private async takeTheirs(base: Property): Promise<void> {
    const theirs = (await listProperties(this.staff.client).catch(() => [])).find(({ id }) => id === base.id)
    if (!theirs) {
      this.problem = this.texts.errors.not_found ?? this.texts.errors.other
      return
    }
    const before = new Map(base.options?.map(({ value, labels }) => [value, JSON.stringify(labels)]))
    const mine = new Map(this.options.map((option) => [option.value, option]))
    if (JSON.stringify(said(this.labels)) === JSON.stringify(base.labels)) this.labels = theirs.labels
    const kept = (theirs.options ?? []).flatMap(({ value, labels }): OptionDraft[] => {
      const own = mine.get(value)
      if (!own) return before.has(value) ? [] : [{ key: value, value, labels, isNew: false }]
      return [JSON.stringify(said(own.labels)) === before.get(value) ? { ...own, labels, isNew: false } : { ...own, isNew: false }]
    })
    this.options = [...kept, ...this.options.filter(({ value, isNew }) => isNew && !kept.some((one) => one.value === value))]
    this.base = theirs
    this.problem = this.texts.propertyEditor.conflict
  }
}

function said(words: Readonly<Record<string, string>>): Record<string, string> {
  const trimmed = Object.entries(words).map(([language, text]) => [language, text.trim()] as const)
  return Object.fromEntries(trimmed.filter(([, text]) => text !== ''))
}

define('cp-staff-property', StaffProperty)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-property': StaffProperty
  }
}
