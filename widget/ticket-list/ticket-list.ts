import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { patchMe } from '../api/session.ts'
import type { TicketQuery } from '../api/tickets.ts'
import { define } from '../base/define.ts'
import { MinuteTick } from '../base/minute-tick.ts'
import { PortalElement } from '../base/portal-element.ts'
import { problemNotice } from '../base/problem-text.ts'
import { fieldStyles } from '../ui/field.styles.ts'
import { banner, empty, problem } from '../ui/notice.ts'
import { skeletonLine } from '../ui/skeleton.ts'
import { statusPillStyles } from '../ui/status-pill.ts'
import { sortChoice, statusChips, toolButton, viewSwitch } from './list-head.ts'
import { isSameQuery, oneOf, readConditions, sorts, statuses } from './list-state.ts'
import { SearchField } from './search-field.ts'
import { pageSize, TicketListController } from './ticket-list.controller.ts'
import { ticketListStyles } from './ticket-list.styles.ts'
import { pendingTable, ticketTable } from './ticket-table.ts'
import type { ListTools, ToolsFrame } from './tools/list-tools.ts'
import { loadChunk } from '../base/load-chunk.ts'

/** Properties that say what is listed. */
const listed = ['status', 'view', 'q', 'sort', 'order', 'filters']

/**
 * The signed-in contact's tickets, newest activity first, with search, filters, order, columns, export and — where the portal
 * allows it — the organization's tickets.
 *
 * @element cp-ticket-list
 * @attribute {all|open|closed} status - Which tickets are shown; default `all`.
 * @attribute {mine|company} view - Whose tickets; default: what this contact chose last.
 * @attribute q - Words searched for.
 * @attribute {activity|created|number} sort - What the list is ordered by; default `activity`.
 * @attribute {desc|asc} order - Newest or highest first (default), or last.
 * @attribute filters - Conditions that all hold, with spaces between: `created_at:in_last_days:30 custom.product:any_of:till,stock`.
 * @attribute ticket-href - Address of a ticket's page, with `{id}` in it.
 * @fires cp-ticket-open - A ticket was chosen. `detail.ticketId`. Cancelable; otherwise a `cp-ticket-detail` on the page shows it, else `ticket-href` is followed.
 * @fires cp-list-change - What is shown, or its order, was changed. `detail`: `status`, `view`, `q`, `sort`, `order`, `where`.
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
    sort: { reflect: true },
    order: { reflect: true },
    filters: { reflect: true },
    ticketHref: { attribute: 'ticket-href' },
    openTicket: { attribute: false },
  }

  declare status: TicketQuery['status']
  /** Empty: the contact's last choice. */
  declare view: TicketQuery['view'] | ''
  declare q: string
  declare sort: TicketQuery['sort']
  declare order: TicketQuery['order']
  /** Conditions with spaces between them. */
  declare filters: string
  declare ticketHref: string
  /** Shows a chosen ticket instead of the default ways; set by `cp-portal`. */
  declare openTicket: ((ticketId: string) => void) | undefined

  private readonly list = new TicketListController(this)
  private readonly search = new SearchField(
    () => this.renderRoot,
    (q) => this.change({ q }),
  )
  private tools: ListTools | undefined
  private hasToolsFailed = false
  /** The ticket that was opened here, and where its row was seen. */
  private opened: { ticketId: string; top: number } | undefined

  constructor() {
    super({})
    this.status = 'all'
    this.view = ''
    this.q = ''
    this.sort = 'activity'
    this.order = 'desc'
    this.filters = ''
    this.ticketHref = ''
    new MinuteTick(this)
  }

  /** What the list asks the server for. */
  get query(): TicketQuery {
    const view = (this.me?.seesCompany && this.view) || this.me?.view
    return {
      status: oneOf(statuses, this.status),
      view: view === 'company' ? 'company' : 'mine',
      q: this.q.trim(),
      sort: oneOf(sorts, this.sort),
      order: this.order === 'asc' ? 'asc' : 'desc',
      where: readConditions(this.filters.split(/\s+/)),
    }
  }

  /** Numbers stand at the switch between views, and in the sentence that says what is shown. */
  get showsCounts(): boolean {
    return this.me?.seesCompany === true || this.query.where.length > 0
  }

  /** After a ticket was read: back to its row, where it was on the screen. */
  override focusStart(): void {
    const { opened } = this
    this.opened = undefined
    const link = opened && this.renderRoot.querySelector<HTMLElement>(`[data-ticket="${CSS.escape(opened.ticketId)}"]`)
    if (!opened || !link?.checkVisibility()) {
      super.focusStart()
      return
    }
    const { top } = opened
    const goBack = () => scrollBy({ top: link.getBoundingClientRect().top - top, behavior: 'instant' })
    link.focus({ preventScroll: true })
    goBack()
    // The browser may do its own scrolling in the same step of the history.
    requestAnimationFrame(goBack)
  }

  protected override enter(): void {
    if (this.connection) this.list.enter(this.connection)
  }

  protected override leave(): void {
    this.list.leave()
    this.opened = undefined
    this.tools?.leave()
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed)
    if (this.hasUpdated && listed.some((name) => changed.has(name))) this.list.reload(true)
    // The rows come first: what they can do without is fetched when they are there.
    if (this.list.state === 'ready' && this.needsTools) void this.loadTools()
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
    const { texts, query, tools } = this
    const change = (part: Partial<TicketQuery>) => this.change(part)
    return html`<div class="head">
        <h2 tabindex="-1" data-start>${texts.tickets}</h2>
        ${this.me?.seesCompany ? viewSwitch(texts, query.view, this.list.counts, this.chooseView) : nothing}
      </div>
      <div class="tools">
        ${this.search.render(texts, this.q)} ${statusChips(texts, query.status, change)} ${sortChoice(texts, query, change)}
        <div class="acts">
          ${toolButton('filter', texts.filter, this.openTool)} ${toolButton('display', texts.listOptions, this.openTool)}
        </div>
      </div>
      ${this.hasToolsFailed ? banner(texts.problemOther, { label: texts.tryAgain, act: () => void this.loadTools() }) : nothing}
      ${tools?.render() ?? (query.where.length > 0 ? html`<div class="conditions" aria-busy="true"></div>` : nothing)}`
  }

  private renderTickets(): TemplateResult {
    const { list, texts } = this
    const { error } = list
    const { where } = this.query
    if (list.state === 'pending') return this.renderRowsPending()
    if (error?.code === 'invalid_request' && where.length > 0) {
      // An address of yesterday, or written by hand.
      return problem({ title: texts.filterRefused, action: { label: texts.clearFilters, act: () => this.change({ where: [] }) } })
    }
    if (list.state === 'error' && error) return problem(problemNotice(error, texts, list.retry))
    const stale = error ? banner(problemNotice(error, texts).title, { label: texts.tryAgain, act: list.retry }) : nothing
    if (list.tickets.length === 0) return html`${stale}${this.renderEmpty()}`
    const { times, ticketHref, open, sortBy, query } = this
    const columns = this.me?.columns ?? null
    const frame = {
      texts,
      times,
      columns,
      properties: this.tools,
      query: list.shown ?? query,
      isStale: list.isStale,
      ticketHref,
      open,
      sortBy,
    }
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
    const { where, status, q, view } = query
    const showAll = { label: texts.showAllTickets, act: () => this.change({ status: 'all', q: '', where: [] }) }
    if (where.length > 0) return empty({ title: texts.emptyFilters, action: { ...showAll, label: texts.clearFilters } })
    if (q) return empty({ title: texts.emptySearch(q), hint: texts.emptySearchHint, action: showAll })
    if (status !== 'all') return empty({ title: status === 'open' ? texts.emptyOpen : texts.emptyClosed, action: showAll })
    if (view === 'company') return empty({ title: texts.emptyCompany, hint: texts.emptyCompanyHint })
    return html`<slot name="empty">${empty({ title: texts.emptyMine, hint: texts.emptyMineHint })}</slot>`
  }

  private readonly open = (event: MouseEvent, ticketId: string) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    this.search.flush()
    const link = this.renderRoot.querySelector(`[data-ticket="${CSS.escape(ticketId)}"]`)
    this.opened = link ? { ticketId, top: link.getBoundingClientRect().top } : undefined
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

  private readonly chooseView = (view: TicketQuery['view']) => {
    this.change({ view })
    const { session } = this.connection ?? {}
    if (session)
      void patchMe(session, { view }).then(
        (me) => session.setMe(me),
        () => undefined,
      )
  }

  /** The other way round when it is the order already, else newest or highest first. */
  private readonly sortBy = (sort: TicketQuery['sort']) => {
    const { query } = this
    this.change({ sort, order: sort === query.sort && query.order === 'desc' ? 'asc' : 'desc' })
  }

  private change(part: Partial<TicketQuery>): void {
    const before = this.query
    const after = { ...before, ...part }
    if (isSameQuery(before, after) && after.q === this.q) return
    this.status = after.status
    this.view = part.view ?? this.view
    this.q = after.q
    this.sort = after.sort
    this.order = after.order
    this.filters = after.where.join(' ')
    this.emit('cp-list-change', { ...after, q: after.q.trim() })
  }

  /** Conditions in words, and columns of properties, are drawn by the tools. */
  private get needsTools(): boolean {
    return (
      !this.tools && !this.hasToolsFailed && (this.query.where.length > 0 || (this.me?.columns ?? []).some((name) => name.includes('.')))
    )
  }

  private readonly openTool = (event: Event) => {
    const button = event.currentTarget as HTMLElement
    void this.loadTools().then(() => this.tools?.open(button))
  }

  private async loadTools(): Promise<void> {
    this.hasToolsFailed = false
    try {
      const { ListTools } = await loadChunk(() => import('./tools/list-tools.ts'))
      if (this.me) this.tools ??= new ListTools(this, () => this.toolsFrame)
    } catch {
      this.hasToolsFailed = true
    }
    this.requestUpdate()
    await this.updateComplete
  }

  private get toolsFrame(): ToolsFrame | undefined {
    const { texts, times, me, query, list } = this
    const session = this.connection?.session
    if (!me || !session) return undefined
    const change = (part: Partial<TicketQuery>) => this.change(part)
    return { texts, times, me, session, query, counts: list.counts, change, announce: (words) => this.announce(words) }
  }
}

define('cp-ticket-list', TicketList)

declare global {
  interface HTMLElementTagNameMap {
    'cp-ticket-list': TicketList
  }
}
