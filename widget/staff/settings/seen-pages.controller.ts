import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { SeenPage } from '../../../shared/domains.ts'
import { listSeenPages } from '../api/domains.ts'
import type { StaffScope } from '../base/staff-scope.ts'

const everyMs = 3000

/** Knows which pages asked for a portal, and looks again while somebody watches. */
export class SeenPagesController implements ReactiveController {
  /** Null: not known yet. */
  pages: readonly SeenPage[] | null = null
  private readonly host: ReactiveControllerHost & { staff: StaffScope }
  private readonly portalId: () => string | undefined
  private timer: ReturnType<typeof setInterval> | undefined
  private asked: string | undefined

  constructor(host: ReactiveControllerHost & { staff: StaffScope }, portalId: () => string | undefined) {
    this.host = host
    this.portalId = portalId
    host.addController(this)
  }

  hostConnected(): void {
    this.timer = setInterval(() => void this.look(), everyMs)
  }

  hostDisconnected(): void {
    clearInterval(this.timer)
  }

  hostUpdated(): void {
    if (this.asked === this.portalId()) return
    this.pages = null
    void this.look()
  }

  private async look(): Promise<void> {
    const id = this.portalId()
    if (id === undefined || document.visibilityState !== 'visible') return
    this.asked = id
    // Failing is no news: the next look may do better.
    const pages = await listSeenPages(this.host.staff.client, id).catch(() => null)
    if (pages === null || id !== this.portalId() || JSON.stringify(pages) === JSON.stringify(this.pages)) return
    this.pages = pages
    this.host.requestUpdate()
  }
}
