import { fold } from '../db/fold.ts'

/** Takes a person's name and addresses out of a text. */
export type Scrub = (text: string) => string

/**
 * Makes one. Addresses and the whole name go wherever they stand, also where a mail wrote them as HTML; of a name that has
 * parts, each part where it stands as a word of its own.
 *
 * @param person `name` empty: only the addresses.
 */
export function makeScrub(person: { name: string; addresses: readonly string[] }, replacement: string): Scrub {
  const wholes = [...person.addresses, person.name]
    .flatMap((text) => [text, fold(text), escapeHtml(text)])
    .filter((text) => text.length > 1)
  const parts = person.name.split(/[\s,]+/u).filter((part) => part.length > 2)
  const patterns = [
    ...(wholes.length > 0 ? [new RegExp([...new Set(wholes)].map(escapePattern).join('|'), 'giu')] : []),
    ...(parts.length > 0 ? [new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.map(escapePattern).join('|')})(?![\\p{L}\\p{N}])`, 'gu')] : []),
  ]
  return (text) => patterns.reduce((scrubbed, pattern) => scrubbed.replace(pattern, replacement), text)
}

/** The longest first would not matter: each is taken as it stands. */
function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
