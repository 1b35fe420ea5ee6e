import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { limits } from '../../../shared/limits.ts'
import type { StaffTicket } from '../../../shared/tickets.ts'
import { define } from '../../base/define.ts'
import { listStaffTickets } from '../api/tickets.ts'
import { controlStyles } from '../base/control.styles.ts'
import { errorText } from '../base/error-text.ts'
import { icon } from '../base/icons.ts'
import { LoadController } from '../base/load.controller.ts'
import { StaffElement } from '../base/staff-element.ts'

const typingPauseMs = 250
const foundMax = 6

/**
 * Chooses a ticket by its number or words of its subject.
 *
 * @element cp-staff-ticket-field
 * @fires cp-staff-ticket-chosen - `detail` is the StaffTicket, or null.
 */
export class StaffTicketField extends StaffElement {
  static override styles = [
    controlStyles,
    css`
      .found {
        display: grid;
        border: 1px solid var(--cp-border);
        border-radius: 9px;
        background: var(--staff-surface);
      }
      .found button {
        display: block;
        inline-size: 100%;
        min-block-size: 34px;
        padding: 6px 10px;
        border: 0;
        background: none;
        text-align: start;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      .found li + li {
        border-block-start: 1px solid var(--cp-border);
      }
      .found button:hover {
        background: var(--staff-hover);
      }
      .chosen {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 10px;
        min-block-size: 34px;
        overflow-wrap: anywhere;
      }
      @media (pointer: coarse) {
        .found button {
          min-block-size: 44px;
        }
      }
    `,
  ]
  static override properties: PropertyDeclarations = { chosen: { state: true }, text: { state: true } }

  declare private chosen: StaffTicket | null
  declare private text: string
  private readonly search = new LoadController<StaffTicket[]>(this)
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.chosen = null
    this.text = ''
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.timer)
  }

  override render() {
    const { ruleTools } = this.texts
    const { chosen } = this
    if (chosen) {
      return html`<div class="field">
        <span class="label">${ruleTools.ticket}</span>
        <div class="chosen">
          <b>${ruleTools.chosen(chosen.number, chosen.subject)}</b>
          <button id="change" class="link" type="button" @click=${() => void this.choose(null)}>${ruleTools.change}</button>
        </div>
      </div>`
    }
    return html`<div class="field">
      <label class="label" for="words">${ruleTools.ticket}</label>
      <input
        id="words"
        class="input"
        type="search"
        autocomplete="off"
        maxlength=${limits.searchMaxChars}
        placeholder=${ruleTools.ticketHelp}
        .value=${this.text}
        @input=${this.onInput}
        @keydown=${this.onKey}
      />
      <div role="status">${this.renderFound()}</div>
    </div>`
  }

  private renderFound(): TemplateResult | typeof nothing {
    const { ruleTools } = this.texts
    const { data, error, isPending } = this.search
    if (this.text.trim() === '') return nothing
    if (error) return html`<p class="problem">${icon('warning')} ${errorText(this.texts, error)}</p>`
    if (!data) return isPending ? html`<p class="muted">${ruleTools.searching}</p>` : nothing
    if (data.length === 0) return html`<p class="muted">${ruleTools.noTickets}</p>`
    return html`<ul class="found">
      ${data.map(
        (ticket) =>
          html`<li>
            <button type="button" @click=${() => void this.choose(ticket)}>
              ${ruleTools.chosen(ticket.number, ticket.subject)}
              ${ticket.requester ? html`<span class="muted">· ${ticket.requester.name || ticket.requester.email}</span>` : nothing}
            </button>
          </li>`,
      )}
    </ul>`
  }

  private onInput(event: Event): void {
    this.text = (event.target as HTMLInputElement).value
    clearTimeout(this.timer)
    const q = this.text.trim().replace(/^#/, '')
    if (q === '') this.search.clear()
    else {
      this.timer = setTimeout(
        () =>
          void this.search.run(
            async (signal) => (await listStaffTickets(this.staff.client, { status: 'all', q }, { limit: foundMax }, signal)).tickets,
          ),
        typingPauseMs,
      )
    }
  }

  /** Enter chooses the first one, and does not send the form around. */
  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return
    event.preventDefault()
    const first = this.search.data?.[0]
    if (first && !this.search.isPending) void this.choose(first)
  }

  private async choose(ticket: StaffTicket | null): Promise<void> {
    this.chosen = ticket
    if (!ticket) this.text = ''
    this.search.clear()
    this.emit('cp-staff-ticket-chosen', ticket)
    await this.updateComplete
    this.byId(ticket ? 'change' : 'words')?.focus()
  }
}

define('cp-staff-ticket-field', StaffTicketField)

declare global {
  interface HTMLElementTagNameMap {
    'cp-staff-ticket-field': StaffTicketField
  }
}
