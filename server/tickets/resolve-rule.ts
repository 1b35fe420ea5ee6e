import type { FieldErrorCode } from '../../shared/errors.ts'
import {
  builtInProperties,
  objectsOf,
  operatorsByType,
  readPropertyName,
  type ResolvedCondition,
  type ResolvedRule,
  type Rule,
  type RuleProperty,
  type RuleSubject,
} from '../../shared/filter-rule.ts'
import type { PropertyOption } from '../../shared/properties.ts'
import type { Db } from '../db/index.ts'
import { listPipelines } from './pipeline.repo.ts'
import { listProperties, ownPropertyName } from './property.repo.ts'
import type { PropertyRow } from './property.table.ts'

/** A property that a rule may ask for; `id` is set for one of the account's own. */
export type KnownProperty = RuleProperty & { id?: string }

/** The properties that rules of an account may ask for, by their names in rules. */
export async function listKnownProperties(db: Db, accountId: string): Promise<ReadonlyMap<string, KnownProperty>> {
  const known = new Map<string, KnownProperty>(Object.entries(builtInProperties))
  const pipelines = await listPipelines(db, accountId)
  known.set('ticket.pipeline', { type: 'choice', options: pipelines.map(({ id }) => id) })
  known.set('ticket.stage', { type: 'choice', options: pipelines.flatMap(({ stages }) => stages.map(({ id }) => id)) })
  for (const row of await listProperties(db, accountId)) known.set(ownPropertyName(row), knownProperty(row))
  return known
}

/** One of the account's own, as rules know it. */
export function knownProperty(row: PropertyRow): KnownProperty {
  const isChoice = row.type === 'choice' || row.type === 'choices'
  return {
    id: row.id,
    type: row.type,
    ...(row.type === 'date' && { precision: 'day' as const }),
    ...(isChoice && { options: (JSON.parse(row.options) as PropertyOption[]).map(({ value }) => value) }),
  }
}

/**
 * Checks a rule against the account's properties.
 *
 * @returns the rule as it is kept and evaluated, or what is wrong, by the path of the value at fault below `field`.
 */
export function resolveRule(
  rule: Rule,
  subject: RuleSubject,
  known: ReadonlyMap<string, KnownProperty>,
  field: string,
): { rule: ResolvedRule } | { problems: Record<string, FieldErrorCode> } {
  const problems: Record<string, FieldErrorCode> = {}
  const groups = rule.groups.map((group, groupIndex) => ({
    conditions: group.conditions.map((condition, index): ResolvedCondition => {
      const path = `${field}.groups.${groupIndex}.conditions.${index}`
      const property = known.get(condition.property)
      const object = readPropertyName(condition.property)?.object
      if (!property || !object || !objectsOf[subject].includes(object)) {
        problems[`${path}.property`] = 'not_a_choice'
        return { ...condition, type: 'text' }
      }
      const resolved: ResolvedCondition = {
        ...condition,
        type: property.type,
        ...(property.precision && { precision: property.precision }),
        ...(property.id !== undefined && { propertyId: property.id }),
      }
      if (!operatorsByType[property.type].includes(condition.operator)) problems[`${path}.operator`] = 'not_a_choice'
      else if ('value' in condition) {
        const problem = problemOf(condition.value, property)
        if (problem) problems[`${path}.value`] = problem
      }
      return resolved
    }),
  }))
  return Object.keys(problems).length > 0 ? { problems } : { rule: { groups } }
}

/** What is wrong with a value whose shape fits its operator; two operators take values of two types. */
function problemOf(value: unknown, { type, options }: RuleProperty): FieldErrorCode | undefined {
  const values: unknown[] = [value].flat()
  const wanted = type === 'number' ? 'number' : type === 'yes_no' ? 'boolean' : 'string'
  const isDays = type === 'date' && typeof value === 'number'
  if (!isDays && values.some((one) => typeof one !== wanted)) return 'invalid'
  if (options && values.some((one) => !options.includes(one as string))) return 'not_a_choice'
  return undefined
}
