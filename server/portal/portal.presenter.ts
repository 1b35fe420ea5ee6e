import type { SignInMethod } from '../../shared/auth.ts'
import type { ConsentTexts, PublicConsent } from '../../shared/consent.ts'
import type { PortalSettings } from '../../shared/portal.ts'
import { readTheme } from '../../shared/theme.ts'
import { hostedUrl } from '../accounts/domain-name.ts'
import type { PortalRow } from './portal.table.ts'
import { presentStoredRule } from './stored-rule.ts'

/** A portal's settings as an admin sees them. */
export function presentPortalSettings(row: PortalRow, publicUrl: string): PortalSettings {
  return {
    id: row.id,
    key: row.key,
    slug: row.slug,
    title: row.title,
    isOn: row.is_on === 1,
    allowedOrigins: JSON.parse(row.allowed_origins) as string[],
    homeUrl: row.home_url,
    homeRoute: row.home_route,
    defaultInboxId: row.default_inbox_id,
    permissionMode: row.permission_mode,
    companyRule: presentStoredRule(row.company_rule),
    isCompanyReadOnly: row.is_company_read_only === 1,
    pipelineIds: JSON.parse(row.pipeline_ids) as string[],
    ticketFilter: presentStoredRule(row.ticket_filter),
    statusDisplay: row.status_display,
    shownProperties: JSON.parse(row.shown_properties) as string[],
    shownLabels: JSON.parse(row.shown_labels) as PortalSettings['shownLabels'],
    closedPolicy: row.closed_policy,
    reopenDays: row.reopen_days,
    canContactsClose: row.can_contacts_close === 1,
    canInvolveColleagues: row.can_involve_colleagues === 1,
    hasEarlierThreads: row.has_earlier_threads === 1,
    language: row.language === 'nb' ? 'nb' : 'en',
    languages: JSON.parse(row.languages) as PortalSettings['languages'],
    theme: readTheme(row.theme),
    consentTexts: presentConsent(row)?.texts ?? null,
    canRegister: row.can_register === 1,
    accessMode: row.access_mode,
    accessListIds: JSON.parse(row.access_list_ids) as string[],
    signInMethods: JSON.parse(row.sign_in_methods) as SignInMethod[],
    passwordEntry: row.password_entry,
    isSsoRequired: row.is_sso_required === 1,
    sessionIdleSeconds: row.session_idle_seconds,
    sessionAbsoluteSeconds: row.session_absolute_seconds,
    passwordMinChars: row.password_min_chars,
    formId: row.form_id,
    menuId: row.menu_id,
    hasPortalLink: row.has_portal_link === 1,
    version: row.version,
    missing: missingOf(row),
    hostedUrl: hostedUrl(row, publicUrl),
    domain: row.domain_host,
    scriptUrl: `${publicUrl}/portal.js`,
  }
}

/** What keeps a portal from being switched on (D17, Q25): inbox and a way to sign in are always there. */
export function missingOf(
  row: Pick<PortalRow, 'allowed_origins' | 'domain_host' | 'can_register' | 'consent_texts'>,
): PortalSettings['missing'] {
  return [
    ...(row.allowed_origins === '[]' && row.domain_host === null ? ['allowedOrigins' as const] : []),
    ...(row.can_register === 1 && row.consent_texts === null ? ['consentTexts' as const] : []),
  ]
}

/** The words that a portal asks consent to, with the name of this version; null: it asks for none. */
export function presentConsent(portal: Pick<PortalRow, 'consent_texts' | 'consent_version'>): PublicConsent | null {
  const { consent_texts, consent_version } = portal
  return consent_texts === null || consent_version === null
    ? null
    : { version: consent_version, texts: JSON.parse(consent_texts) as ConsentTexts }
}
