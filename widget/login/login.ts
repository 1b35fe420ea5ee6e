import '../start.ts'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { define } from '../base/define.ts'
import { loadChunk } from '../base/load-chunk.ts'
import { PortalElement } from '../base/portal-element.ts'
import { loginTexts, type LoginTexts } from '../locales/en/login.ts'
import { describedBy, field } from '../ui/field.ts'
import { fieldStyles } from '../ui/field.styles.ts'
import { banner } from '../ui/notice.ts'
import type { PageKind } from '../../shared/page-kinds.ts'
import type { LoginFrame, LoginView } from './login-frame.ts'
import { readLoginPlace, readLoginView, takeMailedPlace, type LoginPlace } from './login-place.ts'
import { loginStyles } from './login.styles.ts'
import { PasswordField } from './password-field.ts'
import { SignInButtons } from './sign-in-buttons.ts'
import { SignInController } from './sign-in.controller.ts'
import { pageOf } from './page-of.ts'
import type { EditedPages } from './pages/edited-pages.ts'
import type { Ways } from './ways/ways.ts'

/**
 * Log in, in every way that the portal offers; afterwards it says who is logged in and offers to log out.
 * A page that holds one shows no second login for the same portal.
 *
 * @element cp-login
 * @attribute {login|forgot|code|register|reset|invitation} view - What is shown first; default `login`. `forgot`: a new password by mail; `code`: log in by mail; `reset`, `register` and `invitation` take the token of a mailed link from the address.
 * @fires cp-signed-in - Somebody logged in here. `detail.contactId`.
 * @fires cp-signed-out - The contact logged out here.
 * @csspart form - The form that is shown.
 * @csspart text - The text that the portal has put above it.
 * @csspart image - The picture that the portal has put beside it.
 * @csspart links - The links that the portal has put below it.
 */
export class Login extends PortalElement<keyof LoginTexts> {
  static override styles = [PortalElement.styles, fieldStyles, loginStyles]
  static override properties = {
    view: {},
    place: { attribute: false },
    token: { state: true },
  }

  declare view: LoginView
  /** Where a portal's address says that its reader is: `reset?token=…`. */
  declare place: string
  /** Of the mailed link that was opened. */
  declare private token: string
  private ways: Ways | undefined
  /** In which they are, or are being fetched. */
  private waysLocale = ''
  /** The portal's own words; null: they could not be had. */
  private pages: EditedPages | null | undefined
  /** Of which they are, or are being fetched. */
  private pagesVersion = 0
  private readonly control = new SignInController(this)
  private wasDenied = false
  private readonly password = new PasswordField(this)
  private readonly buttons = new SignInButtons(this)

  constructor() {
    super(loginTexts)
    this.view = 'login'
    this.place = ''
    this.token = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('hashchange', this.takeLink)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('hashchange', this.takeLink)
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed)
    if (changed.has('place') && this.place) this.take(readLoginPlace(this.place))
    if (!this.hasUpdated) this.takeLink()
    this.view = readLoginView(this.view)
    if (this.control.isDenied && !this.wasDenied) this.focusStart()
    this.wasDenied = this.control.isDenied
    if (changed.has('view') && changed.get('view') !== undefined) this.control.reset()
  }

  /** Who opens a mailed link wants what it is for, whoever is logged in here. */
  protected override renderGate(): TemplateResult | undefined {
    return super.renderGate() ?? (this.token && this.settings ? this.renderLogin() : undefined)
  }

  protected override renderLogin(): TemplateResult {
    const { settings, connection, ways } = this
    if (!settings || !connection) return this.renderPending()
    if (settings.pagesVersion !== this.pagesVersion) void this.loadPages(settings.pagesVersion)
    const room = html`<div class="login-room" aria-busy="true"></div>`
    if (settings.pagesVersion > 0 && this.pages === undefined) return room
    const draw = (form: TemplateResult) => this.pages?.frame(this.page, this.locale, form) ?? form
    if (this.control.isDenied) return draw(this.renderDenied())
    if (this.shown === 'login') return draw(this.renderPassword())
    if (this.waysLocale !== this.locale) void this.loadWays()
    return ways ? draw(ways.render(this.frame)) : room
  }

  /** Well proved, and not let in. */
  private renderDenied(): TemplateResult {
    const { texts, words } = this
    const again = (event: SubmitEvent) => {
      event.preventDefault()
      this.take({ view: 'login', token: '' })
      this.focusStart()
    }
    return html`<form class="login" part="form" @submit=${again}>
      <h2 tabindex="-1" data-start>${words.title ?? texts.deniedTitle}</h2>
      ${words.intro ?? html`<p>${texts.logInDenied}</p>`}
      <button class="button" type="submit">${texts.deniedBack}</button>
    </form>`
  }

  private renderPassword(): TemplateResult {
    const { texts, settings, control, words } = this
    const formProblem = control.formProblem(texts)
    const { session } = this.connection ?? {}
    const isExpired = session?.signedOutReason === 'expired'
    const hasPassword = settings?.signInMethods.includes('password') ?? true
    const hasOwnWindow = settings?.passwordEntry === 'window' && session && new URL(session.base).origin !== location.origin
    const way = (view: LoginView, label: string) =>
      html`<button class="link" type="button" @click=${() => void this.open(view)}>${label}</button>`
    return html`<form class="login" part="form" novalidate @submit=${this.submit}>
      <h2 tabindex="-1" data-start>${words.title ?? html`${texts.logInTitle} <span>${texts.logInIntro(settings?.title ?? '')}</span>`}</h2>
      ${words.intro ?? nothing} ${isExpired ? html`<p role="status">${texts.logInAgain}</p>` : nothing}
      ${formProblem ? banner(formProblem) : nothing}
      ${
        hasPassword && hasOwnWindow && session
          ? this.buttons.renderOwn({ session, texts, control, done: () => this.signedIn() })
          : hasPassword
            ? html`${this.renderEmail()}
                ${this.password.render(texts, { label: texts.password, autocomplete: 'current-password', error: control.problems.password })}
                <button class="button primary" type="submit" aria-disabled=${control.isHeld ? 'true' : 'false'}>
                  ${control.isBusy ? texts.loggingIn : texts.logIn}
                </button>`
            : nothing
      }
      <p class="ways">
        ${hasPassword ? way('forgot', texts.forgotPassword) : nothing}
        ${settings?.signInMethods.includes('magic_link') ? way('code', texts.logInByMail) : nothing}
        ${settings?.canRegister ? way('register', texts.registerHere) : nothing}
      </p>
      ${
        session && settings
          ? this.buttons.render(settings.identityProviders, { session, texts, control, done: () => this.signedIn() })
          : nothing
      }
    </form>`
  }

  private renderEmail(autocomplete: 'username' | 'email' = 'username'): TemplateResult {
    const { texts, control } = this
    const error = control.problems.email
    return field({
      id: 'email',
      label: texts.email,
      error,
      input: html`<input
        class="input"
        id="email"
        name="email"
        type="email"
        inputmode="email"
        autocomplete=${autocomplete}
        autocapitalize="none"
        spellcheck="false"
        .value=${control.email}
        required
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${describedBy('email', { error })}
        @input=${(event: Event) => (control.email = (event.target as HTMLInputElement).value.trim())}
      />`,
    })
  }

  protected override renderContent(): TemplateResult {
    return html`<div class="signed-in">
      <span>${this.texts.loggedInAs(this.me?.name ?? '')}</span>
      <button class="button" type="button" @click=${this.logOut}>${this.texts.logOut}</button>
    </div>`
  }

  protected override renderPending(): TemplateResult {
    return html`<div class="signed-in" aria-busy="true"></div>`
  }

  protected override get drawsLogin(): boolean {
    return true
  }

  protected override get keepsContent(): boolean {
    return false
  }

  /** Where there is no other way the portal's login is the one by mail. */
  private get shown(): LoginView {
    // A contact who is in, and may go on when this is done.
    if (this.connection?.session.me?.needsConsent && !this.token) return 'consent'
    const { signInMethods = [], identityProviders = [] } = this.settings ?? {}
    // Providers are the only way in.
    if (this.settings && signInMethods.length === 0) return 'login'
    const isByMailAlone = signInMethods.length === 1 && signInMethods[0] === 'magic_link' && identityProviders.length === 0
    return this.view === 'login' && isByMailAlone ? 'code' : this.view
  }

  private get hasLeft(): boolean {
    return this.view === 'login' && this.connection?.session.signedOutReason === 'left'
  }

  private get page(): PageKind {
    if (this.control.isDenied) return 'access_denied'
    return this.hasLeft ? 'log_out' : pageOf(this.shown, this.token)
  }

  private get words(): LoginFrame['page'] {
    const own = this.pages?.words(this.page, this.locale)
    const { loggedOutTitle: title, loggedOutIntro } = this.texts
    return this.hasLeft && !this.control.isDenied ? { title, intro: html`<p>${loggedOutIntro}</p>`, ...own } : (own ?? {})
  }

  private get frame(): LoginFrame {
    const { connection, settings, texts, control, password, shown: view, token } = this
    if (!connection || !settings) throw new Error('There is no portal yet.')
    return {
      ...{ host: this, texts, portal: settings, session: connection.session, control, password, view, token },
      isFirst: view !== this.view,
      page: this.words,
      emailField: (autocomplete) => this.renderEmail(autocomplete),
      show: (next) => void this.open(next),
      moveFocus: () => this.focusStart(),
      done: () => this.signedIn(),
    }
  }

  private async loadPages(version: number): Promise<void> {
    this.pagesVersion = version
    const { session } = this.connection ?? {}
    if (!session || version === 0) return
    const pages = await loadChunk(() => import('./pages/edited-pages.ts'))
      .then(({ EditedPages }) => EditedPages.load(session.base, version))
      .catch(() => null)
    if (version !== this.pagesVersion) return
    this.pages = pages
    this.requestUpdate()
  }

  /** Shows another view. The one before stays until it is there. */
  private async open(view: LoginView): Promise<void> {
    if (view !== 'login' && !(await this.loadWays())) return
    this.take({ view, token: '' })
    this.focusStart()
  }

  private take(place: LoginPlace | undefined): void {
    if (!place) return
    this.view = place.view
    this.token = place.token
    this.ways?.begin()
    this.password.reveal(false)
    this.control.reset()
  }

  /** Pages without `cp-portal`: the address is read here. */
  private readonly takeLink = () => {
    const { members } = this.connection ?? {}
    if (members && ![...members].some((member) => member.localName === 'cp-portal')) this.take(takeMailedPlace())
  }

  /** Fetches the other views, in the language that is spoken now. */
  private async loadWays(): Promise<boolean> {
    const { locale } = this
    if (this.waysLocale === locale && this.ways) return true
    this.waysLocale = locale
    try {
      const { Ways } = await loadChunk(() => import('./ways/ways.ts'))
      this.ways = await Ways.load(locale, this.ways)
      this.requestUpdate()
      return true
    } catch {
      this.waysLocale = ''
      this.view = 'login'
      await this.control.accept({ form: this.texts.logInOffline })
      return false
    }
  }

  private readonly submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { control, texts, connection } = this
    if (control.isHeld || !connection) return
    const email = control.value('email').trim()
    const password = control.value('password')
    // Whose provider is known by the address needs no password here.
    if (password === '' && !control.checkEmail(email, texts).email && (await this.openProvider(email))) return
    const missing = password === '' ? { password: texts.fieldError.required } : {}
    if (!(await control.accept({ ...control.checkEmail(email, texts), ...missing }))) return
    const isIn = await control.attempt(
      texts,
      () => connection.session.signIn({ email, password }),
      (error) => {
        if (error.code === 'sign_in_failed') this.renderRoot.querySelector<HTMLInputElement>('#password')?.select()
        return undefined
      },
    )
    if (isIn) this.signedIn()
  }

  private async openProvider(email: string): Promise<boolean> {
    const { connection, settings, texts, control } = this
    if (!connection || !settings) return false
    const frame = { session: connection.session, texts, control, done: () => this.signedIn() }
    return this.buttons.openFor(email, settings.identityProviders, frame)
  }

  private signedIn(): void {
    this.take({ view: 'login', token: '' })
    this.control.email = ''
    // Not quite in yet: the portal's words have to be agreed to first.
    if (this.connection?.session.me?.needsConsent) return this.focusStart()
    this.emit('cp-signed-in', { contactId: this.me?.id ?? '' })
  }

  private readonly logOut = async () => {
    await this.connection?.session.signOut()
    this.emit('cp-signed-out', {})
  }
}

define('cp-login', Login)

declare global {
  interface HTMLElementTagNameMap {
    'cp-login': Login
  }
}
