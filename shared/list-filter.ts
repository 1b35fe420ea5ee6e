import { operatorsByType, type Condition, type Operator, type PropertyType } from './filter-rule.ts'

/**
 * What a customer narrows the list to, as it stands in addresses and in the query of the list's route: one text for each
 * condition, `custom.tier:any_of:gold,silver`. The property lacks its `ticket.`; values are percent-encoded one by one.
 */
export function formatCondition(condition: Condition): string {
  const values = 'value' in condition ? [condition.value].flat() : []
  const encoded = values.map((value) => encodeURIComponent(String(value))).join(',')
  return `${condition.property.replace(/^ticket\./, '')}:${condition.operator}${values.length > 0 ? `:${encoded}` : ''}`
}

/**
 * The condition that such a text says; undefined when it says none about a property of the type that `typeOf` knows it by.
 * Lengths, days and choices are not checked here.
 */
export function parseCondition(text: string, typeOf: (property: string) => PropertyType | undefined): Condition | undefined {
  const [name = '', operator = '', encoded] = text.split(':', 3)
  const property = `ticket.${name}`
  const type = typeOf(property)
  if (type === undefined || !(operatorsByType[type] as readonly string[]).includes(operator)) return undefined
  if (encoded === undefined) return operator === 'is_known' || operator === 'is_unknown' ? { property, operator } : undefined
  const values = encoded.split(',').map(decode)
  const value = readValue(type, operator as Operator, values)
  return value === undefined ? undefined : ({ property, operator, value } as Condition)
}

function readValue(type: PropertyType, operator: Operator, values: readonly string[]): unknown {
  const [first = ''] = values
  if (type === 'choice' || type === 'choices') return values
  if (type === 'yes_no') return first === 'true' ? true : first === 'false' ? false : undefined
  const isNumber = type === 'number' || operator === 'in_last_days' || operator === 'in_next_days'
  const read = isNumber ? values.map(Number) : values
  if (read.some((value) => value === '' || Number.isNaN(value))) return undefined
  if (operator === 'between') return read.length === 2 ? read : undefined
  return read.length === 1 ? read[0] : undefined
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Whether an admin may show a ticket property to customers beside the usual columns: the pipeline, and the account's own. */
export function canBeShown(property: string): boolean {
  return property === 'ticket.pipeline' || property.startsWith('ticket.custom.')
}

/** What customers may always narrow the list by, besides what the admin shows. */
export const listFilterProperties = ['ticket.stage', 'ticket.created_at', 'ticket.last_activity_at', 'ticket.requester_name'] as const

/** Columns that every list can have. Those that an admin shows besides are named by their property. */
export const usualColumns = ['number', 'subject', 'requester', 'created', 'activity', 'status'] as const
