import '../start.ts'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { define } from '../base/define.ts'
import { loadChunk } from '../base/load-chunk.ts'
import { PortalElement } from '../base/portal-element.ts'
import { portalTexts, type PortalTexts } from '../locales/en/portal.ts'
import { skeletonLine } from '../ui/skeleton.ts'
import { drawPlaces, placesOf } from './menu.ts'
import { backIcon, lostPart, parts, personIcon } from './parts.ts'
import { previewNote } from './preview-note.ts'
import { formatList, formatRoute, hasToken, parseList, parseRoute, type ListState, type Route } from './route.ts'
import { portalStyles } from './portal.styles.ts'

/**
 * The whole portal in one tag: log in, tickets, one ticket, the support form, log out.
 *
 * @element cp-portal
 * @attribute {hash|none} routing - `hash` (default) keeps the view in the page's fragment, so that back, reload and links work; `none` leaves the address alone.
 * @attribute route - What the fragment begins with; default `support`. Two portals on a page need two.
 * @fires cp-view-change - Another view is shown. `detail.view`, `detail.ticketId`.
 * @fires cp-ticket-open - A ticket was chosen. `detail.ticketId`. Cancelable.
 * @fires cp-reply-sent - The server took a reply.
 * @fires cp-ticket-submitted - The server took a new ticket.
 * @fires cp-signed-in - Somebody logged in here.
 * @fires cp-signed-out - The contact logged out here.
 * @csspart navigation - The line on top.
 */
export class Portal extends PortalElement<keyof PortalTexts> {
  static override styles = [PortalElement.styles, portalStyles]
  static override properties = {
    routing: {},
    route: {},
    current: { state: true },
    hasLoadFailed: { state: true },
  }

  declare routing: 'hash' | 'none'
  declare route: string
  declare private current: Route
  /** A part of the portal could not be fetched. */
  declare private hasLoadFailed: boolean
  private list: ListState = {}

  constructor() {
    super(portalTexts)
    this.routing = 'hash'
    this.route = 'support'
    this.current = { view: 'list', list: {} }
    this.hasLoadFailed = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('popstate', this.followAddress)
    window.addEventListener('hashchange', this.followAddress)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('popstate', this.followAddress)
    window.removeEventListener('hashchange', this.followAddress)
  }

  override focusStart(): void {
    void this.focusPart()
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed)
    if (!this.hasUpdated && this.usesHash) {
      const kept: unknown = (history.state as Record<string, unknown> | null)?.[this.listKey]
      if (typeof kept === 'string') this.list = parseList(kept)
      this.show(parseRoute(location.hash, this.route) ?? this.current)
      this.forgetToken()
    }
    if (changed.has('current')) this.loadPart()
  }

  protected override enter(): void {
    if (this.current.view === 'login') this.go({ view: 'list', list: this.list }, true)
  }

  /** Who opens a mailed link wants what it is for, whoever is logged in. */
  protected override renderGate(): TemplateResult | undefined {
    const { session } = this.connection ?? {}
    // Whoever takes consent back still gets at the own data, and whoever has not given it yet.
    if (this.current.view === 'account' && session?.state === 'in' && session.me?.needsConsent && this.settings) {
      return this.renderConnectionProblem() ?? html`${this.renderBar(session.me.name)}${this.renderAccount()}`
    }
    return super.renderGate() ?? (hasToken(this.current) ? this.renderLogin() : undefined)
  }

  protected override renderLogin(): TemplateResult {
    this.loadLogin()
    return html`<cp-login
        .portal=${this.connection?.portalKey ?? ''}
        .theme=${this.theme}
        .place=${this.current.view === 'login' ? (this.current.at ?? 'login') : ''}
        lang=${this.locale}
        @cp-signed-in=${this.endLogin}
      ></cp-login>
      ${
        this.connection?.session.me?.needsConsent
          ? html`<p class="beside">${this.renderWay({ view: 'account' }, 'link', this.texts.yourAccount, false)}</p>`
          : nothing
      }`
  }

  protected override leave(): void {
    // Taken out of the page: the address says where to go on, should it come back.
    if (!this.isConnected) return
    this.list = {}
    if (this.usesHash) history.replaceState({ ...(history.state as object | null), [this.listKey]: undefined }, '')
    // Whoever took consent back stays at the own account.
    if (this.current.view === 'account' && this.connection?.session.state === 'in') this.focusStart()
    else if (this.current.view !== 'login') this.go({ view: 'login' }, true)
  }

  protected override render(): TemplateResult {
    return html`${previewNote(this.connection?.session, this.texts)}${super.render()}`
  }

  protected override renderContent(): TemplateResult {
    const { view } = this.current
    return html`${this.renderBar(this.me?.name)} ${this.hasLoadFailed ? lostPart(this.texts, () => this.loadPart()) : nothing}
      <cp-ticket-list
        data-view
        ?hidden=${view !== 'list'}
        .portal=${this.connection?.portalKey ?? ''}
        .theme=${this.theme}
        .status=${this.list.status ?? 'all'}
        .view=${this.list.view ?? ''}
        .q=${this.list.q ?? ''}
        .sort=${this.list.sort ?? 'activity'}
        .order=${this.list.order ?? 'desc'}
        .filters=${(this.list.where ?? []).join(' ')}
        .ticketHref=${this.ticketHref}
        .openTicket=${this.openTicket}
        @cp-list-change=${this.keepListState}
        @pointerover=${this.expectTicket}
        @focusin=${this.expectTicket}
      ></cp-ticket-list>
      ${this.current.view === 'ticket' ? this.renderTicket(this.current.ticketId) : nothing} ${view === 'new' ? this.renderForm() : nothing}
      ${view === 'account' ? this.renderAccount() : nothing}`
  }

  protected override renderPending(): TemplateResult {
    return html`<p class="visually-hidden" role="status">${this.texts.loading}</p>
      <div class="bar" aria-hidden="true"><span class="place">${skeletonLine('short')}</span></div>
      <div class="waiting" aria-hidden="true">${Array.from({ length: 25 }, () => html`<p>${skeletonLine('wide')}</p>`)}</div>`
  }

  private renderBar(name = ''): TemplateResult {
    const { texts, settings } = this
    const { view } = this.current
    return html`<div class="bar" part="navigation">
      <nav aria-label=${texts.navigation}>
        <ul class="places">
          ${
            settings &&
            drawPlaces(placesOf(settings, texts, this.locale, this.connection?.session.isPreview), (to, words) =>
              this.renderWay(to === 'list' ? { view: to, list: this.list } : { view: to }, 'place', words, view === to),
            )
          }
        </ul>
      </nav>
      <div class="who">
        ${
          this.connection?.session.isPreview
            ? html`<bdi>${name}</bdi>`
            : html`${this.renderWay(
                  { view: 'account' },
                  'place own',
                  html`${personIcon}<bdi>${name}</bdi><span class="visually-hidden"> – ${texts.yourAccount}</span>`,
                  view === 'account',
                  texts.yourAccount,
                )} <button class="link" type="button" @click=${this.logOut}>${texts.logOut}</button>`
        }
      </div>
    </div>`
  }

  private renderTicket(ticketId: string): TemplateResult {
    return html`${this.renderWay({ view: 'list', list: this.list }, 'back', html`${backIcon}${this.texts.backToTickets}`, false)}
      <cp-ticket-detail
        data-view
        .portal=${this.connection?.portalKey ?? ''}
        .theme=${this.theme}
        .ticketId=${ticketId}
        .newHref=${this.settings?.hasForm && this.usesHash ? formatRoute({ view: 'new' }, this.route) : ''}
        .offersNew=${this.settings?.hasForm ?? false}
        @cp-ticket-new=${this.openForm}
      ></cp-ticket-detail>`
  }

  private renderForm(): TemplateResult {
    return html`<cp-support-form
      data-view
      .portal=${this.connection?.portalKey ?? ''}
      .theme=${this.theme}
      .ticketHref=${this.ticketHref}
      .openTicket=${this.openTicket}
    ></cp-support-form>`
  }

  private renderAccount(): TemplateResult {
    return html`<cp-account
      data-view
      .portal=${this.connection?.portalKey ?? ''}
      .theme=${this.theme}
      lang=${this.locale}
      .openTickets=${this.openList}
    ></cp-account>`
  }

  /** A link where the address says what is shown, else a button. */
  private renderWay(route: Route, className: string, words: unknown, isCurrent: boolean, title?: string): TemplateResult {
    const act = (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      this.go(route)
      this.focusStart()
    }
    const current = isCurrent ? 'page' : nothing
    if (!this.usesHash)
      return html`<button class=${className} type="button" title=${title ?? nothing} aria-current=${current} @click=${act}>
        ${words}
      </button>`
    return html`<a class=${className} href=${formatRoute(route, this.route)} title=${title ?? nothing} aria-current=${current} @click=${act}
      >${words}</a
    >`
  }

  private get usesHash(): boolean {
    return this.routing !== 'none'
  }

  private get ticketHref(): string {
    return this.usesHash ? `#${this.route}/tickets/{id}` : ''
  }

  private readonly openTicket = (ticketId: string) => {
    this.go({ view: 'ticket', ticketId })
    this.focusStart()
  }

  private readonly openList = () => {
    this.go({ view: 'list', list: this.list })
    this.focusStart()
  }

  private readonly openForm = (event: Event) => {
    if (event.defaultPrevented) return
    // The portal itself shows the form: its link must not be followed besides.
    event.preventDefault()
    this.go({ view: 'new' })
    this.focusStart()
  }

  private readonly keepListState = ({ detail }: HTMLElementEventMap['cp-list-change']) => {
    const { view, ...rest } = detail
    // The view stands in the address once it was chosen there or here.
    const hasChosen = this.list.view !== undefined || view !== this.me?.view
    this.list = { ...rest, ...(hasChosen ? { view } : {}) }
    // Words typed just before another view was opened must not call the list back.
    if (this.current.view === 'list') this.go({ view: 'list', list: this.list }, true)
  }

  private readonly expectTicket = () => void import('../ticket-detail/ticket-detail.ts').catch(() => undefined)

  /** Shows a route and writes it into the address: as a new step of the history, or in the place of the one that is shown. */
  private go(route: Route, isReplacement = false): void {
    this.show(route)
    if (!this.usesHash) return
    const hash = formatRoute(route, this.route)
    if (location.hash === hash || (location.hash === '' && hash === `#${this.route}`)) return
    if (isReplacement) history.replaceState(history.state, '', hash)
    // After a reload the way back still leads to the list as it was left.
    else history.pushState({ [this.listKey]: formatList(this.list) }, '', hash)
  }

  /** Under what the list is kept with a step of the history that shows something else. */
  private get listKey(): string {
    return `cp-list ${this.route}`
  }

  private show(route: Route): void {
    const isOther =
      route.view !== this.current.view ||
      (route.view === 'ticket' && this.current.view === 'ticket' && route.ticketId !== this.current.ticketId)
    if (route.view === 'list') this.list = route.list
    this.current = route
    if (isOther && this.hasUpdated)
      this.emit('cp-view-change', { view: route.view, ticketId: route.view === 'ticket' ? route.ticketId : null })
  }

  /** Back, forward, or somebody changed the address. */
  private readonly followAddress = () => {
    if (!this.usesHash) return
    // A fragment that is not ours belongs to the page; none at all is where the portal began.
    const route = parseRoute(location.hash, this.route) ?? (location.hash === '' ? ({ view: 'list', list: {} } as const) : undefined)
    if (!route) return
    // What a mailed link or an address asks of the login is done once, also where the login stands already.
    const asks = route.view === 'login' && route.at?.includes('?')
    if (!asks && formatRoute(route, this.route) === formatRoute(this.current, this.route)) return
    this.show(route.view === 'login' && this.me && !hasToken(route) ? { view: 'list', list: this.list } : route)
    this.forgetToken()
    this.focusStart()
  }

  /** The token of a mailed link is handed on; nobody finds it in the address or the history. */
  private forgetToken(): void {
    if (this.usesHash && hasToken(this.current)) history.replaceState(history.state, '', formatRoute(this.current, this.route))
  }

  private readonly endLogin = () => {
    if (this.current.view === 'login') this.go({ view: 'list', list: this.list }, true)
    this.focusStart()
  }

  private async focusPart(): Promise<void> {
    await this.updateComplete
    const part = this.renderRoot.querySelector('[data-view]:not([hidden])')
    if (!part) return
    await customElements.whenDefined(part.localName)
    if (part instanceof PortalElement) part.focusStart()
  }

  private loadPart(): void {
    this.hasLoadFailed = false
    const { view } = this.current
    if (view === 'list' || view === 'login') return
    loadChunk(parts[view]).catch(() => (this.hasLoadFailed = true))
  }

  private readonly logOut = async () => {
    await this.connection?.session.signOut()
    this.emit('cp-signed-out', {})
    super.focusStart()
  }
}

define('cp-portal', Portal)

declare global {
  interface HTMLElementTagNameMap {
    'cp-portal': Portal
  }
}
