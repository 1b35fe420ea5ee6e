import { css, html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit'
import type { PortalSettings } from '../../../../shared/portal.ts'
import type { Theme } from '../../../../shared/theme.ts'
import { themeCss } from '../../../../shared/theme-css.ts'
import { define } from '../../../base/define.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { StaffElement } from '../../base/staff-element.ts'
import type { PageKind } from './contrast-checks.ts'
import { readyMessage, sampleViews, type LookMessage, type SampleView } from './sample/message.ts'

const widths = { desktop: { inline: 860, block: 600 }, phone: { inline: 375, block: 640 } } as const
type Width = keyof typeof widths

/**
 * Ticket list, ticket page, form and login as they look with a theme that is still being chosen. They stand in frames that can
 * reach nothing, with made-up tickets.
 *
 * @element cp-staff-look-preview
 */
export class StaffLookPreview extends StaffElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
        min-inline-size: 0;
        container: staff-look-preview / inline-size;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 14px;
      }
      h2 {
        flex: 1;
        font-size: 15px;
      }
      .group {
        display: flex;
      }
      .group .button {
        border-radius: 0;
      }
      .group .button:first-child {
        border-start-start-radius: 7px;
        border-end-start-radius: 7px;
      }
      .group .button:last-child {
        border-start-end-radius: 7px;
        border-end-end-radius: 7px;
      }
      .group .button + .button {
        border-inline-start: 0;
      }
      .button[aria-pressed='true'] {
        background: var(--staff-selected);
        font-weight: 650;
      }
      .views {
        display: none;
      }
      .head {
        display: flex;
        align-items: center;
        gap: 10px;
        min-block-size: 52px;
        padding: 8px 14px;
        border: 1px solid var(--cp-border);
        border-radius: 10px;
        background: #fff;
        color: #1d2433;
        font-weight: 650;
        overflow-wrap: anywhere;
      }
      .head.dark {
        background: #12161f;
        color: #e8eaf0;
      }
      .head img {
        max-inline-size: 160px;
        max-block-size: 32px;
      }
      .frames {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 12px;
      }
      .frames.phone {
        grid-template-columns: repeat(4, minmax(0, 1fr));
      }
      figure {
        display: grid;
        gap: 4px;
        min-inline-size: 0;
      }
      figcaption {
        color: var(--cp-muted);
        font-size: 13px;
      }
      .room {
        position: relative;
        aspect-ratio: var(--frame-inline) / var(--frame-block);
        border: 1px solid var(--cp-border);
        border-radius: 10px;
        overflow: hidden;
        background: #fff;
      }
      .room.dark {
        background: #12161f;
      }
      iframe {
        position: absolute;
        inset-block-start: 0;
        left: 0;
        inline-size: calc(var(--frame-inline) * 1px);
        block-size: calc(var(--frame-block) * 1px);
        border: 0;
        transform: scale(var(--scale, 0.5));
        transform-origin: 0 0;
      }
      @container staff-look-preview (inline-size < 700px) {
        .frames {
          grid-template-columns: minmax(0, 1fr);
        }
        .frames.phone {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      @container staff-look-preview (inline-size < 400px) {
        .views {
          display: flex;
          flex-wrap: wrap;
          gap: 4px;
        }
        .frames,
        .frames.phone {
          grid-template-columns: minmax(0, 1fr);
        }
        figure:not(.chosen),
        figcaption {
          display: none;
        }
        .frames.phone figure {
          inline-size: min(100%, 375px);
          margin-inline: auto;
        }
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    theme: { attribute: false },
    portal: { attribute: false },
    page: { state: true },
    width: { state: true },
    view: { state: true },
  }

  /** What holds, checked. */
  declare theme: Theme
  declare portal: PortalSettings
  declare private page: PageKind
  declare private width: Width
  /** The only one, where there is no room for all. */
  declare private view: SampleView
  private readonly ready = new Set<SampleView>()
  private readonly resized = new ResizeObserver(() => this.fit())

  constructor() {
    super()
    this.page = 'light'
    this.width = 'desktop'
    this.view = 'list'
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('message', this.onMessage)
    this.resized.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('message', this.onMessage)
    this.resized.disconnect()
    this.ready.clear()
  }

  protected override firstUpdated(): void {
    // Where the screen is a phone's.
    if (this.clientWidth > 0 && this.clientWidth < 400) this.width = 'phone'
  }

  protected override updated(_changed: PropertyValues): void {
    this.fit()
    for (const view of this.ready) this.tell(view)
  }

  override render() {
    const { look } = this.texts
    const { logoUrl } = this.theme
    return html`<div class="bar">
        <h2>${look.preview}</h2>
        <div class="group" role="group" aria-label=${look.pageColor}>
          ${(['light', 'dark'] as const).map((page) => this.renderChoice(look.onPage[page], this.page === page, () => (this.page = page)))}
        </div>
        <div class="group" role="group" aria-label=${look.width}>
          ${(['desktop', 'phone'] as const).map((width) =>
            this.renderChoice(look.widths[width], this.width === width, () => (this.width = width)),
          )}
        </div>
      </div>
      <p class="help">${look.previewHelp}</p>
      <div class="views" role="group" aria-label=${look.preview}>
        ${sampleViews.map((view) => this.renderChoice(look.views[view], this.view === view, () => (this.view = view)))}
      </div>
      <div class="head ${this.page}" aria-hidden="true">
        ${logoUrl?.startsWith('/') ? html`<img src=${logoUrl} alt="" />` : nothing}<span>${this.portal.title}</span>
      </div>
      <div class="frames ${this.width}">
        ${sampleViews.map(
          (view) =>
            html`<figure class=${view === this.view ? 'chosen' : ''}>
              <figcaption>${look.views[view]}</figcaption>
              <div class="room ${this.page}" inert>
                <iframe title=${look.views[view]} name="cp-look-${view}" src="/staff/look-sample" tabindex="-1"></iframe>
              </div>
            </figure>`,
        )}
      </div>`
  }

  private renderChoice(words: string, isOn: boolean, choose: () => void) {
    return html`<button class="button" type="button" aria-pressed=${isOn ? 'true' : 'false'} @click=${choose}>${words}</button>`
  }

  private frameOf(view: SampleView): HTMLIFrameElement | null {
    return this.renderRoot.querySelector(`iframe[name='cp-look-${view}']`)
  }

  /** Draws the frames as small as there is room for. */
  private fit(): void {
    const { inline, block } = widths[this.width]
    this.style.setProperty('--frame-inline', String(inline))
    this.style.setProperty('--frame-block', String(block))
    const rooms = [...this.renderRoot.querySelectorAll<HTMLElement>('.room')]
    const room = rooms.find(({ clientWidth }) => clientWidth > 0)
    if (room) this.style.setProperty('--scale', String(room.clientWidth / inline))
  }

  private readonly onMessage = ({ origin, source, data }: MessageEvent<unknown>) => {
    if (origin !== location.origin || data !== readyMessage) return
    const view = sampleViews.find((one) => this.frameOf(one)?.contentWindow === source)
    if (!view) return
    this.ready.add(view)
    this.tell(view)
  }

  private tell(view: SampleView): void {
    const { title, language, signInMethods, canRegister, passwordMinChars } = this.portal
    const portal = { title, language, signInMethods, canRegister, passwordMinChars }
    const message: LookMessage = { type: 'cp-look', view, css: themeCss(this.theme), page: this.page, portal }
    this.frameOf(view)?.contentWindow?.postMessage(message, location.origin)
  }
}

define('cp-staff-look-preview', StaffLookPreview)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-look-preview': StaffLookPreview
  }
}
