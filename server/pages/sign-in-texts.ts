/** Words of the pages between a provider and the portal. */
export interface SignInTexts {
  signedInTitle: string
  continueTo: (host: string) => string
  continueHint: (host: string) => string
  continueButton: string
  closesItself: string
  goBackTitle: string
  goBack: (host: string) => string
  failedTitle: string
  failed: string
  checkedTitle: string
  checked: string
  overTitle: string
  over: string
}

const en: SignInTexts = {
  signedInTitle: 'You are signed in',
  continueTo: (host) => `Continue to ${host}?`,
  continueHint: (host) => `Only continue if you came from ${host} just now. It will see your support tickets.`,
  continueButton: 'Continue',
  closesItself: 'This window closes by itself.',
  goBackTitle: 'All done',
  goBack: (host) => `You can close this window and go back to ${host}.`,
  failedTitle: 'Signing in did not work',
  failed:
    'You have not been signed in. Close this window, go back to the page you came from and try again. If it does not work there, tell whoever runs that page.',
  checkedTitle: 'The test is done',
  checked: 'Nobody was signed in. Close this window: what came of it stands in the settings.',
  overTitle: 'This sign-in is over',
  over: 'It was used already, took longer than ten minutes, or began in another browser. Go back to the page you came from and try again.',
}

const nb: SignInTexts = {
  signedInTitle: 'Du er logget inn',
  continueTo: (host) => `Fortsette til ${host}?`,
  continueHint: (host) => `Fortsett bare hvis du kom fra ${host} nå nettopp. Siden får se sakene dine.`,
  continueButton: 'Fortsett',
  closesItself: 'Dette vinduet lukker seg selv.',
  goBackTitle: 'Ferdig',
  goBack: (host) => `Du kan lukke dette vinduet og gå tilbake til ${host}.`,
  failedTitle: 'Innloggingen virket ikke',
  failed:
    'Du er ikke logget inn. Lukk dette vinduet, gå tilbake til siden du kom fra og prøv igjen. Virker det ikke der, si fra til dem som driver siden.',
  checkedTitle: 'Testen er ferdig',
  checked: 'Ingen ble logget inn. Lukk dette vinduet: resultatet står i innstillingene.',
  overTitle: 'Denne innloggingen er over',
  over: 'Den er brukt, tok mer enn ti minutter, eller begynte i en annen nettleser. Gå tilbake til siden du kom fra og prøv igjen.',
}

/** In the language of a portal; English where there is none. */
export function signInTexts(language: string): SignInTexts {
  return language === 'nb' ? nb : en
}
