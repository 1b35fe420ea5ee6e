import type { SettingsForm } from './form.ts'
import { filled, type SettingName } from './settings-values.ts'

/** The value of a control in words. */
export function valueText(form: SettingsForm, name: SettingName, value: string | boolean | string[]): string {
  const { settings } = form.texts
  const nameOf = (list: readonly { id: string; name: string }[], id: string) => list.find((one) => one.id === id)?.name ?? id
  if (typeof value === 'boolean') return value ? settings.isOn : settings.isOff
  if (name === 'pipelineIds') {
    return value.length === 0 ? settings.pipelinesAll : settings.list([...value].map((id) => nameOf(form.pipelines, id)))
  }
  if (Array.isArray(value)) return settings.list(filled(value))
  if (name === 'defaultInboxId') return nameOf(form.inboxes, value)
  if (name === 'permissionMode') return value === 'own' ? settings.own : settings.company
  if (name === 'language') return value === 'nb' ? settings.languages.nb : settings.languages.en
  return value.trim() || settings.unset
}
