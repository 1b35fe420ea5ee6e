import type { UpdatePortalBody } from '../../shared/portal.ts'
import type { FieldErrorCode } from '../../shared/errors.ts'
import type { Rule, RuleSubject } from '../../shared/filter-rule.ts'
import { canBeShown } from '../../shared/list-filter.ts'
import { findLists } from '../contacts/list.repo.ts'
import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { listPipelines } from '../tickets/pipeline.repo.ts'
import { listKnownProperties, resolveRule } from '../tickets/resolve-rule.ts'
import type { StaffViewer } from '../viewer.ts'
import { keepConsentText, versionOf } from './consent.repo.ts'
import { findMenu } from '../menus/menu.repo.ts'
import { listIdentityProviders } from './identity-provider.repo.ts'
import { normaliseOrigin } from './origin.ts'
import { ageAccessTokens, revokeOwnSessions } from './own-sessions.repo.ts'
import { missingOf } from './portal.presenter.ts'
import { changeTheme } from './portal-theme.ts'
import { findPortal } from './portal.repo.ts'
import { queueInvitations } from './queue-invitations.ts'
import { giveUpSlug, isSlugTaken } from './slug.repo.ts'
import { readShownLabels } from './shown-labels.ts'
import type { PortalRow } from './portal.table.ts'

/**
 * Saves the given settings of a portal; what is left out stays.
 *
 * @throws AppError `portal_not_found`; `changed_meanwhile` when somebody saved since `version`; `invalid_request` naming
 *   the fields: an origin that is none, an inbox or pipeline of nobody, a switch-on that the checklist forbids (D17), a
 *   condition about a property that is gone or with an operator or a value that does not fit it.
 */
export async function savePortal(deps: Deps, viewer: StaffViewer, portalId: string, changes: UpdatePortalBody): Promise<PortalRow> {
  let ended: string[] = []
  const saved = await write(deps, viewer.accountId, async (tx) => {
    const before = await findPortal(tx, viewer.accountId, portalId)
    if (!before) throw new AppError('portal_not_found')
    const columns = await readColumns(tx, viewer.accountId, portalId, changes, deps.config.allowDefaultHostPortals)
    if (changes.theme !== undefined) columns.theme = await changeTheme(tx, before, changes.theme, deps.now())
    const after: PortalRow = { ...before, ...columns, version: before.version + 1 }
    // What is primary is offered.
    const offered = new Set([...(JSON.parse(after.languages) as string[]), after.language])
    if (changes.languages !== undefined || changes.language !== undefined) {
      columns.languages = after.languages = JSON.stringify([...offered].sort())
    }
    if (after.slug !== before.slug) await giveUpSlug(tx, before, after.slug, deps.now())
    if (after.is_on === 1 && missingOf(after).length > 0) {
      throw new AppError('invalid_request', `missing: ${missingOf(after).join(' ')}`, { fields: { isOn: 'required' } })
    }
    if (after.permission_mode === 'rule' && after.company_rule === null) {
      throw new AppError('invalid_request', 'mode rule without a rule', { fields: { companyRule: 'required' } })
    }
    if (after.session_idle_seconds !== null && after.session_idle_seconds > after.session_absolute_seconds) {
      throw new AppError('invalid_request', 'idle for longer than a session lasts', { fields: { sessionIdleSeconds: 'invalid' } })
    }
    if (after.access_mode === 'lists' && after.access_list_ids === '[]') {
      throw new AppError('invalid_request', 'mode lists without a list', { fields: { accessListIds: 'required' } })
    }
    if (after.can_register === 1 && (after.access_mode === 'lists' || !after.sign_in_methods.includes('password'))) {
      throw new AppError('invalid_request', 'registration with lists, or without passwords', { fields: { canRegister: 'not_a_choice' } })
    }
    if (after.is_sso_required > before.is_sso_required && !(await hasProviderOn(tx, viewer.accountId, portalId))) {
      throw new AppError('invalid_request', 'single sign-on alone, without a provider that is on', {
        fields: { isSsoRequired: 'required' },
      })
    }
    if (after.access_mode !== before.access_mode || after.access_list_ids !== before.access_list_ids) {
      columns.access_changed_at = after.access_changed_at = deps.now()
    }
    const opens = after.access_changed_at !== before.access_changed_at || after.is_on !== before.is_on
    if (opens && after.is_on === 1 && after.access_mode === 'lists') await queueInvitations(tx, deps, after)
    if (after.consent_texts !== null && after.consent_version !== null) {
      const { consent_version: version, consent_texts: texts } = after
      await keepConsentText(tx, { account_id: viewer.accountId, portal_id: portalId, version, texts, created_at: deps.now() })
    }
    const { numUpdatedRows } = await tx
      .updateTable('portal')
      .set({ ...columns, version: after.version })
      .where('account_id', '=', viewer.accountId)
      .where('id', '=', portalId)
      .where('version', '=', changes.version)
      .executeTakeFirst()
    if (Number(numUpdatedRows) === 0) throw new AppError('changed_meanwhile')
    await recordEvent(tx, viewer, deps.now(), { kind: 'portal.changed', isPublic: false, data: { portalId, ...changed(before, columns) } })
    // Who sees the company's tickets is told with a token: pages that are open hear of it with their next request.
    if (after.permission_mode !== before.permission_mode || after.company_rule !== before.company_rule) {
      await ageAccessTokens(tx, viewer.accountId, portalId, deps.now())
    }
    if (after.is_sso_required > before.is_sso_required) ended = await revokeOwnSessions(tx, viewer.accountId, portalId, deps.now())
    return after
  })
  deps.hub.endSessions(ended)
  return saved
}

/** Whether anybody could get in through a provider. */
async function hasProviderOn(tx: Tx, accountId: string, portalId: string): Promise<boolean> {
  return (await listIdentityProviders(tx, accountId, portalId)).some((row) => row.is_on === 1)
}

type PortalColumns = Partial<Omit<PortalRow, 'time_zone' | 'brand'>>

async function readColumns(
  tx: Tx,
  accountId: string,
  portalId: string,
  changes: UpdatePortalBody,
  canServePages: boolean,
): Promise<PortalColumns> {
  const problems: Record<string, FieldErrorCode> = {}
  const columns: PortalColumns = {}
  if (changes.title !== undefined) columns.title = changes.title
  if (changes.slug !== undefined) {
    if (await isSlugTaken(tx, accountId, portalId, changes.slug)) problems['slug'] = 'taken'
    columns.slug = changes.slug
  }
  if (changes.languages !== undefined) columns.languages = JSON.stringify([...new Set(changes.languages)].sort())
  if (changes.isOn !== undefined) columns.is_on = changes.isOn ? 1 : 0
  if (changes.homeUrl !== undefined) columns.home_url = changes.homeUrl
  if (changes.homeRoute !== undefined) columns.home_route = changes.homeRoute
  if (changes.permissionMode !== undefined) columns.permission_mode = changes.permissionMode
  if (changes.language !== undefined) columns.language = changes.language
  if (changes.statusDisplay !== undefined) columns.status_display = changes.statusDisplay
  if (changes.closedPolicy !== undefined) columns.closed_policy = changes.closedPolicy
  if (changes.reopenDays !== undefined) columns.reopen_days = changes.reopenDays
  if (changes.canContactsClose !== undefined) columns.can_contacts_close = changes.canContactsClose ? 1 : 0
  if (changes.canInvolveColleagues !== undefined) columns.can_involve_colleagues = changes.canInvolveColleagues ? 1 : 0
  if (changes.hasEarlierThreads !== undefined) columns.has_earlier_threads = changes.hasEarlierThreads ? 1 : 0
  if (changes.consentTexts !== undefined) {
    const kept = changes.consentTexts && versionOf(changes.consentTexts)
    columns.consent_texts = kept?.json ?? null
    columns.consent_version = kept?.version ?? null
  }
  if (changes.canRegister !== undefined) columns.can_register = changes.canRegister ? 1 : 0
  if (changes.accessMode !== undefined) columns.access_mode = changes.accessMode
  if (changes.accessListIds !== undefined) {
    const known = new Set((await findLists(tx, accountId, changes.accessListIds)).map((list) => list.id))
    for (const [index, listId] of changes.accessListIds.entries()) {
      if (!known.has(listId)) problems[`accessListIds.${index}`] = 'not_a_choice'
    }
    columns.access_list_ids = JSON.stringify([...new Set(changes.accessListIds)].sort())
  }
  if (changes.signInMethods !== undefined) columns.sign_in_methods = JSON.stringify([...new Set(changes.signInMethods)].sort())
  if (changes.passwordEntry !== undefined) {
    // Links of mails need a page of ours to lead to.
    if (changes.passwordEntry === 'window' && !canServePages) problems['passwordEntry'] = 'not_a_choice'
    columns.password_entry = changes.passwordEntry
  }
  if (changes.isSsoRequired !== undefined) columns.is_sso_required = changes.isSsoRequired ? 1 : 0
  if (changes.sessionIdleSeconds !== undefined) columns.session_idle_seconds = changes.sessionIdleSeconds
  if (changes.sessionAbsoluteSeconds !== undefined) columns.session_absolute_seconds = changes.sessionAbsoluteSeconds
  if (changes.passwordMinChars !== undefined) columns.password_min_chars = changes.passwordMinChars
  if (changes.hasPortalLink !== undefined) columns.has_portal_link = changes.hasPortalLink ? 1 : 0
  if (changes.menuId !== undefined) {
    if (changes.menuId !== null && !(await findMenu(tx, accountId, changes.menuId))) problems['menuId'] = 'not_a_choice'
    columns.menu_id = changes.menuId
  }
  if (changes.allowedOrigins !== undefined) {
    const origins = changes.allowedOrigins.map((text, index) => {
      const origin = normaliseOrigin(text)
      if (origin === null) problems[`allowedOrigins.${index}`] = 'not_an_origin'
      else if (isTwice(changes.allowedOrigins ?? [], index, origin)) problems[`allowedOrigins.${index}`] = 'twice'
      return origin ?? ''
    })
    columns.allowed_origins = JSON.stringify([...new Set(origins)])
  }
  if (changes.defaultInboxId !== undefined) {
    const inbox = await tx
      .selectFrom('inbox')
      .select('id')
      .where('account_id', '=', accountId)
      .where('id', '=', changes.defaultInboxId)
      .executeTakeFirst()
    if (!inbox) problems['defaultInboxId'] = 'not_a_choice'
    columns.default_inbox_id = changes.defaultInboxId
  }
  if (changes.pipelineIds !== undefined) {
    const ids = new Set((await listPipelines(tx, accountId)).map((pipeline) => pipeline.id))
    if (changes.pipelineIds.some((pipelineId) => !ids.has(pipelineId))) problems['pipelineIds'] = 'not_a_choice'
    columns.pipeline_ids = JSON.stringify([...new Set(changes.pipelineIds)].sort())
  }
  if (changes.isCompanyReadOnly !== undefined) columns.is_company_read_only = changes.isCompanyReadOnly ? 1 : 0
  if (changes.ticketFilter || changes.companyRule || changes.shownProperties || changes.shownLabels) {
    const known = await listKnownProperties(tx, accountId)
    if (changes.shownLabels) columns.shown_labels = JSON.stringify(readShownLabels(changes.shownLabels, known, problems))
    if (changes.shownProperties) {
      for (const [index, name] of changes.shownProperties.entries()) {
        if (!known.has(name) || !canBeShown(name)) problems[`shownProperties.${index}`] = 'not_a_choice'
      }
      columns.shown_properties = JSON.stringify([...new Set(changes.shownProperties)])
    }
    const read = (rule: Rule, subject: RuleSubject, field: string) => {
      const resolved = resolveRule(rule, subject, known, field)
      if ('rule' in resolved) return JSON.stringify(resolved.rule)
      Object.assign(problems, resolved.problems)
      return null
    }
    if (changes.ticketFilter) columns.ticket_filter = read(changes.ticketFilter, 'ticket', 'ticketFilter')
    if (changes.companyRule) columns.company_rule = read(changes.companyRule, 'contact', 'companyRule')
  }
  if (changes.ticketFilter === null) columns.ticket_filter = null
  if (changes.companyRule === null) columns.company_rule = null
  if (Object.keys(problems).length > 0) throw new AppError('invalid_request', JSON.stringify(problems), { fields: problems })
  return columns
}

/** The same origin stands further up. */
function isTwice(lines: readonly string[], index: number, origin: string): boolean {
  return lines.slice(0, index).some((line) => normaliseOrigin(line) === origin)
}

/** Before and after of each column that changed, for the audit log. */
function changed(before: PortalRow, columns: PortalColumns) {
  const names = (Object.keys(columns) as (keyof PortalColumns)[]).filter((name) => before[name] !== columns[name])
  return {
    before: Object.fromEntries(names.map((name) => [name, before[name]])),
    after: Object.fromEntries(names.map((name) => [name, columns[name]])),
  }
}
