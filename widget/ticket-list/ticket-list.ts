import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { patchMe } from '../api/session.ts'
import type { TicketQuery } from '../api/tickets.ts'
import { define } from '../base/define.ts'
import { MinuteTick } from '../base/minute-tick.ts'
import { PortalElement } from '../base/portal-element.ts'
import { problemNotice } from '../base/problem-text.ts'
import { fieldStyles } from '../ui/field.styles.ts'
import { closeIcon, searchIcon } from '../ui/icons.ts'
import { banner, empty, problem } from '../ui/notice.ts'
import { skeletonLine } from '../ui/skeleton.ts'
import { statusPillStyles } from '../ui/status-pill.ts'
import { pageSize, TicketListController } from './ticket-list.controller.ts'
import { ticketListStyles } from './ticket-list.styles.ts'
import { pendingTable, ticketTable } from './ticket-table.ts'

const statuses = ['all', 'open', 'closed'] as const
const searchAfterMs = 250

/**
 * The signed-in contact's tickets, newest activity first, with search, status filter and — where the portal allows it —
 * the organization's tickets.
 *
 * @element cp-ticket-list
 * @attribute {all|open|closed} status - Which tickets are shown; default `all`.
 * @attribute {mine|company} view - Whose tickets; default: what this contact chose last.
 * @attribute q - Words searched for.
 * @attribute ticket-href - Address of a ticket's page, with `{id}` in it.
 * @fires cp-ticket-open - A ticket was chosen. `detail.ticketId`. Cancelable; otherwise a `cp-ticket-detail` on the page shows it, else `ticket-href` is followed.
 * @fires cp-list-change - Status, view or search changed. `detail`: all three.
 * @slot empty - Replaces the text shown to a contact without any ticket.
 * @csspart row - One ticket.
 * @csspart status - A ticket's status.
 * @cssproperty [--row-padding=10px] - Space above and below the text of a row.
 */
export class TicketList extends PortalElement {
  static override styles = [PortalElement.styles, fieldStyles, statusPillStyles, ticketListStyles]
  static override properties = {
    status: { reflect: true },
    view: { reflect: true },
    q: { reflect: true },
    ticketHref: { attribute: 'ticket-href' },
    openTicket: { attribute: false },
  }

  declare status: TicketQuery['status']
  /** Empty: the contact's last choice. */
  declare view: TicketQuery['view'] | ''
  declare q: string
  declare ticketHref: string
  /** Shows a chosen ticket instead of the default ways; set by `cp-portal`. */
  declare openTicket: ((ticketId: string) => void) | undefined

  private readonly list = new TicketListController(this)
  private searchTimer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super({})
    this.status = 'all'
    this.view = ''
    this.q = ''
    this.ticketHref = ''
    new MinuteTick(this)
  }

  /** What the list asks the server for. */
  get query(): TicketQuery {
    const view = this.me?.seesCompany ? this.view || this.me.view : 'mine'
    return { status: statuses.includes(this.status) ? this.status : 'all', view: view === 'company' ? 'company' : 'mine', q: this.q.trim() }
  }

  protected override enter(): void {
    if (this.connection) this.list.enter(this.connection)
  }

  protected override leave(): void {
    this.list.leave()
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed)
    if (this.hasUpdated && (changed.has('status') || changed.has('view') || changed.has('q'))) this.list.reload(true)
  }

  protected override renderContent(): TemplateResult {
    return html`${this.renderTools()} ${this.renderTickets()}`
  }

  protected override renderPending(): TemplateResult {
    // Of the height of what will stand there, so that nothing moves when it comes.
    return html`<div class="head" aria-hidden="true">
        <h2>${skeletonLine('short')}</h2>
        <span class="view"></span>
      </div>
      <div class="tools" aria-hidden="true">
        <div class="search"><span class="input"></span></div>
      </div>
      ${this.renderRowsPending()}`
  }

  private renderRowsPending(): TemplateResult {
    return html`<p class="visually-hidden" role="status">${this.texts.loading}</p>
      ${pendingTable(pageSize)}`
  }

  private renderTools(): TemplateResult {
    const { texts, query } = this
    return html`<div class="head">
        <h2 tabindex="-1" data-start>${texts.tickets}</h2>
        ${
          this.me?.seesCompany
            ? html`<label class="view select">
                <span class="visually-hidden">${texts.filterView}</span>
                <select class="input" @change=${this.chooseView}>
                  <option value="mine" ?selected=${query.view === 'mine'}>${texts.viewMine}</option>
                  <option value="company" ?selected=${query.view === 'company'}>${texts.viewCompany}</option>
                </select>
              </label>`
            : nothing
        }
      </div>
      <div class="tools">
        <div class="search" role="search">
          ${searchIcon}
          <input
            class="input"
            type="search"
            name="q"
            maxlength="200"
            autocomplete="off"
            aria-label=${texts.searchTickets}
            placeholder=${texts.searchPlaceholder}
            .value=${this.q}
            @input=${this.search}
            @keydown=${this.searchByKey}
          />
          ${
            this.q
              ? html`<button class="icon-button" type="button" aria-label=${texts.clearSearch} @click=${this.clearSearch}>
                  ${closeIcon}
                </button>`
              : nothing
          }
        </div>
        <div class="chips" role="group" aria-label=${texts.filterStatus}>
          ${statuses.map(
            (status) =>
              html`<button
                class="chip"
                type="button"
                aria-pressed=${status === query.status ? 'true' : 'false'}
                @click=${() => this.change({ status })}
              >
                ${{ all: texts.statusAll, open: texts.statusOpen, closed: texts.statusClosed }[status]}
              </button>`,
          )}
        </div>
      </div>`
  }

  private renderTickets(): TemplateResult {
    const { list, texts } = this
    const { error } = list
    if (list.state === 'pending') return this.renderRowsPending()
    if (list.state === 'error' && error) return problem(problemNotice(error, texts, list.retry))
    const stale = error ? banner(problemNotice(error, texts).title, { label: texts.tryAgain, act: list.retry }) : nothing
    if (list.tickets.length === 0) return html`${stale}${this.renderEmpty()}`
    const { times, ticketHref } = this
    const frame = { texts, times, hasRequester: this.query.view === 'company', isStale: list.isStale, ticketHref, open: this.open }
    return html`${stale}${ticketTable(list.tickets, frame)} ${this.renderFoot()}`
  }

  private renderFoot(): TemplateResult {
    const { list, texts } = this
    return html`<div class="foot">
      <span class="muted small" role="status">${texts.ticketsShown(list.tickets.length, list.next === null)}</span>
      ${list.moreError ? html`<span class="field-error" role="alert">${problemNotice(list.moreError, texts).title}</span>` : nothing}
      ${
        list.next
          ? html`<button
              class="button"
              type="button"
              aria-disabled=${list.isLoadingMore ? 'true' : 'false'}
              @click=${() => list.loadMore()}
            >
              ${list.isLoadingMore ? texts.loading : list.moreError ? texts.tryAgain : texts.loadMore}
            </button>`
          : nothing
      }
    </div>`
  }

  private renderEmpty(): TemplateResult {
    const { texts, query } = this
    const showAll = { label: texts.showAllTickets, act: () => this.change({ status: 'all', q: '' }) }
    if (query.q) return empty({ title: texts.emptySearch(query.q), hint: texts.emptySearchHint, action: showAll })
    if (query.status !== 'all') {
      return empty({ title: query.status === 'open' ? texts.emptyOpen : texts.emptyClosed, action: showAll })
    }
    if (query.view === 'company') return empty({ title: texts.emptyCompany })
    return html`<slot name="empty">${empty({ title: texts.emptyMine, hint: texts.emptyMineHint })}</slot>`
  }

  private readonly open = (event: MouseEvent, ticketId: string) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    this.flushSearch()
    const isAllowed = this.emit('cp-ticket-open', { ticketId }, true)
    const detail = isAllowed && !this.openTicket ? this.findDetail() : undefined
    if (isAllowed && !this.openTicket && !detail) return
    event.preventDefault()
    if (!isAllowed) return
    if (this.openTicket) this.openTicket(ticketId)
    else if (detail) {
      detail.setAttribute('ticket-id', ticketId)
      if (detail instanceof PortalElement) detail.focusStart()
    }
  }

  /** A `cp-ticket-detail` of the same portal that stands on the page itself. */
  private findDetail(): Element | undefined {
    for (const member of this.connection?.members ?? []) {
      if (member.localName === 'cp-ticket-detail' && member instanceof PortalElement && !member.isInner) return member
    }
    // Its chunk may still be on its way.
    return document.querySelector('cp-ticket-detail:not(:defined)') ?? undefined
  }

  private readonly search = (event: Event) => {
    const words = (event.target as HTMLInputElement).value
    clearTimeout(this.searchTimer)
    this.searchTimer = setTimeout(() => this.change({ q: words }), searchAfterMs)
  }

  /** Words still waiting belong to the list that is left: told later, they would call it back. */
  private flushSearch(): void {
    clearTimeout(this.searchTimer)
    const input = this.renderRoot.querySelector<HTMLInputElement>('input[type=search]')
    if (input) this.change({ q: input.value })
  }

  private readonly searchByKey = (event: KeyboardEvent) => {
    const input = event.target as HTMLInputElement
    if (event.key === 'Escape' && input.value) {
      event.preventDefault()
      this.clearSearch()
    }
    if (event.key === 'Enter') {
      clearTimeout(this.searchTimer)
      this.change({ q: input.value })
    }
  }

  private readonly clearSearch = () => {
    clearTimeout(this.searchTimer)
    const input = this.renderRoot.querySelector<HTMLInputElement>('input[type=search]')
    if (input) input.value = ''
    input?.focus()
    this.change({ q: '' })
  }

  private readonly chooseView = (event: Event) => {
    const view = (event.target as HTMLSelectElement).value === 'company' ? 'company' : 'mine'
    this.change({ view })
    const { session } = this.connection ?? {}
    if (session)
      void patchMe(session, { view }).then(
        (me) => session.setMe(me),
        () => undefined,
      )
  }

  private change(part: Partial<TicketQuery>): void {
    const before = this.query
    const { status, view, q } = { ...before, ...part }
    if (status === before.status && view === before.view && q === this.q) return
    this.status = status
    this.view = part.view ?? this.view
    this.q = q
    this.emit('cp-list-change', { status, view, q: q.trim() })
  }
}

define('cp-ticket-list', TicketList)

declare global {
  interface HTMLElementTagNameMap {
    'cp-ticket-list': TicketList
  }
}
