import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { StaffApiError } from '../api/client.ts'
import { controlStyles } from '../base/control.styles.ts'
import { define } from '../../base/define.ts'
import { icon } from '../base/icons.ts'
import type { LiveState } from '../base/live-stream.ts'
import { pageOf, settingsHref, type SettingsSection, type StaffRoute } from '../base/routes.ts'
import type { StaffScope } from '../base/staff-scope.ts'
import { stateStyles } from '../base/state.styles.ts'
import { emptyState, errorState } from '../base/states.ts'
import { themeStyles } from '../base/theme.styles.ts'
import { chooseTexts } from '../locales/choose.ts'
import { en, type StaffTexts } from '../locales/en.ts'
import '../inbox/inbox.ts'
import '../outbox/outbox.ts'
import { focusWhenThere } from '../settings/find-control.ts'
import type { FoundControl } from '../settings/settings-index.ts'
import '../settings/settings-column.ts'
import '../settings/settings.ts'
import type { StaffSettings } from '../settings/settings.ts'
import '../sign-in/proof-dialog.ts'
import '../sign-in/sign-in.ts'
import '../tickets/ticket-page.ts'
import '../tickets/tickets.ts'
import { appStyles } from './app.styles.ts'
import { isDoorPage } from './door.ts'
import './confirm-dialog.ts'
import type { ConfirmDialog } from './confirm-dialog.ts'
import { InboxesController } from './inboxes.controller.ts'
import { LazyPageController, type LoadPage } from './lazy-page.controller.ts'
import { RouterController } from './router.controller.ts'
import { SessionController } from './session.controller.ts'
import { mayOpenSettings, openSections, refusedSettings } from './settings-access.ts'
import { settingsPages } from './settings-pages.ts'
import './sidebar.ts'

const loadAccount = () => import('../account/account.ts')
const loadContact = () => import('../contacts/contact.ts')
const loadEnrol = () => import('../account/enrol.ts')

const acts = ['keydown', 'pointerdown'] as const

/**
 * The staff pages: sign-in, inbox, tickets, settings and outbox, chosen by the address.
 *
 * @element cp-staff-app
 * @attr api - Where the staff routes are; default `/api/v1/staff`.
 */
export class StaffApp extends LitElement {
  static override styles = [themeStyles, controlStyles, stateStyles, appStyles]
  static override properties: PropertyDeclarations = {
    texts: { state: true },
    liveState: { state: true },
    said: { state: true },
    readPart: { state: true },
  }

  declare private texts: StaffTexts | null
  declare private liveState: LiveState
  /** What screen readers are told last. */
  declare private said: string
  /** The part of the portal's settings that is being read. */
  declare private readPart: string | null
  private scope: StaffScope | null = null
  private drawnPage: string | null = null
  private hasUnsaved = false
  /** The pages have been shown: what comes between stands over them. */
  private hasFrame = false
  private readonly session = new SessionController(this)
  private readonly inboxes = new InboxesController(this)
  private readonly lazyPages = new LazyPageController(this)
  private readonly router = new RouterController(this, { holds: () => this.hasUnsaved, ask: () => this.askToLeave() })

  constructor() {
    super()
    this.texts = null
    this.liveState = 'off'
    this.said = ''
    this.readPart = null
    this.addEventListener('cp-staff-unsaved', (event) => (this.hasUnsaved = (event as CustomEvent<boolean>).detail))
    this.session.live.subscribeState((state) => (this.liveState = state))
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('beforeunload', this.onBeforeUnload)
    for (const kind of acts) this.addEventListener(kind, this.onAct)
    const api = this.getAttribute('api')
    if (api) this.session.client.base = api
    void this.begin()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('beforeunload', this.onBeforeUnload)
  }

  private async begin(): Promise<void> {
    const checked = this.session.check()
    this.texts = await chooseTexts(navigator.languages).catch(() => en)
    this.lang = this.texts.language
    document.documentElement.lang = this.texts.language
    await checked
  }

  protected override willUpdate(): void {
    const { me, outgoing, client, live } = this.session
    if (!me || !outgoing || !this.texts) this.scope = null
    // A new sign-in of the same person who may do the same keeps the scope: replacing it would start every page over.
    else if (this.scope?.me.id !== me.id || this.scope.texts !== this.texts || this.scope.me.permissions.join() !== me.permissions.join()) {
      const go = (href: string, how?: 'push' | 'replace') => void this.router.go(href, how)
      const announce = (text: string) => this.announce(text)
      this.scope = { client, me, live, outgoing, texts: this.texts, language: this.texts.language, go, announce }
    }
    if (this.scope && this.session.state === 'in' && !this.hasFrame) {
      this.hasFrame = true
      this.inboxes.start(this.scope)
    }
    if (!this.scope) {
      this.hasFrame = false
      this.inboxes.stop()
    }
  }

  override render() {
    const texts = this.texts
    if (!texts) return nothing
    const { state } = this.session
    const { page } = this.router.route
    if (isDoorPage(page)) {
      const onEntered = ({ detail }: CustomEvent<string>) => void this.router.go(detail, 'replace')
      return html`<main class="whole">
        <cp-staff-door .texts=${texts} .session=${this.session} .page=${page} @cp-staff-entered=${onEntered}></cp-staff-door>
      </main>`
    }
    if (state === 'checking') return html`<div class="whole" role="status"><span class="visually-hidden">${texts.app.loading}</span></div>`
    if (state === 'failed' && this.session.error) {
      return html`<main class="whole">${errorState(texts, texts.signIn.title, this.session.error, () => void this.session.check())}</main>`
    }
    if (!this.scope) {
      return html`<main class="whole"><cp-staff-sign-in .texts=${texts} .session=${this.session}></cp-staff-sign-in></main>`
    }
    if (!this.hasFrame)
      return html`<main class="whole">${this.renderEnrol(this.scope, false)}</main>
        ${this.renderProof(texts)}`
    return html`
      <div class="frame">
        <header>
          <a class="skip" href="#main" @click=${this.onSkip}>${texts.app.skip}</a>
          <cp-staff-sidebar
            .staff=${this.scope}
            .route=${this.router.route}
            .inboxes=${this.inboxes.list}
            @cp-staff-sign-out=${this.onSignOut}
          ></cp-staff-sidebar>
        </header>
        <main id="main" tabindex="-1" class=${this.router.route.page}>${this.renderPage(this.scope)}</main>
      </div>
      ${this.liveState === 'waiting' ? html`<p class="live-lost" role="status">${icon('warning')} ${texts.app.liveWaiting}</p>` : nothing}
      <p class="visually-hidden" aria-live="polite">${this.said}</p>
      <cp-staff-confirm></cp-staff-confirm>
      ${state === 'enrol' ? this.renderEnrol(this.scope, true) : nothing} ${this.renderProof(texts)}
      ${state === 'over' ? html`<cp-staff-sign-in is-again .texts=${texts} .session=${this.session} .email=${this.scope.me.email}></cp-staff-sign-in>` : nothing}
    `
  }

  private renderProof(texts: StaffTexts) {
    return this.session.isProving ? html`<cp-staff-proof .texts=${texts} .session=${this.session}></cp-staff-proof>` : nothing
  }

  private renderEnrol(staff: StaffScope, isDialog: boolean): TemplateResult {
    return this.renderLazily(
      loadEnrol,
      () =>
        html`<cp-staff-enrol
          .staff=${staff}
          ?is-dialog=${isDialog}
          @cp-staff-me-changed=${this.onMeChanged}
          @cp-staff-sign-out=${this.onSignOut}
        ></cp-staff-enrol>`,
    )
  }

  private renderLazily(load: LoadPage, page: () => TemplateResult): TemplateResult {
    const texts = this.texts ?? en
    return this.lazyPages.render(load, {
      page,
      pending: () => html`<div role="status"><span class="visually-hidden">${texts.app.loading}</span></div>`,
      failed: (again) => errorState(texts, texts.settingsNav.failedTitle, new StaffApiError('unreachable'), again),
    })
  }

  private renderPage(staff: StaffScope): TemplateResult {
    const { route } = this.router
    const { texts, me } = staff
    switch (route.page) {
      case 'inbox':
        return html`<cp-staff-inbox .staff=${staff} .route=${route} .inboxes=${this.inboxes.list}></cp-staff-inbox>`
      case 'tickets':
        return html`<cp-staff-tickets .staff=${staff} .route=${route}></cp-staff-tickets>`
      case 'ticket':
        return keyed(
          route.ticketId,
          html`<cp-staff-ticket .staff=${staff} ticket-id=${route.ticketId}></cp-staff-ticket>`,
        ) as TemplateResult
      case 'settings':
        if (!mayOpenSettings(route.section, me.permissions)) return refusedSettings(route.section, texts)
        return this.renderSettings(staff, route)
      case 'outbox':
        if (!me.permissions.includes('account.admin')) return emptyState('lock', texts.app.notAllowedTitle, texts.app.notAllowedText)
        return html`<cp-staff-outbox .staff=${staff}></cp-staff-outbox>`
      case 'contact':
        if (!me.permissions.includes('contacts.edit')) return emptyState('lock', texts.app.notAllowedTitle, texts.app.notAllowedText)
        return this.renderLazily(
          loadContact,
          () => html`<cp-staff-contact .staff=${staff} contact-id=${route.contactId}></cp-staff-contact>`,
        )
      case 'account':
        return this.renderLazily(
          loadAccount,
          () => html`<cp-staff-account .staff=${staff} @cp-staff-me-changed=${this.onMeChanged}></cp-staff-account>`,
        )
      default:
        return emptyState(
          'info',
          texts.app.unknownTitle,
          texts.app.unknownText,
          html`<a class="button" href="/staff">${texts.app.unknownLink}</a>`,
        )
    }
  }

  private renderSettings(staff: StaffScope, { section, portalId }: Extract<StaffRoute, { page: 'settings' }>): TemplateResult {
    return html`<div class="settings-frame">
      <cp-staff-settings-column
        .staff=${staff}
        .section=${section}
        .current=${section === null ? this.readPart : null}
        .pages=${openSections(staff.me.permissions)}
        .parts=${mayOpenSettings(null, staff.me.permissions) ? null : []}
        portal-id=${portalId ?? nothing}
        @cp-staff-find=${(event: CustomEvent<FoundControl>) => void this.findControl(event.detail, portalId)}
        @cp-staff-part=${(event: CustomEvent<string>) => this.renderRoot.querySelector<StaffSettings>('cp-staff-settings')?.goToSection(event.detail)}
      ></cp-staff-settings-column>
      <div class="settings-page" @cp-staff-reading=${(event: CustomEvent<string | null>) => (this.readPart = event.detail)}>
        ${this.renderSettingsPage(staff, section, portalId)}
      </div>
    </div>`
  }

  private async findControl({ section, label }: FoundControl, portalId: string | null): Promise<void> {
    await this.router.go(settingsHref(section, portalId))
    await focusWhenThere(() => this.renderRoot.querySelector('.settings-page'), label)
  }

  private renderSettingsPage(staff: StaffScope, section: SettingsSection | null, portalId: string | null): TemplateResult {
    const { texts } = staff
    if (!section) {
      return html`<cp-staff-settings .staff=${staff} .inboxes=${this.inboxes.list} portal-id=${portalId ?? nothing}></cp-staff-settings>`
    }
    const page = settingsPages[section]
    if (!page) return emptyState('info', texts.app.unknownTitle, texts.app.unknownText)
    return this.renderLazily(page.load, () => page.render(staff, portalId))
  }

  protected override updated(): void {
    const { route } = this.router
    const { page } = route
    if (!this.texts) return
    const pageName = pageOf(route)
    const names: Record<StaffRoute['page'], string> = {
      inbox: this.texts.app.inbox,
      tickets: this.texts.app.tickets,
      ticket: this.texts.app.tickets,
      settings: route.page === 'settings' && route.section ? this.texts.settingsNav[route.section] : this.texts.app.settings,
      outbox: this.texts.app.outbox,
      contact: this.texts.contact.title,
      account: this.texts.account.title,
      'set-up': this.texts.setUp.title,
      'forgot-password': this.texts.team.forgot.title,
      'reset-password': this.texts.team.reset.title,
      invitation: this.texts.team.title,
      unknown: this.texts.app.unknownTitle,
    }
    document.title = this.texts.app.pageTitle(
      this.scope || isDoorPage(page) ? names[page] : this.texts.signIn.title,
      this.scope?.me.accountName ?? '',
      this.unreadCount,
    )
    if (!this.scope) {
      this.drawnPage = null
      return
    }
    if (this.drawnPage && this.drawnPage !== pageName) {
      this.hasUnsaved = false
      this.renderRoot.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true })
      this.announce(names[page])
    }
    this.drawnPage = pageName
  }

  private get unreadCount(): number {
    return this.scope ? (this.inboxes.list ?? []).reduce((total, inbox) => total + inbox.unreadCount, 0) : 0
  }

  private announce(text: string): void {
    // The same words twice are said only if the text changes in between.
    this.said = this.said === text ? `${text}\u00a0` : text
  }

  private askToLeave(): Promise<boolean> {
    const dialog = this.renderRoot.querySelector<ConfirmDialog>('cp-staff-confirm')
    if (!dialog || !this.texts) return Promise.resolve(true)
    const { leaveTitle, leaveText, leaveYes, leaveNo } = this.texts.app
    return dialog.ask({ title: leaveTitle, text: leaveText, yes: leaveYes, no: leaveNo })
  }

  private async onSignOut(): Promise<void> {
    if (this.hasUnsaved && !(await this.askToLeave())) return
    this.hasUnsaved = false
    await this.session.signOut()
    await this.router.go('/staff', 'replace')
  }

  private onSkip(event: Event): void {
    event.preventDefault()
    this.renderRoot.querySelector<HTMLElement>('#main')?.focus()
  }

  private readonly onMeChanged = () =>
    void this.session.refreshMe().catch(() => {
      // With nothing behind it the page may say what went wrong; otherwise what was being done stays.
      if (!this.hasFrame) void this.session.check()
    })

  private readonly onAct = () => this.session.client.noteActivity()

  private readonly onBeforeUnload = (event: BeforeUnloadEvent) => {
    if (this.hasUnsaved) event.preventDefault()
  }
}

define('cp-staff-app', StaffApp)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-app': StaffApp
  }
}
