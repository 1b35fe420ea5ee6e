import { css, html, nothing, type PropertyDeclarations } from 'lit'
import type { PortalSettings } from '../../../shared/portal.ts'
import { define } from '../../base/define.ts'
import { toApiError, type StaffApiError } from '../api/client.ts'
import { startPreview } from '../api/portals.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import '../tickets/contact-field.ts'
import type { ChosenContact } from '../tickets/contact-field.ts'

/**
 * Ways to look at the portal: with every ticket, as a contact, or as anybody.
 *
 * @element cp-staff-preview-menu
 */
export class StaffPreviewMenu extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    css`
      :host {
        position: relative;
        display: block;
        margin-inline-start: auto;
      }
      summary {
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      .choices {
        position: absolute;
        inset-block-start: calc(100% + 6px);
        inset-inline-end: 0;
        z-index: 3;
        display: grid;
        inline-size: min(330px, calc(100vw - 24px));
        padding: 6px;
        border: 1px solid var(--cp-border);
        border-radius: 10px;
        background: var(--staff-raised);
        box-shadow: var(--staff-shadow);
      }
      .choices > * {
        display: grid;
        padding: 8px 10px;
        border: 0;
        border-radius: 7px;
        background: none;
        color: var(--cp-text);
        text-align: start;
        text-decoration: none;
        cursor: pointer;
      }
      .choices > *:hover {
        background: var(--staff-hover);
      }
      .choices b {
        font-weight: 550;
      }
      .choices .problem {
        display: flex;
        cursor: default;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    portal: { attribute: false },
    contact: { state: true },
    isAsked: { state: true },
    isOpening: { state: true },
    error: { state: true },
  }

  declare portal: PortalSettings
  declare private contact: ChosenContact | null
  /** The choice was missing when the dialog was sent. */
  declare private isAsked: boolean
  declare private isOpening: boolean
  declare private error: StaffApiError | null

  constructor() {
    super()
    this.contact = null
    this.isAsked = false
    this.isOpening = false
    this.error = null
  }

  override render() {
    const { settings } = this.texts
    const maySearch = this.staff.me.permissions.includes('inbox.answer')
    return html`<details @keydown=${this.onKeyDown} @focusout=${this.onFocusOut}>
        <summary class="button">${settings.view} ${icon('downArrow')}</summary>
        <div class="choices">
          <button type="button" @click=${() => void this.open(null)}>
            <b>${settings.viewAll}</b><span class="help">${settings.viewAllHelp}</span>
          </button>
          ${
            maySearch
              ? html`<button type="button" @click=${this.ask}>
                  <b>${settings.viewAs}</b><span class="help">${settings.viewAsHelp}</span>
                </button>`
              : nothing
          }
          <a href=${this.portal.homeUrl ?? this.portal.hostedUrl} target="_blank" rel="noopener">
            <b>${settings.viewPlain} <span class="visually-hidden">(${settings.opensTab})</span></b>
            <span class="help">${settings.viewPlainHelp}</span>
          </a>
          ${this.error && !this.dialog?.open ? this.renderError(this.error) : nothing}
        </div>
      </details>
      <dialog aria-labelledby="view-title">
        <form class="dialog-body" novalidate @submit=${this.onSubmit}>
          <div class="dialog-head">
            <h2 id="view-title">${settings.viewAsTitle}</h2>
            <button class="button quiet icon" type="button" aria-label=${this.texts.app.close} @click=${() => this.dialog?.close()}>
              ${icon('close')}
            </button>
          </div>
          <p>${settings.viewAsText}</p>
          <cp-staff-contact-field
            .staff=${this.staff}
            .isKnownOnly=${true}
            .problem=${this.isAsked && !this.contact ? settings.viewAsRequired : null}
            @cp-staff-contact-chosen=${({ detail }: CustomEvent<ChosenContact | null>) => (this.contact = detail)}
          ></cp-staff-contact-field>
          ${this.error ? this.renderError(this.error) : nothing}
          <div class="dialog-actions">
            <button class="button" type="button" @click=${() => this.dialog?.close()}>${this.texts.app.cancel}</button>
            <button class="button primary" type="submit" aria-disabled=${this.isOpening ? 'true' : 'false'}>
              ${settings.viewAsOpen} ${icon('external')}
            </button>
          </div>
        </form>
      </dialog>`
  }

  private renderError(error: StaffApiError) {
    return html`<p class="problem" role="alert">${icon('warning')} ${errorText(this.texts, error)}</p>`
  }

  private get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog')
  }

  private closeMenu(): void {
    this.renderRoot.querySelector('details')?.removeAttribute('open')
  }

  private readonly ask = async () => {
    this.closeMenu()
    this.isAsked = false
    this.error = null
    this.dialog?.showModal()
    await this.updateComplete
    this.renderRoot.querySelector('cp-staff-contact-field')?.focus()
  }

  private async onSubmit(event: Event): Promise<void> {
    event.preventDefault()
    this.contact ??= this.renderRoot.querySelector('cp-staff-contact-field')?.commit() ?? null
    this.isAsked = true
    const id = this.contact?.id ?? null
    if (id === null) this.renderRoot.querySelector('cp-staff-contact-field')?.focus()
    else if (await this.open(id)) this.dialog?.close()
  }

  /** The tab is opened at once, while the click still allows it; its address comes when the server has answered. */
  private async open(contactId: string | null): Promise<boolean> {
    if (this.isOpening) return false
    this.isOpening = true
    this.error = null
    const tab = window.open('about:blank', '_blank')
    try {
      const { url } = await startPreview(this.staff.client, this.portal.id, contactId)
      if (tab) {
        tab.opener = null
        tab.location.replace(url)
      } else location.assign(url)
      this.closeMenu()
      return true
    } catch (error) {
      tab?.close()
      this.error = toApiError(error)
      return false
    } finally {
      this.isOpening = false
    }
  }

  private onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    this.closeMenu()
    this.renderRoot.querySelector('summary')?.focus()
  }

  private onFocusOut(event: FocusEvent): void {
    const inside = event.relatedTarget instanceof Node && (event.currentTarget as HTMLElement).contains(event.relatedTarget)
    if (event.relatedTarget && !inside) this.closeMenu()
  }
}

define('cp-staff-preview-menu', StaffPreviewMenu)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-preview-menu': StaffPreviewMenu
  }
}
