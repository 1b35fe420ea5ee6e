import type { StaffPermission } from '../../../../shared/auth.ts'
import type { HistoryEntry } from '../../../../shared/history.ts'
import type { StaffTexts } from '../../locales/en.ts'
import { permissionWords } from '../../team/roles.ts'
import { settingNamesIn } from '../setting-names.ts'

const valueMaxChars = 300

/** What a changed value is called: as on its control, else as the server calls it. */
export function changeName(texts: StaffTexts, name: string): string {
  const camel = name.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase())
  const names: Record<string, string> = {
    ...settingNamesIn(texts),
    ...texts.look.names,
    forms: texts.forms.title,
    key: texts.forms.key,
    inbox: texts.forms.inbox,
    stage: texts.forms.pipeline,
    order: texts.forms.layout,
    'title (en)': `${texts.forms.titleField} (${texts.settings.languages.en})`,
    'title (nb)': `${texts.forms.titleField} (${texts.settings.languages.nb})`,
    isConfidential: texts.pipelines.isConfidential,
    stages: texts.pipelines.stages,
    ...texts.pipelines.changed,
    labels: texts.propertyEditor.labels,
    options: texts.propertyEditor.options,
    menuId: texts.menu.choose,
    hasPortalLink: texts.menu.link,
    items: texts.menu.items,
    permissions: texts.team.permissionsLabel,
    hasSecondFactor: texts.team.twoSteps,
    isActive: texts.team.login,
    email: texts.team.email,
    name: texts.team.name,
  }
  return names[camel] ?? name.replaceAll('_', ' ')
}

type Changes = HistoryEntry['changes']

/** The changes one by one: of a value that holds several, those that differ. */
export function splitChanges(changes: Changes): Changes {
  const parts = Object.entries(changes).flatMap(([name, { before, after }]): [string, Changes[string]][] => {
    const [was, is] = [asObject(before), asObject(after)]
    if (!was || !is) return [[name, { before, after }]]
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])]
    const differing = keys.filter((key) => JSON.stringify(was[key] ?? null) !== JSON.stringify(is[key] ?? null))
    return differing.map((key) => [key, { before: was[key], after: is[key] }])
  })
  return Object.fromEntries(parts)
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'string' || !value.startsWith('{')) return undefined
  try {
    return JSON.parse(value) as Record<string, unknown>
  } catch {
    return undefined
  }
}

/** A value of a change as text. The server keeps yes and no as numbers. */
export function changeValue(texts: StaffTexts, name: string, value: unknown): string {
  const { history } = texts
  if (value === null || value === undefined || value === '' || value === '[]') return history.nothing
  if (Array.isArray(value) && value.length === 0) return history.nothing
  if (typeof value === 'boolean' || (/^(is|can|has)_/.test(name) && (value === 0 || value === 1))) return value ? history.yes : history.no
  if (name === 'permissions' && Array.isArray(value)) return permissionWords(texts, value as StaffPermission[])
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ').slice(0, valueMaxChars)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > valueMaxChars ? `${text.slice(0, valueMaxChars)}…` : text
}
