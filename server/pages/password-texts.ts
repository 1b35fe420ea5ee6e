/** Words of the page where a password is typed. */
export interface PasswordTexts {
  title: (portal: string) => string
  email: string
  password: string
  logIn: string
  goesTo: (host: string) => string
  missing: string
  failed: string
  locked: string
  busy: string
}

const en: PasswordTexts = {
  title: (portal) => `Log in to ${portal}`,
  email: 'E-mail address',
  password: 'Password',
  logIn: 'Log in',
  goesTo: (host) => `Afterwards you are back at ${host}, which will show your tickets. It does not get your password.`,
  missing: 'Type your e-mail address and your password.',
  failed: 'Address and password do not match. Check both and try again.',
  locked: 'Too many tries. Wait a while, then try again.',
  busy: 'Too many people are logging in right now. Try again in a moment.',
}

const nb: PasswordTexts = {
  title: (portal) => `Logg inn i ${portal}`,
  email: 'E-postadresse',
  password: 'Passord',
  logIn: 'Logg inn',
  goesTo: (host) => `Etterpå er du tilbake på ${host}, som viser sakene dine. Siden får ikke passordet ditt.`,
  missing: 'Skriv e-postadressen og passordet ditt.',
  failed: 'Adresse og passord passer ikke sammen. Sjekk begge og prøv igjen.',
  locked: 'For mange forsøk. Vent en stund, og prøv igjen.',
  busy: 'For mange logger inn akkurat nå. Prøv igjen om litt.',
}

/** In the language of a portal; English where there is none. */
export function passwordTexts(language: string): PasswordTexts {
  return language === 'nb' ? nb : en
}
