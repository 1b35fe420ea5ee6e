import type { SettingsFile } from '../../shared/settings-file.ts'

/** One setting that is other than before. */
export interface Change {
  /** `portals › support › allowed origins`. */
  where: string
  kind: 'added' | 'changed' | 'removed'
  words: string
}

const valueMaxChars = 120

/** What is called by one of its own values, in lists whose members have a name. */
const nameKeys: Record<string, (item: Record<string, unknown>) => unknown> = {
  properties: ({ object, key }) => `${String(object)}.${String(key)}`,
  portals: ({ slug }) => slug,
  forms: ({ key }) => key,
  stages: ({ labels }) => (labels as Record<string, unknown> | undefined)?.['en'],
  options: ({ value }) => value,
  identityProviders: ({ kind, name }) => `${String(name)} (${String(kind)})`,
  domains: ({ host }) => host,
  inboxes: ({ name }) => name,
  pipelines: ({ name }) => name,
  lists: ({ name }) => name,
  menus: ({ name }) => name,
  fields: ({ name }) => name,
}

/** What is other in the second file, setting by setting. */
export function diffSettings(before: SettingsFile, after: SettingsFile): Change[] {
  return compare(before, after, [], '')
}

function compare(was: unknown, is: unknown, place: readonly string[], key: string): Change[] {
  if (JSON.stringify(was) === JSON.stringify(is)) return []
  const where = place.join(' › ')
  if (Array.isArray(was ?? []) && Array.isArray(is ?? []))
    return compareLists((was ?? []) as unknown[], (is ?? []) as unknown[], place, key)
  if (isEmpty(was)) return isEmpty(is) ? [] : [{ where, kind: 'added', words: inWords(is) }]
  if (isEmpty(is)) return [{ where, kind: 'removed', words: inWords(was) }]
  if (isRecord(was) && isRecord(is)) {
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])]
    return keys.flatMap((one) => compare(was[one], is[one], [...place, wordsOfKey(one)], one))
  }
  return [{ where, kind: 'changed', words: `${inWords(was)} → ${inWords(is)}` }]
}

function compareLists(was: readonly unknown[], is: readonly unknown[], place: readonly string[], key: string): Change[] {
  const where = place.join(' › ')
  const nameOf = nameKeys[key]
  const named = (list: readonly unknown[]) =>
    nameOf && list.every(isRecord) ? new Map(list.map((item) => [String(nameOf(item)), item])) : undefined
  const [before, after] = [named(was), named(is)]
  if (before && after) {
    const names = [...new Set([...before.keys(), ...after.keys()])]
    const changes = names.flatMap((name): Change[] => {
      const [old, now] = [before.get(name), after.get(name)]
      if (old && now) return compare(old, now, [...place, name], '')
      return [{ where: [...place, name].join(' › '), kind: now ? 'added' : 'removed', words: '' }]
    })
    const [orderWas, orderIs] = [[...before.keys()].filter((name) => after.has(name)), [...after.keys()].filter((name) => before.has(name))]
    return orderWas.join('\n') === orderIs.join('\n')
      ? changes
      : [...changes, { where, kind: 'changed', words: `order → ${orderIs.join(', ')}` }]
  }
  if ([...was, ...is].some((item) => typeof item === 'object'))
    return [{ where, kind: 'changed', words: `${inWords(was)} → ${inWords(is)}` }]
  const added = is.filter((item) => !was.includes(item))
  const removed = was.filter((item) => !is.includes(item))
  if (added.length + removed.length === 0) return [{ where, kind: 'changed', words: `order → ${is.join(', ')}` }]
  return [
    ...added.map((item) => ({ where, kind: 'added' as const, words: inWords(item) })),
    ...removed.map((item) => ({ where, kind: 'removed' as const, words: inWords(item) })),
  ]
}

/** `allowedOrigins` as one would say it. */
function wordsOfKey(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ')
}

function inWords(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = JSON.stringify(value)
  return text.length > valueMaxChars ? `${text.slice(0, valueMaxChars)}…` : text
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
