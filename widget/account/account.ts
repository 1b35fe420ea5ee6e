import '../start.ts'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { toApiError, type ApiError } from '../api/api-error.ts'
import { getAccount, type AccountFacts } from '../api/account.ts'
import { define } from '../base/define.ts'
import { Loader } from '../base/loader.ts'
import { PortalElement } from '../base/portal-element.ts'
import { problemNotice } from '../base/problem-text.ts'
import { chooseLanguage } from '../base/texts.ts'
import { accountTexts, type AccountTexts } from '../locales/en/account.ts'
import { fieldStyles } from '../ui/field.styles.ts'
import { problem } from '../ui/notice.ts'
import { skeletonLine } from '../ui/skeleton.ts'
import type { AccountFrame, SectionName } from './account-frame.ts'
import { accountStyles } from './account.styles.ts'
import { ConsentSection } from './consent-section.ts'
import { DataSection } from './data-section.ts'
import { DevicesSection } from './devices-section.ts'
import { PasswordSection } from './password-section.ts'
import { ProofForm } from './proof-form.ts'

/**
 * The signed-in contact's own account, a view of `cp-portal`: devices, password, consent, own data. Open to who has withdrawn
 * consent as well.
 *
 * @element cp-account
 */
export class Account extends PortalElement {
  static override styles = [PortalElement.styles, fieldStyles, accountStyles]
  static override properties = { openTickets: { attribute: false }, words: { state: true } }

  /** Shows the tickets, or what stands in front of them. */
  declare openTickets: () => void
  declare private words: AccountTexts | undefined
  private wordsLocale = ''
  private loadedFor = ''
  private busy: string | undefined
  private problemOf: { section: SectionName; text: string } | undefined
  private doneText = ''
  private proof: ProofForm | undefined
  private readonly facts = new Loader<AccountFacts>(this, (signal) => {
    if (!this.connection) throw new Error('There is no portal yet.')
    return getAccount(this.connection.session, signal)
  })
  private readonly devices = new DevicesSection()
  private passwords = new PasswordSection()
  private consent = new ConsentSection()
  private data = new DataSection()

  constructor() {
    super({})
    this.openTickets = () => {}
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed)
    const { session } = this.connection ?? {}
    const contactId = session?.state === 'in' ? (session.me?.id ?? '') : ''
    if (contactId && contactId !== this.loadedFor) {
      this.forget()
      this.loadedFor = contactId
      void this.facts.start()
    }
    if (this.wordsLocale !== this.locale) void this.chooseWords()
  }

  /** Who is in, is in: also without consent. */
  protected override renderGate(): TemplateResult | undefined {
    const { session } = this.connection ?? {}
    return session?.state === 'in' && !session.isPreview ? this.renderConnectionProblem() : super.renderGate()
  }

  protected override renderContent(): TemplateResult {
    const { words, facts } = this
    if (!words) return this.renderPending()
    if (facts.state === 'error' && facts.error)
      return problem({ ...problemNotice(facts.error, this.texts, facts.retry), title: words.loadFailed })
    const frame = this.makeFrame(words)
    if (!frame) return this.renderPending()
    const { account, consent } = frame.facts
    return html`<div class="account" aria-busy=${this.busy ? 'true' : 'false'}>
      <div>
        <h2 tabindex="-1" data-start>${words.title}</h2>
        <p class="who">
          <bdi>${account.name}</bdi>${account.email && account.email !== account.name ? html` · <bdi>${account.email}</bdi>` : nothing}
        </p>
        ${this.doneText ? html`<p class="done">${this.doneText}</p>` : nothing}
      </div>
      ${this.devices.render(frame)} ${account.hasPassword ? this.passwords.render(frame) : nothing}
      ${consent.asked || consent.records.length > 0 ? this.consent.render(frame) : nothing} ${this.data.render(frame)}
    </div>`
  }

  protected override renderPending(): TemplateResult {
    return html`<div class="account" aria-busy="true">
      ${Array.from(
        { length: 4 },
        () =>
          html`<section>
            <p>${skeletonLine('short')}</p>
            <p>${skeletonLine('wide')}</p>
          </section>`,
      )}
    </div>`
  }

  protected override leave(): void {
    this.forget()
  }

  private forget(): void {
    this.loadedFor = ''
    this.facts.reset()
    this.proof = this.problemOf = this.busy = undefined
    this.doneText = ''
    this.passwords = new PasswordSection()
    this.consent = new ConsentSection()
    this.data = new DataSection()
  }

  private async chooseWords(): Promise<void> {
    const { locale } = this
    this.wordsLocale = locale
    if (chooseLanguage([locale]).code !== 'nb') this.words = accountTexts
    else this.words = await import('../locales/nb-account.ts').then((norwegian) => norwegian.accountTexts).catch(() => accountTexts)
  }

  private makeFrame(words: AccountTexts): AccountFrame | undefined {
    const { connection, settings, facts, proof, problemOf } = this
    if (!connection || !settings || !facts.value) return undefined
    const frame: AccountFrame = {
      ...{
        session: connection.session,
        portal: settings,
        words,
        texts: this.texts,
        times: this.times,
        facts: facts.value,
        busy: this.busy,
      },
      problemIn: (section) => (problemOf?.section === section ? problemOf.text : undefined),
      proofIn: (section) => (proof?.section === section ? proof.render(frame) : undefined),
      act: (...act) => this.act(words, ...act),
      value: (id) => this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.value ?? '',
      focus: (selector) => void this.focusOn(selector),
      update: () => this.requestUpdate(),
      leave: () => this.openTickets(),
    }
    return frame
  }

  private async act(
    words: AccountTexts,
    section: SectionName,
    name: string,
    work: () => Promise<unknown>,
    done: string,
    explain?: (error: ApiError) => string | undefined,
  ): Promise<boolean> {
    if (this.busy) return false
    this.busy = name
    this.problemOf = this.proof = undefined
    this.doneText = ''
    this.requestUpdate()
    try {
      await work()
      // What is shown stays until the new is there.
      await this.facts.start()
      this.doneText = done
      this.announce(done)
      return true
    } catch (thrown) {
      const error = toApiError(thrown)
      if (error.code === 'proof_required') return await this.askWho(words, section, name, work, done)
      const isLocked = error.code === 'sign_in_locked' || error.code === 'too_many_requests'
      const text =
        explain?.(error) ?? (isLocked ? words.locked(Math.ceil(error.retryAfterSeconds ?? 30)) : problemNotice(error, this.texts).title)
      if (text) this.problemOf = { section, text }
      return false
    } finally {
      this.busy = undefined
      this.requestUpdate()
    }
  }

  /** Goes on with the act once it is known who is there. */
  private askWho(words: AccountTexts, section: SectionName, name: string, work: () => Promise<unknown>, done: string): Promise<boolean> {
    const { value } = this.facts
    this.busy = undefined
    if (!value) return Promise.resolve(false)
    return new Promise((resolve) => {
      const end = (isProved: boolean) => {
        this.proof = undefined
        this.requestUpdate()
        resolve(isProved ? this.act(words, section, name, work, done) : false)
      }
      this.proof = new ProofForm(
        section,
        value.account,
        () => end(true),
        () => end(false),
      )
      void this.focusOn(value.account.proofs.length > 0 ? '#proof, #proof-submit' : '#proof-title')
    })
  }

  private async focusOn(selector: string): Promise<void> {
    this.requestUpdate()
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus()
  }
}

define('cp-account', Account)

declare global {
  interface HTMLElementTagNameMap {
    'cp-account': Account
  }
}
