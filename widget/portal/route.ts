import type { TicketQuery } from '../api/tickets.ts'
import { oneOf, readConditions, sorts, statuses } from '../ticket-list/list-state.ts'

/** What a list is narrowed to; what is missing is the default. */
export type ListState = Partial<TicketQuery>

/** What a portal shows. */
export type Route =
  | { view: 'list'; list: ListState }
  | { view: 'ticket'; ticketId: string }
  | { view: 'new' }
  | { view: 'account' }
  /** `at`: where in the login, with the query that follows it, as mailed links have it: `reset?token=…`. */
  | { view: 'login'; at?: string }

const loginPaths: readonly string[] = ['login', 'reset', 'invitation', 'register']

/** The route that a fragment names; undefined for a fragment that is not this portal's. */
export function parseRoute(hash: string, prefix: string): Route | undefined {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2)
  const [first, ...rest] = path.split('/')
  if (first !== prefix) return undefined
  if (rest[0] === 'tickets' && rest[1]) return { view: 'ticket', ticketId: decode(rest[1]) }
  if (rest[0] === 'new' || rest[0] === 'account') return { view: rest[0] }
  const [at = ''] = rest
  if (loginPaths.includes(at)) return at === 'login' && !query ? { view: 'login' } : { view: 'login', at: query ? `${at}?${query}` : at }
  return { view: 'list', list: parseList(query) }
}

/** The fragment that names a route, with its `#`. */
export function formatRoute(route: Route, prefix: string): string {
  if (route.view === 'ticket') return `#${prefix}/tickets/${encodeURIComponent(route.ticketId)}`
  // Tokens of mailed links are not for the history.
  if (route.view === 'login') return `#${prefix}/${route.at?.split('?')[0] ?? 'login'}`
  if (route.view !== 'list') return `#${prefix}/${route.view}`
  const query = formatList(route.list)
  return `#${prefix}${query ? `?${query}` : ''}`
}

/** The state of a list as a query: always the same text for the same state, without what is the default. */
export function formatList({ q, status, view, sort, order, where = [] }: ListState): string {
  const query = new URLSearchParams()
  if (q) query.set('q', q)
  if (status && status !== 'all') query.set('status', status)
  if (view) query.set('view', view)
  if (sort && sort !== 'activity') query.set('sort', sort)
  if (order === 'asc') query.set('order', order)
  for (const condition of where) query.append('where', condition)
  // Both may stand in a fragment as they are, and people read addresses.
  return query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
}

/** Reads whatever stands there: unknown words are the default. */
export function parseList(text: string): ListState {
  const query = new URLSearchParams(text)
  const status = oneOf(statuses, query.get('status'))
  const view = query.get('view')
  const q = query.get('q')
  const sort = oneOf(sorts, query.get('sort'))
  const where = readConditions(query.getAll('where'))
  return {
    ...(status === 'all' ? {} : { status }),
    ...(view === 'mine' || view === 'company' ? { view } : {}),
    ...(q ? { q: q.slice(0, 200) } : {}),
    ...(sort === 'activity' ? {} : { sort }),
    ...(query.get('order') === 'asc' ? { order: 'asc' } : {}),
    ...(where.length > 0 ? { where } : {}),
  }
}

/** Whether a route carries the token of a mailed link. */
export function hasToken(route: Route): boolean {
  return route.view === 'login' && /[?&]token=/.test(route.at ?? '')
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
