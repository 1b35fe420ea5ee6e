import type { FieldErrorCode, StaffFieldErrorCode } from '../../../shared/errors.ts'
import type { StartTexts } from '../en/start.ts'

export const startTexts: StartTexts = {
  // Everywhere
  loading: 'Laster…',
  tryAgain: 'Prøv igjen',
  cancel: 'Avbryt',
  close: 'Lukk',
  remove: (name) => `Fjern ${name}`,
  optional: 'valgfritt',
  ticketNumber: (number) => `#${number}`,
  statusOpen: 'Åpen',
  statusClosed: 'Lukket',

  // What is wrong
  problemUnknownPortal: 'Det finnes ingen portal her',
  problemUnknownPortalHint: 'Adressen til portalen er ukjent. Er dette nettstedet ditt, sjekk portalnøkkelen på siden.',
  problemPortalOff: 'Portalen er stengt for øyeblikket',
  problemPreview: 'Forhåndsvisning: ingenting kan sendes',
  problemPortalOffHint: 'Kom gjerne tilbake senere.',
  problemOrigin: 'Portalen kan ikke vises på dette nettstedet ennå',
  problemOriginHint: (origin) => `Er dette nettstedet ditt, legg ${origin} til portalens tillatte opphav.`,
  problemOffline: 'Ingen forbindelse med portalen',
  problemOfflineHint: 'Prøver igjen av seg selv. Ingenting du har skrevet, går tapt.',
  problemBusy: 'Portalen har det travelt akkurat nå',
  problemBusyHint: 'Prøver igjen om et øyeblikk.',
  problemOther: 'Det gikk ikke',
  problemOtherHint: 'Prøv igjen. Fortsetter det, si fra til dem som driver nettstedet.',
  problemRequest: (requestId) => `Referanse: ${requestId}`,

  // Logging in and out
  logInToSee: 'Logg inn for å se dette.',
  logInLink: 'Logg inn',
  logOut: 'Logg ut',

  // Ticket list
  tickets: 'Saker',
  searchTickets: 'Søk i saker',
  searchPlaceholder: 'Søk i saker og meldinger',
  clearSearch: 'Tøm søket',
  filterStatus: 'Status',
  statusAll: 'Alle',
  filterView: 'Vis',
  viewMine: 'Mine saker',
  viewCompany: 'Organisasjonens saker',
  columnNumber: 'ID',
  columnSubject: 'Emne',
  columnRequester: 'Meldt av',
  columnCreated: 'Opprettet',
  columnActivity: 'Siste aktivitet',
  columnStatus: 'Status',
  sortBy: 'Sorter etter',
  filter: 'Filtrer',
  listOptions: 'Listevalg',
  yourTurn: 'Din tur',
  yourTurnHint: 'Teamet har svart og venter på deg.',
  copiedIn: 'På kopi',
  unread: 'Ulest',
  loadMore: 'Vis flere',
  ticketsShown: (count, isLast) => {
    const noun = count === 1 ? 'sak' : 'saker'
    return isLast ? `${count} ${noun}` : `${count} ${noun} vises, det finnes flere`
  },
  emptyMine: 'Du har ingen saker ennå',
  emptyMineHint: 'Når du ber om hjelp, dukker sakene dine opp her.',
  emptyCompany: 'Ingen saker fra organisasjonen',
  emptyCompanyHint: 'Det finnes ingen som du kan se her.',
  emptyOpen: 'Ingen åpne saker',
  emptyClosed: 'Ingen lukkede saker',
  emptySearch: (words) => `Ingen sak passer med «${words}»`,
  emptySearchHint: 'Det søkes i saksnumre, emner og meldinger.',
  emptyFilters: 'Ingen saker passer til disse filtrene',
  clearFilters: 'Fjern filtrene',
  filterRefused: 'Et av filtrene finnes ikke her lenger',
  showAllTickets: 'Vis alle saker',

  // Support form
  submitTicket: 'Send inn en sak',
  fieldError: {
    required: 'Fyll ut dette feltet.',
    too_short: 'Dette er for kort.',
    too_long: 'Dette er for langt.',
    too_many: 'Dette er for mange.',
    too_common: 'Dette er et av passordene som gjettes først. Velg et annet.',
    too_personal: 'Dette er lite mer enn navnet ditt, adressen din eller navnet på portalen. Velg et annet.',
    not_an_email: 'Dette er ikke en e-postadresse. Den skal se ut som navn@eksempel.no.',
    not_a_choice: 'Velg ett av alternativene.',
    not_a_colleague: 'Ingen i organisasjonen din har denne adressen.',
    not_a_url: 'Dette er ikke en nettadresse.',
    unknown_field: 'Feltet finnes ikke lenger. Last siden på nytt.',
    invalid: 'Noe her kan ikke brukes.',
  } satisfies Record<Exclude<FieldErrorCode, StaffFieldErrorCode>, string> as StartTexts['fieldError'],

  // Ways
}
