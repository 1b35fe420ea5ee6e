import { html, nothing, type PropertyDeclarations } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Inbox, StaffMessage } from '../../../shared/threads.ts'
import { define } from '../../base/define.ts'
import { messageBodyStyles } from '../../ui/message-body.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { PipelinesController, stageName } from '../base/pipelines.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { emptyState, errorState } from '../base/states.ts'
import { dayHeading, isSameDay } from '../base/time.ts'
import './composer.ts'
import type { StaffComposer, WrittenMessage } from './composer.ts'
import { type ConversationData, ConversationController } from './conversation.controller.ts'
import { conversationStyles } from './conversation.styles.ts'
import { DropController } from './drop.controller.ts'
import { messageStyles } from './message.styles.ts'
import { renderMessage, renderOutgoing } from './message-view.ts'
import { renderReaders } from './read-by.ts'
import { conversationKey } from './outgoing.ts'
import { ScrollKeeper } from './scroll-keeper.ts'
import './ticket-panel.ts'

/**
 * One conversation: messages, composer, and what belongs to it beside.
 *
 * @element cp-staff-conversation
 * @slot back - A way back to the list, where there is no room for both.
 * @fires cp-staff-thread-read - The thread was seen. `detail.threadId`.
 */
export class StaffConversation extends StaffElement {
  static override styles = [controlStyles, stateStyles, messageBodyStyles, messageStyles, conversationStyles]
  static override properties: PropertyDeclarations = {
    threadId: { attribute: 'thread-id' },
    ticketId: { attribute: 'ticket-id' },
    inboxes: { attribute: false },
    isPanelOpen: { state: true },
    hasNewBelow: { state: true },
  }

  /** The thread to show… */
  declare threadId: string | null
  /** …or the ticket, which may have no thread yet. */
  declare ticketId: string | null
  declare inboxes: Inbox[]
  declare private isPanelOpen: boolean
  declare private hasNewBelow: boolean
  private readonly conversation = new ConversationController(this, (message) => this.onArrived(message))
  private readonly pipelines = new PipelinesController(this)
  private readonly keeper = new ScrollKeeper(this, '.scroll')
  private readonly drop = new DropController(this, (files) => this.composer?.addFiles(files))

  constructor() {
    super()
    this.threadId = null
    this.ticketId = null
    this.inboxes = []
    this.isPanelOpen = false
    this.hasNewBelow = false
  }

  private get composer(): StaffComposer | null {
    return this.renderRoot.querySelector('cp-staff-composer')
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('threadId') && !changed.has('ticketId')) return
    this.hasNewBelow = false
    this.isPanelOpen = false
    this.keeper.toEndOnce()
    if (this.threadId) void this.conversation.open({ threadId: this.threadId })
    else if (this.ticketId) void this.conversation.open({ ticketId: this.ticketId })
  }

  override render() {
    const texts = this.texts
    return this.conversation.load.render({
      pending: () => this.renderSkeleton(),
      error: (error) => {
        const isGone = error.code === 'thread_not_found' || error.code === 'ticket_not_found' || error.code === 'not_found'
        return html`<div class="bar"><slot name="back"></slot></div>
          ${
            isGone
              ? emptyState('info', texts.conversation.goneTitle, texts.conversation.goneText)
              : errorState(texts, texts.conversation.failedTitle, error, () => void this.conversation.load.retry())
          }`
      },
      empty: () => html``,
      data: (data) => this.renderData(data),
    })
  }

  private renderSkeleton() {
    return html`<div class="bar"><slot name="back"></slot><span class="bone middle"></span></div>
      <div class="skeleton" role="status">
        <span class="visually-hidden">${this.texts.app.loading}</span>
        ${[1, 2, 3].map(() => html`<div class="message"><span class="bone short"></span><span class="bone"></span><span class="bone middle"></span></div>`)}
      </div>`
  }

  private renderData(data: ConversationData) {
    const { conversation } = this.texts
    const subject = data.ticket?.subject ?? data.thread?.subject ?? ''
    const { sendTo } = this.conversation
    return html`
      ${this.renderBar(data, subject)}
      ${
        this.conversation.actionError
          ? html`<p class="banner bad action-error" role="alert">
              ${icon('warning')} ${conversation.changeFailed} ${errorText(this.texts, this.conversation.actionError)}
            </p>`
          : nothing
      }
      <div class="columns">
        <div class="talk">
          <div class="scroll" tabindex="0" role="region" aria-label=${conversation.messages} @scroll=${this.onScroll}>
            ${this.renderMessages(data)}
          </div>
          ${this.hasNewBelow ? html`<button class="button to-new" type="button" @click=${this.toEnd}>${icon('down')} ${conversation.jumpToNew}</button>` : nothing}
          <cp-staff-composer
            .staff=${this.staff}
            .conversation=${sendTo ? conversationKey(sendTo) : ''}
            .contactName=${data.ticket?.requester?.name ?? data.thread?.contactName ?? null}
            .isClosed=${data.ticket?.status === 'closed'}
            @cp-staff-message-written=${this.onWritten}
            @cp-staff-composer-left=${() => this.renderRoot.querySelector<HTMLElement>('.scroll')?.focus()}
          ></cp-staff-composer>
        </div>
        <aside class="side ${this.isPanelOpen ? 'open' : ''}" id="side" aria-label=${conversation.details} @keydown=${this.onSideKey}>
          <div class="side-head">
            <button class="button quiet icon" type="button" aria-label=${conversation.hideDetails} @click=${() => this.togglePanel(false)}>
              ${icon('close')}
            </button>
          </div>
          <cp-staff-ticket-panel
            .staff=${this.staff}
            .ticket=${data.ticket}
            .thread=${data.thread}
            .pipelines=${this.pipelines.list}
            .inboxes=${this.inboxes}
            .isTicketPage=${this.ticketId !== null}
            @cp-staff-stage-chosen=${this.onStage}
            @cp-staff-hide-chosen=${this.onHide}
          ></cp-staff-ticket-panel>
        </aside>
      </div>
      ${this.drop.isOver ? html`<div class="drop" aria-hidden="true">${icon('clip')} ${this.texts.composer.dropHere}</div>` : nothing}
    `
  }

  private renderBar(data: ConversationData, subject: string) {
    const { conversation, panel } = this.texts
    const { ticket } = data
    return html`<header class="bar">
      <slot name="back"></slot>
      <div class="title">
        <h2 id="title" tabindex="-1" dir="auto" title=${subject}>${subject}</h2>
        ${
          ticket
            ? html`<span class="number">${conversation.ticketNumber(ticket.number)}</span>
                <span class="pill ${ticket.status}">${ticket.status === 'open' ? panel.open : panel.closed}</span>
                ${ticket.isHidden ? html`<span class="hidden-mark">${icon('eyeOff')} ${panel.hidden}</span>` : nothing}`
            : nothing
        }
      </div>
      <div class="acts">
        ${
          ticket
            ? html`<button
                class="button"
                type="button"
                aria-label=${ticket.status === 'open' ? conversation.close : conversation.reopen}
                aria-disabled=${this.conversation.isActing ? 'true' : 'false'}
                @click=${() => void this.toggleClosed()}
              >
                ${icon(ticket.status === 'open' ? 'check' : 'reopen')}
                <span>${ticket.status === 'open' ? conversation.close : conversation.reopen}</span>
              </button>`
            : nothing
        }
        <button
          class="button icon panel-toggle"
          type="button"
          aria-label=${this.isPanelOpen ? conversation.hideDetails : conversation.showDetails}
          title=${conversation.details}
          aria-expanded=${this.isPanelOpen ? 'true' : 'false'}
          aria-controls="side"
          @click=${() => this.togglePanel(!this.isPanelOpen)}
        >
          ${icon('panel')}
        </button>
      </div>
    </header>`
  }

  private renderMessages(data: ConversationData) {
    const { conversation } = this.texts
    const onTheirWay = this.conversation.onTheirWay
    return html`
      ${
        data.olderMessages
          ? html`<button
              class="button older"
              type="button"
              aria-disabled=${this.conversation.isLoadingOlder ? 'true' : 'false'}
              @click=${this.onOlder}
            >
              ${conversation.loadOlder}
            </button>`
          : nothing
      }
      ${data.messages.length === 0 && onTheirWay.length === 0 ? html`<p class="nothing muted">${conversation.noMessages}</p>` : nothing}
      <ol class="messages">
        ${repeat(
          data.messages,
          (message) => message.id,
          (message, index) => {
            const before = data.messages[index - 1]
            const isNewDay = !before || !isSameDay(before.createdAt, message.createdAt)
            return html`${isNewDay ? html`<li class="day"><span>${dayHeading(this.staff.language, message.createdAt)}</span></li>` : nothing}
            ${renderMessage(this.staff, message)} ${renderReaders(this.staff, message, data.messages, data.readers)}`
          },
        )}
        ${repeat(
          onTheirWay,
          (message) => message.key,
          (message) =>
            renderOutgoing(this.staff, message, {
              retry: (key) => this.staff.outgoing.retry(key),
              discard: (key) => this.staff.outgoing.take(key),
              edit: (key) => this.edit(key),
            }),
        )}
      </ol>
    `
  }

  /** Turns the composer to a reply or a note and puts the cursor there. */
  write(kind: 'reply' | 'note'): void {
    void this.composer?.write(kind)
  }

  /** Closes the ticket, or reopens it. */
  async toggleClosed(): Promise<void> {
    const { conversation } = this.texts
    if (await this.conversation.toggleClosed()) {
      this.staff.announce(this.conversation.data?.ticket?.status === 'closed' ? conversation.closed : conversation.reopened)
    }
  }

  /** Puts the focus on the subject, where reading begins. */
  focusTitle(): void {
    this.byId('title')?.focus({ preventScroll: true })
  }

  private onWritten(event: CustomEvent<WrittenMessage>): void {
    event.stopPropagation()
    const { sendTo } = this.conversation
    if (!sendTo) return
    this.keeper.toEndOnce()
    this.staff.outgoing.send(sendTo, event.detail)
  }

  private onArrived(message: StaffMessage): void {
    if (message.direction === 'inbound') this.staff.announce(this.texts.inbox.newArrived(message.authorName))
    else this.staff.announce(message.direction === 'internal' ? this.texts.composer.kept : this.texts.composer.sent)
    if (!this.keeper.isAtEnd) this.hasNewBelow = true
  }

  private edit(key: string): void {
    const message = this.staff.outgoing.take(key)
    if (message) void this.composer?.edit(message)
  }

  private async onOlder(): Promise<void> {
    this.keeper.holdPlaceOnce()
    await this.conversation.loadOlder()
  }

  private onScroll(): void {
    this.keeper.onScroll()
    if (this.keeper.isAtEnd && this.hasNewBelow) this.hasNewBelow = false
  }

  private toEnd(): void {
    this.hasNewBelow = false
    this.keeper.toEnd()
    this.renderRoot.querySelector<HTMLElement>('.scroll')?.focus()
  }

  private togglePanel(isOpen: boolean): void {
    this.isPanelOpen = isOpen
    if (!isOpen) this.renderRoot.querySelector<HTMLElement>('.panel-toggle')?.focus()
    else void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.side-head button')?.focus())
  }

  private onSideKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.isPanelOpen) this.togglePanel(false)
  }

  private async onStage(event: CustomEvent<string>): Promise<void> {
    const stage = this.pipelines.stage(event.detail)
    if ((await this.conversation.move(event.detail)) && stage) {
      this.staff.announce(this.texts.conversation.moved(stageName(stage, this.staff.language)))
    }
  }

  private async onHide(event: CustomEvent<boolean>): Promise<void> {
    const { hiddenNow, shownNow } = this.texts.conversation
    if (await this.conversation.hide(event.detail)) this.staff.announce(event.detail ? hiddenNow : shownNow)
  }
}

define('cp-staff-conversation', StaffConversation)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-conversation': StaffConversation
  }
}
