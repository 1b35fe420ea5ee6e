import type { RuleUse } from '../../../../shared/pipelines.ts'
import type { StaffTexts } from '../../locales/en.ts'

/** Where rules stand, in words: *the filter of the portal Support, the list Guests*. */
export function rulesInWords({ pipelines, settings }: StaffTexts, rules: readonly RuleUse[]): string {
  return settings.list(rules.map(({ kind, name }) => pipelines.rule[kind](name)))
}

/** Names one after the other. */
export function namesOf({ settings }: StaffTexts, named: readonly { name: string }[]): string {
  return settings.list(named.map(({ name }) => name))
}
