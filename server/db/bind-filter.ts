import { dateBounds, type Moment } from '../../shared/filter-days.ts'
import {
  builtInProperties,
  isBuiltIn,
  positiveOf,
  readPropertyName,
  ruleLimits,
  type BuiltInProperty,
  type Operator,
  type PropertyObject,
  type PropertyType,
  type ResolvedCondition,
  type ResolvedRule,
} from '../../shared/filter-rule.ts'
import { fold } from './fold.ts'
import { param } from './hot-query.ts'

/** What a condition asks of: a property that every account has, or one of the account's own, which one being a value. */
export type BoundProperty = BuiltInProperty | `${PropertyObject}.custom`

/** A condition ready for SQL: what it asks, apart from the values that it asks with. */
export interface BoundCondition {
  property: BoundProperty
  type: PropertyType
  operator: Operator
  /** Of an account's own property its id first; then text folded and escaped, numbers, choices, or bounds of time. */
  operands: readonly (string | number)[]
}

/** A rule ready for SQL at one moment. */
export interface BoundRule {
  groups: readonly (readonly BoundCondition[])[]
  /** The same for all rules whose SQL has the same text. Without blanks and `|`. */
  shape: string
}

/**
 * Makes a rule ready for SQL: text folded, `%` and `_` escaped, days turned into bounds of time.
 *
 * @throws Error for a rule that was not checked: larger than allowed, of a property or a value that does not fit.
 */
export function bindRule(rule: ResolvedRule, moment: Moment): BoundRule {
  const conditions = rule.groups.reduce((sum, group) => sum + group.conditions.length, 0)
  if (rule.groups.length === 0 || rule.groups.length > ruleLimits.groupsMax || conditions > ruleLimits.conditionsMax) {
    throw new Error(`a rule of ${rule.groups.length} groups and ${conditions} conditions`)
  }
  const groups = rule.groups.map((group) => {
    if (group.conditions.length === 0) throw new Error('a rule with an empty group')
    return group.conditions.map((condition) => bindCondition(condition, moment))
  })
  return { groups, shape: shapeOfGroups(groups) }
}

/** The rule of a shape: its values are parameters `{prefix}0`, `{prefix}1` … in the order of `operandsOf`. */
export function ruleOfShape(shape: string, prefix: string): BoundRule {
  let count = 0
  const groups = shape.split('/').map((group) =>
    group.split(',').map((text): BoundCondition => {
      const [property = '', type = '', operator = '', length] = text.split(':')
      const operands = Array.from({ length: Number(length) }, () => param<string>(`${prefix}${(count += 1) - 1}`))
      return { property: property as BoundProperty, type: type as PropertyType, operator: operator as Operator, operands }
    }),
  )
  return { groups, shape }
}

/** All values of a rule in their order. */
export function operandsOf(rule: BoundRule): (string | number)[] {
  return rule.groups.flat().flatMap(({ operands }) => operands)
}

function shapeOfGroups(groups: readonly (readonly BoundCondition[])[]): string {
  return groups
    .map((conditions) =>
      conditions.map(({ property, type, operator, operands }) => [property, type, operator, operands.length].join(':')).join(','),
    )
    .join('/')
}

function bindCondition(condition: ResolvedCondition, moment: Moment): BoundCondition {
  const { type, operator } = condition
  const name = readPropertyName(condition.property)
  const operands = bindValue(condition, moment)
  if (name?.isCustom && condition.propertyId !== undefined) {
    return { property: `${name.object}.custom`, type, operator, operands: [condition.propertyId, ...operands] }
  }
  const { property } = condition
  if (!isBuiltIn(property) || builtInProperties[property].type !== type) throw new Error(`a rule about ${property}`)
  return {
    property,
    type,
    operator,
    operands: property === 'ticket.status' ? operands.map((value) => (value === 'closed' ? 1 : 0)) : operands,
  }
}

function bindValue(condition: ResolvedCondition, moment: Moment): (string | number)[] {
  if (!('value' in condition)) return []
  const { type, value } = condition
  switch (type) {
    case 'text':
      if (typeof value === 'string') return [patternOf(positiveOf[condition.operator] ?? condition.operator, fold(value))]
      break
    case 'yes_no':
      if (typeof value === 'boolean') return [value ? 1 : 0]
      break
    case 'number': {
      const numbers = [value].flat()
      if (numbers.every((number) => typeof number === 'number' && Number.isFinite(number))) return numbers as number[]
      break
    }
    case 'choice':
    case 'choices':
      if (
        Array.isArray(value) &&
        value.length > 0 &&
        value.length <= ruleLimits.choicesMax &&
        value.every((one) => typeof one === 'string')
      ) {
        return [...new Set(value)]
      }
      break
    case 'date': {
      const bounds = dateBounds(condition, condition.precision ?? 'time', moment)
      if (bounds) return [bounds.from, bounds.to].filter((bound) => bound !== null)
      break
    }
  }
  throw new Error(`a rule with ${condition.operator} of a ${type}`)
}

/** A pattern for LIKE with `!` as escape; text for `is`. */
function patternOf(operator: Operator, folded: string): string {
  const escaped = folded.replaceAll(/[!%_]/g, '!$&')
  switch (operator) {
    case 'contains':
      return `%${escaped}%`
    case 'starts_with':
      return `${escaped}%`
    case 'ends_with':
      return `%${escaped}`
    default:
      return folded
  }
}
