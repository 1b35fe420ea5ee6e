import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { ClosureResult, PublicMessage, TicketDetail, TicketSummary } from '../../shared/tickets.ts'
import { ApiError, toApiError } from '../api/api-error.ts'
import { getTicket, putReadState } from '../api/tickets.ts'
import type { Connection } from '../base/connection.ts'
import type { LiveNews } from '../base/live.ts'
import { Loader } from '../base/loader.ts'

interface Host extends ReactiveControllerHost {
  readonly ticketId: string
  /** True while a reply is on its way and may come in twice. */
  readonly isSending: boolean
  /** Called with messages of others that came in while the ticket was shown. */
  messagesArrived(messages: readonly PublicMessage[]): void
  /** Fetches what draws the parts around the conversation. */
  loadParts(): Promise<void>
}

const gatherNewsMs = 150

/** One ticket with its conversation: loads it, adds what comes in live, and tells the server what was read. */
export class TicketDetailController implements ReactiveController {
  messages: readonly PublicMessage[] = []
  /** Time of the newest message that was known when the ticket was opened. */
  readUpTo: string | null = null
  isLoadingOlder = false
  olderError: ApiError | undefined

  private readonly host: Host
  private readonly detail: Loader<TicketDetail>
  private connection: Connection | undefined
  private unlisten: (() => void) | undefined
  private newsTimer: ReturnType<typeof setTimeout> | undefined
  private older: string | null = null
  private toldRead = ''
  private isFirstLoad = true
  private loadingOlder: Promise<void> | undefined
  private byUser = false

  constructor(host: Host) {
    this.host = host
    this.detail = new Loader(host, (signal) => this.load(signal))
    host.addController(this)
  }

  get state() {
    return this.detail.state
  }

  get error(): ApiError | undefined {
    return this.detail.error
  }

  get value(): TicketDetail | undefined {
    return this.detail.value
  }

  get hasOlder(): boolean {
    return this.older !== null
  }

  get retry(): () => void {
    return this.detail.retry
  }

  /** A contact is there: load and listen. */
  enter(connection: Connection): void {
    this.connection = connection
    this.unlisten?.()
    this.unlisten = connection.live.listen((news) => this.hear(news))
    this.byUser = true
    this.reload()
  }

  leave(): void {
    this.unlisten?.()
    this.unlisten = undefined
    this.connection = undefined
    this.forget()
  }

  /** Shows another ticket. */
  switchTicket(): void {
    this.forget()
    this.byUser = true
    this.reload()
  }

  reload(): void {
    if (this.connection && this.host.ticketId) void this.detail.start()
  }

  /** Loads one more page of older messages. */
  loadOlder(): Promise<void> {
    this.loadingOlder ??= this.loadOlderPage().finally(() => (this.loadingOlder = undefined))
    return this.loadingOlder
  }

  /** Loads all of the conversation. Throws when that fails. */
  async loadAll(): Promise<void> {
    while (this.connection && this.older !== null) {
      await this.loadOlder()
      if (this.olderError) throw this.olderError
    }
  }

  /** The ticket was closed or opened again from here. */
  take({ ticket, can }: ClosureResult): void {
    const { value } = this.detail
    if (!value) return
    const isClosed = ticket.status === 'closed'
    const closedAt = isClosed ? new Date().toISOString() : null
    this.detail.value = { ...value, ticket, can, closedAt, isReopenedByReply: isClosed && can.reply, reopensUntil: null }
    // The server knows the rest: steps, and until when a reply reopens it.
    this.reload()
  }

  private async loadOlderPage(): Promise<void> {
    const { connection, older } = this
    if (!connection || !older) return
    this.isLoadingOlder = true
    this.olderError = undefined
    this.host.requestUpdate()
    try {
      const page = await getTicket(connection.session, this.host.ticketId, older, { byUser: true })
      if (this.older !== older) return
      this.messages = [...page.messages, ...this.messages]
      this.older = page.olderMessages
    } catch (thrown) {
      this.olderError = toApiError(thrown)
    } finally {
      this.isLoadingOlder = false
      this.host.requestUpdate()
    }
  }

  /** A message that the server took from here. */
  addOwn(message: PublicMessage, ticket: TicketSummary): void {
    const { value } = this.detail
    if (value) {
      this.detail.value = { ...value, ticket }
      if (value.ticket.status !== ticket.status) this.reload()
    }
    if (!this.messages.some((known) => known.id === message.id)) this.messages = [...this.messages, message]
    this.host.requestUpdate()
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.tellRead)
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.tellRead)
    this.leave()
  }

  private async load(signal: AbortSignal): Promise<TicketDetail> {
    const { connection } = this
    if (!connection) throw new DOMException('Left', 'AbortError')
    const { byUser } = this
    this.byUser = false
    const [detail] = await Promise.all([
      getTicket(connection.session, this.host.ticketId, undefined, { byUser, signal }),
      this.host.loadParts().catch(() => {
        throw new ApiError('offline')
      }),
    ])
    this.merge(detail)
    this.tellRead()
    return detail
  }

  private merge(detail: TicketDetail): void {
    const known = new Set(this.messages.map((message) => message.id))
    const first = detail.messages.findIndex((message) => known.has(message.id))
    const arrived = detail.messages.filter((message) => !known.has(message.id) && message.from !== 'me')
    if (this.isFirstLoad) {
      this.readUpTo = detail.readUpTo
      this.isFirstLoad = false
    } else if (arrived.length > 0) this.host.messagesArrived(arrived)
    if (first < 0) {
      // Another thread is the newest now, or so much came that the pages do not touch.
      this.messages = detail.messages
      this.older = detail.olderMessages
      return
    }
    // Earlier pages stay; from where both know the message on, the server's page counts.
    const joint = this.messages.findIndex((message) => message.id === detail.messages[first]?.id)
    this.messages = [...this.messages.slice(0, joint), ...detail.messages.slice(first)]
  }

  private readonly tellRead = () => {
    const newest = this.messages.at(-1)
    const { connection } = this
    const { ticketId } = this.host
    if (!connection || !newest || newest.id === this.toldRead || document.visibilityState !== 'visible') return
    this.toldRead = newest.id
    putReadState(connection.session, ticketId, newest.id).then(
      () => connection.live.tell({ kind: 'read', ticketId }),
      () => (this.toldRead = ''),
    )
  }

  private hear(news: LiveNews): void {
    if (news.kind === 'read' || (news.kind !== 'resync' && news.ticketId !== this.host.ticketId)) return
    this.reloadSoon()
  }

  private reloadSoon(): void {
    clearTimeout(this.newsTimer)
    this.newsTimer = setTimeout(() => (this.host.isSending ? this.reloadSoon() : this.reload()), gatherNewsMs)
  }

  private forget(): void {
    clearTimeout(this.newsTimer)
    this.detail.reset()
    this.messages = []
    this.readUpTo = null
    this.older = null
    this.toldRead = ''
    this.isFirstLoad = true
    this.olderError = undefined
  }
}
