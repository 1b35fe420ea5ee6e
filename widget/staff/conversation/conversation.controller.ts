import type { ReactiveController } from 'lit'
import type { StaffMessage, ThreadSummary, TicketReader } from '../../../shared/threads.ts'
import type { StaffTicket } from '../../../shared/tickets.ts'
import { type StaffApiError, toApiError } from '../api/client.ts'
import { findThread, markThreadRead } from '../api/threads.ts'
import { closeTicket, findStaffTicket, hideTicket, moveTicket, reopenTicket } from '../api/tickets.ts'
import { LiveRefreshController } from '../base/live-refresh.controller.ts'
import { LoadController } from '../base/load.controller.ts'
import type { StaffElement } from '../base/staff-element.ts'
import { conversationKey, type ConversationTarget, type OutgoingChange, type OutgoingMessage } from './outgoing.ts'

/** What a conversation shows: of a thread, or of a ticket that may have none. */
export interface ConversationData {
  thread: ThreadSummary | null
  ticket: StaffTicket | null
  messages: StaffMessage[]
  olderMessages: string | null
  readers: TicketReader[]
}

/** Loads one conversation and acts in it. */
export class ConversationController implements ReactiveController {
  readonly load: LoadController<ConversationData>
  isLoadingOlder = false
  /** What failed last, shown above the conversation until the next try. */
  actionError: StaffApiError | undefined
  isActing = false
  private readonly host: StaffElement
  private readonly onArrived: (message: StaffMessage) => void
  private acting: Promise<boolean> = Promise.resolve(true)
  private target: ConversationTarget | null = null
  private unsubscribe: (() => void) | undefined

  /** `onArrived`: a message that was not there before, by the live stream or by this agent. */
  constructor(host: StaffElement, onArrived: (message: StaffMessage) => void) {
    this.host = host
    this.onArrived = onArrived
    this.load = new LoadController(host)
    new LiveRefreshController(
      host,
      () => void this.refresh(),
      (news) => {
        const data = this.load.data
        return Boolean(
          data && ((news.threadId && news.threadId === data.thread?.id) || (news.ticketId && news.ticketId === data.ticket?.id)),
        )
      },
    )
    host.addController(this)
  }

  hostUpdate(): void {
    this.unsubscribe ??= this.host.staff?.outgoing.subscribe((change) => this.onOutgoing(change))
  }

  hostDisconnected(): void {
    this.unsubscribe?.()
    this.unsubscribe = undefined
  }

  get data(): ConversationData | undefined {
    return this.load.data
  }

  /** Where a message written now goes. */
  get sendTo(): ConversationTarget | null {
    const data = this.data
    if (data?.thread) return { threadId: data.thread.id }
    return data?.ticket ? { ticketId: data.ticket.id } : this.target
  }

  /** Messages of this agent that the server has not confirmed. */
  get onTheirWay(): OutgoingMessage[] {
    const own = this.sendTo ? this.host.staff.outgoing.list(conversationKey(this.sendTo)) : []
    const ticketId = this.data?.thread ? this.data.ticket?.id : undefined
    // Begun before the ticket had a thread.
    return ticketId ? [...this.host.staff.outgoing.list(conversationKey({ ticketId })), ...own] : own
  }

  /** Shows another conversation. */
  async open(target: ConversationTarget): Promise<void> {
    this.target = target
    this.actionError = undefined
    this.load.clear()
    await this.load.run((signal) => this.fetch(undefined, signal))
    await this.markRead()
  }

  /** Asks for what is new, and leaves older messages that are shown. */
  async refresh(): Promise<void> {
    const before = this.data
    if (!before || this.load.isPending) return
    const known = new Set(before.messages.map((message) => message.id))
    await this.load.run(async (signal) => this.merge(await this.fetch(undefined, signal)), true)
    const arrived = this.data?.messages.filter((message) => !known.has(message.id)) ?? []
    for (const message of arrived) this.onArrived(message)
    if (arrived.some((message) => message.direction === 'inbound')) await this.markRead()
  }

  /** Adds the messages before the first one shown. */
  async loadOlder(): Promise<void> {
    const before = this.data?.olderMessages
    if (!before || this.isLoadingOlder) return
    this.isLoadingOlder = true
    this.host.requestUpdate()
    try {
      const older = await this.fetch(before)
      const data = this.data
      if (data && data.olderMessages === before) {
        this.load.replace({ ...data, messages: [...older.messages, ...data.messages], olderMessages: older.olderMessages })
      }
    } catch (error) {
      this.actionError = toApiError(error)
    }
    this.isLoadingOlder = false
    this.host.requestUpdate()
  }

  /** Moves the ticket; answers whether that worked. */
  move(stageId: string): Promise<boolean> {
    return this.act((ticket) => moveTicket(this.host.staff.client, ticket.id, stageId))
  }

  /** Closes an open ticket, reopens a closed one; answers whether that worked. */
  toggleClosed(): Promise<boolean> {
    // A double click means once.
    if (this.isActing) return Promise.resolve(false)
    return this.act((ticket) => (ticket.status === 'open' ? closeTicket : reopenTicket)(this.host.staff.client, ticket.id))
  }

  /** Hides the ticket from the portal, or shows it; answers whether that worked. */
  hide(isHidden: boolean): Promise<boolean> {
    return this.act((ticket) => hideTicket(this.host.staff.client, ticket.id, isHidden))
  }

  /** One change after the other: each begins from what the one before left. */
  private act(change: (ticket: StaffTicket) => Promise<StaffTicket>): Promise<boolean> {
    this.acting = this.acting.then(() => this.actNow(change))
    return this.acting
  }

  private async actNow(change: (ticket: StaffTicket) => Promise<StaffTicket>): Promise<boolean> {
    const ticket = this.data?.ticket
    if (!ticket) return false
    this.isActing = true
    this.actionError = undefined
    this.host.requestUpdate()
    try {
      const changed = await change(ticket)
      const data = this.data
      if (data?.ticket?.id === changed.id) {
        const thread = data.thread && { ...data.thread, isOpen: changed.status === 'open' }
        this.load.replace({ ...data, ticket: changed, thread })
      }
      return true
    } catch (error) {
      this.actionError = toApiError(error)
      return false
    } finally {
      this.isActing = false
      this.host.requestUpdate()
    }
  }

  private async fetch(before: string | undefined, signal?: AbortSignal): Promise<ConversationData> {
    const { client } = this.host.staff
    const { target } = this
    if (!target) throw new Error('open() names the conversation first')
    if ('threadId' in target) return findThread(client, target.threadId, before, signal)
    return findStaffTicket(client, target.ticketId, before, signal)
  }

  private merge(fresh: ConversationData): ConversationData {
    const shown = this.data
    const first = fresh.messages[0]
    if (!shown || !first || shown.thread?.id !== fresh.thread?.id) return fresh
    const index = shown.messages.findIndex((message) => message.id === first.id)
    if (index < 0) return fresh
    return { ...fresh, messages: [...shown.messages.slice(0, index), ...fresh.messages], olderMessages: shown.olderMessages }
  }

  private onOutgoing({ conversation, result }: OutgoingChange): void {
    const data = this.data
    const names = [
      ...(this.target ? [conversationKey(this.target)] : []),
      ...(data?.thread ? [conversationKey({ threadId: data.thread.id })] : []),
      ...(data?.ticket ? [conversationKey({ ticketId: data.ticket.id })] : []),
    ]
    if (!names.includes(conversation)) return
    if (result && data && !data.messages.some((message) => message.id === result.message.id)) {
      this.load.replace({ ...data, thread: result.thread, messages: [...data.messages, result.message] })
      this.onArrived(result.message)
    }
    this.host.requestUpdate()
  }

  private async markRead(): Promise<void> {
    const thread = this.data?.thread
    if (!thread?.isUnread || document.visibilityState === 'hidden') return
    // Only a marker: the thread stays unread when this fails, and the next look at it tries again.
    await markThreadRead(this.host.staff.client, thread.id).catch(() => undefined)
    const data = this.data
    if (data?.thread?.id === thread.id) this.load.replace({ ...data, thread: { ...data.thread, isUnread: false } })
    this.host.dispatchEvent(new CustomEvent('cp-staff-thread-read', { detail: { threadId: thread.id }, bubbles: true, composed: true }))
  }
}
