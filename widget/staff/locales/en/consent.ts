/** What customers agree to. */
export const consent = {
  ask: 'Ask for consent',
  askHelp: 'Customers agree once, with the registration or when they sign in. Off: nothing is asked.',
  legal: 'Your legal team is the one to advise you on these words. We cannot.',
  only: 'For this portal only: texts of other forms and tools stay as they are.',
  text: 'Notice',
  textHelp: 'What you use their data for. Web addresses become links, for example to your privacy policy.',
  checkbox: 'Beside the box to tick',
  checkboxHelp: 'For example: I agree to the processing of my data for support.',
  languages: { en: 'In English', nb: 'In Norwegian (bokmål)' },
  languageHelp: 'Empty: readers of this language get the words of the other one.',
  changed: 'When you save, everybody is asked again: these are other words.',
  turnedOff: 'When you save, nobody is asked any more. What was agreed to before stays on record.',
  preview: 'This is what customers see',
  none: 'nothing is asked',
}
