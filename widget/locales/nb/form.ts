import type { FormTexts } from '../en/form.ts'

export const formTexts: FormTexts = {
  formMissing: 'Her er det ikke noe skjema ennå',
  formMissingHint: 'Saker kan ikke sendes inn i denne portalen for øyeblikket.',
  submit: 'Send inn',
  submitting: 'Sender inn…',
  choose: 'Velg…',
  forWhom: 'Hvem gjelder saken?',
  forMe: 'Meg',
  forColleague: 'En kollega',
  colleagueAddress: 'E-postadressen til kollegaen din',
  colleagueHelp: 'Noen i organisasjonen din. Begge kan lese saken og svare i den.',
  filedFor: (address) => `Den er meldt for ${address}.`,
  formErrors: (count) => (count === 1 ? 'Én ting må rettes' : `${count} ting må rettes`),
  submitOffline: 'Ingen forbindelse med portalen. Ingenting er tapt: prøv igjen når du er på nett.',
  submitFailed: 'Saken kunne ikke sendes inn. Ingenting er tapt: prøv igjen.',
  thankYou: (number) => `Takk. Saken din er #${number}.`,
  whatNext: 'Kundestøtte har den nå. Svaret finner du i saken.',
  viewTicket: 'Se saken',
  submitAnother: 'Send inn en sak til',
  tooLongBy: (max) => `Høyst ${max} tegn.`,
}
