import { css, html, LitElement, type PropertyDeclarations } from 'lit'
import { listShown, toText } from '../../../../shared/form-values.ts'
import type { FieldSettings, FormField } from '../../../../shared/forms.ts'
import { limits, attachmentTypes } from '../../../../shared/limits.ts'
import type { TextLanguage } from '../../../../shared/page-kinds.ts'
import type { Property } from '../../../../shared/properties.ts'
import { define } from '../../../base/define.ts'
import { localized } from '../../../base/localized.ts'
import { themeStyles } from '../../../base/theme.styles.ts'
import { fileTexts as enFiles } from '../../../locales/en/files.ts'
import { formTexts as en } from '../../../locales/en/form.ts'
import { startTexts as enStart } from '../../../locales/en/start.ts'
import { fileTexts as nbFiles } from '../../../locales/nb/files.ts'
import { formTexts as nb } from '../../../locales/nb/form.ts'
import { startTexts as nbStart } from '../../../locales/nb/start.ts'
import { formFieldsStyles } from '../../../support-form/form-fields.styles.ts'
import { formFields } from '../../../support-form/form-fields.ts'
import { supportFormStyles } from '../../../support-form/support-form.styles.ts'
import { buttonStyles } from '../../../ui/button.styles.ts'
import { fieldStyles } from '../../../ui/field.styles.ts'
import '../../../ui/file-picker.ts'
import { textareaStyles } from '../../../ui/textarea.styles.ts'
import { defaultLabels, propertyOf } from './form-draft.ts'

const texts = { en: { ...enStart, ...enFiles, ...en }, nb: { ...nbStart, ...nbFiles, ...nb } }
const noTarget = { upload: () => Promise.reject(new DOMException('preview', 'AbortError')), discard: () => Promise.resolve() }

/**
 * A form as customers get it, by the same drawing; what is typed into it goes nowhere.
 *
 * @element cp-staff-form-preview
 */
export class StaffFormPreview extends LitElement {
  static override styles = [
    ...[themeStyles, buttonStyles, fieldStyles, textareaStyles, supportFormStyles, formFieldsStyles],
    css`
      :host {
        color: var(--cp-text);
        font-family: var(--cp-font);
      }
      .button {
        justify-self: start;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    fields: { attribute: false },
    titles: { attribute: false },
    known: { attribute: false },
    language: {},
    values: { state: true },
  }

  declare fields: readonly FieldSettings[]
  declare titles: Readonly<Record<string, string>>
  declare known: readonly Property[]
  declare language: TextLanguage
  declare private values: Readonly<Record<string, string>>

  constructor() {
    super()
    this.fields = []
    this.titles = {}
    this.known = []
    this.language = 'en'
    this.values = {}
  }

  override render() {
    const words = texts[this.language]
    const fields = this.fields.flatMap((field) => this.resolve(field))
    const textOf = (field: FormField) => this.values[field.name] ?? toText(field.default)
    return html`<form novalidate lang=${this.language} @submit=${(event: Event) => event.preventDefault()}>
      <h2>${localized(this.titles, this.language) || words.submitTicket}</h2>
      ${formFields(fields, {
        texts: words,
        locale: this.language,
        shown: listShown(fields, textOf),
        textOf,
        errorOf: () => undefined,
        write: (name, text) => (this.values = { ...this.values, [name]: text }),
        leave: () => undefined,
        renderFiles: (_field, id) =>
          html`<cp-file-picker
            id=${id}
            roomy
            disabled
            .texts=${words}
            .locale=${this.language}
            .limits=${{ ...limits, attachmentTypes }}
            .target=${noTarget}
          ></cp-file-picker>`,
      })}
      <button class="button primary" type="button">${words.submit}</button>
    </form>`
  }

  /** As the server hands it out: without what is hidden, or gone. */
  private resolve(field: FieldSettings): FormField[] {
    const property = propertyOf(field, this.known)
    if (field.isHidden || (field.name.startsWith('ticket.custom.') && !property)) return []
    const labels = { ...defaultLabels(field, this.known), ...filled(field.labels) }
    const help = field.help && { help: field.help }
    return [{ ...field, ...help, labels, ...(property?.options && { options: property.options }) }]
  }
}

function filled(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([, text]) => text.trim() !== ''))
}

define('cp-staff-form-preview', StaffFormPreview)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-form-preview': StaffFormPreview
  }
}
