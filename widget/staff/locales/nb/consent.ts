import type { consent as english } from '../en/consent.ts'

/** Det kunder samtykker til. */
export const consent: typeof english = {
  ask: 'Be om samtykke',
  askHelp: 'Kunder samtykker én gang, ved registreringen eller når de logger inn. Av: ingen blir spurt.',
  legal: 'Det er juristene deres som må gi råd om denne teksten. Det kan ikke vi.',
  only: 'Bare for denne portalen: tekster i andre skjemaer og verktøy blir som de er.',
  text: 'Melding',
  textHelp: 'Hva dere bruker opplysningene til. Nettadresser blir lenker, for eksempel til personvernerklæringen.',
  checkbox: 'Ved siden av avkrysningsboksen',
  checkboxHelp: 'For eksempel: Jeg samtykker til at opplysningene mine behandles for å gi meg støtte.',
  languages: { en: 'På engelsk', nb: 'På norsk (bokmål)' },
  languageHelp: 'Tom: de som leser dette språket, får teksten på det andre.',
  changed: 'Når du lagrer, blir alle spurt på nytt: dette er en annen tekst.',
  turnedOff: 'Når du lagrer, blir ingen spurt lenger. Det som er samtykket til før, er fortsatt registrert.',
  preview: 'Slik ser kundene det',
  none: 'ingen blir spurt',
}
