import type { LoginTexts } from '../en/login.ts'

export const loginTexts: LoginTexts = {
  logInTitle: 'Logg inn',
  logInIntro: (portal) => `på ${portal}`,
  logInAgain: 'Økten er utløpt. Logg inn på nytt for å fortsette; det du har skrevet, er tatt vare på.',
  email: 'E-postadresse',
  password: 'Passord',
  showPassword: 'Vis passord',
  show: 'Vis',
  hide: 'Skjul',
  capsLock: 'Caps Lock er på.',
  logIn: 'Logg inn',
  loggingIn: 'Logger inn…',
  loggedInAs: (name) => `Logget inn som ${name}`,
  logInFailed: 'Adresse og passord stemmer ikke overens. Sjekk begge og prøv igjen.',
  logInLocked: (seconds) =>
    seconds < 90
      ? `For mange forsøk. Vent ${Math.max(1, Math.ceil(seconds))} sekunder og prøv igjen.`
      : `For mange forsøk. Vent ${Math.ceil(seconds / 60)} minutter og prøv igjen.`,
  logInBusy: 'Mange logger inn akkurat nå. Prøv igjen om et øyeblikk.',
  logInOffline: 'Ingen forbindelse med portalen. Sjekk nettet og prøv igjen.',
  logInDenied: 'Du har ikke tilgang til denne portalen. Spør dem som driver nettstedet.',
  logInMethodOff: 'Denne måten å logge inn på tilbys ikke her lenger.',
  forgotPassword: 'Glemt passordet?',
  logInByMail: 'Logg inn med e-post i stedet',
  registerHere: 'Registrer deg her',
  logInWith: (provider) => `Logg inn med ${provider}`,
  windowOpen: (provider) => `Logg inn med ${provider} i vinduet som er åpnet. Har du lukket det? Prøv igjen.`,
  windowFailed: 'Du er ikke logget inn. Prøv igjen; virker det ikke, si fra til dem som driver nettstedet.',
  loggedOutTitle: 'Du er logget ut',
  loggedOutIntro: 'Logg inn igjen når du vil tilbake.',
  deniedTitle: 'Du har ikke tilgang',
  deniedBack: 'Logg inn som noen andre',
  windowHint: 'Vi spør om passordet i et eget portalvindu, ikke på denne siden.',
  windowOpenOwn: 'Logg inn i vinduet som ble åpnet. Lukket du det? Prøv igjen.',
}
