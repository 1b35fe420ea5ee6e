import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Attachment } from '../../shared/attachments.ts'
import type { PublicMessage, TicketSummary } from '../../shared/tickets.ts'
import { toApiError, type ApiError } from '../api/api-error.ts'
import { postReply } from '../api/tickets.ts'
import { backoffMs } from '../base/backoff.ts'
import type { Connection } from '../base/connection.ts'
import { Draft } from '../base/drafts.ts'

/** A reply that the server has not confirmed yet. */
export interface Outgoing {
  /** Also its Idempotency-Key: trying again can never make a second message. */
  key: string
  text: string
  attachments: readonly Attachment[]
  /** The same files as they were picked: another session must upload them again. */
  files: readonly File[]
  createdAt: string
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

/** What a contact writes: the draft, and replies on their way. Text is kept until the server has it. */
export class ReplyController implements ReactiveController {
  text = ''
  outgoing: readonly Outgoing[] = []
  /** A text that could not be sent because the ticket is closed. */
  refusedText = ''

  private readonly host: Host
  private connection: Connection | undefined
  private draft: Draft | undefined
  private readonly retryTimers = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(host: Host) {
    this.host = host
    host.addController(this)
  }

  /** Takes up the contact's draft for the ticket that is shown. */
  enter(connection: Connection, contactId: string): void {
    this.connection = connection
    this.draft = this.host.ticketId ? new Draft(connection.portalKey, contactId, this.host.ticketId) : undefined
    if (!this.text) this.text = this.draft?.read() ?? ''
    this.retryAll()
    this.host.requestUpdate()
  }

  /** Forgets the contact; the draft stays in storage. */
  leave(): void {
    for (const timer of this.retryTimers.values()) clearTimeout(timer)
    this.retryTimers.clear()
    this.connection = undefined
    this.draft = undefined
    this.text = ''
    this.outgoing = []
    this.refusedText = ''
  }

  write(text: string): void {
    this.text = text
    this.keepDraft()
    this.host.requestUpdate()
  }

  /** Shows the reply at once and sends it. */
  send(attachments: readonly Attachment[], files: readonly File[]): void {
    const text = this.text.trimEnd()
    const reply: Outgoing = { key: crypto.randomUUID(), text, attachments, files, createdAt: new Date().toISOString(), state: 'sending' }
    this.outgoing = [...this.outgoing, reply]
    this.text = ''
    this.keepDraft()
    void this.deliver(reply)
  }

  readonly retry = (key: string): void => {
    const reply = this.outgoing.find((other) => other.key === key)
    if (reply) void this.deliver(reply)
  }

  /** Puts the text of a reply that was not sent back to where it was typed; answers its files. */
  edit(key: string): readonly File[] {
    const reply = this.outgoing.find((other) => other.key === key)
    if (!reply) return []
    this.drop(key)
    this.write([reply.text, this.text].filter(Boolean).join('\n\n'))
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
    for (const timer of this.retryTimers.values()) clearTimeout(timer)
  }

  private readonly retryAll = () => {
    for (const reply of this.outgoing) {
      if (reply.error?.status === 401 && reply.files.length > 0) this.host.takeBack(reply.key)
      else if (reply.error?.isPassing || reply.error?.status === 401) void this.deliver(reply)
    }
  }

  private async deliver(reply: Outgoing, attempt = 1): Promise<void> {
    const { connection } = this
    const { ticketId } = this.host
    if (!connection) return
    clearTimeout(this.retryTimers.get(reply.key))
    this.patch(reply.key, { state: 'sending' })
    try {
      const body = { text: reply.text, attachmentIds: reply.attachments.map((attachment) => attachment.id) }
      const { message, ticket } = await postReply(connection.session, ticketId, body, reply.key)
      this.drop(reply.key)
      this.keepDraft()
      this.host.replyTaken(message, ticket)
    } catch (thrown) {
      const error = toApiError(thrown)
      if (error.code === 'ticket_closed') {
        this.drop(reply.key)
        this.refusedText = [this.refusedText, reply.text, this.text].filter(Boolean).join('\n\n')
        this.text = ''
        this.host.ticketChanged()
        return
      }
      this.patch(reply.key, { state: 'failed', error })
      if (!error.isPassing || !this.connection) return
      const timer = setTimeout(
        () => {
          const current = this.outgoing.find((other) => other.key === reply.key)
          if (current) void this.deliver(current, attempt + 1)
        },
        backoffMs(attempt, error.retryAfterSeconds),
      )
      this.retryTimers.set(reply.key, timer)
    }
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
    clearTimeout(this.retryTimers.get(key))
    this.retryTimers.delete(key)
    this.outgoing = this.outgoing.filter((reply) => reply.key !== key)
    this.host.requestUpdate()
  }

  /** What a reload must not lose: replies under way and what is being typed. */
  private keepDraft(): void {
    this.draft?.write([...this.outgoing.map((reply) => reply.text), this.text].filter((text) => text.trim() !== '').join('\n\n'))
  }
}
