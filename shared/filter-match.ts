import { dateBounds, type Moment } from './filter-days.ts'
import { positiveOf, type ResolvedCondition, type ResolvedRule } from './filter-rule.ts'
import { fold } from './fold.ts'

/** What a record has for a property: several choices are a list, points in time and days are text; null: unknown. */
export type Fact = string | number | boolean | readonly string[] | null

/** What one record has for the property of a condition. */
export type Facts = (condition: ResolvedCondition) => Fact

/** Whether a record matches a rule: all conditions of at least one group hold. The same answer as the compiled rule in SQL. */
export function matchesRule(rule: ResolvedRule, facts: Facts, moment: Moment): boolean {
  return rule.groups.some(({ conditions }) => conditions.every((condition) => holds(condition, facts(condition), moment)))
}

/** Which conditions of each group hold for a record. */
export function explainRule(rule: ResolvedRule, facts: Facts, moment: Moment): boolean[][] {
  return rule.groups.map(({ conditions }) => conditions.map((condition) => holds(condition, facts(condition), moment)))
}

/** Whether one condition holds. A negative operator is the complement of its positive one, for unknown values too. */
export function holds(condition: ResolvedCondition, fact: Fact, moment: Moment): boolean {
  const known = Array.isArray(fact) ? fact.length > 0 : fact !== null
  const isNegative = condition.operator in positiveOf
  if (condition.operator === 'is_known' || condition.operator === 'is_unknown') return known !== isNegative
  return (known && isMet(condition, fact, moment)) !== isNegative
}

/** Whether the positive form of a condition is true of a value. */
function isMet(condition: ResolvedCondition, fact: Fact, moment: Moment): boolean {
  if (condition.type === 'date') {
    const bounds = dateBounds(condition, condition.precision ?? 'time', moment)
    if (!bounds || typeof fact !== 'string') return false
    return (bounds.from === null || fact >= bounds.from) && (bounds.to === null || fact < bounds.to)
  }
  if (typeof fact === 'number') return isNumberMet(condition, fact)
  if (typeof fact === 'boolean') return condition.operator === 'is' && condition.value === fact
  if (typeof fact === 'string') return isTextMet(condition, fact)
  const chosen = new Set(fact)
  switch (condition.operator) {
    case 'contains_any':
    case 'contains_none':
      return condition.value.some((value) => chosen.has(value))
    case 'contains_all':
      return condition.value.every((value) => chosen.has(value))
    default:
      return false
  }
}

function isTextMet(condition: ResolvedCondition, fact: string): boolean {
  switch (condition.operator) {
    case 'any_of':
    case 'none_of':
      return condition.value.includes(fact)
    case 'is':
    case 'is_not':
      return typeof condition.value === 'string' && fold(fact) === fold(condition.value)
    case 'contains':
    case 'does_not_contain':
      return fold(fact).includes(fold(condition.value))
    case 'starts_with':
      return fold(fact).startsWith(fold(condition.value))
    case 'ends_with':
      return fold(fact).endsWith(fold(condition.value))
    default:
      return false
  }
}

function isNumberMet(condition: ResolvedCondition, fact: number): boolean {
  switch (condition.operator) {
    case 'equals':
    case 'does_not_equal':
      return fact === condition.value
    case 'less_than':
      return fact < condition.value
    case 'at_most':
      return fact <= condition.value
    case 'greater_than':
      return fact > condition.value
    case 'at_least':
      return fact >= condition.value
    case 'between': {
      const [from, to] = condition.value
      return typeof from === 'number' && typeof to === 'number' && fact >= from && fact <= to
    }
    default:
      return false
  }
}
