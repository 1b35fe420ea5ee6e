/** A text that was written in several languages, in the reader's, else in English. */
export function textIn(labels: Readonly<Record<string, string>>, language: string): string {
  return labels[language] ?? labels[language.split('-')[0] ?? ''] ?? labels['en'] ?? Object.values(labels)[0] ?? ''
}
