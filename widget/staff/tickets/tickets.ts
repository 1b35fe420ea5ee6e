import { html, nothing, type PropertyDeclarations } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { StaffTicket } from '../../../shared/tickets.ts'
import { define } from '../../base/define.ts'
import { listStaffTickets } from '../api/tickets.ts'
import { controlStyles } from '../base/control.styles.ts'
import { FilteredListController } from '../base/filtered-list.controller.ts'
import { icon } from '../base/icons.ts'
import { PipelinesController, stageName } from '../base/pipelines.controller.ts'
import { type StaffRoute, ticketHref, ticketsHref } from '../base/routes.ts'
import { ShortcutsController } from '../base/shortcuts.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { emptyState, errorState } from '../base/states.ts'
import { shortTime } from '../base/time.ts'
import './open-ticket.ts'
import { ticketsStyles } from './tickets.styles.ts'

type TicketsRoute = Extract<StaffRoute, { page: 'tickets' }>

const typingPauseMs = 250

/**
 * All tickets of the account, newest activity first.
 *
 * @element cp-staff-tickets
 */
export class StaffTickets extends StaffElement {
  static override styles = [controlStyles, stateStyles, ticketsStyles]
  static override properties: PropertyDeclarations = { route: { attribute: false } }

  declare route: TicketsRoute
  private readonly tickets = new FilteredListController(this, async (...asked: Parameters<typeof listStaffTickets>) => {
    const { tickets, next } = await listStaffTickets(...asked)
    return { items: tickets, next }
  })
  private readonly pipelines = new PipelinesController(this)
  private typingTimer: ReturnType<typeof setTimeout> | undefined
  /** As typed; the route has it without the spaces around. */
  private searchText = ''

  constructor() {
    super()
    new ShortcutsController(this, { '/': () => this.byId<HTMLInputElement>('search')?.select() })
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('route')) return
    if (this.searchText.trim() !== this.route.q) this.searchText = this.route.q
    const { status, q } = this.route
    this.tickets.show({ status, ...(q ? { q } : {}) })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.typingTimer)
  }

  override render() {
    const { tickets } = this.texts
    return html`
      <header>
        <h1>${tickets.title}</h1>
        <button class="button primary" type="button" @click=${() => this.renderRoot.querySelector('cp-staff-open-ticket')?.show()}>
          ${icon('plus')} ${tickets.openTicket}
        </button>
      </header>
      <div class="filters">
        <form class="search" role="search" @submit=${(event: Event) => event.preventDefault()}>
          ${icon('search')}
          <input
            id="search"
            class="input"
            type="search"
            aria-label=${tickets.search}
            placeholder=${tickets.searchHint}
            .value=${this.searchText}
            @input=${this.onSearch}
          />
        </form>
        <nav class="chips" aria-label=${tickets.filter}>
          ${this.renderChip('all', tickets.all)}${this.renderChip('open', tickets.open)}${this.renderChip('closed', tickets.closed)}
        </nav>
      </div>
      ${this.tickets.page.render({
        pending: () => this.renderSkeleton(),
        error: (error) => errorState(this.texts, tickets.failedTitle, error, () => void this.tickets.page.retry()),
        empty: () => this.renderEmpty(),
        data: (list, isStale) => this.renderTable(list, isStale),
      })}
      <cp-staff-open-ticket
        .staff=${this.staff}
        .pipelines=${this.pipelines.list}
        @cp-staff-ticket-opened=${this.onOpened}
      ></cp-staff-open-ticket>
    `
  }

  private renderChip(status: TicketsRoute['status'], name: string) {
    const isHere = this.route.status === status
    return html`<a class="chip" href=${ticketsHref({ status, q: this.route.q })} aria-current=${isHere ? 'true' : nothing}>${name}</a>`
  }

  private renderSkeleton() {
    return html`<div class="bones" role="status">
      <span class="visually-hidden">${this.texts.app.loading}</span>
      ${[1, 2, 3, 4, 5, 6, 7, 8].map(() => html`<div><span class="bone short"></span><span class="bone middle"></span></div>`)}
    </div>`
  }

  private renderEmpty() {
    const { tickets } = this.texts
    if (!this.route.q && this.route.status === 'all') return emptyState('ticket', tickets.emptyTitle, tickets.emptyText)
    return emptyState(
      'search',
      tickets.emptyFilterTitle,
      tickets.emptyFilterText,
      html`<a class="button" href="/staff/tickets">${tickets.clear}</a>`,
    )
  }

  private renderTable(list: StaffTicket[], isStale: boolean) {
    const { tickets } = this.texts
    const { page } = this.tickets
    return html`
      <table class=${isStale ? 'stale' : ''} aria-label=${tickets.title} aria-busy=${isStale ? 'true' : 'false'}>
        <thead>
          <tr>
            <th scope="col">${tickets.number}</th>
            <th scope="col">${tickets.subject}</th>
            <th scope="col">${tickets.requester}</th>
            <th scope="col">${tickets.company}</th>
            <th scope="col">${tickets.stage}</th>
            <th scope="col" class="at">${tickets.lastActivity}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            list,
            (ticket) => ticket.id,
            (ticket) => this.renderRow(ticket),
          )}
        </tbody>
      </table>
      <footer>
        <span class="muted">${tickets.shown(list.length)}</span>
        ${
          page.hasMore
            ? html`<button
                class="button"
                type="button"
                aria-disabled=${page.isLoadingMore ? 'true' : 'false'}
                @click=${() => void page.loadMore()}
              >
                ${page.moreError ? this.texts.app.tryAgain : tickets.loadMore}
              </button>`
            : nothing
        }
      </footer>
    `
  }

  private renderRow(ticket: StaffTicket) {
    const { tickets, conversation, panel } = this.texts
    const stage = this.pipelines.stage(ticket.stageId)
    const fallback = ticket.status === 'open' ? panel.open : panel.closed
    return html`<tr>
      <td class="number">${conversation.ticketNumber(ticket.number)}</td>
      <td class="subject">
        <a href=${ticketHref(ticket.id)}>${ticket.subject}</a>
        ${ticket.isHidden ? html`<span class="hidden-mark" title=${tickets.hidden}>${icon('eyeOff')}<span class="visually-hidden">${tickets.hidden}</span></span>` : nothing}
      </td>
      <td class="requester">
        ${ticket.requester?.name || ticket.requester?.email || html`<span class="muted">${tickets.noRequester}</span>`}
      </td>
      <td class="company">${ticket.requester?.companyName ?? nothing}</td>
      <td class="stage"><span class="pill ${ticket.status}">${stage ? stageName(stage, this.staff.language) : fallback}</span></td>
      <td class="at">${shortTime(this.staff.language, ticket.lastActivityAt)}</td>
    </tr>`
  }

  private onSearch(event: Event): void {
    this.searchText = (event.target as HTMLInputElement).value
    const q = this.searchText.trim()
    clearTimeout(this.typingTimer)
    this.typingTimer = setTimeout(
      () => this.staff.go(ticketsHref({ status: this.route.status, q }), 'replace'),
      q === '' ? 0 : typingPauseMs,
    )
  }

  private onOpened(event: CustomEvent<StaffTicket>): void {
    this.staff.announce(this.texts.tickets.opened(event.detail.number))
    this.staff.go(ticketHref(event.detail.id))
  }
}

define('cp-staff-tickets', StaffTickets)
