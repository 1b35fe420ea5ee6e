import type { Attachment } from '../../../shared/attachments.ts'
import type { AgentMessageBody } from '../../../shared/threads.ts'
import { type StaffApiError, type StaffClient, toApiError } from '../api/client.ts'
import { uploadFile } from '../api/attachments.ts'
import { type AgentMessageResult, writeInThread } from '../api/threads.ts'
import { writeInTicket } from '../api/tickets.ts'
import { readKept, writeKept } from './kept.ts'

/** Where a message goes: a thread, or a ticket that has none yet. */
export type ConversationTarget = { threadId: string } | { ticketId: string }

/** A message that the server has not confirmed. */
export interface OutgoingMessage {
  /** Its Idempotency-Key: every try has the same, so that no try makes a second message. */
  key: string
  target: ConversationTarget
  text: string
  isInternal: boolean
  attachments: Attachment[]
  state: 'sending' | 'failed'
  error?: StaffApiError | undefined
  startedAt: string
  /** The files behind `attachments`, as long as the page has them. */
  files?: (File | undefined)[]
}

/** What listeners are told: which conversation changed, and the confirmed message if that is why. */
export interface OutgoingChange {
  conversation: string
  result?: AgentMessageResult
}

/** The name of a conversation, for drafts and for messages on their way. */
export function conversationKey(target: ConversationTarget): string {
  return 'threadId' in target ? `thread-${target.threadId}` : `ticket-${target.ticketId}`
}

/** Messages on their way. Kept in the tab's storage, so that a reload in the middle loses and doubles nothing. */
export class OutgoingMessages {
  private readonly client: StaffClient
  private readonly keptName: string
  private readonly listeners = new Set<(change: OutgoingChange) => void>()
  private messages: OutgoingMessage[]

  constructor(client: StaffClient, staffId: string) {
    this.client = client
    this.keptName = `${staffId}-outgoing`
    this.messages = readKept<OutgoingMessage[]>(this.keptName, []).map((message) => ({ ...message, state: 'failed', error: undefined }))
    addEventListener('beforeunload', this.onBeforeUnload)
  }

  /** Forgets the page's listeners; what is kept stays for the next sign-in. */
  stop(): void {
    this.listeners.clear()
    removeEventListener('beforeunload', this.onBeforeUnload)
  }

  /** What is on its way in one conversation, oldest first. */
  list(conversation: string): OutgoingMessage[] {
    return this.messages.filter((message) => conversationKey(message.target) === conversation)
  }

  /** Hears of every change until the answered function is called. */
  subscribe(listener: (change: OutgoingChange) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Sends a new message. */
  send(target: ConversationTarget, body: Pick<OutgoingMessage, 'text' | 'isInternal' | 'attachments' | 'files'>): void {
    const message: OutgoingMessage = { ...body, target, key: crypto.randomUUID(), state: 'sending', startedAt: new Date().toISOString() }
    this.messages = [...this.messages, message]
    void this.attempt(message)
  }

  /** Tries a failed message again, under its own key. */
  retry(key: string): void {
    const message = this.messages.find((one) => one.key === key)
    if (message?.state === 'failed') void this.attempt(message)
  }

  /** Takes a failed message out, to edit or to forget it. */
  take(key: string): OutgoingMessage | undefined {
    const message = this.messages.find((one) => one.key === key && one.state === 'failed')
    if (message) this.remove(message)
    return message
  }

  private async attempt(message: OutgoingMessage): Promise<void> {
    message.state = 'sending'
    message.error = undefined
    this.tell({ conversation: conversationKey(message.target) })
    const body = { text: message.text, isInternal: message.isInternal, attachmentIds: message.attachments.map((file) => file.id) }
    try {
      const result = await this.write(message, body)
      this.messages = this.messages.filter((one) => one !== message)
      this.tell({ conversation: conversationKey(message.target), result })
    } catch (error) {
      if (await this.uploadAgain(message, toApiError(error))) return this.attempt(message)
      message.state = 'failed'
      message.error = toApiError(error)
      this.tell({ conversation: conversationKey(message.target) })
    }
  }

  private write({ target, key }: OutgoingMessage, body: AgentMessageBody): Promise<AgentMessageResult> {
    return 'threadId' in target
      ? writeInThread(this.client, target.threadId, body, key)
      : writeInTicket(this.client, target.ticketId, body, key)
  }

  /** Drafts of files end with the session that made them; after a new sign-in they are uploaded once more. */
  private async uploadAgain(message: OutgoingMessage, error: StaffApiError): Promise<boolean> {
    const { files } = message
    if (error.code !== 'attachment_not_found' || !files || !files.every((file) => file !== undefined)) return false
    delete message.files
    try {
      const { signal } = new AbortController()
      message.attachments = await Promise.all(files.map((file) => uploadFile(this.client, file, () => undefined, signal)))
    } catch {
      return false
    }
    // Another body needs another key.
    message.key = crypto.randomUUID()
    return true
  }

  private remove(message: OutgoingMessage): void {
    this.messages = this.messages.filter((one) => one !== message)
    this.tell({ conversation: conversationKey(message.target) })
  }

  private tell(change: OutgoingChange): void {
    const kept = this.messages.map((message) => ({ ...message, files: undefined, error: undefined }))
    writeKept(this.keptName, kept.length > 0 ? kept : null)
    for (const listener of [...this.listeners]) listener(change)
  }

  private readonly onBeforeUnload = (event: BeforeUnloadEvent) => {
    if (this.messages.some((message) => message.state === 'sending')) event.preventDefault()
  }
}
