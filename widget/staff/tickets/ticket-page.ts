import { css, html, type PropertyDeclarations } from 'lit'
import { define } from '../../base/define.ts'
import { controlStyles } from '../base/control.styles.ts'
import { icon } from '../base/icons.ts'
import { ShortcutsController } from '../base/shortcuts.controller.ts'
import { StaffElement } from '../base/staff-element.ts'
import '../conversation/conversation.ts'
import '../inbox/shortcuts-dialog.ts'

/**
 * The page of one ticket, with or without a thread.
 *
 * @element cp-staff-ticket
 */
export class StaffTicketPage extends StaffElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        block-size: 100%;
        container: staff-ticket / inline-size;
      }
      @container staff-ticket (inline-size < 460px) {
        .button span {
          display: none;
        }
      }
    `,
  ]
  static override properties: PropertyDeclarations = { ticketId: { attribute: 'ticket-id' } }

  declare ticketId: string

  constructor() {
    super()
    const conversation = () => this.renderRoot.querySelector('cp-staff-conversation')
    new ShortcutsController(this, {
      r: () => conversation()?.write('reply'),
      n: () => conversation()?.write('note'),
      e: () => void conversation()?.toggleClosed(),
      '?': () => this.renderRoot.querySelector('cp-staff-shortcuts')?.show(),
    })
  }

  override render() {
    return html`
      <h1 class="visually-hidden">${this.texts.app.tickets}</h1>
      <cp-staff-conversation .staff=${this.staff} .ticketId=${this.ticketId}>
        <a class="button quiet" slot="back" href="/staff/tickets" aria-label=${this.texts.conversation.backToTickets}
          >${icon('back')} <span>${this.texts.conversation.backToTickets}</span></a
        >
      </cp-staff-conversation>
      <cp-staff-shortcuts .staff=${this.staff}></cp-staff-shortcuts>
    `
  }
}

define('cp-staff-ticket', StaffTicketPage)
