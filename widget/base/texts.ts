import type { Texts } from '../locales/en.ts'

/** Languages that the elements speak. English comes with the chunks that say it; every other is fetched when first needed. */
const loaders: Record<string, () => Promise<Texts>> = {
  nb: async () => (await import('../locales/nb.ts')).nb,
}

// Norwegian pages say `no`, and readers of nynorsk are better served by bokmål than by English.
const aliases: Record<string, string> = { no: 'nb', nn: 'nb' }

/** A language that the elements speak, and the tag by which dates and numbers are written. */
export interface Language {
  code: string
  locale: string
}

/**
 * The first of the wanted tags that the elements speak and the portal offers, else English. A page that says only the language leaves the way
 * dates are written to the reader's own region.
 */
export function chooseLanguage(
  wanted: readonly (string | undefined)[],
  ofReader: readonly string[] = navigator.languages,
  offered?: readonly string[],
): Language {
  for (const tag of wanted) {
    if (!tag) continue
    const base = tag.toLowerCase().split(/[-_]/)[0] ?? ''
    const code = aliases[base] ?? base
    if ((code !== 'en' && !loaders[code]) || offered?.includes(code) === false) continue
    const regional = tag.toLowerCase() === base ? ofReader.find((own) => own.toLowerCase().startsWith(`${base}-`)) : tag
    return { code, locale: regional && isLocale(regional) ? regional : code }
  }
  return { code: 'en', locale: 'en' }
}

/** All texts of a language; undefined for English, which every element brings along. */
export function loadTexts(code: string): Promise<Texts> | undefined {
  return loaders[code]?.()
}

function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0
  } catch {
    return false
  }
}
