import { css, html, nothing, type PropertyDeclarations } from 'lit'
import type { FieldErrorCode } from '../../../shared/errors.ts'
import { propertyObjects, propertyTypes, type PropertyObject, type PropertyType } from '../../../shared/filter-rule.ts'
import type { Property } from '../../../shared/properties.ts'
import { define } from '../../base/define.ts'
import '../app/confirm-dialog.ts'
import { type StaffApiError, toApiError } from '../api/client.ts'
import { createProperty, deleteProperty, readPropertyUsage } from '../api/properties.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { textIn } from '../base/text-in.ts'
import { namesOf, rulesInWords } from './pipelines/uses.ts'
import './property-editor.ts'

const hasChoices = (type: PropertyType) => type === 'choice' || type === 'choices'

/**
 * The account's own properties: what there is, a new one, one less. Saved at once.
 *
 * @element cp-staff-properties
 * @fires cp-staff-properties-changed - There is another list now.
 */
export class StaffProperties extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    css`
      :host {
        display: grid;
        gap: 14px;
      }
      .list {
        display: grid;
        border: 1px solid var(--cp-border);
        border-radius: 9px;
      }
      .list li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 10px;
        padding: 6px 6px 6px 12px;
        overflow-wrap: anywhere;
      }
      .list li + li {
        border-block-start: 1px solid var(--cp-border);
      }
      .list .row-words {
        display: grid;
        flex: 1 1 200px;
        min-inline-size: 0;
      }
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
        gap: 14px;
        padding: 14px;
        border: 1px solid var(--cp-border);
        border-radius: 9px;
        background: var(--staff-sunken);
      }
      .wide {
        grid-column: 1 / -1;
      }
      .dialog-actions {
        grid-column: 1 / -1;
      }
      .add {
        justify-self: start;
      }
      .field {
        align-content: start;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    known: { attribute: false },
    isAdding: { state: true },
    editing: { state: true },
    type: { state: true },
    problems: { state: true },
    error: { state: true },
  }

  /** Every property of the account, built in or its own. */
  declare known: readonly Property[]
  declare private isAdding: boolean
  /** The property whose editor is open. */
  declare private editing: string | null
  declare private type: PropertyType
  declare private problems: Readonly<Record<string, FieldErrorCode>>
  declare private error: StaffApiError | null

  constructor() {
    super()
    this.known = []
    this.isAdding = false
    this.editing = null
    this.type = 'text'
    this.problems = {}
    this.error = null
  }

  override render() {
    const { properties, propertyEditor, rules } = this.texts
    const own = this.known.filter(({ id }) => id !== null)
    return html`${
        own.length > 0
          ? html`<ul class="list">
              ${own.map(
                (property) =>
                  html`<li>
                    <span class="row-words">
                      <b>${textIn(property.labels, this.staff.language)}</b>
                      <span class="help">${rules.objects[property.object]} · ${properties.types[property.type]} · ${property.name}</span>
                    </span>
                    <button
                      id="edit-${property.id}"
                      class="button"
                      type="button"
                      aria-label=${propertyEditor.editLabel(textIn(property.labels, this.staff.language))}
                      aria-expanded=${this.editing === property.id ? 'true' : 'false'}
                      @click=${() => void this.edit(this.editing === property.id ? null : property.id)}
                    >
                      ${propertyEditor.edit}
                    </button>
                    <button
                      class="button quiet icon"
                      type="button"
                      aria-label=${properties.remove(textIn(property.labels, this.staff.language))}
                      @click=${() => void this.drop(property)}
                    >
                      ${icon('close')}
                    </button>
                    ${
                      this.editing === property.id
                        ? html`<cp-staff-property
                            .staff=${this.staff}
                            .property=${property}
                            @cp-staff-property-saved=${() => this.onSaved()}
                            @cp-staff-property-closed=${() => void this.edit(null)}
                          ></cp-staff-property>`
                        : nothing
                    }
                  </li>`,
              )}
            </ul>`
          : html`<p class="muted">${properties.none}</p>`
      }
      ${
        this.isAdding
          ? this.renderForm()
          : html`<button class="button add" type="button" @click=${() => void this.begin()}>${icon('plus')} ${properties.add}</button>`
      } <cp-staff-confirm></cp-staff-confirm>`
  }

  private renderForm() {
    const { properties, rules, app, settings } = this.texts
    return html`<form novalidate @submit=${this.onSubmit}>
      <div class="field">
        <label class="label" for="object">${properties.object}</label>
        <select class="input" id="object" name="object">
          ${propertyObjects.map((object) => html`<option value=${object}>${rules.objects[object]}</option>`)}
        </select>
      </div>
      <div class="field">
        <label class="label" for="type">${properties.type}</label>
        <select
          class="input"
          id="type"
          name="type"
          @change=${(event: Event) => (this.type = (event.target as HTMLSelectElement).value as PropertyType)}
        >
          ${propertyTypes.map((type) => html`<option value=${type} .selected=${type === this.type}>${properties.types[type]}</option>`)}
        </select>
      </div>
      ${this.renderText('en', properties.labelEn, properties.labelHelp)}
      ${this.renderText('nb', properties.labelNb, properties.labelNbHelp)} ${this.renderText('key', properties.key, properties.keyHelp)}
      ${
        hasChoices(this.type)
          ? html`<div class="field wide">
              <label class="label" for="options">${properties.options}</label>
              <textarea
                class="input"
                id="options"
                name="options"
                rows="4"
                aria-invalid=${this.problems['options'] ? 'true' : 'false'}
                aria-describedby="options-help"
              ></textarea>
              ${this.renderProblem('options')}
              <p class="help" id="options-help">${properties.optionsHelp}</p>
            </div>`
          : nothing
      }
      ${this.error ? html`<p class="problem wide" role="alert">${icon('warning')} ${errorText(this.texts, this.error)}</p>` : nothing}
      <div class="dialog-actions">
        <button class="button" type="button" @click=${() => (this.isAdding = false)}>${app.cancel}</button>
        <button class="button primary" type="submit">${settings.save}</button>
      </div>
    </form>`
  }

  private renderText(name: 'en' | 'nb' | 'key', label: string, help: string) {
    return html`<div class="field">
      <label class="label" for=${name}>${label}</label>
      <input
        class="input"
        id=${name}
        name=${name}
        autocomplete="off"
        aria-invalid=${this.problems[name] ? 'true' : 'false'}
        aria-describedby="${name}-help"
        @change=${name === 'en' ? this.suggestKey : nothing}
      />
      ${this.renderProblem(name)}
      <p class="help" id="${name}-help">${help}</p>
    </div>`
  }

  private renderProblem(name: string) {
    const code = this.problems[name]
    return code ? html`<p class="problem">${icon('warning')} ${this.texts.fields[code]}</p>` : nothing
  }

  private async begin(): Promise<void> {
    this.isAdding = true
    this.problems = {}
    this.error = null
    await this.updateComplete
    this.byId('object')?.focus()
  }

  private suggestKey(event: Event): void {
    const key = this.byId<HTMLInputElement>('key')
    if (key && key.value === '') {
      const plain = (event.target as HTMLInputElement).value
        .normalize('NFKD')
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '_')
      key.value = plain.replaceAll(/^_+|_+$/g, '').slice(0, 40)
    }
  }

  private async onSubmit(event: Event): Promise<void> {
    event.preventDefault()
    const data = new FormData(event.target as HTMLFormElement)
    const text = (name: string) => {
      const value = data.get(name)
      return typeof value === 'string' ? value.trim() : ''
    }
    const labels = { en: text('en'), ...(text('nb') ? { nb: text('nb') } : {}) }
    try {
      await createProperty(this.staff.client, {
        object: text('object') as PropertyObject,
        key: text('key'),
        type: this.type,
        labels,
        options: hasChoices(this.type) ? readOptions(text('options')) : [],
      })
      this.isAdding = false
      this.type = 'text'
      this.staff.announce(this.texts.settings.saved)
      this.emit('cp-staff-properties-changed')
    } catch (error) {
      this.error = toApiError(error)
      // The server names what is inside; the page has one field for it.
      this.problems = Object.fromEntries(
        Object.entries(this.error.fields).map(([name, code]) => [
          name.startsWith('options') ? 'options' : name.startsWith('labels') ? 'en' : name,
          code,
        ]),
      )
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
    }
  }

  private async edit(propertyId: string | null): Promise<void> {
    const before = this.editing
    this.editing = propertyId
    await this.updateComplete
    if (propertyId === null) return this.byId(`edit-${before}`)?.focus()
    const editor = this.renderRoot.querySelector('cp-staff-property')
    await editor?.updateComplete
    return editor?.focus()
  }

  private onSaved(): void {
    void this.edit(null)
    this.emit('cp-staff-properties-changed')
  }

  /** What hangs on a property, in words. */
  private async usesOf(property: Property): Promise<string> {
    const { propertyEditor } = this.texts
    const usage = await readPropertyUsage(this.staff.client, property.id ?? '').catch(() => null)
    if (!usage) return ''
    const parts = [
      ...(usage.values > 0 ? [propertyEditor.values(usage.values, usage.values >= usage.countedMax)] : []),
      ...(usage.portals.length > 0 ? [propertyEditor.shownIn(namesOf(this.texts, usage.portals))] : []),
      ...(usage.forms.length > 0 ? [propertyEditor.askedBy(namesOf(this.texts, usage.forms))] : []),
      ...(usage.rules.length > 0 ? [propertyEditor.namedBy(rulesInWords(this.texts, usage.rules))] : []),
    ]
    return parts.length > 0 ? propertyEditor.uses(parts.join('; ')) : propertyEditor.noneUses
  }

  private async drop(property: Property): Promise<void> {
    const { properties } = this.texts
    const text = `${await this.usesOf(property)} ${properties.removeText}`
    const question = { title: properties.removeTitle, text, yes: properties.removeYes, no: this.texts.app.cancel }
    if (property.id === null || !(await this.renderRoot.querySelector('cp-staff-confirm')?.ask(question))) return
    try {
      await deleteProperty(this.staff.client, property.id)
      this.emit('cp-staff-properties-changed')
    } catch (error) {
      this.staff.announce(errorText(this.texts, toApiError(error)))
    }
  }
}

/** `gold, Gold, Gull`: the value, its English and its Norwegian label; a lone word is all of them. */
function readOptions(text: string) {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const [value = '', en, nb] = line.split(',').map((part) => part.trim())
    return { value, labels: { en: en || value, ...(nb ? { nb } : {}) } }
  })
}

define('cp-staff-properties', StaffProperties)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-properties': StaffProperties
  }
}
