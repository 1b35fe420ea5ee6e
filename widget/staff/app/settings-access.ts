import type { TemplateResult } from 'lit'
import type { StaffPermission } from '../../../shared/auth.ts'
import type { SettingsSection } from '../base/routes.ts'
import { emptyState } from '../base/states.ts'
import type { StaffTexts } from '../locales/en.ts'
import { settingsPages } from './settings-pages.ts'

/** What a page of the settings asks for; the others: `portal.settings`. */
const needs: Partial<Record<SettingsSection, StaffPermission>> = { team: 'account.admin', history: 'account.admin' }

/** Whether somebody may open a page of the settings; null: the form about the portal. */
export function mayOpenSettings(section: SettingsSection | null, permissions: readonly StaffPermission[]): boolean {
  return permissions.includes((section === null ? undefined : needs[section]) ?? 'portal.settings')
}

/** The pages of the settings that somebody may open. */
export function openSections(permissions: readonly StaffPermission[]): SettingsSection[] {
  return (Object.keys(settingsPages) as SettingsSection[]).filter((section) => mayOpenSettings(section, permissions))
}

/** The first address of the settings that somebody may open; null: none. */
export function settingsStart(permissions: readonly StaffPermission[]): string | null {
  if (permissions.includes('portal.settings')) return '/staff/settings'
  return permissions.includes('account.admin') ? '/staff/settings/team' : null
}

/** In place of a page that somebody may not open. */
export function refusedSettings(section: SettingsSection | null, texts: StaffTexts): TemplateResult {
  const { app, team } = texts
  if (section === 'team') return emptyState('lock', team.notAllowedTitle, team.notAllowedText)
  return emptyState('lock', app.notAllowedTitle, app.notAllowedText)
}
