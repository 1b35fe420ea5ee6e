import { checkRule, type RuleDraft } from '../rules/rule-draft.ts'
import { ruleInWords } from '../rules/rule-words.ts'
import type { SettingsForm } from './form.ts'
import { filled, type SettingName, type SettingsValues } from './settings-values.ts'
import { nameOf } from './shown-field.ts'

/** The value of a control in words. */
export function valueText(form: SettingsForm, name: SettingName, value: SettingsValues[SettingName]): string {
  const { settings } = form.texts
  const find = (list: readonly { id: string; name: string }[], id: string) => list.find((one) => one.id === id)?.name ?? id
  if (typeof value === 'boolean') return value ? settings.isOn : settings.isOff
  if (value === null) return settings.filterAll
  if (Array.isArray(value)) {
    if (name === 'pipelineIds')
      return value.length === 0 ? settings.pipelinesAll : settings.list(value.map((id) => find(form.pipelines, id)))
    return settings.list(name === 'shownProperties' ? value.map((one) => nameOf(form, one)) : filled(value))
  }
  if (typeof value === 'object') return ruleText(form, value)
  if (name === 'defaultInboxId') return find(form.inboxes, value)
  return settings.choices[value] ?? (value.trim() || settings.unset)
}

function ruleText(form: SettingsForm, rule: RuleDraft): string {
  const isWhole = Object.keys(checkRule(rule, form.properties)).length === 0
  return isWhole ? ruleInWords(rule, form.properties, form.staff.language) : form.texts.rules.notWhole
}
