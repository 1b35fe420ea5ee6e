import type { LocalizedText } from '../../shared/common.ts'
import type { FieldErrorCode } from '../../shared/errors.ts'
import { canBeShown } from '../../shared/list-filter.ts'

/** What customers of a portal read in the place of properties' labels: what is said of a property that can be shown. Notes what is wrong. */
export function readShownLabels(
  labels: Readonly<Record<string, LocalizedText>>,
  known: ReadonlyMap<string, unknown>,
  problems: Record<string, FieldErrorCode>,
): Record<string, LocalizedText> {
  const read: [string, LocalizedText][] = []
  for (const [name, texts] of Object.entries(labels)) {
    const said = Object.entries(texts).map(([language, text]) => [language, text.trim()] as const)
    const kept = Object.fromEntries(said.filter(([, text]) => text !== ''))
    if (Object.keys(kept).length === 0) continue
    if (known.has(name) && canBeShown(name)) read.push([name, kept])
    else problems[`shownLabels.${name}`] = 'not_a_choice'
  }
  return Object.fromEntries(read)
}
