import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { FieldSettings } from '../../../../shared/forms.ts'
import type { Property } from '../../../../shared/properties.ts'
import { icon } from '../../base/icons.ts'
import { settingsHref } from '../../base/routes.ts'
import type { StaffTexts } from '../../locales/en.ts'
import { extraField, fieldOf, labelOf, ownFields } from './form-draft.ts'

const extras = ['file', 'consent', 'heading'] as const

/** What can be put on a form. */
export interface PropertiesFrame {
  fields: readonly FieldSettings[]
  known: readonly Property[]
  reader: string
  add: (field: FieldSettings) => void
  takeOff: (name: string) => void
}

/** The properties of tickets, switched on and off (S101), and what else a form can have. */
export function renderProperties(texts: StaffTexts, frame: PropertiesFrame): TemplateResult {
  const { forms } = texts
  const { fields, known, add } = frame
  const own = known.filter(({ object, id }) => object === 'ticket' && id !== null)
  return html`<section class="part" aria-labelledby="properties">
    <div class="part-head">
      <h3 id="properties">${forms.properties}</h3>
      <p class="help">${forms.propertiesHelp}</p>
    </div>
    <ul class="choices">
      ${[...ownFields, ...own.map(fieldOf)].map((field) => renderProperty(texts, frame, field))}
    </ul>
    ${own.length === 0 ? html`<p class="help">${forms.noProperties}</p>` : nothing}
    <p><a href="${settingsHref(null, null)}#properties">${forms.moreProperties}</a></p>
    <h3>${forms.others}</h3>
    <div class="adds">
      ${extras.map((type) => {
        const words = { file: forms.addFile, consent: forms.addConsent, heading: forms.addHeading }[type]
        const isFull = type === 'file' && fields.some((field) => field.type === 'file')
        return html`<button
          id="add-${type}"
          class="button"
          type="button"
          aria-disabled=${isFull ? 'true' : 'false'}
          @click=${() => {
            if (!isFull) add(extraField(type, fields))
          }}
        >
          ${icon('plus')} ${words}
        </button>`
      })}
    </div>
  </section>`
}

function renderProperty(texts: StaffTexts, { fields, known, reader, add, takeOff }: PropertiesFrame, field: FieldSettings): TemplateResult {
  const label = labelOf(field, known, reader)
  return html`<li>
    <label class="property">
      <span><span>${label}</span> <span class="muted small">${texts.forms.types[field.type]}</span></span>
      <span class="switch"
        ><input
          type="checkbox"
          role="switch"
          data-name=${field.name}
          aria-label=${label}
          .checked=${live(fields.some(({ name }) => name === field.name))}
          @change=${(event: Event) => ((event.target as HTMLInputElement).checked ? add(field) : takeOff(field.name))}
      /></span>
    </label>
  </li>`
}
