import { operatorsByType, type Condition, type Operator, type PropertyType, type Rule } from '../../../shared/filter-rule.ts'
import type { Random } from './random.ts'

/** A property to ask for, with values that records have or nearly have. */
export interface Askable {
  name: string
  type: PropertyType
  values: readonly (string | number)[]
}

/** A rule of one to three groups of one to three conditions; now and then of the largest size. */
export function randomRule(random: Random, askables: readonly Askable[]): Rule {
  // Most are small: in a large rule one wrong condition seldom changes the answer.
  const isLarge = random.once(40)
  const groups = isLarge ? 6 : random.once(2) ? 1 : 1 + random.below(3)
  const conditions = () => (isLarge ? 8 : random.once(2) ? 1 : 1 + random.below(3))
  return {
    groups: Array.from({ length: groups }, () => ({
      conditions: Array.from({ length: conditions() }, () => randomCondition(random, random.pick(askables))),
    })),
  }
}

/** A condition on a property. */
export function randomCondition(random: Random, { name, type, values }: Askable, operator?: Operator): Condition {
  const chosen = operator ?? random.pick(operatorsByType[type])
  return { property: name, operator: chosen, ...valueOf(random, chosen, type, values) } as Condition
}

function valueOf(random: Random, operator: Operator, type: PropertyType, values: readonly (string | number)[]): { value?: unknown } {
  if (operator === 'is_known' || operator === 'is_unknown') return {}
  if (operator === 'in_last_days' || operator === 'in_next_days') return { value: 1 + random.below(40) }
  if (type === 'yes_no') return { value: random.once(2) }
  const value = random.pick(values)
  if (operator === 'between') {
    const other = random.pick(values)
    return { value: value <= other ? [value, other] : [other, value] }
  }
  if (type === 'choice' || type === 'choices') return { value: [...new Set(random.some(values, 1).map(String))] }
  if (type === 'number' && random.once(4)) return { value: Number(value) + 0.5 }
  if (type === 'text') {
    const text = String(value)
    const start = operator === 'starts_with' || operator.startsWith('is') ? 0 : random.below(Math.max(1, text.length - 2))
    const part = operator.startsWith('is') || operator === 'ends_with' ? text.slice(start) : text.slice(start, start + 1 + random.below(4))
    const whole = part.trim() === '' || !part.isWellFormed() ? text : part
    return { value: random.once(3) ? whole.toUpperCase() : whole }
  }
  return { value }
}
