import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Attachment } from '../../shared/attachments.ts'
import type { PublicMessage, TicketSummary } from '../../shared/tickets.ts'
import { toApiError, type ApiError } from '../api/api-error.ts'
import { postReply } from '../api/tickets.ts'
import { backoffMs } from '../base/backoff.ts'
import type { Connection } from '../base/connection.ts'
import { ReplyStore, type StoredReply } from './reply-store.ts'

/** A reply that the server has not confirmed yet. */
export interface Outgoing extends StoredReply {
  /** The files as they were picked: another session must upload them again. */
  files: readonly File[]
  /** `sending`: on its way, or waiting for those before it. */
  state: 'sending' | 'failed'
  error?: ApiError
}

interface Host extends ReactiveControllerHost {
  readonly ticketId: string
  takeBack(key: string): void
  replyTaken(message: PublicMessage, ticket: TicketSummary): void
  /** The ticket was closed meanwhile: what it is now must be loaded. */
  ticketChanged(): void
}

/** What a contact writes: the text being typed, and replies on their way, one after the other. Text is kept until the server has it. */
export class ReplyController implements ReactiveController {
  text = ''
  outgoing: readonly Outgoing[] = []

  private readonly host: Host
  private connection: Connection | undefined
  private store: ReplyStore | undefined
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  private attempts = 0
  private isDelivering = false

  constructor(host: Host) {
    this.host = host
    host.addController(this)
  }

  /** Takes up what the contact had begun to write on the ticket that is shown. */
  enter(connection: Connection, contactId: string): void {
    this.connection = connection
    if (!this.host.ticketId) return
    this.store = new ReplyStore(connection.portalKey, contactId, this.host.ticketId)
    const { text, replies } = this.store.read()
    if (!this.text) this.text = text
    const known = new Set(this.outgoing.map((reply) => reply.key))
    const restored = replies.filter((reply) => !known.has(reply.key)).map((reply) => ({ ...reply, files: [], state: 'sending' as const }))
    this.outgoing = [...this.outgoing, ...restored]
    this.retryAll()
  }

  /** Forgets the contact; what was not sent stays in storage. */
  leave(): void {
    clearTimeout(this.retryTimer)
    this.connection = undefined
    this.store = undefined
    this.text = ''
    this.outgoing = []
  }

  write(text: string): void {
    this.text = text
    this.keep()
  }

  /** Shows the reply at once and sends it. */
  send(attachments: readonly Attachment[], files: readonly File[]): void {
    const text = this.text.trimEnd()
    const createdAt = new Date().toISOString()
    this.outgoing = [...this.outgoing, { key: crypto.randomUUID(), text, attachments, files, createdAt, state: 'sending' }]
    this.text = ''
    this.keep()
    void this.deliver()
  }

  readonly retry = (key: string): void => {
    this.patch(key, { state: 'sending' })
    void this.deliver()
  }

  /** Puts the text of a reply that was not sent back to where it was typed; answers its files. */
  edit(key: string): readonly File[] {
    const reply = this.outgoing.find((other) => other.key === key)
    if (!reply) return []
    this.text = [reply.text, this.text].filter(Boolean).join('\n\n')
    this.drop(key)
    return reply.files
  }

  /** True while a reply may have reached the server without our knowing. */
  get isSending(): boolean {
    return this.outgoing.some((reply) => reply.state === 'sending' || reply.error?.isPassing)
  }

  hostConnected(): void {
    window.addEventListener('online', this.retryAll)
  }

  hostDisconnected(): void {
    window.removeEventListener('online', this.retryAll)
    clearTimeout(this.retryTimer)
  }

  /** Everything that failed for a passing reason, or because nobody was signed in, is tried again. */
  private readonly retryAll = () => {
    clearTimeout(this.retryTimer)
    for (const { key, error, files } of this.outgoing) {
      // What another session uploaded cannot be used in this one.
      if (error?.status === 401 && files.length > 0) this.host.takeBack(key)
      else if (error?.isPassing || error?.status === 401) this.patch(key, { state: 'sending' })
    }
    this.host.requestUpdate()
    void this.deliver()
  }

  /** Sends what waits, in the order in which it was written. */
  private async deliver(): Promise<void> {
    if (this.isDelivering) return
    this.isDelivering = true
    for (let reply = this.next; reply; reply = this.next) {
      if (!(await this.deliverOne(reply))) break
    }
    this.isDelivering = false
  }

  private get next(): Outgoing | undefined {
    return this.connection && this.outgoing.find((reply) => reply.state === 'sending')
  }

  /** False when those behind must wait. */
  private async deliverOne({ key, text, attachments }: Outgoing): Promise<boolean> {
    const { connection, host } = this
    const { ticketId } = host
    if (!connection) return false
    try {
      const body = { text, attachmentIds: attachments.map((attachment) => attachment.id) }
      const { message, ticket } = await postReply(connection.session, ticketId, body, key)
      this.attempts = 0
      // Another ticket may be shown by now; the reply is then taken out of this one's storage when it is opened again.
      if (host.ticketId !== ticketId) return true
      this.drop(key)
      host.replyTaken(message, ticket)
      return true
    } catch (thrown) {
      return host.ticketId === ticketId && this.heed(key, toApiError(thrown))
    }
  }

  private heed(key: string, error: ApiError): boolean {
    if (error.code === 'ticket_closed') {
      // What was written stays readable, and is there again should the ticket be reopened.
      this.text = [...this.outgoing.map((reply) => reply.text), this.text].filter(Boolean).join('\n\n')
      this.outgoing = []
      this.keep()
      this.host.ticketChanged()
      return false
    }
    this.patch(key, { state: 'failed', error })
    if (!error.isPassing) return error.status !== 401
    this.attempts += 1
    this.retryTimer = setTimeout(this.retryAll, backoffMs(this.attempts, error.retryAfterSeconds))
    return false
  }

  private patch(key: string, part: Pick<Outgoing, 'state' | 'error'>): void {
    this.outgoing = this.outgoing.map((reply) => {
      if (reply.key !== key) return reply
      const { error: _former, ...rest } = reply
      return { ...rest, ...part }
    })
    this.host.requestUpdate()
  }

  private drop(key: string): void {
    this.outgoing = this.outgoing.filter((reply) => reply.key !== key)
    this.keep()
  }

  private keep(): void {
    this.store?.write(this.text, this.outgoing)
    this.host.requestUpdate()
  }
}
