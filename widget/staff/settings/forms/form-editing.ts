import { html, nothing, type TemplateResult } from 'lit'
import type { StaffForm } from '../../../../shared/forms.ts'
import type { StaffApiError } from '../../api/client.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import type { StaffTexts } from '../../locales/en.ts'

/** What stands around the builder. */
export interface EditingFrame {
  form: StaffForm
  isChanged: boolean
  isSaving: boolean
  wasSaved: boolean
  /** Somebody else saved it meanwhile. */
  hasConflict: boolean
  /** What they changed. */
  theirs: readonly string[]
  error: StaffApiError | null
  builder: TemplateResult
  close: () => void
  discard: () => void
  save: () => void
}

/** The way back, what somebody else did meanwhile, the builder, and the bar that saves. */
export function renderEditing(texts: StaffTexts, frame: EditingFrame): TemplateResult {
  const { forms, settings } = texts
  const { form, isChanged, isSaving, error } = frame
  return html`<div class="editor-head">
      <button id="back" class="button" type="button" @click=${frame.close}>${icon('back')} ${forms.back}</button>
      <h2 id="editor-title" tabindex="-1">${form.name}</h2>
    </div>
    ${frame.hasConflict ? renderConflict(texts, frame) : nothing} ${frame.builder}
    <div class="save-bar">
      <div class="save-words">
        <p role="status">
          ${isChanged ? html`<b>${forms.notSaved}</b>` : frame.wasSaved ? html`${icon('check')} ${settings.saved}` : nothing}
        </p>
        ${error ? html`<p class="problem" role="alert">${icon('warning')} ${errorText(texts, error)}</p>` : nothing}
      </div>
      ${isChanged ? html`<button class="button" type="button" @click=${frame.discard}>${settings.discard}</button>` : nothing}
      <button
        id="save"
        class="button primary"
        type="button"
        aria-disabled=${isSaving || !isChanged ? 'true' : 'false'}
        @click=${frame.save}
      >
        ${isSaving ? settings.saving : settings.save}
      </button>
    </div>`
}

function renderConflict({ forms }: StaffTexts, { theirs, discard }: EditingFrame): TemplateResult {
  return html`<div class="conflict" role="alert">
    <p><b>${forms.conflictTitle}</b> ${theirs.length > 0 ? html`${forms.conflictText} <b>${theirs.join(', ')}</b>.` : nothing}</p>
    <p>${forms.conflictKeep}</p>
    <button id="use-theirs" class="button" type="button" @click=${discard}>${forms.conflictUse}</button>
  </div>`
}
