import type { PageKind, TextLanguage } from '../../shared/page-kinds.ts'

/** What a page says without words of a portal's own, for a look at it: the elements have these words themselves. */
interface PageWords {
  title: (portal: string) => string
  intro: string
  fields: readonly string[]
  button: string
}

const en: Record<PageKind, PageWords> & { noImage: string } = {
  noImage: 'Your picture',
  log_in: { title: (portal) => `Log in to ${portal}`, intro: '', fields: ['E-mail address', 'Password'], button: 'Log in' },
  register: {
    title: () => 'Register',
    intro: 'We mail you a link to confirm your address and to choose a password.',
    fields: ['Your name', 'E-mail address'],
    button: 'Register',
  },
  set_up: { title: () => 'Set up your login', intro: '', fields: ['Password'], button: 'Save and log in' },
  reset_request: {
    title: () => 'New password',
    intro: 'Which address do you log in with? We mail it a link to choose a new password.',
    fields: ['E-mail address'],
    button: 'Send me a link',
  },
  new_password: { title: () => 'Choose a new password', intro: '', fields: ['New password'], button: 'Save and log in' },
  code: {
    title: () => 'Log in by mail',
    intro: 'We mail you a link to log in with, and a code for when you read the mail on another device.',
    fields: ['E-mail address'],
    button: 'Send me a link',
  },
  consent: { title: () => 'Before you go on', intro: '', fields: [], button: 'Agree and go on' },
  log_out: { title: () => 'You are logged out', intro: '', fields: [], button: 'Log in again' },
  access_denied: {
    title: () => 'You have no access',
    intro: 'You have no access to this portal. Ask the people who run this site.',
    fields: [],
    button: 'Back to the login',
  },
}

const nb: typeof en = {
  noImage: 'Bildet ditt',
  log_in: { title: (portal) => `Logg inn i ${portal}`, intro: '', fields: ['E-postadresse', 'Passord'], button: 'Logg inn' },
  register: {
    title: () => 'Registrer deg',
    intro: 'Vi sender deg en lenke for å bekrefte adressen og velge et passord.',
    fields: ['Navnet ditt', 'E-postadresse'],
    button: 'Registrer deg',
  },
  set_up: { title: () => 'Sett opp innloggingen din', intro: '', fields: ['Passord'], button: 'Lagre og logg inn' },
  reset_request: {
    title: () => 'Nytt passord',
    intro: 'Hvilken adresse logger du inn med? Vi sender den en lenke for å velge nytt passord.',
    fields: ['E-postadresse'],
    button: 'Send meg en lenke',
  },
  new_password: { title: () => 'Velg et nytt passord', intro: '', fields: ['Nytt passord'], button: 'Lagre og logg inn' },
  code: {
    title: () => 'Logg inn med e-post',
    intro: 'Vi sender deg en lenke å logge inn med, og en kode til når du leser e-posten på en annen enhet.',
    fields: ['E-postadresse'],
    button: 'Send meg en lenke',
  },
  consent: { title: () => 'Før du går videre', intro: '', fields: [], button: 'Godta og gå videre' },
  log_out: { title: () => 'Du er logget ut', intro: '', fields: [], button: 'Logg inn igjen' },
  access_denied: {
    title: () => 'Du har ikke tilgang',
    intro: 'Du har ikke tilgang til denne portalen. Spør dem som driver siden.',
    fields: [],
    button: 'Tilbake til innloggingen',
  },
}

/** In a language. */
export function pageWords(language: TextLanguage): typeof en {
  return language === 'nb' ? nb : en
}
