import type { FieldErrorCode } from '../../shared/errors.ts'
import type { UnsavedSettings } from '../../shared/explanations.ts'
import type { Rule, RuleSubject } from '../../shared/filter-rule.ts'
import type { Db } from '../db/index.ts'
import { AppError } from '../errors.ts'
import { listKnownProperties, resolveRule } from '../tickets/resolve-rule.ts'
import type { PortalRow } from './portal.table.ts'

/**
 * A portal as it would be if what stands on somebody's page were saved.
 *
 * @throws AppError `invalid_request` for a rule that could not be saved.
 */
export async function withUnsaved(db: Db, portal: PortalRow, unsaved: UnsavedSettings): Promise<PortalRow> {
  const known = await listKnownProperties(db, portal.account_id)
  const problems: Record<string, FieldErrorCode> = {}
  const read = (rule: Rule | null, subject: RuleSubject, field: string) => {
    if (!rule) return null
    const resolved = resolveRule(rule, subject, known, `unsaved.${field}`)
    if ('rule' in resolved) return JSON.stringify(resolved.rule)
    Object.assign(problems, resolved.problems)
    return null
  }
  const { permissionMode, pipelineIds, ticketFilter, companyRule } = unsaved
  const after: PortalRow = {
    ...portal,
    ...(permissionMode !== undefined && { permission_mode: permissionMode }),
    ...(pipelineIds !== undefined && { pipeline_ids: JSON.stringify(pipelineIds) }),
    ...(ticketFilter !== undefined && { ticket_filter: read(ticketFilter, 'ticket', 'ticketFilter') }),
    ...(companyRule !== undefined && { company_rule: read(companyRule, 'contact', 'companyRule') }),
  }
  if (Object.keys(problems).length > 0) throw new AppError('invalid_request', JSON.stringify(problems), { fields: problems })
  return after
}
