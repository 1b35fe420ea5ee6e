import { sql, type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { operatorsByType, positiveOf, ruleLimits, type Operator } from '../../shared/filter-rule.ts'
import type { PropertyValueRow } from '../tickets/property.table.ts'
import type { TicketContactRow } from '../tickets/ticket.table.ts'
import type { BoundCondition, BoundRule } from './bind-filter.ts'
import type { Database } from './schema.ts'

/**
 * Rules as SQL for both databases. Tables, columns and operators come from the lists in this file, values are always
 * parameters. Every condition is true or false, never null, so that a negative operator is the exact complement.
 */

/** The tables that a rule may look at; `link` carries copies of a ticket's columns, `held` is a value of a property. */
interface FilterTables extends Database {
  link: Omit<TicketContactRow, 'contact_id' | 'role'>
  held: PropertyValueRow
}
type Eb = ExpressionBuilder<FilterTables, 'ticket' | 'link' | 'contact' | 'company' | 'contact_address' | 'held'>

/**
 * A query that `ticket` stands in; one that goes along `link` with `ticket` joined, by the index that is sorted by this copy;
 * one of `contact` with `company` left-joined.
 */
export type FilterPlace = 'ticket' | LinkPlace | 'contact'
type LinkPlace = `link by ${'activity' | 'created' | 'number'}`

/** The place of a list that is gone along in an order. */
export function linkPlace(sort: 'activity' | 'created' | 'number' = 'activity'): LinkPlace {
  return `link by ${sort}`
}

const isLink = (place: FilterPlace): place is LinkPlace => place.startsWith('link')

/** Columns of tickets that their links have copies of. */
type Copy = 'pipeline_id' | 'stage_id' | 'is_closed' | 'created_at' | 'last_activity_at'

type Column =
  | 'ticket.account_id'
  | 'ticket.id'
  | 'ticket.number'
  | 'ticket.subject_folded'
  | `${'ticket' | 'link'}.${Copy}`
  | 'link.account_id'
  | 'link.ticket_id'
  | 'contact.account_id'
  | 'contact.id'
  | 'contact.name_folded'
  | 'contact.language'
  | 'contact.created_at'
  | 'contact_address.email_folded'
  | 'company.id'
  | 'company.name_folded'
  | `held.${'text_folded' | 'number' | 'choice' | 'day'}`

/** What is tested: a column, or for times what is made of one. */
type Operand = Column | RawBuilder<string>

/** How a property is read: whether any of its values passes a test. */
type Source = (eb: Eb, place: FilterPlace, passes: (eb: Eb, column: Operand) => Expression<SqlBool>) => Expression<SqlBool>

const column =
  (name: Column): Source =>
  (eb, _, passes) =>
    passes(eb, name)

const nullable =
  (name: Column): Source =>
  (eb, _, passes) =>
    eb.and([eb(name, 'is not', null), passes(eb, name)])

/** A copy that stands in every index of the links. */
const copied =
  (name: Copy): Source =>
  (eb, place, passes) =>
    passes(eb, isLink(place) ? `link.${name}` : `ticket.${name}`)

/** Times have an index of the links each: for a span of one SQLite would read all of it and sort that, whatever the list's order. */
const createdAt: Source = (eb, place, passes) => passes(eb, place === linkPlace('created') ? 'link.created_at' : 'ticket.created_at')
const lastActivityAt: Source = (eb, place, passes) =>
  !isLink(place) || place === linkPlace('activity')
    ? copied('last_activity_at')(eb, place, passes)
    : // No bare column, for which there is an index.
      passes(eb, sql<string>`coalesce(${eb.ref('link.last_activity_at')}, '')`)

const ofRequester =
  (name: 'contact.name_folded' | 'contact_address.email_folded'): Source =>
  (eb, place, passes) =>
    eb.exists(
      eb
        .selectFrom('ticket_contact as requester')
        .innerJoin('contact', (join) =>
          join.onRef('contact.account_id', '=', 'requester.account_id').onRef('contact.id', '=', 'requester.contact_id'),
        )
        .leftJoin('contact_address', (join) =>
          join
            .onRef('contact_address.account_id', '=', 'contact.account_id')
            .onRef('contact_address.contact_id', '=', 'contact.id')
            .on('contact_address.is_primary', '=', 1),
        )
        .select('requester.ticket_id')
        .whereRef('requester.account_id', '=', isLink(place) ? 'link.account_id' : 'ticket.account_id')
        .whereRef('requester.ticket_id', '=', isLink(place) ? 'link.ticket_id' : 'ticket.id')
        .where('requester.role', '=', 'requester')
        .where((inner) => nullable(name)(inner as unknown as Eb, place, passes)),
    )

const email: Source = (eb, place, passes) =>
  eb.exists(
    eb
      .selectFrom('contact_address')
      .select('contact_address.id')
      .whereRef('contact_address.account_id', '=', 'contact.account_id')
      .whereRef('contact_address.contact_id', '=', 'contact.id')
      .where('contact_address.is_primary', '=', 1)
      .where((inner) => column('contact_address.email_folded')(inner as unknown as Eb, place, passes)),
  )

const builtInSources: Partial<Record<BoundCondition['property'], Source>> = {
  'ticket.number': column('ticket.number'),
  'ticket.subject': column('ticket.subject_folded'),
  'ticket.pipeline': copied('pipeline_id'),
  'ticket.stage': copied('stage_id'),
  'ticket.status': copied('is_closed'),
  'ticket.created_at': createdAt,
  'ticket.last_activity_at': lastActivityAt,
  'ticket.requester_name': ofRequester('contact.name_folded'),
  'ticket.requester_email': ofRequester('contact_address.email_folded'),
  'contact.name': column('contact.name_folded'),
  'contact.email': email,
  'contact.language': nullable('contact.language'),
  'contact.created_at': column('contact.created_at'),
  'company.name': nullable('company.name_folded'),
}

/** The keys of the record whose own property is asked for, by the object and the place. */
const ownerKeys = {
  'ticket.custom': { ticket: ['ticket.account_id', 'ticket.id'], link: ['link.account_id', 'link.ticket_id'], contact: undefined },
  'contact.custom': { ticket: undefined, link: undefined, contact: ['contact.account_id', 'contact.id'] },
  'company.custom': { ticket: undefined, link: undefined, contact: ['contact.account_id', 'company.id'] },
} as const

const heldColumn = {
  text: 'held.text_folded',
  number: 'held.number',
  yes_no: 'held.number',
  choice: 'held.choice',
  choices: 'held.choice',
  date: 'held.day',
} as const

/**
 * A rule as a condition of a query.
 *
 * @param eb Of the query that the place names.
 * @throws Error for a rule about something that the place does not have: it is never skipped.
 */
export function compileFilter(eb: unknown, rule: BoundRule, place: FilterPlace): Expression<SqlBool> {
  const builder = eb as Eb
  if (rule.groups.length > ruleLimits.groupsMax || rule.groups.flat().length > ruleLimits.conditionsMax) throw new Error('a rule too large')
  return builder.or(
    rule.groups.map((conditions) => builder.and(conditions.map((condition) => compileCondition(builder, condition, place)))),
  )
}

function compileCondition(eb: Eb, condition: BoundCondition, place: FilterPlace): Expression<SqlBool> {
  const { type, property } = condition
  if (!Object.hasOwn(operatorsByType, type) || !operatorsByType[type].includes(condition.operator)) {
    throw new Error(`${condition.operator} of a ${type}`)
  }
  const operator = positiveOf[condition.operator] ?? condition.operator
  const isOwn = Object.hasOwn(ownerKeys, property)
  const source = isOwn ? heldSource(condition, place) : builtInSource(property, place)
  const values = isOwn ? condition.operands.slice(1) : condition.operands
  const positive =
    operator === 'contains_all'
      ? holdsAll(eb, condition, place)
      : source(eb, place, (inner, name) => isPassed(inner, name, type, operator, values))
  return operator === condition.operator ? positive : eb.not(positive)
}

function builtInSource(property: BoundCondition['property'], place: FilterPlace): Source {
  const source = Object.hasOwn(builtInSources, property) ? builtInSources[property] : undefined
  if (!source || property.startsWith('ticket.') === (place === 'contact')) throw new Error(`${property} of a ${place}`)
  return source
}

function heldSource(condition: BoundCondition, place: FilterPlace): Source {
  return (eb, _, test) =>
    eb.exists(
      held(eb, condition, place)
        .select('held.property_id')
        .where((inner) => test(inner as unknown as Eb, heldColumn[condition.type])),
    )
}

/** Counted, because fifty times fifty conditions of existence are more than a database takes. */
function holdsAll(eb: Eb, condition: BoundCondition, place: FilterPlace): Expression<SqlBool> {
  const choices = condition.operands.slice(1) as string[]
  const found = held(eb, condition, place)
    .where('held.choice', 'in', choices)
    .select((inner) => inner.fn.countAll<number>().as('found'))
  return eb(found, '=', choices.length)
}

/** The values that a record has of one of the account's own properties. */
function held(eb: Eb, { property, operands }: BoundCondition, place: FilterPlace) {
  const keys = ownerKeys[property as keyof typeof ownerKeys][isLink(place) ? 'link' : place]
  const propertyId = operands[0]
  if (!keys || propertyId === undefined) throw new Error(`${property} of a ${place}`)
  const [accountId, objectId] = keys
  return eb
    .selectFrom('property_value as held')
    .whereRef('held.account_id', '=', accountId)
    .whereRef('held.object_id', '=', objectId)
    .where('held.property_id', '=', propertyId as string)
}

/** The test of a value by the positive operator. */
function isPassed(
  eb: Eb,
  name: Operand,
  type: BoundCondition['type'],
  operator: Operator,
  values: readonly (string | number)[],
): Expression<SqlBool> {
  const [value, second] = values
  if (operator === 'is_known') return eb(name, 'is not', null)
  if (value === undefined) throw new Error(`${operator} without a value`)
  switch (type) {
    case 'text':
      return operator === 'is'
        ? eb(name, '=', value)
        : sql<SqlBool>`${typeof name === 'string' ? eb.ref(name) : name} like ${value} escape '!'`
    case 'yes_no':
      return eb(name, '=', value)
    case 'choice':
    case 'choices':
      return eb(name, 'in', values as string[])
    case 'date':
      if (operator === 'before') return eb(name, '<', value)
      if (operator === 'after') return eb(name, '>=', value)
      return eb.and([eb(name, '>=', value), eb(name, '<', second ?? value)])
    case 'number': {
      // A whole-number column takes no other numbers from PostgreSQL's parameters.
      const number = eb.cast<number>(name as Column, 'double precision')
      if (operator === 'between') return eb.and([eb(number, '>=', value as number), eb(number, '<=', (second ?? value) as number)])
      return eb(number, comparisons[operator] ?? '=', value as number)
    }
  }
}

const comparisons: Partial<Record<Operator, '=' | '<' | '<=' | '>' | '>='>> = {
  equals: '=',
  less_than: '<',
  at_most: '<=',
  greater_than: '>',
  at_least: '>=',
}
