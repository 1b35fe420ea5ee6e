import { html, nothing, type TemplateResult } from 'lit'
import { valueText } from './value-text.ts'
import type { SettingsForm } from './form.ts'
import type { Conflict } from './settings.controller.ts'
import type { SettingName, SettingsValues } from './settings-values.ts'

/** What somebody else saved meanwhile, beside what is here. */
export function renderConflicts(form: SettingsForm, conflicts: Conflict[], nameOf: (name: SettingName) => string): TemplateResult {
  const { settings } = form.texts
  return html`<div class="conflicts" id="conflicts" tabindex="-1" role="alert">
    <h2>${settings.conflictTitle}</h2>
    <p>${conflicts.length > 0 ? settings.conflictText : settings.conflictClean}</p>
    ${
      conflicts.length > 0
        ? html`<ul>
            ${conflicts.map((conflict) => renderConflict(form, conflict, nameOf))}
          </ul>`
        : nothing
    }
  </div>`
}

function renderConflict(form: SettingsForm, { name, theirs }: Conflict, nameOf: (name: SettingName) => string): TemplateResult {
  const { settings } = form.texts
  return html`<li>
    <b>${nameOf(name)}</b>
    <dl>
      <div>
        <dt>${settings.theirs}</dt>
        <dd>${valueText(form, name, theirs)}</dd>
      </div>
      <div>
        <dt>${settings.yours}</dt>
        <dd>${valueText(form, name, form.draft[name])}</dd>
      </div>
    </dl>
    <button class="button" type="button" @click=${() => form.set(name, theirs as SettingsValues[typeof name])}>
      ${settings.useTheirs}
    </button>
  </li>`
}
