/** A page of the staff pages, as its address says. */
export type StaffRoute =
  | { page: 'inbox'; threadId: string | null; inboxId: string | null; state: 'open' | 'closed' | 'all'; q: string }
  | { page: 'tickets'; status: 'all' | 'open' | 'closed'; q: string }
  | { page: 'ticket'; ticketId: string }
  | { page: 'contact'; contactId: string }
  | { page: 'settings'; section: SettingsSection | null; portalId: string | null }
  | { page: 'outbox' }
  | { page: 'account' }
  | { page: 'set-up' }
  | { page: 'forgot-password' }
  | { page: 'reset-password' }
  | { page: 'invitation' }
  | { page: 'unknown' }

/** A page of the settings beside the portal's own. */
export type SettingsSection = (typeof settingsSections)[number]

const settingsSections = [
  'people',
  'single-sign-on',
  'pipelines',
  'pages',
  'mails',
  'menu',
  'file',
  'domains',
  'look',
  'forms',
  'team',
  'history',
] as const

/** The inbox part of a route, which the list and the conversation share. */
export type InboxRoute = Extract<StaffRoute, { page: 'inbox' }>

/** Pages for who has no session, reached by a link of the sign-in or of a mail. */
const beforeSignInPages = ['forgot-password', 'reset-password', 'invitation'] as const

const states = ['open', 'closed', 'all'] as const

/** What an address below /staff shows. Words that mean nothing here become the default. */
export function parseRoute(url: URL): StaffRoute {
  const parts = url.pathname.replace(/\/+$/, '').split('/').slice(1)
  const [root, section, id] = parts
  const q = url.searchParams.get('q') ?? ''
  if (root !== 'staff' || parts.length > 3) return { page: 'unknown' }
  if (section === undefined || (section === 'threads' && id)) {
    const state = states.find((word) => word === url.searchParams.get('state')) ?? 'open'
    return { page: 'inbox', threadId: id ?? null, inboxId: url.searchParams.get('inbox'), state, q }
  }
  if (section === 'tickets' && id) return { page: 'ticket', ticketId: id }
  if (section === 'contacts' && id) return { page: 'contact', contactId: id }
  if (section === 'tickets') return { page: 'tickets', status: states.find((word) => word === url.searchParams.get('status')) ?? 'all', q }
  if (section === 'settings') {
    const found = settingsSections.find((word) => word === id)
    if (!id || found) return { page: 'settings', section: found ?? null, portalId: url.searchParams.get('portal') }
  }
  if (section === 'outbox' && !id) return { page: 'outbox' }
  if (section === 'account' && !id) return { page: 'account' }
  if (section === 'set-up' && !id) return { page: 'set-up' }
  const beforeSignIn = beforeSignInPages.find((page) => page === section)
  if (beforeSignIn && !id) return { page: beforeSignIn }
  return { page: 'unknown' }
}

/** The address of the inbox with these filters; defaults are left out. */
export function inboxHref(route: Partial<Omit<InboxRoute, 'page'>>): string {
  const query = new URLSearchParams()
  if (route.inboxId) query.set('inbox', route.inboxId)
  if (route.state && route.state !== 'open') query.set('state', route.state)
  if (route.q) query.set('q', route.q)
  const path = route.threadId ? `/staff/threads/${route.threadId}` : '/staff'
  return query.size > 0 ? `${path}?${query}` : path
}

/** The address of the ticket table with these filters. */
export function ticketsHref(filter: { status: string; q: string }): string {
  const query = new URLSearchParams()
  if (filter.status !== 'all') query.set('status', filter.status)
  if (filter.q) query.set('q', filter.q)
  return query.size > 0 ? `/staff/tickets?${query}` : '/staff/tickets'
}

/** The address of a ticket's page. */
export function ticketHref(ticketId: string): string {
  return `/staff/tickets/${ticketId}`
}

/** The address of a page of the settings; without a portal it shows the first one. */
export function settingsHref(section: SettingsSection | null, portalId: string | null): string {
  const path = section ? `/staff/settings/${section}` : '/staff/settings'
  return portalId ? `${path}?${new URLSearchParams({ portal: portalId })}` : path
}

/** The part of a route that is a page of its own: going elsewhere leaves it, and what was not saved there. */
export function pageOf(route: StaffRoute): string {
  return route.page === 'settings' && route.section ? `${route.page}/${route.section}` : route.page
}
