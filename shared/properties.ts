import { z } from '@hono/zod-openapi'
import { id, localizedText } from './common.ts'
import { propertyObjects, propertyTypes, ruleLimits } from './filter-rule.ts'

/** Stands in URLs of nothing and in no SQL: a name among the account's own. */
export const propertyKey = z.string().regex(/^[a-z0-9_]{1,40}$/, 'invalid')

const label = localizedText.refine((labels) => (labels['en'] ?? '').trim() !== '', 'required')
const optionValue = z
  .string()
  .min(1, 'required')
  .max(100)
  .refine((value) => value.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(value), 'invalid')

export const propertyOption = z.strictObject({ value: optionValue, labels: label })
export type PropertyOption = z.infer<typeof propertyOption>

const optionsMax = 200

/** Longest value of a text property. */
export const propertyTextMaxChars = 1000
export const propertyNumberMax = ruleLimits.numberMax

export const createPropertyBody = z
  .strictObject({
    object: z.enum(propertyObjects),
    key: propertyKey,
    type: z.enum(propertyTypes),
    labels: label,
    options: z.array(propertyOption).max(optionsMax, 'too_many').default([]),
  })
  .openapi('CreateProperty')
export type CreatePropertyBody = z.infer<typeof createPropertyBody>

/** What is left out stays. The key and the type never change. */
export const changePropertyBody = z
  .strictObject({
    version: z.number().int(),
    labels: label.optional(),
    options: z.array(propertyOption).max(optionsMax, 'too_many').optional(),
    /** It is known that something has an option which goes. */
    dropsUsed: z.boolean().default(false),
  })
  .openapi('ChangeProperty')
export type ChangePropertyBody = z.infer<typeof changePropertyBody>

/** A property that rules may ask for: one that every account has, or one of the account's own. */
export const property = z
  .object({
    /** As it stands in a rule: `ticket.subject`, `ticket.custom.tier`. */
    name: z.string(),
    object: z.enum(propertyObjects),
    type: z.enum(propertyTypes),
    /** Null: one that every account has. */
    id: id.nullable(),
    labels: localizedText,
    /** Null: values are not listed. `isGone`: rules of before may name it, nobody can choose it any more. */
    options: z.array(propertyOption.extend({ isGone: z.literal(true).optional() })).nullable(),
    /** Of the account's own: grows with every save; a save must name the version it started from. */
    version: z.number().int().optional(),
  })
  .openapi('Property')
export type Property = z.infer<typeof property>

/** What a ticket, contact or company has for one of the account's own properties; null: unknown. */
export const propertyValue = z
  .union([z.string().max(propertyTextMaxChars), z.number(), z.boolean(), z.array(z.string().max(100)).max(optionsMax, 'too_many')])
  .nullable()
export type PropertyValue = z.infer<typeof propertyValue>

/** By the names of properties: `ticket.custom.tier`. What is not named stays as it is. */
export const setValuesBody = z.strictObject({ values: z.record(z.string().max(60), propertyValue) }).openapi('SetValues')

export const propertyValues = z.object({ properties: z.array(property.extend({ value: propertyValue })) }).openapi('PropertyValues')
export type PropertyValues = z.infer<typeof propertyValues>
