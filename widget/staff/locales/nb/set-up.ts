import type { setUp as english } from '../en/set-up.ts'

/** Ordene på siden som lager den første kontoen. */
export const setUp: typeof english = {
  title: 'Sett opp kundeportalen din',
  intro: 'Lag kontoen og den første administratoren: deg. Alt her kan endres senere.',
  accountName: 'Bedrift',
  accountNameHelp: 'Kundene ser det som navnet på portalen.',
  name: 'Navnet ditt',
  email: 'E-postadressen din',
  emailHelp: 'Du logger inn med den.',
  password: 'Passord',
  passwordHelp: (min) => `Minst ${min} tegn. Noen ord på rad er et godt passord.`,
  show: 'Vis',
  hide: 'Skjul',
  submit: 'Lag kontoen',
  submitting: 'Lager kontoen …',
  noTokenTitle: 'Åpne adressen som serveren skrev ut',
  noTokenText:
    'Her finnes det ingen konto ennå. Når serveren starter, skriver den ut adressen der den første lages. Den virker én gang, i ett døgn.',
  badTokenTitle: 'Denne adressen virker ikke lenger',
  badTokenText: 'Den virker én gang, i ett døgn, og bare den nyeste. Start serveren på nytt: Den skriver ut en ny.',
  elsewhere: 'Eller lag kontoen på kommandolinjen:',
}
