import { checkRule, type RuleDraft } from '../rules/rule-draft.ts'
import { ruleInWords } from '../rules/rule-words.ts'
import type { SettingsForm } from './form.ts'
import type { ConsentDraft } from './consent-draft.ts'
import { durationText } from './duration-field.ts'
import { absoluteTime, idleTime } from './session-times.ts'
import { filled, type SettingName, type SettingsValues } from './settings-values.ts'
import { nameOf } from './shown-field.ts'

/** The value of a control in words. */
export function valueText(form: SettingsForm, name: SettingName, value: SettingsValues[SettingName]): string {
  const { settings, access, consent } = form.texts
  const find = (list: readonly { id: string; name: string }[], id: string) => list.find((one) => one.id === id)?.name ?? id
  if (typeof value === 'boolean') return value ? settings.isOn : settings.isOff
  if (value === null) return name === 'consentTexts' ? consent.none : settings.filterAll
  if (Array.isArray(value)) {
    if (name === 'pipelineIds')
      return value.length === 0 ? settings.pipelinesAll : settings.list(value.map((id) => find(form.pipelines, id)))
    if (name === 'accessListIds') return access.chosenLists(value.length)
    if (name === 'signInMethods') return settings.list(value.map((one) => access.methodNames[one as keyof typeof access.methodNames]))
    return settings.list(name === 'shownProperties' ? value.map((one) => nameOf(form, one)) : filled(value))
  }
  if (name === 'shownLabels') return shownLabelsText(form, value as SettingsValues['shownLabels'])
  if (typeof value === 'object') return 'groups' in value ? ruleText(form, value as RuleDraft) : consentText(value as ConsentDraft)
  if (name === 'sessionIdleSeconds') return durationText(form.texts, value, idleTime)
  if (name === 'sessionAbsoluteSeconds') return durationText(form.texts, value, absoluteTime)
  if (name === 'accessMode') return value === 'lists' ? access.byLists : access.everyone
  if (name === 'defaultInboxId') return find(form.inboxes, value)
  return settings.choices[value] ?? (value.trim() || settings.unset)
}

function shownLabelsText(form: SettingsForm, labels: SettingsValues['shownLabels']): string {
  const { settings } = form.texts
  const called = Object.entries(labels).map(([name, words]) => `${nameOf(form, name)}: ${Object.values(words).filter(Boolean).join(' / ')}`)
  return settings.list(called) || settings.unset
}

function consentText({ en, nb }: ConsentDraft): string {
  return [en.text, en.checkbox, nb.text, nb.checkbox].filter((words) => words.trim() !== '').join(' · ')
}

function ruleText(form: SettingsForm, rule: RuleDraft): string {
  const isWhole = Object.keys(checkRule(rule, form.properties)).length === 0
  return isWhole ? ruleInWords(rule, form.properties, form.staff.language) : form.texts.rules.notWhole
}
