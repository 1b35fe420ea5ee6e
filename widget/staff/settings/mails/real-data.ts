import { html, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { ContactSummary } from '../../../../shared/contacts.ts'
import type { StaffTicket, StaffTicketPage } from '../../../../shared/tickets.ts'
import { define } from '../../../base/define.ts'
import { controlStyles } from '../../base/control.styles.ts'
import { LoadController } from '../../base/load.controller.ts'
import { StaffElement } from '../../base/staff-element.ts'
import '../../tickets/contact-field.ts'

/** Whom and what a mail that is looked at is about; null: an example. */
export interface RealData {
  contactId: string | null
  ticketId: string | null
}

/**
 * Chooses whom a mail that is looked at is about.
 *
 * @element cp-staff-real-data
 * @fires cp-staff-real-data - `detail` is the RealData.
 */
export class StaffRealData extends StaffElement {
  static override styles = [controlStyles]
  static override properties: PropertyDeclarations = { hasTicket: { attribute: false } }

  /** The mail is about a ticket; else about a person alone. */
  declare hasTicket: boolean
  private readonly tickets = new LoadController<StaffTicket[]>(this)

  constructor() {
    super()
    this.hasTicket = false
  }

  protected override firstUpdated(): void {
    if (!this.hasTicket) return
    const { client } = this.staff
    void this.tickets.run(async (signal) => {
      return (await client.send<StaffTicketPage>({ path: '/tickets', query: { limit: 30 }, signal })).tickets
    })
  }

  override render(): TemplateResult {
    const { mails } = this.texts.templates
    if (!this.hasTicket) {
      return html`<cp-staff-contact-field
        .staff=${this.staff}
        .isKnownOnly=${true}
        .label=${mails.realContact}
        @cp-staff-contact-chosen=${(event: CustomEvent<ContactSummary | null>) => this.tell(event.detail?.id ?? null, null)}
      ></cp-staff-contact-field>`
    }
    return html`<div class="field">
      <label class="label" for="ticket">${mails.realTicket}</label>
      <select class="input" id="ticket" @change=${this.onTicket}>
        <option value="">${mails.example}</option>
        ${(this.tickets.data ?? []).map(
          ({ id, number, subject, requester }) =>
            html`<option value=${id}>#${number} ${subject} ${requester ? `– ${requester.name}` : ''}</option>`,
        )}
      </select>
      <p class="help">${mails.realHelp}</p>
    </div>`
  }

  private onTicket(event: Event): void {
    const ticket = this.tickets.data?.find(({ id }) => id === (event.target as HTMLSelectElement).value)
    this.tell(ticket?.requester?.id ?? null, ticket?.id ?? null)
  }

  private tell(contactId: string | null, ticketId: string | null): void {
    this.emit('cp-staff-real-data', { contactId, ticketId })
  }
}

define('cp-staff-real-data', StaffRealData)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-real-data': StaffRealData
  }
}
