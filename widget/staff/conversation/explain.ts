import { css, html, nothing, type PropertyDeclarations } from 'lit'
import type { Explanation } from '../../../shared/explanations.ts'
import type { PortalSettings } from '../../../shared/portal.ts'
import { define } from '../../base/define.ts'
import { explainTicket, listPortals } from '../api/portals.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { LoadController } from '../base/load.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import '../tickets/contact-field.ts'
import type { ChosenContact } from '../tickets/contact-field.ts'

/**
 * Tells clause by clause why a contact sees a ticket in a portal, or does not. For those who may set portals up.
 *
 * @element cp-staff-explain
 */
export class StaffExplain extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    css`
      summary {
        color: var(--cp-accent);
        font-size: 13px;
        cursor: pointer;
      }
      .asked {
        display: grid;
        gap: 10px;
        padding-block-start: 10px;
      }
      li {
        display: flex;
        gap: 8px;
        padding-block: 3px;
        font-size: 13px;
      }
      .met svg {
        color: var(--cp-success);
      }
      .not svg {
        color: var(--cp-danger);
      }
      svg {
        margin-block-start: 3px;
      }
    `,
  ]
  static override properties: PropertyDeclarations = {
    ticketId: { attribute: false },
    contact: { state: true },
    portalId: { state: true },
  }

  declare ticketId: string
  declare private contact: ChosenContact | null
  declare private portalId: string
  private readonly portals = new LoadController<PortalSettings[]>(this)
  private readonly answer = new LoadController<Explanation>(this)

  constructor() {
    super()
    this.ticketId = ''
    this.contact = null
    this.portalId = ''
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('ticketId') && this.hasUpdated) this.ask()
  }

  override render() {
    const { explain } = this.texts
    const portals = this.portals.data ?? []
    const error = this.portals.error ?? this.answer.error
    return html`<details @toggle=${this.onToggle}>
      <summary>${explain.title}</summary>
      <div class="asked">
        ${
          portals.length > 1
            ? html`<select class="input" aria-label=${explain.portal} @change=${this.onPortal}>
                ${portals.map((portal) => html`<option value=${portal.id} .selected=${portal.id === this.portalId}>${portal.title}</option>`)}
              </select>`
            : nothing
        }
        <cp-staff-contact-field
          .staff=${this.staff}
          .isKnownOnly=${true}
          @cp-staff-contact-chosen=${this.onContact}
        ></cp-staff-contact-field>
        <div role="status">
          ${
            error
              ? html`<p class="problem">${icon('warning')} ${errorText(this.texts, error)}</p>`
              : this.answer.data && this.contact
                ? this.renderAnswer(this.answer.data, this.contact)
                : this.answer.isPending
                  ? html`<p class="muted">${explain.pending}</p>`
                  : nothing
          }
        </div>
      </div>
    </details>`
  }

  private renderAnswer({ isVisible, canReply, clauses }: Explanation, contact: ChosenContact) {
    const { explain } = this.texts
    const name = (contact.id === null ? '' : contact.name) || contact.email
    return html`<p>
        <b>${isVisible ? explain.sees(name) : explain.seesNot(name)}</b>
        ${isVisible ? (canReply ? explain.mayReply : explain.mayNotReply) : nothing}
      </p>
      <ul>
        ${clauses.map(
          ({ clause, isMet }) =>
            html`<li class=${isMet ? 'met' : 'not'}>
              ${icon(isMet ? 'check' : 'close')}
              <span><span class="visually-hidden">${isMet ? explain.met : explain.notMet}</span> ${explain.clauses[clause]}</span>
            </li>`,
        )}
      </ul>`
  }

  private async onToggle(event: Event): Promise<void> {
    if (!(event.target as HTMLDetailsElement).open || this.portals.data) return
    const { portals } = this
    await portals.run((signal) => listPortals(this.staff.client, signal))
    this.portalId = portals.data?.[0]?.id ?? ''
  }

  private onPortal(event: Event): void {
    this.portalId = (event.target as HTMLSelectElement).value
    this.ask()
  }

  private onContact({ detail }: CustomEvent<ChosenContact | null>): void {
    this.contact = detail
    this.ask()
  }

  private ask(): void {
    this.answer.clear()
    const { portalId, ticketId } = this
    const contactId = this.contact?.id ?? null
    if (contactId !== null && portalId) void this.answer.run(() => explainTicket(this.staff.client, portalId, contactId, ticketId))
  }
}

define('cp-staff-explain', StaffExplain)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-explain': StaffExplain
  }
}
