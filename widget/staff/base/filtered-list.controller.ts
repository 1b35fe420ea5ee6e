import type { StaffClient } from '../api/client.ts'
import { LiveRefreshController } from './live-refresh.controller.ts'
import { type Page, PageListController } from './page-list.controller.ts'
import type { StaffElement } from './staff-element.ts'

/** Asks the server for one page of what a filter finds. */
export type AskForPage<Item, Filter> = (
  client: StaffClient,
  filter: Filter,
  page: { after?: string; limit?: number },
  signal: AbortSignal,
) => Promise<Page<Item>>

/** Loads what a filter finds, and keeps it fresh. */
export class FilteredListController<Item extends { id: string }, Filter> {
  readonly page: PageListController<Item>
  private readonly host: StaffElement
  private readonly ask: AskForPage<Item, Filter>
  private shown = ''

  constructor(host: StaffElement, ask: AskForPage<Item, Filter>) {
    this.host = host
    this.ask = ask
    this.page = new PageListController(host)
    new LiveRefreshController(host, () => void this.page.refresh())
  }

  /** Shows what this filter finds; nothing happens when it is the one that is shown. */
  show(filter: Filter): void {
    const name = JSON.stringify(filter)
    if (name === this.shown) return
    this.shown = name
    void this.page.start((after, limit, signal) =>
      this.ask(this.host.staff.client, filter, { ...(after ? { after } : {}), ...(limit ? { limit } : {}) }, signal),
    )
  }
}
