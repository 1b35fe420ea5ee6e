import {
  css,
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit'
import type { Me } from '../../shared/auth.ts'
import type { PublicPortal } from '../../shared/portal.ts'
import { ApiError } from '../api/api-error.ts'
import type { Texts } from '../locales/en.ts'
import { buttonStyles } from '../ui/button.styles.ts'
import { noticeStyles, problem } from '../ui/notice.ts'
import type { TimeFormat } from '../ui/relative-time.ts'
import { skeletonLine, skeletonStyles } from '../ui/skeleton.ts'
import { findScriptPortal } from './backend.ts'
import { loadChunk } from './load-chunk.ts'
import { joinConnection, leaveConnection, type Connection, type ConnectionMember } from './connection.ts'
import type { PortalEvents } from './events.ts'
import { problemNotice } from './problem-text.ts'
import { ReaderLanguage, type TextsOf } from './reader-language.ts'
import { themeStyles } from './theme.styles.ts'

/** The height of the login, while it is known that it comes but not yet how it is called. */
const loginRoomStyles = css`
  .login-room {
    min-block-size: 315px;
  }
`

/**
 * What every customer element has: its portal, its language, its theme, and the states that come before any content —
 * settings on their way, portal not usable, signed out.
 *
 * @attribute portal - Key of the portal; default: `data-portal` of the script tag.
 * @attribute {auto|light|dark} theme - `auto` follows the page's `color-scheme`.
 * @attribute lang - Language; default: the nearest `lang` around the element, then the portal's.
 * @attribute login-href - Page to log in at; without it the first element on the page shows the login itself.
 * @cssproperty [--cp-accent] - Colour of links and of the main button.
 * @cssproperty [--cp-font=inherit] - Font family.
 * @cssproperty [--cp-font-size=15px] - Size that all others derive from.
 * @cssproperty [--cp-radius=8px] - Rounding of corners.
 */
export abstract class PortalElement<Word extends keyof Texts = never> extends LitElement implements ConnectionMember {
  static override styles: CSSResultGroup = [themeStyles, buttonStyles, noticeStyles, skeletonStyles, loginRoomStyles]
  static override properties: PropertyDeclarations = {
    portal: {},
    theme: { reflect: true },
    loginHref: { attribute: 'login-href' },
    announcement: { state: true },
  }

  /** Key of the portal; empty for the script tag's. */
  declare portal: string
  declare theme: 'auto' | 'light' | 'dark'
  /** Page to log in at, for pages that show no login themselves. */
  declare loginHref: string
  /** What a screen reader is told next. */
  declare protected announcement: string

  protected connection: Connection | undefined
  private readonly language: ReaderLanguage<Word>
  private contactId: string | undefined
  private isInside = false
  private wantsFocus = false

  /** `texts`: the element's own words in English, beside those of the start chunk. */
  constructor(texts: Pick<Texts, Word>) {
    super()
    this.language = new ReaderLanguage(this, texts)
    this.portal = ''
    this.theme = 'auto'
    this.loginHref = ''
    this.announcement = ''
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang']
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value)
    if (name === 'lang') this.chooseTexts()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    // The first time, properties set before the element was defined are only known when it updates.
    if (this.hasUpdated) this.join()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.depart()
  }

  /**
   * Signs in whom the page names: `askToken` answers a token that the page's own server signed a moment ago, and is asked
   * again whenever a new session is needed.
   */
  identify(askToken: () => Promise<string> | string): void {
    void import('../login/identify.ts').then((chunk) => chunk.identify(this.connection?.session, askToken))
  }

  /** Settings, session or members changed. */
  connectionChanged(): void {
    this.chooseTexts()
    this.requestUpdate()
  }

  /** Puts the focus where reading begins, after a view was changed by its reader. */
  focusStart(): void {
    this.wantsFocus = true
    this.requestUpdate()
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.isConnected) return
    if (!this.hasUpdated) this.join()
    else if (changed.has('portal') && this.portalKey !== this.connection?.portalKey) {
      this.depart()
      this.join()
    }
    this.followSession()
  }

  protected override updated(_changed: PropertyValues): void {
    if (!this.wantsFocus) return
    const start = this.renderRoot.querySelector<HTMLElement>('[data-start]')
    if (!start) return
    this.wantsFocus = false
    start.focus()
    this.startShown()
  }

  protected override render(): TemplateResult {
    const gate = this.renderGate()
    // Always the same place in the template: what was typed survives while the gate is shut in front of it.
    return html`${gate ?? nothing}
      <div class="content" ?hidden=${gate !== undefined}>${gate === undefined || this.keepsContent ? this.renderContent() : nothing}</div>
      <div class="visually-hidden" role="status">${this.announcement}</div>`
  }

  /** The element for a contact who is signed in. */
  protected abstract renderContent(): TemplateResult

  /** Grey shapes of the size of what will stand there. */
  protected renderPending(): TemplateResult {
    return html`<p aria-busy="true">${skeletonLine('wide')}</p>`
  }

  /** A contact is signed in (again): load. What is left of the same contact may stay. */
  protected enter(): void {}

  /** The focus was put where reading begins. */
  protected startShown(): void {}

  /** The contact left, or another one came: forget everything. */
  protected leave(): void {}

  /** Words of the reader's language. */
  protected get texts(): TextsOf<Word> {
    return this.language.texts
  }

  /** Tag by which numbers are written. */
  protected get locale(): string {
    return this.language.locale
  }

  /** How dates and times are written. */
  protected get times(): TimeFormat {
    return this.language.times
  }

  protected get settings(): PublicPortal | undefined {
    return this.connection?.portal
  }

  /** The signed-in contact, once the portal may be used here. */
  protected get me(): Me | undefined {
    const { portal, session } = this.connection ?? {}
    return (portal?.isOn || session?.isPreview) && portal?.isOriginAllowed && session?.state === 'in' && !session.me?.needsConsent
      ? session.me
      : undefined
  }

  /** True inside another element of ours, which then takes care of logging in. */
  get isInner(): boolean {
    const root = this.getRootNode()
    return root instanceof ShadowRoot && root.host instanceof PortalElement
  }

  /** False when the page prevented a cancelable event. */
  protected emit<Name extends keyof PortalEvents>(name: Name, detail: PortalEvents[Name], cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }))
  }

  /** Tells screen readers something that arrived by itself. */
  protected announce(text: string): void {
    // The same words twice in a row would not be told again.
    this.announcement = this.announcement === text ? `${text}\u00a0` : text
  }

  /** Why this portal cannot be used here; undefined when it can, or when that is not known yet. */
  protected renderConnectionProblem(): TemplateResult | undefined {
    const { texts, connection } = this
    if (!connection) return problem(problemNotice(new ApiError('portal_not_found'), texts))
    const { portal, error } = connection
    if (portal && !portal.isOriginAllowed) return problem(problemNotice(new ApiError('origin_not_allowed'), texts))
    if (portal && !portal.isOn && !connection.session.isPreview) return problem(problemNotice(new ApiError('portal_off'), texts))
    return !portal && error ? problem(problemNotice(error, texts, connection.retry)) : undefined
  }

  /** The login in the element's own place. */
  protected renderLogin(): TemplateResult {
    this.loadLogin()
    return html`<cp-login
      .portal=${this.connection?.portalKey ?? ''}
      .theme=${this.theme}
      lang=${this.locale}
      @cp-signed-in=${() => this.focusStart()}
    ></cp-login>`
  }

  /** Asks again with the next drawing while it does not come. */
  protected loadLogin(): void {
    loadChunk(() => import('../login/login.ts')).catch(() => setTimeout(() => this.requestUpdate(), 3000))
  }

  /** What stands in front of the content; undefined when a contact is inside. */
  protected renderGate(): TemplateResult | undefined {
    if (!this.language.isReady && this.connection) return this.renderWaiting()
    const failure = this.renderConnectionProblem()
    if (failure) return failure
    if (this.me) return undefined
    const { session } = this.connection ?? {}
    if (this.settings && (session?.state === 'out' || session?.me?.needsConsent)) return this.renderSignedOut()
    return this.renderWaiting()
  }

  /** The room of what will probably stand here. */
  private renderWaiting(): TemplateResult {
    if (this.connection?.session.expectsContact) return this.renderPending()
    return this.drawsLogin ? html`<div class="login-room" aria-busy="true"></div>` : html`<p>&nbsp;</p>`
  }

  /** True while a session that ended by itself may be taken up again by the same contact. */
  protected get keepsContent(): boolean {
    return this.contactId !== undefined && this.connection?.session.signedOutReason === 'expired'
  }

  protected renderSignedOut(): TemplateResult {
    const { texts } = this
    if (this.drawsLogin) return this.connection?.session.identity?.render(texts, this.locale) ?? this.renderLogin()
    return html`<p class="muted">
      ${texts.logInToSee} ${this.loginHref ? html`<a href=${this.loginHref}>${texts.logInLink}</a>` : nothing}
    </p>`
  }

  /** One login per portal and page: a `cp-login`, else the first element. */
  protected get drawsLogin(): boolean {
    if (this.loginHref || this.isInner || !this.connection) return false
    const others = [...this.connection.members].filter((member) => member instanceof PortalElement && !member.isInner)
    if (others.some((member) => member.localName === 'cp-login')) return false
    return !others.some(
      (member) =>
        member !== this && member.localName !== 'cp-portal-link' && this.compareDocumentPosition(member) & Node.DOCUMENT_POSITION_PRECEDING,
    )
  }

  private get portalKey(): string {
    return this.portal || findScriptPortal()
  }

  private join(): void {
    const key = this.portalKey
    if (!key) console.error('[customer portal] No portal key: add data-portal="…" to the script tag or portal="…" to the element.', this)
    else {
      this.connection = joinConnection(key, this)
      const root = this.renderRoot as ShadowRoot
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.connection.themeSheet]
      // Whose turn it is to draw the login depends on who is there.
      for (const member of this.connection.members) member.connectionChanged()
    }
    this.chooseTexts()
  }

  private depart(): void {
    const { connection } = this
    if (!connection) return
    const root = this.renderRoot as ShadowRoot
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== connection.themeSheet)
    this.connection = undefined
    leaveConnection(connection, this)
    for (const member of connection.members) member.connectionChanged()
    if (this.isInside) this.leave()
    this.isInside = false
    this.contactId = undefined
  }

  private followSession(): void {
    const { me } = this
    if (me && (!this.isInside || me.id !== this.contactId)) {
      if (this.contactId !== undefined && this.contactId !== me.id) this.leave()
      this.contactId = me.id
      this.isInside = true
      this.enter()
    } else if (!me && this.isInside) {
      this.isInside = false
      if (this.connection?.session.signedOutReason === 'expired') return
      this.contactId = undefined
      this.leave()
    }
  }

  private chooseTexts(): void {
    const { connection } = this
    if (connection)
      this.language.choose(connection.portal?.language, !!(connection.portal || connection.error), connection.portal?.languages)
  }
}
