import type { FieldErrorCode } from '../../../../shared/errors.ts'
import { limits } from '../../../../shared/limits.ts'
import type { Menu, MenuItem, MenuItemKind } from '../../../../shared/menus.ts'
import { textLanguages, type TextLanguage } from '../../../../shared/page-kinds.ts'
import { safeHref } from '../../../../shared/safe-text.ts'
import type { StaffTexts } from '../../locales/en.ts'

/** An entry while it is written. `key` stays when it is moved. */
export interface ItemDraft {
  key: number
  kind: MenuItemKind
  labels: Record<TextLanguage, string>
  /** Of links alone. */
  url: string
}

/** A menu while it is written. */
export interface MenuDraft {
  name: string
  items: readonly ItemDraft[]
}

let keys = 0

/** An entry to begin with. */
export function newItem(kind: MenuItemKind): ItemDraft {
  return { key: (keys += 1), kind, labels: { en: '', nb: '' }, url: '' }
}

/** A menu as it is edited; null: a new one, which begins with the usual entries. */
export function toDraft(menu: Pick<Menu, 'name' | 'items'> | null): MenuDraft {
  if (!menu) return { name: '', items: [newItem('tickets'), newItem('new')] }
  const items = menu.items.map((item) => {
    const { en = '', nb = '' } = item.labels
    return { ...newItem(item.kind), labels: { en, nb }, url: item.kind === 'link' ? item.url : '' }
  })
  return { name: menu.name, items }
}

/** What is sent. */
export function readDraft({ name, items }: MenuDraft): Pick<Menu, 'name' | 'items'> {
  return { name: name.trim(), items: readItems(items) }
}

/** Entries as the server has them. */
export function readItems(items: readonly ItemDraft[]): MenuItem[] {
  return items.map(({ kind, labels, url }) => {
    const words = Object.fromEntries(textLanguages.flatMap((one) => (labels[one].trim() ? [[one, labels[one].trim()]] : [])))
    return kind === 'link' ? { kind, labels: words, url: url.trim() } : { kind, labels: words }
  })
}

/** Whether both say the same. */
export function isSameDraft(a: MenuDraft, b: MenuDraft): boolean {
  return JSON.stringify(readDraft(a)) === JSON.stringify(readDraft(b))
}

/** What the server would refuse, by the names it would use. */
export function checkDraft({ name, items }: MenuDraft): Record<string, FieldErrorCode> {
  const problems: Record<string, FieldErrorCode> = {}
  if (name.trim() === '') problems['name'] = 'required'
  if (items.length === 0) problems['items'] = 'required'
  for (const [index, { kind, labels, url }] of items.entries()) {
    if (kind !== 'link') continue
    if (textLanguages.every((one) => labels[one].trim() === '')) problems[`items.${index}.labels`] = 'required'
    if (url.trim() === '') problems[`items.${index}.url`] = 'required'
    else if (safeHref(url.trim()) === undefined) problems[`items.${index}.url`] = 'not_a_url'
    else if (url.trim().length > limits.menuUrlMaxChars) problems[`items.${index}.url`] = 'too_long'
  }
  return problems
}

/** What an entry is called on this page. */
export function itemName(texts: StaffTexts, { kind, labels }: Pick<MenuItem, 'kind' | 'labels'>): string {
  const own = labels[texts.language] || labels['en'] || labels['nb']
  return own || texts.menu.kinds[kind]
}

/** Every kind, in the order in which they are offered. */
export const itemKinds: readonly MenuItemKind[] = ['tickets', 'new', 'account', 'link']
