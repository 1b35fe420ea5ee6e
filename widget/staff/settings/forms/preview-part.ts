import { html, type TemplateResult } from 'lit'
import type { TextLanguage } from '../../../../shared/page-kinds.ts'
import type { Property } from '../../../../shared/properties.ts'
import type { StaffTexts } from '../../locales/en.ts'
import type { FormDraft } from './form-draft.ts'
import './form-preview.ts'

export type PreviewWidth = 'desktop' | 'phone'

/** What the preview shows. */
export interface PreviewFrame {
  draft: FormDraft
  properties: readonly Property[]
  language: TextLanguage
  width: PreviewWidth
  choose: (width: PreviewWidth) => void
}

/** The form as customers get it, in two widths. */
export function renderPreviewPart({ forms }: StaffTexts, { draft, properties, language, width, choose }: PreviewFrame): TemplateResult {
  return html`<section class="preview-part" aria-labelledby="preview">
    <div class="section-head preview-head">
      <div>
        <h3 id="preview">${forms.preview}</h3>
        <p class="help">${forms.previewHelp}</p>
      </div>
      <div class="toggles" role="group" aria-label=${forms.width}>
        ${(['desktop', 'phone'] as const).map(
          (one) =>
            html`<button class="button" type="button" aria-pressed=${one === width ? 'true' : 'false'} @click=${() => choose(one)}>
              ${forms[one]}
            </button>`,
        )}
      </div>
    </div>
    <div class="room">
      <div class="paper ${width}">
        <cp-staff-form-preview
          .fields=${draft.fields}
          .titles=${draft.titles}
          .known=${properties}
          .language=${language}
        ></cp-staff-form-preview>
      </div>
    </div>
  </section>`
}
