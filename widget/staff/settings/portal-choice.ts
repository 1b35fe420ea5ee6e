import { html, nothing, type TemplateResult } from 'lit'
import { settingsHref, type SettingsSection } from '../base/routes.ts'
import type { StaffScope } from '../base/staff-scope.ts'

/** Which portal of the account a page of settings is about; nothing while there is one. */
export function portalChoice(
  staff: StaffScope,
  section: SettingsSection | null,
  portals: readonly { id: string; title: string }[],
  chosenId: string,
): TemplateResult | typeof nothing {
  if (portals.length < 2) return nothing
  const choose = (event: Event) => staff.go(settingsHref(section, (event.target as HTMLSelectElement).value))
  return html`<select class="input portals" aria-label=${staff.texts.settings.portal} @change=${choose}>
    ${portals.map(({ id, title }) => html`<option value=${id} .selected=${id === chosenId}>${title}</option>`)}
  </select>`
}
