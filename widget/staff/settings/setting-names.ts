import type { StaffTexts } from '../locales/en.ts'
import type { SettingName } from './settings-values.ts'

/** What the controls are called in sentences about them. */
export function settingNamesIn({ settings }: StaffTexts): Record<SettingName, string> {
  return {
    title: settings.name,
    isOn: settings.switch,
    homeUrl: settings.homeUrl,
    language: settings.language,
    allowedOrigins: settings.origins,
    defaultInboxId: settings.inbox,
    permissionMode: settings.permission,
    companyRule: settings.companyRule,
    isCompanyReadOnly: settings.companyReadOnly,
    pipelineIds: settings.pipelines,
    ticketFilter: settings.filter,
    statusDisplay: settings.statusDisplay,
    shownProperties: settings.shown,
    hasEarlierThreads: settings.earlierThreads,
    closedPolicy: settings.closedPolicy,
    reopenDays: settings.reopenDays,
    canContactsClose: settings.contactsClose,
    canInvolveColleagues: settings.colleagues,
    accent: settings.accent,
    logoUrl: settings.logo,
    faviconUrl: settings.favicon,
  }
}
