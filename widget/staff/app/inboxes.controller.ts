import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Inbox } from '../../../shared/threads.ts'
import { listInboxes } from '../api/threads.ts'
import type { StaffScope } from '../base/staff-scope.ts'

const gatherMs = 200

/** The inboxes with their counts, kept fresh for the whole page. */
export class InboxesController implements ReactiveController {
  /** Null until the first answer. */
  list: Inbox[] | null = null
  private readonly host: ReactiveControllerHost
  private scope: StaffScope | null = null
  private unsubscribe: (() => void) | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private turn = 0

  constructor(host: ReactiveControllerHost) {
    this.host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.stop()
  }

  /** Begins to load and to follow the live stream. */
  start(scope: StaffScope): void {
    this.stop()
    this.scope = scope
    const unsubscribe = [scope.live.subscribe(() => this.soon()), scope.outgoing.subscribe(() => this.soon())]
    this.unsubscribe = () => unsubscribe.forEach((end) => end())
    void this.load()
  }

  /** Forgets everything. */
  stop(): void {
    clearTimeout(this.timer)
    this.unsubscribe?.()
    this.unsubscribe = undefined
    this.scope = null
    this.list = null
  }

  private soon(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.load(), gatherMs)
  }

  private async load(): Promise<void> {
    const scope = this.scope
    const turn = ++this.turn
    if (!scope) return
    // Counts are beside the point of every page: when they cannot be had, the page works without.
    const list = await listInboxes(scope.client).catch(() => null)
    if (turn !== this.turn || this.scope !== scope || !list) return
    this.list = list
    this.host.requestUpdate()
  }
}
