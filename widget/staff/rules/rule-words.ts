import type { Condition, Rule } from '../../../shared/filter-rule.ts'
import { conditionPhrase, ruleSentence, type FilterNames } from '../../../shared/filter-sentence.ts'
import { filterTextsEn } from '../../../shared/filter-texts.en.ts'
import { filterTextsNb } from '../../../shared/filter-texts.nb.ts'
import type { Property } from '../../../shared/properties.ts'
import { textIn } from '../base/text-in.ts'
import type { ConditionDraft, RuleDraft } from './rule-draft.ts'

/** A complete rule as a sentence in the language of the staff pages. */
export function ruleInWords(rule: RuleDraft, properties: readonly Property[], language: string): string {
  return ruleSentence(rule as Rule, language.startsWith('nb') ? filterTextsNb : filterTextsEn, namesIn(properties, language))
}

/** One condition in words: *subject contains “till”*. */
export function conditionInWords(condition: ConditionDraft, properties: readonly Property[], language: string): string {
  return conditionPhrase(condition as Condition, language.startsWith('nb') ? filterTextsNb : filterTextsEn, namesIn(properties, language))
}

function namesIn(properties: readonly Property[], language: string): FilterNames {
  const find = (name: string) => properties.find((one) => one.name === name)
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  const numbers = new Intl.NumberFormat(language)
  return {
    property: (name) => {
      const found = find(name)
      return found ? textIn(found.labels, language) : name
    },
    option: (name, value) => {
      const found = find(name)?.options?.find((option) => option.value === value)
      return found ? textIn(found.labels, language) : value
    },
    day: (day) => days.format(new Date(`${day}T00:00:00Z`)),
    number: (value) => numbers.format(value),
  }
}
