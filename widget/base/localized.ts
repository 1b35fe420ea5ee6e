import type { LocalizedText } from '../../shared/common.ts'

/** A text of the portal's owner in the reader's language, else in English, else in whatever there is. */
export function localized(text: LocalizedText | undefined, locale: string): string {
  if (!text) return ''
  return text[locale] ?? text[locale.split('-')[0] ?? ''] ?? text['en'] ?? Object.values(text)[0] ?? ''
}
