import { html, type TemplateResult } from 'lit'
import './properties.ts'
import type { SettingsForm } from './form.ts'

/** The account's own properties. */
export function renderProperties(form: SettingsForm): TemplateResult {
  return html`<cp-staff-properties
    .staff=${form.staff}
    .known=${form.properties}
    @cp-staff-properties-changed=${() => form.reloadProperties()}
  ></cp-staff-properties>`
}
