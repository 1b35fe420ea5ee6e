import type { TicketQuery } from '../api/tickets.ts'

/** What a list is narrowed to; what is missing is the default. */
export interface ListState {
  status?: TicketQuery['status']
  view?: TicketQuery['view']
  q?: string
}

/** What a portal shows. */
export type Route = { view: 'list'; list: ListState } | { view: 'ticket'; ticketId: string } | { view: 'new' } | { view: 'login' }

/** The route that a fragment names; undefined for a fragment that is not this portal's. */
export function parseRoute(hash: string, prefix: string): Route | undefined {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2)
  const [first, ...rest] = path.split('/')
  if (first !== prefix) return undefined
  if (rest[0] === 'tickets' && rest[1]) return { view: 'ticket', ticketId: decode(rest[1]) }
  if (rest[0] === 'new') return { view: 'new' }
  if (rest[0] === 'login') return { view: 'login' }
  return { view: 'list', list: parseList(new URLSearchParams(query)) }
}

/** The fragment that names a route, with its `#`. */
export function formatRoute(route: Route, prefix: string): string {
  if (route.view === 'ticket') return `#${prefix}/tickets/${encodeURIComponent(route.ticketId)}`
  if (route.view !== 'list') return `#${prefix}/${route.view}`
  const { q, status, view } = route.list
  const query = new URLSearchParams()
  if (q) query.set('q', q)
  if (status && status !== 'all') query.set('status', status)
  if (view) query.set('view', view)
  return `#${prefix}${query.size > 0 ? `?${query}` : ''}`
}

function parseList(query: URLSearchParams): ListState {
  const status = query.get('status')
  const view = query.get('view')
  const q = query.get('q')
  return {
    ...(status === 'open' || status === 'closed' ? { status } : {}),
    ...(view === 'mine' || view === 'company' ? { view } : {}),
    ...(q ? { q: q.slice(0, 200) } : {}),
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
