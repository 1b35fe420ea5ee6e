import '../start.ts'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { PublicMessage, TicketDetail, TicketSummary } from '../../shared/tickets.ts'
import { backendOrigin } from '../base/backend.ts'
import { define } from '../base/define.ts'
import { attachmentSource, fileTarget } from '../base/file-ends.ts'
import { MinuteTick } from '../base/minute-tick.ts'
import { PortalElement } from '../base/portal-element.ts'
import { problemNotice } from '../base/problem-text.ts'
import { fileTexts, type FileTexts } from '../locales/en/files.ts'
import { ticketTexts, type TicketTexts } from '../locales/en/ticket.ts'
import type { AttachmentSource } from '../ui/attachment.ts'
import { fieldStyles } from '../ui/field.styles.ts'
import { FileDrop } from '../ui/file-drop.ts'
import type { FilePicker, FileTarget } from '../ui/file-picker.ts'
import { messageBodyStyles } from '../ui/message-body.ts'
import { banner, empty, problem } from '../ui/notice.ts'
import { skeletonLine } from '../ui/skeleton.ts'
import { statusPillStyles } from '../ui/status-pill.ts'
import { textareaStyles } from '../ui/textarea.styles.ts'
import { composer } from './composer.ts'
import { conversation } from './conversation.ts'
import { ReplyController, type Outgoing } from './reply.controller.ts'
import { TicketDetailController } from './ticket-detail.controller.ts'
import { ticketDetailStyles } from './ticket-detail.styles.ts'
import type { TicketParts } from './ticket-parts.ts'
import { loadChunk } from '../base/load-chunk.ts'

/**
 * One ticket: what it is and how far it has come, who is on it, its conversation, and a place to answer. Printed, it is alone.
 *
 * @element cp-ticket-detail
 * @attribute ticket-id - The ticket shown.
 * @attribute new-href - Page with the support form, offered when the ticket is closed.
 * @fires cp-reply-sent - The server took a reply. `detail.ticketId`, `detail.messageId`.
 * @fires cp-ticket-new - Somebody wants to submit a new ticket because this one is closed. Cancelable; otherwise `new-href` is followed.
 * @csspart message - One message.
 * @csspart message-text - Its text.
 * @csspart status - The ticket's status.
 * @csspart steps - The stages of its pipeline, where the portal shows them.
 * @csspart properties - The properties that the portal shows.
 * @csspart people - Who was copied in, and copying in.
 * @csspart earlier-threads - Its conversations before the newest, where the portal shows them.
 * @csspart composer - The place to answer.
 */
export class TicketDetailElement extends PortalElement<keyof TicketTexts | keyof FileTexts> {
  static override styles = [PortalElement.styles, fieldStyles, textareaStyles, statusPillStyles, messageBodyStyles, ticketDetailStyles]
  static override properties = {
    ticketId: { attribute: 'ticket-id', reflect: true },
    newHref: { attribute: 'new-href' },
    offersNew: { attribute: false },
    composerNote: { state: true },
    isCopied: { state: true },
    sendsWhenUploaded: { state: true },
    wasRefused: { state: true },
    drawsMarkup: { state: true },
  }

  declare ticketId: string
  declare newHref: string
  /** Offers a new ticket without `new-href`; set by `cp-portal`, which answers `cp-ticket-new`. */
  declare offersNew: boolean
  declare private composerNote: string
  declare private isCopied: boolean
  declare private sendsWhenUploaded: boolean
  /** A reply came too late: the ticket had been closed. */
  declare private wasRefused: boolean
  declare private drawsMarkup: boolean

  private readonly detail = new TicketDetailController(this)
  private readonly reply = new ReplyController(this)
  private readonly files = new FileDrop(this, () => this.picker)
  private source: AttachmentSource | undefined
  private target: FileTarget | undefined
  private shouldUploadAgain = false
  private parts: TicketParts | undefined

  constructor() {
    super({ ...ticketTexts, ...fileTexts })
    this.ticketId = ''
    this.newHref = ''
    this.offersNew = false
    this.composerNote = ''
    this.isCopied = false
    this.sendsWhenUploaded = false
    this.wasRefused = false
    this.drawsMarkup = false
    new MinuteTick(this)
  }

  /** Called by the controller: others wrote while the ticket was shown. */
  messagesArrived(messages: readonly PublicMessage[]): void {
    for (const message of messages) this.announce(this.texts.messageArrived(message.authorName))
  }

  /** Called by the controller: the server has the reply. */
  replyTaken(message: PublicMessage, ticket: TicketSummary): void {
    this.detail.addOwn(message, ticket)
    this.announce(this.texts.sent)
    this.emit('cp-reply-sent', { ticketId: ticket.id, messageId: message.id })
  }

  /** A reply is on its way: what the server says of the ticket now may hold it twice. */
  get isSending(): boolean {
    return this.reply.isSending
  }

  /** Called by the controller: a reply must be written again, with its files. */
  takeBack(key: string): void {
    this.editAgain(key)
  }

  /** Called by the controller: the ticket is not what it was. */
  ticketChanged(): void {
    this.wasRefused = true
    this.detail.reload()
  }

  /** Called by the controller: what stands around the conversation comes in a chunk of its own, beside the ticket. */
  async loadParts(): Promise<void> {
    const { TicketParts, Unfolding, partStyles } = await loadChunk(() => import('./ticket-parts.ts'))
    const { detail, connection } = this
    const root = this.renderRoot as ShadowRoot
    const sheet = partStyles.styleSheet
    if (sheet && !root.adoptedStyleSheets.includes(sheet)) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
      new Unfolding(this)
    }
    if (this.parts || !connection) return
    const now = () => {
      const { texts, times, reply, picker } = this
      const hasUnsent = reply.text.trim() !== '' || (picker?.files.length ?? 0) > 0
      const { session } = connection
      return { api: session, isPreview: session.isPreview, detail: detail.value as TicketDetail, texts, times, hasUnsent }
    }
    this.parts = new TicketParts(root, now, {
      update: () => this.requestUpdate(),
      reload: () => detail.reload(),
      loadAll: () => detail.loadAll(),
      take: (result) => detail.take(result),
      announce: (text) => this.announce(text),
      drawMessages: (messages) => this.drawMessages(messages, [], null),
    })
  }

  protected override enter(): void {
    const { connection, me } = this
    if (!connection || !me) return
    // Files and markup may be drawn a moment after the words; the chunk stays small.
    import('./message-files.ts').then(
      () => (this.drawsMarkup = true),
      () => undefined,
    )
    this.source = attachmentSource(connection.session, backendOrigin)
    this.target = fileTarget(connection.session)
    this.detail.enter(connection)
    this.reply.enter(connection, me.id)
    // Files of a session that ended cannot be used in this one.
    if (this.shouldUploadAgain) this.picker?.uploadAgain()
    this.shouldUploadAgain = true
  }

  protected override leave(): void {
    this.parts = undefined
    this.detail.leave()
    this.reply.leave()
    this.picker?.clear()
    this.shouldUploadAgain = false
  }

  /** Short conversations stand as a whole; of a long one what is new, or newest, is brought into view. */
  protected override startShown(): void {
    const messages = this.renderRoot.querySelectorAll('.message')
    const target = this.renderRoot.querySelector('[data-new]') ?? messages[messages.length - 1]
    target?.scrollIntoView({ block: 'nearest' })
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed)
    if (!changed.has('ticketId') || !this.hasUpdated || !this.connection || !this.me) return
    this.parts = undefined
    this.reply.leave()
    this.picker?.clear()
    this.composerNote = ''
    this.wasRefused = false
    this.sendsWhenUploaded = false
    this.detail.switchTicket()
    this.reply.enter(this.connection, this.me.id)
  }

  protected override renderContent(): TemplateResult {
    const { detail, texts, parts } = this
    const { value, error } = detail
    if (!this.ticketId) return empty({ title: texts.noTicketChosen })
    if (!value || !parts) return error ? problem(problemNotice(error, texts, detail.retry)) : this.renderPending()
    return html`<div
      class="ticket ${this.files.isOver ? 'dropping' : ''}"
      @dragover=${this.files.over}
      @dragleave=${this.files.out}
      @drop=${this.files.drop}
      @paste=${this.files.paste}
    >
      ${error ? banner(problemNotice(error, texts).title, { label: texts.tryAgain, act: detail.retry }) : nothing} ${parts.head()}
      ${this.renderConversation()}
      ${value.can.reply && !this.connection?.session.isPreview ? this.renderComposer(parts) : this.renderClosed(parts)}
    </div>`
  }

  protected override renderPending(): TemplateResult {
    const message = html`<div class="message">
      <p>${skeletonLine('short')}</p>
      <p>${skeletonLine('wide')}</p>
      <p>${skeletonLine('half')}</p>
    </div>`
    return html`<p class="visually-hidden" role="status">${this.texts.loading}</p>
      <div class="ticket" aria-hidden="true">
        <div class="head">
          <p>${skeletonLine('half')}</p>
          <p class="facts">${skeletonLine('short')} ${skeletonLine('short')}</p>
        </div>
        <div class="conversation">${message}${message}</div>
      </div>`
  }

  private renderConversation(): TemplateResult {
    const { detail, reply, texts } = this
    const isEmpty = detail.messages.length === 0 && reply.outgoing.length === 0
    return html`<section class="conversation" aria-label=${texts.conversation}>
      ${
        detail.hasOlder
          ? html`<button
              class="button earlier"
              type="button"
              aria-disabled=${detail.isLoadingOlder ? 'true' : 'false'}
              @click=${() => detail.loadOlder()}
            >
              ${detail.isLoadingOlder ? texts.loading : texts.earlierMessages}
            </button>`
          : nothing
      }
      ${detail.olderError ? banner(problemNotice(detail.olderError, texts).title) : nothing}
      ${isEmpty ? html`<p class="muted">${texts.noMessages}</p>` : nothing}
      ${this.drawMessages(detail.messages, reply.outgoing, detail.readUpTo)}
    </section>`
  }

  private drawMessages(messages: readonly PublicMessage[], outgoing: readonly Outgoing[], readUpTo: string | null): TemplateResult {
    const { source, texts, times, drawsMarkup, reply, editAgain } = this
    if (!source) return html``
    const myName = this.me?.name ?? ''
    return conversation(messages, outgoing, { texts, times, source, readUpTo, drawsMarkup, myName, retry: reply.retry, edit: editAgain })
  }

  private renderComposer(parts: TicketParts): TemplateResult {
    const { reply, texts, target, settings } = this
    if (!target || !settings) return html``
    const over = reply.text.length - settings.limits.messageMaxChars
    return composer({
      texts,
      locale: this.locale,
      text: reply.text,
      effect: parts.replyNote,
      note: over > 0 ? texts.tooLong(over) : this.composerNote,
      isTooLong: over > 0,
      limits: settings.limits,
      target,
      write: this.write,
      send: this.send,
      filesChanged: this.filesChanged,
    })
  }

  private renderClosed(parts: TicketParts): TemplateResult {
    const { wasRefused, isCopied, newHref, offersNew, askForNew } = this
    const keptText = this.reply.text
    return parts.closedNote({ keptText, wasRefused, isCopied, copy: () => void this.copy(keptText), newHref, offersNew, askForNew })
  }

  private get picker(): FilePicker | null {
    return this.renderRoot.querySelector('cp-file-picker')
  }

  private readonly write = (event: Event) => {
    this.composerNote = ''
    this.reply.write((event.target as HTMLTextAreaElement).value)
  }

  private readonly send = () => {
    const { picker, reply, texts } = this
    const max = this.settings?.limits.messageMaxChars ?? Infinity
    this.sendsWhenUploaded = false
    if (reply.text.trim() === '') this.composerNote = texts.fieldError.required
    else if (picker?.hasProblems) this.composerNote = texts.replyHasBadFiles
    else if (picker?.isUploading) {
      this.sendsWhenUploaded = true
      this.composerNote = texts.waitForFiles
      return
    } else if (reply.text.trimEnd().length <= max) {
      this.composerNote = ''
      reply.send(picker?.attachments ?? [], picker?.files ?? [])
      picker?.clear()
    }
    this.renderRoot.querySelector<HTMLTextAreaElement>('#reply')?.focus()
  }

  private readonly filesChanged = () => {
    if (this.sendsWhenUploaded && !this.picker?.isUploading) this.send()
    else if (!this.sendsWhenUploaded) this.composerNote = ''
  }

  private readonly editAgain = (key: string) => {
    this.picker?.addFiles(this.reply.edit(key))
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLTextAreaElement>('#reply')?.focus())
  }

  private readonly askForNew = (event: Event) => {
    if (!this.emit('cp-ticket-new', {}, true)) event.preventDefault()
  }

  private async copy(text: string): Promise<void> {
    await navigator.clipboard.writeText(text).then(
      () => (this.isCopied = true),
      () => this.renderRoot.querySelector<HTMLTextAreaElement>('.refused textarea')?.select(),
    )
  }
}

define('cp-ticket-detail', TicketDetailElement)

declare global {
  interface HTMLElementTagNameMap {
    'cp-ticket-detail': TicketDetailElement
  }
}
