import type { Moment } from '../../shared/filter-days.ts'
import type { FieldErrorCode } from '../../shared/errors.ts'
import { rule as ruleSchema } from '../../shared/filters.ts'
import type { Condition } from '../../shared/filter-rule.ts'
import { parseCondition } from '../../shared/list-filter.ts'
import { bindRule, type BoundRule } from '../db/bind-filter.ts'
import { AppError } from '../errors.ts'
import type { KnownProperty } from './resolve-rule.ts'
import { resolveRule } from './resolve-rule.ts'

/**
 * The conditions that a contact sets on a list, ready for SQL; null: none.
 *
 * @param known What the portal lets the list be narrowed by. A property that is not shown is refused like one that does not exist.
 * @throws AppError `invalid_request`, naming `where.N`.
 */
export function readConditions(
  texts: readonly string[] | undefined,
  known: ReadonlyMap<string, KnownProperty>,
  moment: Moment,
): BoundRule | null {
  if (!texts || texts.length === 0) return null
  const problems: Record<string, FieldErrorCode> = {}
  const conditions: Condition[] = []
  for (const [index, text] of texts.entries()) {
    const read = parseCondition(text, (name) => known.get(name)?.type)
    // Lengths, days and the like.
    const checked = read && ruleSchema.safeParse({ groups: [{ conditions: [read] }] })
    if (checked?.success) conditions.push(...(checked.data.groups[0]?.conditions ?? []))
    else problems[`where.${index}`] = 'invalid'
  }
  refuse(problems)
  const resolved = resolveRule({ groups: [{ conditions }] }, 'ticket', known, 'where')
  if ('rule' in resolved) return bindRule(resolved.rule, moment)
  for (const [path, code] of Object.entries(resolved.problems))
    problems[path.replace(/^where\.groups\.0\.conditions\.(\d+)\..*$/, 'where.$1')] = code
  refuse(problems)
  return null
}

function refuse(problems: Record<string, FieldErrorCode>): void {
  if (Object.keys(problems).length > 0) throw new AppError('invalid_request', JSON.stringify(problems), { fields: problems })
}
