import { html, type TemplateResult } from 'lit'

/** From a text's position up to, but not including, another. */
export type Hit = readonly [number, number]

/** The text with its hits marked. Hits that do not fit the text are passed over. */
export function inMarks(text: string, hits: readonly Hit[]): (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = []
  let at = 0
  for (const [from, to] of hits) {
    if (from < at || to <= from || to > text.length) continue
    parts.push(text.slice(at, from), html`<mark>${text.slice(from, to)}</mark>`)
    at = to
  }
  return [...parts, text.slice(at)]
}

/** Where words searched for begin a word of the text. */
export function wordHits(text: string, search: string): Hit[] {
  const words = search.match(/[\p{L}\p{N}]+/gu)
  if (!words) return []
  // The longest first: else “till” would be found in the place of “tills”.
  const longest = words.toSorted((one, other) => other.length - one.length)
  const hits = text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])(?:${longest.join('|')})`, 'giu'))
  return [...hits].map((hit) => [hit.index, hit.index + hit[0].length])
}
