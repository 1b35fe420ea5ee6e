import type { ConsentText, ConsentTexts } from '../../../shared/consent.ts'
import { consentLanguages, type ConsentLanguage } from '../../../shared/consent-languages.ts'
import type { FieldErrorCode } from '../../../shared/errors.ts'
import { limits } from '../../../shared/limits.ts'

/** The words of every language; empty ones are not asked in that language. */
export type ConsentDraft = Record<ConsentLanguage, ConsentText>

const none: ConsentText = { text: '', checkbox: '' }

/** What is edited of the words that a portal asks consent to. */
export function toConsentDraft(texts: ConsentTexts | null): ConsentDraft | null {
  return texts && { en: { ...none, ...texts.en }, nb: { ...none, ...texts.nb } }
}

/** The words to save: languages without any are left out. */
export function readConsentDraft(draft: ConsentDraft): ConsentTexts {
  const texts: ConsentTexts = {}
  for (const language of consentLanguages) {
    const { text, checkbox } = draft[language]
    if (!isEmpty(draft[language])) texts[language] = { text: text.trim(), checkbox: checkbox.trim() }
  }
  return texts
}

/** What is wrong, by path below `consentTexts`. The portal's own language is the one to begin with. */
export function checkConsentDraft(draft: ConsentDraft, language: ConsentLanguage): Record<string, FieldErrorCode> {
  const problems: Record<string, FieldErrorCode> = {}
  const filled = consentLanguages.filter((one) => !isEmpty(draft[one]))
  for (const one of filled.length > 0 ? filled : [language]) {
    const { text, checkbox } = draft[one]
    if (text.trim() === '') problems[`${one}.text`] = 'required'
    else if (text.trim().length > limits.consentTextMaxChars) problems[`${one}.text`] = 'too_long'
    if (checkbox.trim() === '') problems[`${one}.checkbox`] = 'required'
    else if (checkbox.trim().length > limits.consentCheckboxMaxChars) problems[`${one}.checkbox`] = 'too_long'
  }
  return problems
}

function isEmpty({ text, checkbox }: ConsentText): boolean {
  return text.trim() === '' && checkbox.trim() === ''
}
