import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { fromText, listed, toText } from '../../../../shared/form-values.ts'
import type { FieldErrorCode } from '../../../../shared/errors.ts'
import type { FieldSettings } from '../../../../shared/forms.ts'
import type { TextLanguage } from '../../../../shared/page-kinds.ts'
import type { Property } from '../../../../shared/properties.ts'
import { define } from '../../../base/define.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { icon } from '../../base/icons.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { switchStyles } from '../../base/switch.styles.ts'
import { textIn } from '../../base/text-in.ts'
import { settingsControlStyles } from '../settings-controls.styles.ts'
import { renderCondition } from './condition-field.ts'
import { defaultLabels, isGone, propertyOf, withText } from './form-draft.ts'
import { fieldSettingsStyles } from './forms.styles.ts'

/**
 * The settings of one field of a form.
 *
 * @element cp-staff-form-field
 * @fires cp-staff-form-field-changed - `detail` is the field as it is now.
 * @fires cp-staff-form-field-removed - It shall be taken off the form.
 */
export class StaffFormField extends StaffElement {
  static override styles = [controlStyles, switchStyles, settingsControlStyles, fieldSettingsStyles]
  static override properties: PropertyDeclarations = {
    field: { attribute: false },
    above: { attribute: false },
    known: { attribute: false },
    language: {},
    problems: { attribute: false },
  }

  declare field: FieldSettings
  /** The fields that stand above it. */
  declare above: readonly FieldSettings[]
  declare known: readonly Property[]
  /** Of labels and help. */
  declare language: TextLanguage
  /** By part of the field: `labels`, `default`, `when`, `name`. */
  declare problems: Readonly<Record<string, FieldErrorCode>>

  override render() {
    const { field, texts } = this
    const { forms } = texts
    const isQuestion = !['heading', 'consent', 'file'].includes(field.type)
    if (isGone(field, this.known))
      return html`<p class="problem">${icon('warning')} ${forms.goneHelp}</p>
        ${this.renderRemove()}`
    return html`${this.renderLabel()} ${this.renderHelp()}
    ${field.type === 'consent' || field.type === 'heading' || field.isHidden ? nothing : this.renderRequired()}
    ${
      (field.type === 'text' || field.type === 'long_text') && field.name.includes('.')
        ? this.renderSwitch('long', forms.severalLines, '', field.type === 'long_text', (isOn) =>
            this.change({ ...field, type: isOn ? 'long_text' : 'text' }),
          )
        : nothing
    }
    ${
      isQuestion
        ? this.renderSwitch('hidden', forms.hidden, forms.hiddenHelp, field.isHidden ?? false, (isHidden) => this.setHidden(isHidden))
        : nothing
    }
    ${isQuestion ? this.renderDefault() : nothing}
    ${
      field.name === 'subject'
        ? nothing
        : renderCondition(texts, {
            field,
            before: this.above,
            properties: this.known,
            language: this.staff.language,
            hasProblem: 'when' in this.problems,
            change: (when) => {
              const { when: _when, ...rest } = field
              this.change(when ? { ...rest, when } : rest)
            },
          })
    }
    ${this.renderRemove()}`
  }

  private renderLabel(): TemplateResult {
    const { field, language } = this
    const { forms } = this.texts
    const usual = defaultLabels(field, this.known)
    const label = field.type === 'consent' ? forms.consentText : field.type === 'heading' ? forms.headingText : forms.label
    const hasUsual = Object.keys(usual).length > 0
    const help = field.type === 'consent' ? forms.consentHelp : hasUsual ? forms.labelHelp(textIn(usual, language)) : forms.labelHelpOwn
    const problem = this.problems['labels']
    const value = field.labels[language] ?? ''
    const onInput = (event: Event) =>
      this.change({ ...field, labels: withText(field.labels, language, (event.target as HTMLInputElement).value) })
    return html`<div class="field">
      <label class="label" for="label">${label} ${this.languageMark()}</label>
      ${
        field.type === 'consent'
          ? html`<textarea
              id="label"
              class="input"
              rows="3"
              maxlength="2000"
              lang=${language}
              aria-invalid=${problem ? 'true' : 'false'}
              aria-describedby="label-help label-problem"
              .value=${live(value)}
              @input=${onInput}
            ></textarea>`
          : html`<input
              id="label"
              class="input"
              maxlength="200"
              autocomplete="off"
              lang=${language}
              placeholder=${textIn(usual, language)}
              aria-invalid=${problem ? 'true' : 'false'}
              aria-describedby="label-help label-problem"
              .value=${live(value)}
              @input=${onInput}
            />`
      }
      ${this.problemLine('labels', 'label-problem')}
      <p class="help" id="label-help">${help}${field.name.includes('.') || this.isKnown ? nothing : html` ${forms.line}`}</p>
    </div>`
  }

  /** Whether it is no line of the message. */
  private get isKnown(): boolean {
    const { name, type } = this.field
    return name === 'subject' || name === 'text' || type === 'file' || type === 'consent' || type === 'heading'
  }

  private renderHelp(): TemplateResult {
    const { field, language } = this
    const { forms } = this.texts
    const onInput = (event: Event) => {
      const { help: before = {}, ...rest } = field
      const help = withText(before, language, (event.target as HTMLTextAreaElement).value)
      this.change(Object.keys(help).length > 0 ? { ...rest, help } : rest)
    }
    return html`<div class="field">
      <label class="label" for="help">${field.type === 'heading' ? forms.paragraph : forms.help} ${this.languageMark()}</label>
      <textarea
        id="help"
        class="input"
        rows="2"
        maxlength="2000"
        lang=${language}
        aria-describedby="help-help"
        .value=${live(field.help?.[language] ?? '')}
        @input=${onInput}
      ></textarea>
      <p class="help" id="help-help">${forms.helpHelp}</p>
    </div>`
  }

  private renderRequired(): TemplateResult {
    const { field } = this
    const { forms } = this.texts
    if (field.name === 'subject') return html`<p class="help">${forms.alwaysRequired}</p>`
    const help = field.type === 'yes_no' ? forms.requiredYesNo : forms.requiredHelp
    return this.renderSwitch('required', forms.required, help, field.isRequired, (isRequired) => this.change({ ...field, isRequired }))
  }

  private renderSwitch(id: string, label: string, help: string, isOn: boolean, set: (isOn: boolean) => void): TemplateResult {
    return html`<div class="field">
      <label class="switch">
        <input
          id=${id}
          type="checkbox"
          role="switch"
          aria-describedby=${help ? `${id}-help` : nothing}
          .checked=${live(isOn)}
          @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
        />
        <span class="label">${label}</span>
      </label>
      ${help ? html`<p class="help" id="${id}-help">${help}</p>` : nothing}
    </div>`
  }

  private setHidden(isHidden: boolean): void {
    const { isHidden: _isHidden, ...rest } = this.field
    this.change(isHidden ? { ...rest, isHidden, isRequired: false } : rest)
  }

  private renderDefault(): TemplateResult {
    const { field } = this
    const { forms } = this.texts
    const label = field.isHidden ? forms.hiddenValue : forms.default
    const help = html`${this.problemLine('default', 'default-problem')}
      <p class="help" id="default-help">${field.isHidden ? forms.hiddenValueHelp : forms.defaultHelp}</p>`
    if (field.type === 'choices') {
      return html`<div class="field" role="group" aria-labelledby="default-label" aria-describedby="default-help default-problem">
        <span class="label" id="default-label">${label}</span>
        ${this.options.map(([value, words], index) => this.renderBox(index, value, words))} ${help}
      </div>`
    }
    return html`<div class="field"><label class="label" for="default">${label}</label>${this.renderDefaultInput()}${help}</div>`
  }

  private renderBox(index: number, value: string, words: string): TemplateResult {
    const chosen = listed(toText(this.field.default))
    const toggle = (event: Event) => {
      const isOn = (event.target as HTMLInputElement).checked
      this.setDefault((isOn ? [...chosen, value] : chosen.filter((one) => one !== value)).join('\n'))
    }
    return html`<label class="choice">
      <input id=${index === 0 ? 'default' : nothing} type="checkbox" .checked=${live(chosen.includes(value))} @change=${toggle} />
      <span>${words}</span>
    </label>`
  }

  private renderDefaultInput(): TemplateResult {
    const { type } = this.field
    const value = toText(this.field.default)
    const invalid = 'default' in this.problems ? 'true' : 'false'
    const onInput = (event: Event) => this.setDefault((event.target as HTMLInputElement).value)
    if (type === 'choice' || type === 'yes_no') {
      return html`<select
        id="default"
        class="input"
        aria-invalid=${invalid}
        aria-describedby="default-help default-problem"
        .value=${live(value)}
        @change=${onInput}
      >
        <option value="" .selected=${value === ''}>${this.texts.forms.none}</option>
        ${this.options.map(([one, words]) => html`<option value=${one} .selected=${one === value}>${words}</option>`)}
      </select>`
    }
    if (type === 'long_text') {
      return html`<textarea
        id="default"
        class="input"
        rows="3"
        aria-invalid=${invalid}
        aria-describedby="default-help default-problem"
        .value=${live(value)}
        @input=${onInput}
      ></textarea>`
    }
    return html`<input
      id="default"
      class="input"
      type=${type === 'date' ? 'date' : type === 'number' ? 'number' : 'text'}
      step="any"
      autocomplete="off"
      aria-invalid=${invalid}
      aria-describedby="default-help default-problem"
      .value=${live(value)}
      @input=${onInput}
    />`
  }

  private get options(): [string, string][] {
    const { field, texts } = this
    if (field.type === 'yes_no')
      return [
        ['yes', texts.forms.yes],
        ['no', texts.forms.no],
      ]
    const options = propertyOf(field, this.known)?.options ?? field.options ?? []
    return options.map(({ value, labels }) => [value, textIn(labels, this.staff.language)])
  }

  private setDefault(text: string): void {
    const { default: _default, ...rest } = this.field
    this.change(text === '' ? rest : { ...rest, default: fromText(this.field.type, text) })
  }

  private renderRemove(): TemplateResult {
    return html`<button id="take-off" class="button start" type="button" @click=${() => this.emit('cp-staff-form-field-removed')}>
      ${this.texts.forms.takeOff}
    </button>`
  }

  private languageMark(): TemplateResult {
    return html`<span class="tag">${this.texts.settings.languages[this.language]}</span>`
  }

  private problemLine(part: string, id: string): TemplateResult | typeof nothing {
    const code = this.problems[part]
    return code ? html`<p class="problem" id=${id}>${icon('warning')} ${this.texts.fields[code]}</p>` : nothing
  }

  private change(field: FieldSettings): void {
    this.emit('cp-staff-form-field-changed', field)
  }
}

define('cp-staff-form-field', StaffFormField)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-form-field': StaffFormField
  }
}
