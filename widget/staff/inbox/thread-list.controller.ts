import type { ThreadSummary } from '../../../shared/threads.ts'
import { listThreads, type ThreadFilter } from '../api/threads.ts'
import { LiveRefreshController } from '../base/live-refresh.controller.ts'
import { PageListController } from '../base/page-list.controller.ts'
import type { StaffElement } from '../base/staff-element.ts'

/** Loads the threads of a filter and keeps them fresh. */
export class ThreadListController {
  readonly page: PageListController<ThreadSummary>
  private readonly host: StaffElement
  private shown = ''

  constructor(host: StaffElement) {
    this.host = host
    this.page = new PageListController(host)
    new LiveRefreshController(host, () => void this.page.refresh())
  }

  /** Shows the threads of this filter; nothing happens when it is the one that is shown. */
  show(filter: ThreadFilter): void {
    const name = JSON.stringify(filter)
    if (name === this.shown) return
    this.shown = name
    void this.page.start(async (after, limit, signal) => {
      const answer = await listThreads(this.host.staff.client, filter, { ...(after ? { after } : {}), ...(limit ? { limit } : {}) }, signal)
      return { items: answer.threads, next: answer.next }
    })
  }
}
