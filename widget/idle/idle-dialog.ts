import '../start.ts'
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { define } from '../base/define.ts'
import { PortalElement } from '../base/portal-element.ts'
import { chooseLanguage } from '../base/texts.ts'
import { idleTexts, type IdleTexts } from '../locales/en/idle.ts'

/** `over`: the time is up. `gone on`: somebody was active in another tab, or logged out there. */
export type Decision = 'stay' | 'leave' | 'over' | 'gone on'

/** When screen readers hear of the time that is left, in seconds; every second would be a torment. */
const toldAt = [60, 30, 10]

/**
 * Asks, a minute before a session ends for want of activity, whether somebody is still there.
 *
 * @element cp-idle
 */
export class IdleDialog extends PortalElement {
  static override styles = [
    PortalElement.styles,
    css`
      dialog {
        inline-size: min(26em, calc(100vw - 32px));
        padding: calc(var(--space) * 6);
        border: 1px solid var(--line);
        border-radius: calc(var(--radius) * 1.5);
        background: var(--cp-surface-raised, Canvas);
        color: var(--cp-text, var(--own-text, CanvasText));
        box-shadow: 0 12px 40px rgb(0 0 0 / 28%);
      }
      dialog::backdrop {
        background: rgb(10 12 20 / 45%);
      }
      .body {
        display: grid;
        gap: calc(var(--space) * 4);
      }
      .left {
        font-size: var(--size-large);
        font-weight: 650;
        font-variant-numeric: tabular-nums;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: calc(var(--space) * 2);
      }
    `,
  ]
  static override properties = { seconds: { attribute: false }, words: { state: true } }

  /** How many are left. */
  declare seconds: number
  declare private words: IdleTexts | undefined
  readonly decision: Promise<Decision>
  private resolve: (decision: Decision) => void = () => {}
  private timer: ReturnType<typeof setInterval> | undefined
  private endsAt = 0
  private wordsLocale = ''

  constructor() {
    super({})
    this.seconds = 0
    this.decision = new Promise((resolve) => (this.resolve = resolve))
  }

  /** Closes the dialog; what came first counts. */
  decide(decision: Decision): void {
    clearInterval(this.timer)
    this.renderRoot.querySelector('dialog')?.close()
    this.resolve(decision)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.endsAt = performance.now() + this.seconds * 1000
    this.timer = setInterval(() => this.tick(), 1000)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.timer)
    this.resolve('gone on')
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed)
    const { session, members } = this.connection ?? {}
    // Over already, or nothing of the portal is on the page any more.
    if (session?.state === 'out' || members?.size === 1) this.decide('gone on')
    if (this.wordsLocale !== this.locale) void this.chooseWords()
  }

  protected override render(): TemplateResult {
    const { words, seconds } = this
    const title = this.settings?.title ?? ''
    return html`<dialog
      role="alertdialog"
      aria-labelledby="title"
      aria-describedby="text"
      @cancel=${(event: Event) => this.stay(event)}
      @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
    >
      ${
        words
          ? html`<div class="body">
              <h2 id="title">${words.title}</h2>
              <p id="text">${words.text(title)}</p>
              <p class="left" aria-hidden="true">${words.left(seconds)}</p>
              <div class="acts">
                <button class="button primary" type="button" autofocus @click=${() => this.decide('stay')}>${words.stay}</button>
                <button class="button" type="button" @click=${() => this.decide('leave')}>${words.leave}</button>
              </div>
            </div>`
          : nothing
      }
      <div class="visually-hidden" role="status">${this.announcement}</div>
    </dialog>`
  }

  protected override renderContent(): TemplateResult {
    return html``
  }

  /** It logs nobody in. */
  protected override get drawsLogin(): boolean {
    return false
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    const dialog = this.renderRoot.querySelector('dialog')
    if (this.words && dialog && !dialog.open) dialog.showModal()
  }

  private tick(): void {
    this.seconds = Math.max(0, Math.round((this.endsAt - performance.now()) / 1000))
    if (this.words && toldAt.includes(this.seconds)) this.announce(this.words.left(this.seconds))
    if (this.seconds === 0) this.decide('over')
  }

  private stay(event: Event): void {
    event.preventDefault()
    this.decide('stay')
  }

  private async chooseWords(): Promise<void> {
    const { locale } = this
    this.wordsLocale = locale
    if (chooseLanguage([locale]).code !== 'nb') this.words = idleTexts
    else this.words = await import('../locales/nb-idle.ts').then((norwegian) => norwegian.idleTexts).catch(() => idleTexts)
  }
}

define('cp-idle', IdleDialog)

declare global {
  interface HTMLElementTagNameMap {
    'cp-idle': IdleDialog
  }
}
