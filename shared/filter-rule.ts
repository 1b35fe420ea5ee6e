/**
 * The rule language: groups joined by OR, conditions in a group by AND. Nothing here needs the validator, so that elements
 * can use it too; the schema is in filters.ts.
 */
export interface Rule {
  groups: RuleGroup[]
}

export interface RuleGroup {
  conditions: Condition[]
}

/** Property + operator + value. */
export type Condition = { property: string } & Test

/** An operator with its value. */
export type Test =
  | { operator: 'is'; value: string | boolean }
  | { operator: 'is_not' | 'contains' | 'does_not_contain' | 'starts_with' | 'ends_with'; value: string }
  | { operator: 'equals' | 'does_not_equal' | 'less_than' | 'at_most' | 'greater_than' | 'at_least'; value: number }
  | { operator: 'between'; value: [number, number] | [string, string] }
  | { operator: 'any_of' | 'none_of' | 'contains_any' | 'contains_all' | 'contains_none'; value: string[] }
  | { operator: 'before' | 'after' | 'on'; value: string }
  | { operator: 'in_last_days' | 'in_next_days'; value: number }
  | { operator: 'is_known' | 'is_unknown' }

export type Operator = Test['operator']

export const propertyTypes = ['text', 'number', 'choice', 'choices', 'date', 'yes_no'] as const
export type PropertyType = (typeof propertyTypes)[number]

export const propertyObjects = ['ticket', 'contact', 'company'] as const
export type PropertyObject = (typeof propertyObjects)[number]

const always = ['is_known', 'is_unknown'] as const

/** What may be asked of a property of each type. */
export const operatorsByType: Record<PropertyType, readonly Operator[]> = {
  text: ['is', 'is_not', 'contains', 'does_not_contain', 'starts_with', 'ends_with', ...always],
  number: ['equals', 'does_not_equal', 'less_than', 'at_most', 'greater_than', 'at_least', 'between', ...always],
  choice: ['any_of', 'none_of', ...always],
  choices: ['contains_any', 'contains_all', 'contains_none', ...always],
  date: ['before', 'after', 'on', 'between', 'in_last_days', 'in_next_days', ...always],
  yes_no: ['is', ...always],
}

/** Negative operator → the positive one that it is the exact complement of: a record without a value "is not". */
export const positiveOf: Partial<Record<Operator, Operator>> = {
  is_not: 'is',
  does_not_contain: 'contains',
  does_not_equal: 'equals',
  none_of: 'any_of',
  contains_none: 'contains_any',
  is_unknown: 'is_known',
}

export const ruleLimits = {
  groupsMax: 6,
  /** Of all groups together. */
  conditionsMax: 50,
  textMaxChars: 200,
  choicesMax: 50,
  numberMax: 1_000_000_000_000,
  daysMax: 3660,
} as const

/** Own properties of an account are named `ticket.custom.key`, ours `ticket.key`: a new one of ours never takes over one of theirs. */
export const propertyName = /^(ticket|contact|company)\.(custom\.)?([a-z0-9_]{1,40})$/

/** The parts of a property's name, or undefined when it is none. */
export function readPropertyName(name: string): { object: PropertyObject; isCustom: boolean; key: string } | undefined {
  const match = propertyName.exec(name)
  return match ? { object: match[1] as PropertyObject, isCustom: match[2] !== undefined, key: match[3] ?? '' } : undefined
}

/** A property as rules know it. */
export interface RuleProperty {
  type: PropertyType
  /** Days (`2026-11-22`) or points in time. Only of dates. */
  precision?: 'day' | 'time'
  /** Values that a choice may have; undefined when they are not listed. */
  options?: readonly string[]
}

const builtIn = {
  'ticket.number': { type: 'number' },
  'ticket.subject': { type: 'text' },
  'ticket.pipeline': { type: 'choice' },
  'ticket.stage': { type: 'choice' },
  'ticket.status': { type: 'choice', options: ['open', 'closed'] },
  'ticket.created_at': { type: 'date', precision: 'time' },
  'ticket.last_activity_at': { type: 'date', precision: 'time' },
  'ticket.requester_name': { type: 'text' },
  'ticket.requester_email': { type: 'text' },
  'contact.name': { type: 'text' },
  'contact.email': { type: 'text' },
  'contact.language': { type: 'choice' },
  'contact.created_at': { type: 'date', precision: 'time' },
  'company.name': { type: 'text' },
} as const satisfies Record<string, RuleProperty>

export type BuiltInProperty = keyof typeof builtIn

/** The properties that every account has. */
export const builtInProperties: Readonly<Record<BuiltInProperty, RuleProperty>> = builtIn

/** Whether a name is that of a property that every account has. */
export function isBuiltIn(name: string): name is BuiltInProperty {
  return Object.hasOwn(builtIn, name)
}

/** What a rule is about: a ticket; or a contact, with the primary company. */
export type RuleSubject = 'ticket' | 'contact'

/** The objects whose properties a rule about a subject may ask for. */
export const objectsOf: Record<RuleSubject, readonly PropertyObject[]> = { ticket: ['ticket'], contact: ['contact', 'company'] }

/** A condition that was checked: it also says what its property is. This is what is kept, evaluated and compiled. */
export type ResolvedCondition = Condition & Pick<RuleProperty, 'type' | 'precision'> & { /** Of an account's own. */ propertyId?: string }

/** A rule of which every property exists and every operator and value fits it. */
export interface ResolvedRule {
  groups: { conditions: ResolvedCondition[] }[]
}
