import type { Rule } from '../../../shared/filter-rule.ts'
import { ruleSentence, type FilterNames } from '../../../shared/filter-sentence.ts'
import { filterTextsEn } from '../../../shared/filter-texts.en.ts'
import { filterTextsNb } from '../../../shared/filter-texts.nb.ts'
import type { Property } from '../../../shared/properties.ts'
import { textIn } from '../base/text-in.ts'
import type { RuleDraft } from './rule-draft.ts'

/** A complete rule as a sentence in the language of the staff pages. */
export function ruleInWords(rule: RuleDraft, properties: readonly Property[], language: string): string {
  return ruleSentence(rule as Rule, language.startsWith('nb') ? filterTextsNb : filterTextsEn, namesIn(properties, language))
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
