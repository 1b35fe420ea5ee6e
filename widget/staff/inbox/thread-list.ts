import { html, nothing, type PropertyDeclarations } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Inbox, ThreadSummary } from '../../../shared/threads.ts'
import { define } from '../../base/define.ts'
import { listThreads } from '../api/threads.ts'
import { controlStyles } from '../base/control.styles.ts'
import { FilteredListController } from '../base/filtered-list.controller.ts'
import { icon } from '../base/icons.ts'
import { inboxHref, type InboxRoute } from '../base/routes.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { emptyState, errorState } from '../base/states.ts'
import { shortTime } from '../base/time.ts'
import { threadListStyles } from './thread-list.styles.ts'

const typingPauseMs = 250

/**
 * The threads of an inbox: search, states, and a row for each, newest first.
 *
 * @element cp-staff-thread-list
 * @fires cp-staff-shortcuts-wanted - The reader wants to know the keys.
 */
export class StaffThreadList extends StaffElement {
  static override styles = [controlStyles, stateStyles, threadListStyles]
  static override properties: PropertyDeclarations = { route: { attribute: false }, inboxes: { attribute: false } }

  declare route: InboxRoute
  declare inboxes: Inbox[] | null
  private readonly threads = new FilteredListController(this, async (...asked: Parameters<typeof listThreads>) => {
    const { threads, next } = await listThreads(...asked)
    return { items: threads, next }
  })
  private typingTimer: ReturnType<typeof setTimeout> | undefined
  /** As typed; the route has it without the spaces around. */
  private searchText = ''

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('route')) return
    if (this.searchText.trim() !== this.route.q) this.searchText = this.route.q
    const { inboxId, state, q } = this.route
    this.threads.show({ state, ...(inboxId ? { inboxId } : {}), ...(q ? { q } : {}) })
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('route')) this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.typingTimer)
  }

  override render() {
    const { inbox } = this.texts
    return html`
      <div class="top">
        ${this.renderInboxChoice()}
        <form class="search" role="search" @submit=${(event: Event) => event.preventDefault()}>
          ${icon('search')}
          <input
            id="search"
            class="input"
            type="search"
            aria-label=${inbox.search}
            placeholder=${inbox.searchHint}
            .value=${this.searchText}
            @input=${this.onSearch}
            @keydown=${this.onSearchKey}
          />
        </form>
        <div class="tools">
          <nav class="states" aria-label=${inbox.state}>
            ${this.renderState('open', inbox.open)}${this.renderState('closed', inbox.closed)}${this.renderState('all', inbox.allStates)}
          </nav>
          <button
            class="button quiet icon help-button"
            type="button"
            aria-label=${this.texts.shortcuts.open}
            title=${this.texts.shortcuts.open}
            @click=${() => this.emit('cp-staff-shortcuts-wanted')}
          >
            ${icon('help')}
          </button>
        </div>
      </div>
      <div class="rows ${this.threads.page.isPending && this.threads.page.items.length === 0 ? 'pending' : ''}">
        ${this.threads.page.render({
          pending: () => this.renderSkeleton(),
          error: (error) => errorState(this.texts, inbox.failedTitle, error, () => void this.threads.page.retry()),
          empty: () => this.renderEmpty(),
          data: (threads, isStale) => this.renderRows(threads, isStale),
        })}
      </div>
    `
  }

  /** Only shown where the sidebar has no room for the inboxes. */
  private renderInboxChoice() {
    const { inbox } = this.texts
    if (!this.inboxes || this.inboxes.length < 2) return nothing
    return html`<select class="input inbox-choice" aria-label=${inbox.chooseInbox} @change=${this.onInbox}>
      <option value="" ?selected=${!this.route.inboxId}>${inbox.all}</option>
      ${this.inboxes.map((one) => html`<option value=${one.id} ?selected=${one.id === this.route.inboxId}>${one.name}</option>`)}
    </select>`
  }

  private renderState(state: InboxRoute['state'], name: string) {
    const isHere = this.route.state === state
    return html`<a href=${inboxHref({ ...this.route, threadId: null, state })} aria-current=${isHere ? 'true' : nothing}>${name}</a>`
  }

  private renderSkeleton() {
    return html`<div role="status">
      <span class="visually-hidden">${this.texts.app.loading}</span>
      ${[1, 2, 3, 4, 5, 6].map(() => html`<div class="row-bones"><span class="bone short"></span><span class="bone"></span><span class="bone middle"></span></div>`)}
    </div>`
  }

  private renderEmpty() {
    const { inbox } = this.texts
    const { q, state } = this.route
    if (q) {
      const everywhere = html`<a class="button" href=${inboxHref({ ...this.route, threadId: null, state: 'all' })}
        >${inbox.searchAllStates}</a
      >`
      return emptyState('search', inbox.emptySearchTitle(q), inbox.emptySearchText, state === 'all' ? nothing : everywhere)
    }
    if (state === 'open') return emptyState('check', inbox.emptyOpenTitle, inbox.emptyOpenText)
    if (state === 'closed') return emptyState('inbox', inbox.emptyClosedTitle, inbox.emptyClosedText)
    return emptyState('inbox', inbox.emptyAllTitle, inbox.emptyAllText)
  }

  private renderRows(threads: ThreadSummary[], isStale: boolean) {
    const { inbox } = this.texts
    const { page } = this.threads
    return html`
      <ul class=${isStale ? 'stale' : ''} aria-label=${inbox.threads} aria-busy=${isStale ? 'true' : 'false'}>
        ${repeat(
          threads,
          (thread) => thread.id,
          (thread) => html`<li>${this.renderRow(thread)}</li>`,
        )}
      </ul>
      ${
        page.hasMore
          ? html`<button
              class="button more"
              type="button"
              aria-disabled=${page.isLoadingMore ? 'true' : 'false'}
              @click=${() => void page.loadMore()}
            >
              ${page.moreError ? this.texts.app.tryAgain : inbox.loadMore}
            </button>`
          : nothing
      }
    `
  }

  private renderRow(thread: ThreadSummary) {
    const { inbox, conversation } = this.texts
    const isHere = thread.id === this.route.threadId
    return html`<a
      class="row ${thread.isUnread ? 'unread' : ''}"
      href=${inboxHref({ ...this.route, threadId: thread.id })}
      aria-current=${isHere ? 'true' : nothing}
    >
      <span class="line">
        ${thread.isUnread ? html`<span class="dot"></span><span class="visually-hidden">${inbox.unread}</span>` : nothing}
        <span class="name" dir="auto">${thread.contactName || inbox.noName}</span>
        ${thread.companyName ? html`<span class="company">${thread.companyName}</span>` : nothing}
        <span class="at">${shortTime(this.staff.language, thread.lastMessageAt)}</span>
      </span>
      <span class="line subject-line">
        <span class="subject" dir="auto">${thread.subject}</span>
        ${thread.ticketNumber === null ? nothing : html`<span class="number">${conversation.ticketNumber(thread.ticketNumber)}</span>`}
      </span>
      <span class="line"
        ><span class="preview" dir="auto">${thread.preview || inbox.noPreview}</span>${
          thread.isOpen || this.route.state === 'closed' ? nothing : html`<span class="pill closed">${inbox.closed}</span>`
        }</span
      >
    </a>`
  }

  /** The thread before or after the chosen one, if it is shown. */
  neighbour(step: 1 | -1): string | null {
    const { items } = this.threads.page
    const index = items.findIndex((thread) => thread.id === this.route.threadId)
    if (index < 0) return items[0]?.id ?? null
    return items[index + step]?.id ?? null
  }

  /** Takes the unread mark off a row that was just opened. */
  markRead(threadId: string): void {
    this.threads.page.patch(threadId, (thread) => ({ ...thread, isUnread: false }))
  }

  /** Puts the cursor into the search field. */
  focusSearch(): void {
    this.byId<HTMLInputElement>('search')?.select()
  }

  /** Puts the focus on the row of this thread, or on the first one. */
  focusRow(threadId: string | null): void {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('.row')]
    const index = this.threads.page.items.findIndex((thread) => thread.id === threadId)
    rows[Math.max(0, index)]?.focus()
  }

  private onSearch(event: Event): void {
    this.searchText = (event.target as HTMLInputElement).value
    const q = this.searchText.trim()
    clearTimeout(this.typingTimer)
    this.typingTimer = setTimeout(() => this.staff.go(inboxHref({ ...this.route, q }), 'replace'), q === '' ? 0 : typingPauseMs)
  }

  private onSearchKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' || event.key === 'ArrowDown') {
      event.preventDefault()
      this.focusRow(this.route.threadId)
    }
  }

  private onInbox(event: Event): void {
    this.staff.go(inboxHref({ ...this.route, threadId: null, inboxId: (event.target as HTMLSelectElement).value || null }))
  }
}

define('cp-staff-thread-list', StaffThreadList)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-thread-list': StaffThreadList
  }
}
