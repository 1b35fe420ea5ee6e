import { html, nothing, type TemplateResult } from 'lit'
import type { StaffForm } from '../../../../shared/forms.ts'
import { icon } from '../../base/icons.ts'
import type { StaffTexts } from '../../locales/en.ts'

/** What can be done with a form of a list. */
export interface RowActs {
  edit: () => void
  duplicate: () => void
  makeDefault: () => void
  disconnect: () => Promise<void>
  remove: () => Promise<void>
}

/** What a row shows. */
export interface FormRowFrame {
  form: StaffForm
  /** Among those of the portal, or among all of the account. */
  place: 'here' | 'all'
  isDefault: boolean
  isChanged: boolean
  inbox: string | null
  problem: string | null
  acts: RowActs
}

/** A form in a list: where it is used, what it lacks, what can be done with it. */
export function renderFormRow(
  texts: StaffTexts,
  { form, place, isDefault, isChanged, inbox, problem, acts }: FormRowFrame,
): TemplateResult {
  const { forms } = texts
  const { id, name, key, fields, usedBy, problems, isConnectable } = form
  const about = [key, forms.fieldCount(fields.length), ...(inbox === null ? [] : [forms.goesTo(inbox)])]
  const lacks = problems.map(({ code }) => forms.problems[code])
  return html`<li>
    <div class="row-words">
      <b
        >${name} ${place === 'here' && isDefault ? html`<span class="pill open">${forms.isDefault}</span>` : nothing}
        ${isChanged && place === 'all' ? html`<span class="pill">${forms.unsaved}</span>` : nothing}</b
      >
      <span class="muted">${about.join(' · ')}</span>
      ${
        place === 'all'
          ? html`<span class="muted">${usedBy.length > 0 ? forms.usedBy(usedBy.map(({ title }) => title).join(', ')) : forms.unused}</span>`
          : nothing
      }
    </div>
    <div class="acts">
      <button id="edit-${place}-${id}" class="button" type="button" aria-label=${forms.editLabel(name)} @click=${acts.edit}>
        ${forms.edit}
      </button>
      ${
        place === 'here'
          ? html`${
                isDefault
                  ? nothing
                  : html`<button class="button" type="button" aria-label=${forms.makeDefaultLabel(name)} @click=${acts.makeDefault}>
                      ${forms.makeDefault}
                    </button>`
              }
              <button class="button" type="button" aria-label=${forms.disconnectLabel(name)} @click=${() => void acts.disconnect()}>
                ${forms.disconnect}
              </button>`
          : html`<button class="button" type="button" aria-label=${forms.duplicateLabel(name)} @click=${acts.duplicate}>
                ${forms.duplicate}
              </button>
              <button class="button" type="button" aria-label=${forms.removeLabel(name)} @click=${() => void acts.remove()}>
                ${forms.remove}
              </button>`
      }
    </div>
    ${
      place === 'all' && lacks.length > 0
        ? html`<p class="lacks">
            ${icon('warning')} <span>${isConnectable ? nothing : `${forms.cannotConnect} `}${lacks.join('; ')}.</span>
          </p>`
        : nothing
    }
    ${problem === null ? nothing : html`<p class="problem" role="alert">${icon('warning')} ${problem}</p>`}
  </li>`
}
