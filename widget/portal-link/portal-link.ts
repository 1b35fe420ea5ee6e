import '../start.ts'
import { css, html, nothing, type TemplateResult } from 'lit'
import { define } from '../base/define.ts'
import { PortalElement } from '../base/portal-element.ts'
import { portalLinkTexts, type PortalLinkTexts } from '../locales/en/portal-link.ts'
import { forwardIcon } from '../ui/icons.ts'

/**
 * “Go to {portal}”: a link for a site's header. It shows nothing while the portal is switched off, or its settings say so.
 *
 * @element cp-portal-link
 * @attribute href - Page that holds the portal.
 * @slot - Replaces the words.
 * @csspart link - The link.
 */
export class PortalLink extends PortalElement<keyof PortalLinkTexts> {
  static override styles = [
    PortalElement.styles,
    css`
      :host {
        display: inline-block;
        container-type: normal;
        background: none;
      }
      /* As the host's header has it: size and colour are its own. */
      :host > a {
        display: inline-flex;
        align-items: center;
        gap: 0.4em;
        min-block-size: 24px;
        font-size: var(--cp-font-size, inherit);
        font-weight: 550;
        text-decoration: none;
      }
      a:hover {
        text-decoration: underline;
      }
      /* Unseen while its words are not known: nothing moves that was never seen. */
      :host(:state(waiting)) {
        visibility: hidden;
      }
    `,
  ]
  static override properties = { href: {} }

  declare href: string

  private readonly internals: ElementInternals

  constructor() {
    super(portalLinkTexts)
    this.href = ''
    this.internals = this.attachInternals()
    this.internals.states.add('waiting')
  }

  protected override render(): TemplateResult {
    const { settings, texts } = this
    if (settings && !(settings.isOn && settings.hasPortalLink)) return html``
    if (settings || this.connection?.error) this.internals.states.delete('waiting')
    const words = settings ? texts.goTo(settings.title) : texts.goToPortal
    return html`<a part="link" href=${this.href || nothing}> <slot>${words}</slot>${forwardIcon} </a>`
  }

  protected override renderContent(): TemplateResult {
    return html``
  }
}

define('cp-portal-link', PortalLink)

declare global {
  interface HTMLElementTagNameMap {
    'cp-portal-link': PortalLink
  }
}
