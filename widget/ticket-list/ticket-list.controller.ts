import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { TicketCounts, TicketPage, TicketSummary } from '../../shared/tickets.ts'
import { toApiError, type ApiError } from '../api/api-error.ts'
import { countTickets, listTickets, type TicketQuery } from '../api/tickets.ts'
import type { Connection } from '../base/connection.ts'
import type { LiveNews } from '../base/live.ts'
import { Loader, type LoadState } from '../base/loader.ts'

interface Host extends ReactiveControllerHost {
  readonly query: TicketQuery
  /** Whether anybody looks at how many there are. */
  readonly showsCounts: boolean
}

// Several events of one moment (a reply changes ticket and thread) make one request.
const gatherNewsMs = 250
/** Rows of one page. */
export const pageSize = 25
const pageSizeMax = 100

/** The contact's tickets page by page; starts over when the query changes, and follows what happens live. */
export class TicketListController implements ReactiveController {
  next: string | null = null
  isLoadingMore = false
  moreError: ApiError | undefined
  /** What the rows shown answer; the host's query is ahead of it while new ones are on their way. */
  shown: TicketQuery | undefined

  private readonly host: Host
  private readonly pages: Loader<TicketSummary[]>
  private readonly counting: Loader<TicketCounts | undefined>
  private connection: Connection | undefined
  private unlisten: (() => void) | undefined
  private newsTimer: ReturnType<typeof setTimeout> | undefined
  private byUser = false

  constructor(host: Host) {
    this.host = host
    this.pages = new Loader(host, (signal) => this.loadFirst(signal))
    this.counting = new Loader(host, async (signal) => this.connection && countTickets(this.connection.session, this.host.query, signal))
    host.addController(this)
  }

  get state(): LoadState {
    return this.pages.state
  }

  get tickets(): readonly TicketSummary[] {
    return this.pages.value ?? []
  }

  /** How many tickets the query finds in each view; undefined while that is not known. */
  get counts(): TicketCounts | undefined {
    return this.counting.error ? undefined : this.counting.value
  }

  get error(): ApiError | undefined {
    return this.pages.error
  }

  /** True while the rows shown are those of the query before. */
  get isStale(): boolean {
    return this.pages.isLoading && this.byUser
  }

  get retry(): () => void {
    return this.pages.retry
  }

  /** A contact is there: load and listen. */
  enter(connection: Connection): void {
    this.connection = connection
    this.unlisten?.()
    this.unlisten = undefined
    // Opening the page is an act of its reader: it keeps the session from going idle.
    this.reload(true)
  }

  leave(): void {
    this.unlisten?.()
    this.unlisten = undefined
    this.connection = undefined
    clearTimeout(this.newsTimer)
    this.pages.reset()
    this.counting.reset()
    this.next = null
  }

  /** Loads what the query says now; the old rows stay until the new ones are there. */
  reload(byUser: boolean): void {
    if (!this.connection) return
    this.byUser = byUser
    this.moreError = undefined
    void this.loadRows()
  }

  private async loadRows(): Promise<void> {
    await this.pages.start()
    const { connection } = this
    if (!connection) return
    // The rows come first: neither counting nor listening may hold them up. What happens in between, the stream notices.
    this.unlisten ??= connection.live.listen((news) => this.hear(news))
    if (this.host.showsCounts) void this.counting.start()
  }

  async loadMore(): Promise<void> {
    const { connection, next } = this
    if (!connection || !next || this.isLoadingMore) return
    const { query } = this.host
    this.isLoadingMore = true
    this.moreError = undefined
    this.host.requestUpdate()
    try {
      const page = await listTickets(connection.session, { ...query, after: next, limit: pageSize }, { byUser: true })
      if (this.next !== next) return
      const known = new Set(this.tickets.map((ticket) => ticket.id))
      this.pages.value = [...this.tickets, ...page.tickets.filter((ticket) => !known.has(ticket.id))]
      this.next = page.next
    } catch (thrown) {
      this.moreError = toApiError(thrown)
    } finally {
      this.isLoadingMore = false
      this.host.requestUpdate()
    }
  }

  hostDisconnected(): void {
    this.leave()
  }

  private async loadFirst(signal: AbortSignal): Promise<TicketSummary[]> {
    const { connection } = this
    if (!connection) return []
    const { query } = this.host
    // A refresh by news keeps as many rows as are shown.
    const limit = this.byUser ? pageSize : Math.min(pageSizeMax, Math.max(pageSize, this.tickets.length))
    const options = { byUser: this.byUser, signal }
    const page: TicketPage = await listTickets(connection.session, { ...query, limit }, options)
    this.shown = query
    const last = page.tickets.at(-1)
    if (!this.byUser && page.next && last && this.tickets.length > page.tickets.length) {
      // More rows are shown than one request brings: those behind stay as they are.
      const known = new Set(page.tickets.map((ticket) => ticket.id))
      const behind = this.tickets.filter((ticket) => !known.has(ticket.id) && isBehind(ticket, last, query))
      return [...page.tickets, ...behind]
    }
    this.next = page.next
    return page.tickets
  }

  private hear(_news: LiveNews): void {
    clearTimeout(this.newsTimer)
    this.newsTimer = setTimeout(() => this.reload(false), gatherNewsMs)
  }
}

function isBehind(ticket: TicketSummary, last: TicketSummary, { sort, order }: TicketQuery): boolean {
  const key = { activity: 'lastActivityAt', created: 'createdAt', number: 'number' } as const
  const [one, other] = order === 'desc' ? [ticket, last] : [last, ticket]
  return one[key[sort]] <= other[key[sort]]
}
