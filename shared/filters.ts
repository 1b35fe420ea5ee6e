import { z } from '@hono/zod-openapi'
import { propertyName, ruleLimits, type Rule } from './filter-rule.ts'

const { textMaxChars, choicesMax, numberMax, daysMax, groupsMax, conditionsMax } = ruleLimits

/** PostgreSQL keeps no NUL, and half a surrogate pair is no character. */
const isText = (text: string) => text.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(text)

const property = z.string().max(60).regex(propertyName, 'not_a_choice')
const text = z
  .string()
  .max(textMaxChars)
  .refine((value) => value.trim() !== '', 'required')
  .refine(isText, 'invalid')
const choice = z.string().min(1, 'required').max(100).refine(isText, 'invalid')
const number = z.number().min(-numberMax, 'invalid').max(numberMax, 'invalid')
const day = z.string().refine(isDay, 'invalid')
const days = z.number().int('invalid').min(1, 'invalid').max(daysMax, 'invalid')
const choices = z
  .array(choice)
  .min(1, 'required')
  .max(choicesMax, 'too_many')
  .refine((values) => new Set(values).size === values.length, 'invalid')
const range = z.union([z.tuple([number, number]), z.tuple([day, day])])

const condition = z.discriminatedUnion('operator', [
  z.strictObject({ property, operator: z.literal('is'), value: z.union([text, z.boolean()]) }),
  z.strictObject({
    property,
    operator: z.enum(['is_not', 'contains', 'does_not_contain', 'starts_with', 'ends_with']),
    value: text,
  }),
  z.strictObject({
    property,
    operator: z.enum(['equals', 'does_not_equal', 'less_than', 'at_most', 'greater_than', 'at_least']),
    value: number,
  }),
  z.strictObject({ property, operator: z.literal('between'), value: range.refine(([from, to]) => from <= to, 'invalid') }),
  z.strictObject({
    property,
    operator: z.enum(['any_of', 'none_of', 'contains_any', 'contains_all', 'contains_none']),
    value: choices,
  }),
  z.strictObject({ property, operator: z.enum(['before', 'after', 'on']), value: day }),
  z.strictObject({ property, operator: z.enum(['in_last_days', 'in_next_days']), value: days }),
  z.strictObject({ property, operator: z.enum(['is_known', 'is_unknown']) }),
])

/**
 * The one rule language of the portal: which tickets, which contacts. At least one group of at least one condition: "no
 * rule" is null wherever a rule may be left out, never an empty one.
 */
export const rule = z
  .strictObject({
    groups: z
      .array(z.strictObject({ conditions: z.array(condition).min(1, 'required').max(conditionsMax, 'too_many') }))
      .min(1, 'required')
      .max(groupsMax, 'too_many'),
  })
  .refine(({ groups }) => groups.reduce((sum, { conditions }) => sum + conditions.length, 0) <= conditionsMax, {
    path: ['groups'],
    message: 'too_many',
  })
  .openapi('Rule') satisfies z.ZodType<Rule>

/** A day of the calendar that exists: `2026-11-22`. */
function isDay(value: string): boolean {
  if (!/^(?:19|20|21)\d\d-\d\d-\d\d$/.test(value)) return false
  const time = Date.parse(`${value}T00:00:00.000Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value)
}
