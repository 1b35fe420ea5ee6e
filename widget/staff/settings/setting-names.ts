import type { StaffTexts } from '../locales/en.ts'
import type { SettingName } from './settings-values.ts'

/** What the controls are called in sentences about them. */
export function settingNamesIn({ settings, checklist, access, consent, ruleTools }: StaffTexts): Record<SettingName, string> {
  return {
    title: settings.name,
    isOn: settings.switch,
    slug: checklist.slug,
    homeUrl: settings.homeUrl,
    homeRoute: access.homeRoute,
    language: settings.language,
    languages: checklist.languages,
    allowedOrigins: settings.origins,
    accessMode: access.mode,
    accessListIds: access.lists,
    canRegister: access.register,
    signInMethods: access.methods,
    passwordMinChars: access.passwordMin,
    sessionIdleSeconds: access.idle,
    sessionAbsoluteSeconds: access.absolute,
    consentTexts: consent.ask,
    defaultInboxId: settings.inbox,
    permissionMode: settings.permission,
    companyRule: settings.companyRule,
    isCompanyReadOnly: settings.companyReadOnly,
    pipelineIds: settings.pipelines,
    ticketFilter: settings.filter,
    statusDisplay: settings.statusDisplay,
    shownProperties: settings.shown,
    shownLabels: ruleTools.shownLabels,
    hasEarlierThreads: settings.earlierThreads,
    closedPolicy: settings.closedPolicy,
    reopenDays: settings.reopenDays,
    canContactsClose: settings.contactsClose,
    canInvolveColleagues: settings.colleagues,
  }
}
