/** Languages that the words of a consent can be in. */
export const consentLanguages = ['en', 'nb'] as const
export type ConsentLanguage = (typeof consentLanguages)[number]
