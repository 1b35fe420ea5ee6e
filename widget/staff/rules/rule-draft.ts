import type { FieldErrorCode } from '../../../shared/errors.ts'
import { operatorsByType, ruleLimits, type Operator, type PropertyType } from '../../../shared/filter-rule.ts'
import type { Property } from '../../../shared/properties.ts'

/** A condition that is being written: no property yet, or no value. */
export interface ConditionDraft {
  property: string
  operator: Operator
  value?: unknown
}

/** A rule that is being written. Every rule is one. */
export interface RuleDraft {
  groups: { conditions: ConditionDraft[] }[]
}

/** What a value is written with. */
export type ValueKind = 'none' | 'text' | 'number' | 'numbers' | 'choices' | 'day' | 'days' | 'dayCount' | 'yesNo'

/** A condition about nothing yet. */
export const blankCondition: ConditionDraft = { property: '', operator: 'is_known' }

/** A rule of one condition about nothing yet. */
export const blankRule: RuleDraft = { groups: [{ conditions: [blankCondition] }] }

const dayCountDefault = 30

/** What the value of a condition is written with. */
export function valueKind(type: PropertyType, operator: Operator): ValueKind {
  if (operator === 'is_known' || operator === 'is_unknown') return 'none'
  if (operator === 'in_last_days' || operator === 'in_next_days') return 'dayCount'
  if (type === 'number') return operator === 'between' ? 'numbers' : 'number'
  if (type === 'date') return operator === 'between' ? 'days' : 'day'
  if (type === 'yes_no') return 'yesNo'
  return type === 'text' ? 'text' : 'choices'
}

/** The condition about another property: with the first operator of its type and an empty value. */
export function withProperty(property: Property): ConditionDraft {
  const [operator = 'is_known'] = operatorsByType[property.type]
  return withValue(property.name, operator, emptyValue(valueKind(property.type, operator)))
}

/** The condition with another operator; its value stays where it still fits. */
export function withOperator(condition: ConditionDraft, type: PropertyType, operator: Operator): ConditionDraft {
  const kind = valueKind(type, operator)
  const isKept = kind === valueKind(type, condition.operator)
  return withValue(condition.property, operator, isKept ? condition.value : emptyValue(kind))
}

// The server writes the members in this order, and the page compares texts.
function withValue(property: string, operator: Operator, value: unknown): ConditionDraft {
  return value === undefined ? { property, operator } : { property, operator, value }
}

function emptyValue(kind: ValueKind): unknown {
  switch (kind) {
    case 'none':
      return undefined
    case 'number':
      return null
    case 'numbers':
      return [null, null]
    case 'choices':
      return []
    case 'days':
      return ['', '']
    case 'dayCount':
      return dayCountDefault
    case 'yesNo':
      return true
    default:
      return ''
  }
}

/** How many conditions a rule has. */
export function countConditions(rule: RuleDraft): number {
  return rule.groups.reduce((sum, { conditions }) => sum + conditions.length, 0)
}

/** What a condition names that was deleted since; null: nothing, or not known yet. */
export function goneIn(condition: ConditionDraft, known: readonly Property[]): 'property' | 'choice' | null {
  if (known.length === 0 || condition.property === '') return null
  const property = known.find(({ name }) => name === condition.property)
  if (!property) return 'property'
  const { options, type } = property
  if (!options || (type !== 'choice' && type !== 'choices') || condition.value === undefined) return null
  return [condition.value].flat().some((value) => !options.some((option) => option.value === value && !option.isGone)) ? 'choice' : null
}

/** What can be seen to be wrong with a rule before the server is asked, by path: `groups.0.conditions.1.value`. */
export function checkRule(rule: RuleDraft, properties: readonly Property[]): Record<string, FieldErrorCode> {
  const problems: Record<string, FieldErrorCode> = {}
  rule.groups.forEach(({ conditions }, group) =>
    conditions.forEach((condition, index) => {
      const path = `groups.${group}.conditions.${index}`
      const type = properties.find(({ name }) => name === condition.property)?.type
      if (condition.property === '') problems[`${path}.property`] = 'required'
      if (type === undefined) return
      const problem = problemOf(valueKind(type, condition.operator), condition.value)
      if (problem) problems[`${path}.value`] = problem
    }),
  )
  return problems
}

function problemOf(kind: ValueKind, value: unknown): FieldErrorCode | undefined {
  const values = [value].flat()
  switch (kind) {
    case 'text': {
      const text = typeof value === 'string' ? value : ''
      if (text.trim() === '') return 'required'
      return text.length > ruleLimits.textMaxChars ? 'too_long' : undefined
    }
    case 'number':
    case 'numbers':
      if (values.includes(null)) return 'required'
      return values.every(isNumber) && isInOrder(values) ? undefined : 'invalid'
    case 'day':
    case 'days':
      if (values.some((day) => typeof day !== 'string' || day === '')) return 'required'
      return values.every((day) => /^(?:19|20|21)\d\d-/.test(String(day))) && isInOrder(values) ? undefined : 'invalid'
    case 'choices':
      if (values.length === 0) return 'required'
      return values.length > ruleLimits.choicesMax ? 'too_many' : undefined
    case 'dayCount':
      if (value === null) return 'required'
      return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= ruleLimits.daysMax ? undefined : 'invalid'
    default:
      return undefined
  }
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) <= ruleLimits.numberMax
}

function isInOrder([from, to]: unknown[]): boolean {
  return to === undefined || (from as number | string) <= (to as number | string)
}
