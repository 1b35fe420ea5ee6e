import type { LocalizedText } from '../../../shared/common.ts'
import type { Condition, Operator, PropertyType } from '../../../shared/filter-rule.ts'
import { conditionPhrase, ruleSentence, type FilterNames } from '../../../shared/filter-sentence.ts'
import type { ListOptions, ShownValue } from '../../../shared/tickets.ts'
import type { TicketQuery } from '../../api/tickets.ts'
import { localized } from '../../base/localized.ts'
import type { AllListTexts } from '../../locales/en/list-tools.ts'
import type { TimeFormat } from '../../ui/relative-time.ts'

/** A property that the list can be narrowed by, in the reader's words. */
export interface ListProperty {
  /** `ticket.stage` */
  name: string
  type: PropertyType
  label: string
  options: { value: string; label: string }[]
  /** One that every list has: all its tickets have a value. */
  isUsual: boolean
}

const offered: Record<PropertyType, readonly Operator[]> = {
  text: ['contains', 'does_not_contain', 'is', 'starts_with'],
  number: ['equals', 'at_least', 'at_most', 'between'],
  choice: ['any_of', 'none_of'],
  choices: ['contains_any', 'contains_all', 'contains_none'],
  date: ['in_last_days', 'between', 'after', 'before', 'on'],
  yes_no: ['is'],
}

/** What the list may be narrowed by: the usual, then what the portal shows. */
export function listProperties(options: ListOptions | undefined, texts: AllListTexts, { locale }: TimeFormat): ListProperty[] {
  const named = (labels: LocalizedText) => localized(labels, locale)
  const usual = (name: string, type: PropertyType, label: string) => ({ name, type, label, options: [], isUsual: true })
  const { stages = null, properties = [] } = options ?? {}
  return [
    ...(stages
      ? [
          {
            ...usual('ticket.stage', 'choice', texts.propertyStage),
            options: stages.map(({ id, labels }) => ({ value: id, label: named(labels) })),
          },
        ]
      : []),
    usual('ticket.created_at', 'date', texts.propertyCreated),
    usual('ticket.last_activity_at', 'date', texts.propertyActivity),
    usual('ticket.requester_name', 'text', texts.propertyRequester),
    ...properties.map(({ name, type, labels, options: choices }) => ({
      name,
      type,
      label: named(labels),
      options: (choices ?? []).map((choice) => ({ value: choice.value, label: named(choice.labels) })),
      isUsual: false,
    })),
  ]
}

/** What may be asked of a property here: fewer than the rule language knows, in the order of use. */
export function offeredOperators({ name, type, isUsual }: ListProperty): readonly Operator[] {
  if (name === 'ticket.requester_name') return ['contains']
  return isUsual ? offered[type] : [...offered[type], 'is_known', 'is_unknown']
}

/** Speaks of conditions, and of the values that tickets have. */
export class PropertyWords {
  private readonly properties: Map<string, ListProperty>
  private readonly texts: AllListTexts
  private readonly times: TimeFormat
  private readonly names: FilterNames

  constructor(properties: readonly ListProperty[], texts: AllListTexts, times: TimeFormat) {
    this.properties = new Map(properties.map((property) => [property.name, property]))
    this.texts = texts
    this.times = times
    this.names = {
      property: (name) => this.label(name) ?? name,
      option: (name, value) => this.option(name, value),
      day: (day) => this.day(day),
      number: (value) => value.toLocaleString(times.locale),
    }
  }

  /** As the sentence of the chip: “Stage is New”. */
  phrase(condition: Condition): string {
    const phrase = conditionPhrase(condition, this.texts.rules, this.names)
    return phrase.charAt(0).toLocaleUpperCase(this.times.locale) + phrase.slice(1)
  }

  /** All that the list is narrowed to, as one sentence. */
  sentence({ q, status }: TicketQuery, conditions: readonly Condition[]): string {
    const all: Condition[] = [
      ...(status === 'all' ? [] : [{ property: 'ticket.status', operator: 'any_of' as const, value: [status] }]),
      ...(q ? [{ property: 'ticket', operator: 'contains' as const, value: q }] : []),
      ...conditions,
    ]
    return ruleSentence({ groups: [{ conditions: all }] }, this.texts.rules, this.names)
  }

  /** A ticket's value in words. */
  value(name: string, value: ShownValue | undefined): string {
    if (value === undefined) return ''
    if (typeof value === 'boolean') return value ? this.texts.rules.yes : this.texts.rules.no
    if (typeof value === 'number') return value.toLocaleString(this.times.locale)
    if (Array.isArray(value)) return value.map((one) => this.option(name, one)).join(', ')
    const type = this.properties.get(name)?.type
    return type === 'date' ? this.day(value) : type === 'choice' ? this.option(name, value) : value
  }

  label(name: string): string | undefined {
    const { texts } = this
    return this.properties.get(name)?.label ?? { ticket: texts.propertyTicket, 'ticket.status': texts.propertyStatus }[name]
  }

  private option(name: string, value: string): string {
    if (name === 'ticket.status')
      return (value === 'open' ? this.texts.statusOpen : this.texts.statusClosed).toLocaleLowerCase(this.times.locale)
    return this.properties.get(name)?.options.find((option) => option.value === value)?.label ?? value
  }

  private day(day: string): string {
    const date = new Date(`${day.slice(0, 10)}T00:00:00Z`)
    if (Number.isNaN(date.getTime())) return day
    return this.times.date({ dateStyle: 'medium', timeZone: 'UTC' }).format(date)
  }
}
