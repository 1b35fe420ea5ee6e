import { html, nothing, type PropertyDeclarations } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Pipeline, StaffTicket } from '../../../shared/tickets.ts'
import type { Inbox, ThreadSummary } from '../../../shared/threads.ts'
import { define } from '../../base/define.ts'
import { relativeTime } from '../../ui/relative-time.ts'
import { controlStyles } from '../base/control.styles.ts'
import { icon } from '../base/icons.ts'
import { stageName } from '../base/pipelines.controller.ts'
import { ticketHref } from '../base/routes.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { initials } from '../base/states.ts'
import { switchStyles } from '../base/switch.styles.ts'
import './explain.ts'
import './ticket-values.ts'
import { ticketPanelStyles } from './ticket-panel.styles.ts'

/**
 * What belongs to a conversation: who asks, which ticket, in which stage.
 *
 * @element cp-staff-ticket-panel
 * @fires cp-staff-stage-chosen - `detail` is the stage's id.
 * @fires cp-staff-hide-chosen - `detail` is true to hide the ticket from the portal.
 */
export class StaffTicketPanel extends StaffElement {
  static override styles = [controlStyles, switchStyles, stateStyles, ticketPanelStyles]
  static override properties: PropertyDeclarations = {
    ticket: { attribute: false },
    thread: { attribute: false },
    pipelines: { attribute: false },
    inboxes: { attribute: false },
    isTicketPage: { attribute: false },
    isCopied: { state: true },
  }

  declare ticket: StaffTicket | null
  declare thread: ThreadSummary | null
  declare pipelines: Pipeline[]
  declare inboxes: Inbox[]
  /** True on the ticket's own page, which needs no link to itself. */
  declare isTicketPage: boolean
  declare private isCopied: boolean

  constructor() {
    super()
    this.ticket = null
    this.thread = null
    this.pipelines = []
    this.inboxes = []
    this.isTicketPage = false
    this.isCopied = false
  }

  override render() {
    return html`${this.renderContact()}${this.renderTicket()}`
  }

  private renderContact() {
    const { panel } = this.texts
    const requester = this.ticket?.requester
    const name = requester?.name || this.thread?.contactName
    const company = requester?.companyName ?? this.thread?.companyName
    if (!name && !requester)
      return html`<section>
        <h3>${panel.contact}</h3>
        <p class="muted">${panel.noContact}</p>
      </section>`
    return html`<section>
      <h3>${panel.contact}</h3>
      <div class="person">
        <span class="avatar" aria-hidden="true">${initials(name ?? requester?.email ?? '')}</span>
        <div class="person-lines">
          ${
            requester && this.staff.me.permissions.includes('contacts.edit')
              ? html`<a class="name" href="/staff/contacts/${requester.id}">${name || requester.email}</a>`
              : html`<b>${name || requester?.email}</b>`
          }
          ${company ? html`<span class="muted">${company}</span>` : nothing}
        </div>
      </div>
      ${
        requester
          ? html`<p class="address">
              <a href="mailto:${requester.email}">${requester.email}</a>
              <button
                class="button quiet icon small"
                type="button"
                aria-label=${panel.copyEmail}
                title=${panel.copyEmail}
                @click=${() => this.copy(requester.email)}
              >
                ${icon(this.isCopied ? 'check' : 'copy')}
              </button>
              <span class="visually-hidden" role="status">${this.isCopied ? panel.copied : nothing}</span>
            </p>`
          : nothing
      }
    </section>`
  }

  private renderTicket() {
    const { panel, conversation } = this.texts
    const { ticket, thread } = this
    if (!ticket)
      return html`<section>
        <h3>${panel.ticket}</h3>
        <p class="muted">${panel.noTicket}</p>
      </section>`
    const pipeline = this.pipelines.find((one) => one.id === ticket.pipelineId)
    const inbox = this.inboxes.find((one) => one.id === thread?.inboxId)
    return html`<section>
      <h3>${panel.ticket}</h3>
      <label class="field"
        ><span class="small-label">${panel.stage}</span>
        <select class="input" ?disabled=${!pipeline} @change=${this.onStage}>
          ${(pipeline?.stages ?? []).map(
            (stage) =>
              html`<option value=${stage.id} .selected=${live(stage.id === ticket.stageId)}>
                ${stageName(stage, this.staff.language)}
              </option>`,
          )}
        </select>
      </label>
      <div>
        <label class="switch">
          <input type="checkbox" role="switch" .checked=${live(ticket.isHidden)} aria-describedby="hide-help" @change=${this.onHide} />
          <span>${panel.hide}</span>
        </label>
        <p class="help" id="hide-help">${panel.hideHelp}</p>
      </div>
      <dl>
        <div>
          <dt>${panel.number}</dt>
          <dd>${conversation.ticketNumber(ticket.number)}</dd>
        </div>
        ${
          this.pipelines.length > 1 && pipeline
            ? html`<div>
                <dt>${panel.pipeline}</dt>
                <dd>${pipeline.name}</dd>
              </div>`
            : nothing
        }
        ${
          inbox
            ? html`<div>
                <dt>${panel.inbox}</dt>
                <dd>${inbox.name}</dd>
              </div>`
            : nothing
        }
        ${
          thread
            ? html`<div>
                <dt>${panel.channel}</dt>
                <dd>${this.texts.inbox.channels[thread.channelKind] ?? thread.channelKind}</dd>
              </div>`
            : nothing
        }
        <div>
          <dt>${panel.created}</dt>
          <dd>${relativeTime(ticket.createdAt, this.staff.language)}</dd>
        </div>
        <div>
          <dt>${panel.lastActivity}</dt>
          <dd>${relativeTime(ticket.lastActivityAt, this.staff.language)}</dd>
        </div>
      </dl>
      <cp-staff-ticket-values .staff=${this.staff} .ticketId=${ticket.id}></cp-staff-ticket-values>
      ${
        this.staff.me.permissions.includes('portal.settings')
          ? html`<cp-staff-explain .staff=${this.staff} .ticketId=${ticket.id}></cp-staff-explain>`
          : nothing
      }
      ${this.isTicketPage ? nothing : html`<a class="ticket-link" href=${ticketHref(ticket.id)}>${icon('ticket')} ${panel.ticketPage}</a>`}
    </section>`
  }

  private onStage(event: Event): void {
    this.emit('cp-staff-stage-chosen', (event.target as HTMLSelectElement).value)
  }

  private onHide(event: Event): void {
    this.emit('cp-staff-hide-chosen', (event.target as HTMLInputElement).checked)
  }

  private async copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      this.isCopied = true
      setTimeout(() => (this.isCopied = false), 2000)
    } catch {
      // The address is there to be selected.
    }
  }
}

define('cp-staff-ticket-panel', StaffTicketPanel)
