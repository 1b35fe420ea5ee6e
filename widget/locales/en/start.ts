import type { FieldErrorCode, StaffFieldErrorCode } from '../../../shared/errors.ts'

/**
 * Words of the start chunk: what all elements say, what can be wrong, and the ticket list itself. A word that only one other
 * element says belongs to that element's area: this chunk has little room. This is the shape: another language lacks nothing.
 */
export const startTexts = {
  // Everywhere
  loading: 'Loading…',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  remove: (name: string) => `Remove ${name}`,
  optional: 'optional',
  ticketNumber: (number: number) => `#${number}`,
  statusOpen: 'Open',
  statusClosed: 'Closed',

  // What is wrong
  problemUnknownPortal: 'There is no portal here',
  problemUnknownPortalHint: 'The address of this portal is not known. If this is your site, check the portal key in the page.',
  problemPortalOff: 'The portal is closed at the moment',
  problemPreview: 'Preview: nothing can be sent',
  problemPortalOffHint: 'Please come back later.',
  problemOrigin: 'The portal cannot be shown on this site yet',
  problemOriginHint: (origin: string) => `If this is your site, add ${origin} to the portal’s allowed origins.`,
  problemOffline: 'No connection to the portal',
  problemOfflineHint: 'Trying again by itself. Nothing that you typed is lost.',
  problemBusy: 'The portal is busy right now',
  problemBusyHint: 'Trying again in a moment.',
  problemOther: 'That did not work',
  problemOtherHint: 'Please try again. If it keeps happening, tell the people who run this site.',
  problemRequest: (requestId: string) => `Reference: ${requestId}`,

  // Logging in and out
  logInToSee: 'Log in to see this.',
  logInLink: 'Log in',
  logOut: 'Log out',

  // Ticket list
  tickets: 'Tickets',
  searchTickets: 'Search tickets',
  searchPlaceholder: 'Search tickets and messages',
  clearSearch: 'Clear search',
  filterStatus: 'Status',
  statusAll: 'All',
  filterView: 'Show',
  viewMine: 'My tickets',
  viewCompany: 'Organization tickets',
  columnNumber: 'ID',
  columnSubject: 'Subject',
  columnRequester: 'Opened by',
  columnCreated: 'Created',
  columnActivity: 'Last activity',
  columnStatus: 'Status',
  sortBy: 'Sort by',
  filter: 'Filter',
  listOptions: 'List options',
  unread: 'Unread',
  yourTurn: 'Your turn',
  yourTurnHint: 'The team answered and waits for you.',
  copiedIn: 'Copied in',
  loadMore: 'Show more',
  ticketsShown: (count: number, isLast: boolean) => {
    const noun = count === 1 ? 'ticket' : 'tickets'
    return isLast ? `${count} ${noun}` : `${count} ${noun} shown, there are more`
  },
  emptyMine: 'You have no tickets yet',
  emptyMineHint: 'When you ask for help, your tickets show up here.',
  emptyCompany: 'No tickets of your organization',
  emptyCompanyHint: 'There are none that you may see here.',
  emptyOpen: 'No open tickets',
  emptyClosed: 'No closed tickets',
  emptySearch: (words: string) => `No ticket matches “${words}”`,
  emptySearchHint: 'Ticket numbers, subjects and messages are searched.',
  emptyFilters: 'No ticket matches these filters',
  clearFilters: 'Clear filters',
  filterRefused: 'One of the filters does not exist here any more',
  showAllTickets: 'Show all tickets',

  // Support form
  submitTicket: 'Submit a support ticket',
  fieldError: {
    required: 'Please fill this in.',
    too_short: 'This is too short.',
    too_long: 'This is too long.',
    too_many: 'These are too many.',
    too_common: 'This is one of the passwords that are guessed first. Please choose another.',
    too_personal: 'This is little more than your name, your address or the name of the portal. Please choose another.',
    not_an_email: 'This is not an e-mail address. It should look like name@example.com.',
    not_a_choice: 'Please choose one of the options.',
    not_a_colleague: 'Nobody in your organization has this address.',
    not_a_url: 'This is not a web address.',
    unknown_field: 'This field no longer exists. Reload the page.',
    invalid: 'Something in here cannot be used.',
  } satisfies Record<Exclude<FieldErrorCode, StaffFieldErrorCode>, string> as Record<FieldErrorCode, string>,
}

export type StartTexts = typeof startTexts
