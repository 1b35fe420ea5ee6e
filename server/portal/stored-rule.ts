import type { Moment } from '../../shared/filter-days.ts'
import type { Condition, ResolvedRule, Rule } from '../../shared/filter-rule.ts'
import { bindRule, type BoundRule } from '../db/bind-filter.ts'

interface Stored {
  rule: ResolvedRule
  /** By time zone; null when it depends on the day. */
  bound: Map<string, BoundRule> | null
}

/** Rules as they stand in the database, read once: every request needs its portal's. */
const storedRules = new Map<string, Stored>()
const storedRulesMax = 1000

/** A rule as it was kept, or null where none was. */
export function readStoredRule(json: string | null): ResolvedRule | null {
  return json === null ? null : read(json).rule
}

/** The same, ready for SQL at a moment. @throws Error for a rule that this server did not write. */
export function bindStoredRule(json: string | null, moment: Moment): BoundRule | null {
  if (json === null) return null
  const { rule, bound } = read(json)
  if (!bound) return bindRule(rule, moment)
  let ready = bound.get(moment.timeZone)
  if (!ready) bound.set(moment.timeZone, (ready = bindRule(rule, moment)))
  return ready
}

/** A kept rule as an admin wrote it. */
export function presentStoredRule(json: string | null): Rule | null {
  const stored = readStoredRule(json)
  return (
    stored && {
      groups: stored.groups.map(({ conditions }) => ({
        conditions: conditions.map(
          ({ type: _type, precision: _precision, propertyId: _propertyId, ...condition }) => condition as Condition,
        ),
      })),
    }
  )
}

function read(json: string): Stored {
  let stored = storedRules.get(json)
  if (!stored) {
    const rule = JSON.parse(json) as ResolvedRule
    const isRelative = rule.groups.some(({ conditions }) => conditions.some(({ operator }) => /^in_(last|next)_days$/.test(operator)))
    stored = { rule, bound: isRelative ? null : new Map() }
    if (storedRules.size >= storedRulesMax) storedRules.clear()
    storedRules.set(json, stored)
  }
  return stored
}
