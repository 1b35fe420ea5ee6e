import type { Condition, Operator, Rule } from './filter-rule.ts'

/** The words of a language for rules. `{property}`, `{value}`, `{from}` and `{to}` stand for what is filled in. */
export interface FilterTexts {
  and: string
  or: string
  /** Before the last of several values: *a, b or c*. */
  orLast: string
  andLast: string
  yes: string
  no: string
  quote: (text: string) => string
  operators: Record<Operator, string>
  /** What one day sounds like. */
  lastDay: string
  nextDay: string
}

/** What a property, a choice and a day are called. */
export interface FilterNames {
  property: (name: string) => string
  option: (property: string, value: string) => string
  day: (day: string) => string
  number: (value: number) => string
}

/** A rule as a sentence: *Pipeline is Support and subject contains “till”, or status is open*. */
export function ruleSentence(rule: Rule, texts: FilterTexts, names: FilterNames): string {
  const sentence = rule.groups
    .map(({ conditions }) => conditions.map((condition) => conditionPhrase(condition, texts, names)).join(texts.and))
    .join(texts.or)
  return sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1)
}

/** One condition in words: *subject contains “till”*. */
export function conditionPhrase(condition: Condition, texts: FilterTexts, names: FilterNames): string {
  const values: Record<string, string> = { property: names.property(condition.property), ...valuesOf(condition, texts, names) }
  return patternOf(condition, texts).replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}

function patternOf(condition: Condition, texts: FilterTexts): string {
  if (condition.operator === 'in_last_days' && condition.value === 1) return texts.lastDay
  if (condition.operator === 'in_next_days' && condition.value === 1) return texts.nextDay
  return texts.operators[condition.operator]
}

function valuesOf(condition: Condition, texts: FilterTexts, names: FilterNames): Record<string, string> {
  switch (condition.operator) {
    case 'is_known':
    case 'is_unknown':
      return {}
    case 'is':
      return { value: typeof condition.value === 'string' ? texts.quote(condition.value) : condition.value ? texts.yes : texts.no }
    case 'is_not':
    case 'contains':
    case 'does_not_contain':
    case 'starts_with':
    case 'ends_with':
      return { value: texts.quote(condition.value) }
    case 'before':
    case 'after':
    case 'on':
      return { value: names.day(condition.value) }
    case 'between': {
      const [from, to] = condition.value.map((end) => (typeof end === 'number' ? names.number(end) : names.day(end)))
      return { from: from ?? '', to: to ?? '' }
    }
    case 'any_of':
    case 'none_of':
    case 'contains_any':
    case 'contains_all':
    case 'contains_none': {
      const options = condition.value.map((value) => names.option(condition.property, value))
      return { value: enumerate(options, condition.operator === 'contains_all' ? texts.andLast : texts.orLast) }
    }
    default:
      return { value: names.number(condition.value) }
  }
}

function enumerate(parts: readonly string[], last: string): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')}${last}${parts.at(-1)}`
}
