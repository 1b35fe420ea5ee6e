import { css, nothing } from 'lit'
import type { SettingsSection } from '../base/routes.ts'
import type { StaffTexts } from '../locales/en.ts'

/** Nothing: the column of sections stands beside every page, see settings-column.ts. */
export function renderSettingsNav(_texts: StaffTexts, _here: SettingsSection | null, _portalId: string | null): typeof nothing {
  return nothing
}

/** Nothing, as above. */
export const settingsNavStyles = css``
