import type { StaffTicket } from '../../../shared/tickets.ts'
import { listStaffTickets, type StaffTicketFilter } from '../api/tickets.ts'
import { LiveRefreshController } from '../base/live-refresh.controller.ts'
import { PageListController } from '../base/page-list.controller.ts'
import type { StaffElement } from '../base/staff-element.ts'

/** Loads the tickets of a filter and keeps them fresh. */
export class TicketsController {
  readonly page: PageListController<StaffTicket>
  private readonly host: StaffElement
  private shown = ''

  constructor(host: StaffElement) {
    this.host = host
    this.page = new PageListController(host)
    new LiveRefreshController(host, () => void this.page.refresh())
  }

  /** Shows the tickets of this filter; nothing happens when it is the one that is shown. */
  show(filter: StaffTicketFilter): void {
    const name = JSON.stringify(filter)
    if (name === this.shown) return
    this.shown = name
    void this.page.start(async (after, limit, signal) => {
      const answer = await listStaffTickets(
        this.host.staff.client,
        filter,
        { ...(after ? { after } : {}), ...(limit ? { limit } : {}) },
        signal,
      )
      return { items: answer.tickets, next: answer.next }
    })
  }
}
