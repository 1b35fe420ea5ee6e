import { en, type StaffTexts } from './en.ts'

/** The words for the first wanted language that there is; English otherwise. */
export async function chooseTexts(languages: readonly string[]): Promise<StaffTexts> {
  for (const language of languages) {
    const base = language.toLowerCase().split('-')[0]
    if (base === 'en') return en
    if (base === 'nb' || base === 'no' || base === 'nn') return (await import('./nb.ts')).nb
  }
  return en
}
