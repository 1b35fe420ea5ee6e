import type { SignInMethod } from '../../../shared/auth.ts'
import type { Rule } from '../../../shared/filter-rule.ts'
import type { PortalSettings, UpdatePortalBody } from '../../../shared/portal.ts'
import type { RuleDraft } from '../rules/rule-draft.ts'
import { type ConsentDraft, readConsentDraft, toConsentDraft } from './consent-draft.ts'
import { type DurationDraft, readDuration, toDuration } from './duration.ts'
import { absoluteTime, idleTime } from './session-times.ts'

/** What the settings page edits, flat: one entry, one control. */
export interface SettingsValues {
  title: string
  isOn: boolean
  slug: string
  homeUrl: string
  homeRoute: string
  language: PortalSettings['language']
  /** Sorted. */
  languages: PortalSettings['languages']
  allowedOrigins: string[]
  accessMode: PortalSettings['accessMode']
  /** Sorted. */
  accessListIds: string[]
  canRegister: boolean
  /** Sorted. */
  signInMethods: SignInMethod[]
  /** As typed. */
  passwordMinChars: string
  sessionIdleSeconds: DurationDraft
  sessionAbsoluteSeconds: DurationDraft
  consentTexts: ConsentDraft | null
  defaultInboxId: string
  permissionMode: PortalSettings['permissionMode']
  companyRule: RuleDraft | null
  isCompanyReadOnly: boolean
  pipelineIds: string[]
  ticketFilter: RuleDraft | null
  statusDisplay: PortalSettings['statusDisplay']
  shownProperties: string[]
  /** By property, by language: what customers read in the place of its label. */
  shownLabels: Record<string, Record<string, string>>
  hasEarlierThreads: boolean
  closedPolicy: PortalSettings['closedPolicy']
  /** As typed. */
  reopenDays: string
  canContactsClose: boolean
  canInvolveColleagues: boolean
}

/** Name of one control. */
export type SettingName = keyof SettingsValues

/** In the order of the page. */
export const settingNames: readonly SettingName[] = [
  'isOn',
  'title',
  'slug',
  'homeUrl',
  'homeRoute',
  'language',
  'languages',
  'allowedOrigins',
  'accessMode',
  'accessListIds',
  'canRegister',
  'signInMethods',
  'passwordMinChars',
  'sessionIdleSeconds',
  'sessionAbsoluteSeconds',
  'consentTexts',
  'defaultInboxId',
  'permissionMode',
  'companyRule',
  'isCompanyReadOnly',
  'pipelineIds',
  'ticketFilter',
  'statusDisplay',
  'shownProperties',
  'shownLabels',
  'hasEarlierThreads',
  'closedPolicy',
  'reopenDays',
  'canContactsClose',
  'canInvolveColleagues',
]

/** The values of a portal as the page edits them: what is unset is empty text. */
export function toValues(portal: PortalSettings): SettingsValues {
  return {
    title: portal.title,
    isOn: portal.isOn,
    slug: portal.slug,
    homeUrl: portal.homeUrl ?? '',
    homeRoute: portal.homeRoute,
    language: portal.language,
    languages: portal.languages,
    allowedOrigins: portal.allowedOrigins,
    accessMode: portal.accessMode,
    accessListIds: portal.accessListIds,
    canRegister: portal.canRegister,
    signInMethods: portal.signInMethods,
    passwordMinChars: String(portal.passwordMinChars),
    sessionIdleSeconds: toDuration(portal.sessionIdleSeconds, idleTime),
    sessionAbsoluteSeconds: toDuration(portal.sessionAbsoluteSeconds, absoluteTime),
    consentTexts: toConsentDraft(portal.consentTexts),
    defaultInboxId: portal.defaultInboxId,
    permissionMode: portal.permissionMode,
    companyRule: portal.companyRule,
    isCompanyReadOnly: portal.isCompanyReadOnly,
    pipelineIds: portal.pipelineIds,
    ticketFilter: portal.ticketFilter,
    statusDisplay: portal.statusDisplay,
    shownProperties: portal.shownProperties,
    shownLabels: portal.shownLabels,
    hasEarlierThreads: portal.hasEarlierThreads,
    closedPolicy: portal.closedPolicy,
    reopenDays: String(portal.reopenDays),
    canContactsClose: portal.canContactsClose,
    canInvolveColleagues: portal.canInvolveColleagues,
  }
}

/** Names of the values that differ. */
export function changedNames(from: SettingsValues, to: SettingsValues): SettingName[] {
  return settingNames.filter((name) => !isSame(from[name], to[name]))
}

/** True when two values of a control mean the same. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(tidy(a)) === JSON.stringify(tidy(b))
}

/** The body that saves what changed since `saved`. */
export function toBody(saved: PortalSettings, draft: SettingsValues): UpdatePortalBody {
  const changed = new Set(changedNames(toValues(saved), draft))
  const has = (name: SettingName) => changed.has(name)
  return {
    version: saved.version,
    ...(has('title') ? { title: draft.title.trim() } : {}),
    ...(has('isOn') ? { isOn: draft.isOn } : {}),
    ...(has('slug') ? { slug: draft.slug.trim() } : {}),
    ...(has('homeUrl') ? { homeUrl: draft.homeUrl.trim() || null } : {}),
    ...(has('homeRoute') ? { homeRoute: draft.homeRoute.trim() } : {}),
    ...(has('language') ? { language: draft.language } : {}),
    ...(has('languages') ? { languages: draft.languages.length > 0 ? draft.languages : [draft.language] } : {}),
    ...(has('allowedOrigins') ? { allowedOrigins: filled(draft.allowedOrigins) } : {}),
    ...(has('accessMode') ? { accessMode: draft.accessMode } : {}),
    ...(has('accessListIds') ? { accessListIds: draft.accessListIds } : {}),
    ...(has('canRegister') ? { canRegister: draft.canRegister } : {}),
    ...(has('signInMethods') ? { signInMethods: draft.signInMethods } : {}),
    ...(has('passwordMinChars') ? { passwordMinChars: Number(draft.passwordMinChars) } : {}),
    ...(has('sessionIdleSeconds') ? { sessionIdleSeconds: readDuration(draft.sessionIdleSeconds, idleTime) } : {}),
    ...(has('sessionAbsoluteSeconds') ? { sessionAbsoluteSeconds: readDuration(draft.sessionAbsoluteSeconds, absoluteTime) ?? 0 } : {}),
    ...(has('consentTexts') ? { consentTexts: draft.consentTexts && readConsentDraft(draft.consentTexts) } : {}),
    ...(has('defaultInboxId') ? { defaultInboxId: draft.defaultInboxId } : {}),
    ...(has('permissionMode') ? { permissionMode: draft.permissionMode } : {}),
    // What was checked is whole.
    ...(has('companyRule') ? { companyRule: draft.companyRule as Rule | null } : {}),
    ...(has('isCompanyReadOnly') ? { isCompanyReadOnly: draft.isCompanyReadOnly } : {}),
    ...(has('pipelineIds') ? { pipelineIds: draft.pipelineIds } : {}),
    ...(has('ticketFilter') ? { ticketFilter: draft.ticketFilter as Rule | null } : {}),
    ...(has('statusDisplay') ? { statusDisplay: draft.statusDisplay } : {}),
    ...(has('shownProperties') ? { shownProperties: draft.shownProperties } : {}),
    ...(has('shownLabels') ? { shownLabels: labelsOfShown(draft) } : {}),
    ...(has('hasEarlierThreads') ? { hasEarlierThreads: draft.hasEarlierThreads } : {}),
    ...(has('closedPolicy') ? { closedPolicy: draft.closedPolicy } : {}),
    ...(has('reopenDays') ? { reopenDays: Number(draft.reopenDays) } : {}),
    ...(has('canContactsClose') ? { canContactsClose: draft.canContactsClose } : {}),
    ...(has('canInvolveColleagues') ? { canInvolveColleagues: draft.canInvolveColleagues } : {}),
  }
}

/** Own labels of the properties that are shown: what is not shown is called nothing. */
function labelsOfShown({ shownProperties, shownLabels }: SettingsValues): Record<string, Record<string, string>> {
  const shown = new Set(shownProperties)
  return Object.fromEntries(Object.entries(shownLabels).filter(([name]) => shown.has(name)))
}

/** Lines that hold something, without the spaces around. */
export function filled(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter(Boolean)
}

function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return filled(value as string[])
  return typeof value === 'string' ? value.trim() : value
}
