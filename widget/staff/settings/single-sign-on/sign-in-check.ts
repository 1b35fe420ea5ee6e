import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { IdentityProvider } from '../../../../shared/single-sign-on.ts'
import type { SignInCheck, StartedSignInCheck } from '../../../../shared/sign-in-check.ts'
import { define } from '../../../base/define.ts'
import { type StaffApiError, toApiError } from '../../api/client.ts'
import { readCheck, startCheck } from '../../api/single-sign-on.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { errorText } from '../../base/error-text.ts'
import { icon } from '../../base/icons.ts'
import { StaffElement } from '../../base/staff-element.ts'
import { stateStyles } from '../../base/state.styles.ts'
import { renderCheckLog } from './check-log.ts'
import { checkLogStyles } from './check-log.styles.ts'
import { singleSignOnStyles } from './single-sign-on.styles.ts'

const askEveryMs = 1500

/**
 * A test sign-in through a provider, and what came of it.
 *
 * @element cp-staff-sign-in-check
 */
export class SignInCheckView extends StaffElement {
  static override styles = [controlStyles, stateStyles, singleSignOnStyles, checkLogStyles]
  static override properties: PropertyDeclarations = {
    portalId: { attribute: 'portal-id' },
    provider: { attribute: false },
    isHeld: { attribute: false },
    started: { state: true },
    check: { state: true },
    error: { state: true },
    isBlocked: { state: true },
    isOver: { state: true },
  }

  declare portalId: string
  declare provider: IdentityProvider
  /** Something is not saved: the test would be of what was before. */
  declare isHeld: boolean
  declare private started: StartedSignInCheck | null
  declare private check: SignInCheck | null
  declare private error: StaffApiError | null
  declare private isBlocked: boolean
  declare private isOver: boolean
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.isHeld = false
    this.started = null
    this.check = null
    this.error = null
    this.isBlocked = false
    this.isOver = false
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.timer)
    this.started = null
  }

  override render() {
    const { check: words } = this.texts.singleSignOn
    return html`<div class="tool">
      <h3>${words.title}</h3>
      <p class="help">${this.isHeld ? words.saveFirst : words.help}</p>
      ${this.renderState()}
      <div aria-live="polite">${this.check ? renderCheckLog(this.texts, this.staff.language, this.check) : nothing}</div>
    </div>`
  }

  private renderState(): TemplateResult {
    const { check: words } = this.texts.singleSignOn
    if (this.started) {
      return html`<div class="box" role="status">
        <p>${this.isBlocked ? words.blocked : words.waiting}</p>
        <div class="actions">
          <a class="button" href=${this.started.url} target="_blank" rel="noopener">${words.reopen} ${icon('external')}</a>
          <button class="button quiet" type="button" @click=${this.onCancel}>${this.texts.singleSignOn.cancel}</button>
        </div>
      </div>`
    }
    const hasFailed = this.error !== null || this.isOver
    return html`${
        hasFailed
          ? html`<p class="problem" role="alert">
              ${icon('warning')} ${this.isOver ? words.over : `${words.failed} ${this.error ? errorText(this.texts, this.error) : ''}`}
            </p>`
          : nothing
      }
      <div class="actions">
        <button class="button" type="button" aria-disabled=${this.isHeld ? 'true' : 'false'} @click=${() => void this.start()}>
          ${this.check ? words.again : words.start} ${icon('external')}
        </button>
      </div>`
  }

  private async start(): Promise<void> {
    if (this.isHeld || this.started) return
    // Opened by the click itself: a window that opens after an answer is blocked.
    const opened = open('about:blank', '_blank', 'popup,width=520,height=680')
    this.check = null
    this.error = null
    this.isOver = false
    try {
      const started = await startCheck(this.staff.client, this.portalId, this.provider.id)
      this.isBlocked = opened === null
      if (opened) opened.location.href = started.url
      this.started = started
      this.wait()
    } catch (error) {
      opened?.close()
      this.error = toApiError(error)
    }
  }

  private onCancel(): void {
    clearTimeout(this.timer)
    this.started = null
  }

  private wait(): void {
    this.timer = setTimeout(() => void this.ask(), askEveryMs)
  }

  private async ask(): Promise<void> {
    if (!this.started || !this.isConnected) return
    try {
      const check = await readCheck(this.staff.client, this.portalId, this.started.id)
      if (check.state === 'waiting') return this.wait()
      this.check = check
      this.started = null
    } catch (error) {
      const failed = toApiError(error)
      // Somewhere in between the connection may be gone for a moment.
      if (failed.code === 'unreachable') return this.wait()
      this.started = null
      if (failed.code === 'not_found') this.isOver = true
      else this.error = failed
    }
  }
}

define('cp-staff-sign-in-check', SignInCheckView)
