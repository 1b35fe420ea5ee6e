import type { SettingsFile } from '../../../shared/settings-file.ts'
import type { StaffClient } from './client.ts'

/** The settings of the account, as far as the asking person sees them. */
export function exportSettings(client: StaffClient): Promise<SettingsFile> {
  return client.send({ path: '/settings-file' })
}
