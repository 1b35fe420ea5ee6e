import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { LiveNews } from './live-stream.ts'
import type { StaffScope } from './staff-scope.ts'

/** Several events of one change arrive together; one refresh answers them all. */
const gatherMs = 120

/** Calls `refresh` once for every burst of news that `matters`. `resync` always matters. */
export class LiveRefreshController implements ReactiveController {
  private readonly host: ReactiveControllerHost & { staff: StaffScope }
  private readonly refresh: () => void
  private readonly matters: (news: Exclude<LiveNews, { kind: 'resync' }>) => boolean
  private unsubscribe: (() => void) | undefined
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    host: ReactiveControllerHost & { staff: StaffScope },
    refresh: () => void,
    matters: (news: Exclude<LiveNews, { kind: 'resync' }>) => boolean = () => true,
  ) {
    this.host = host
    this.refresh = refresh
    this.matters = matters
    host.addController(this)
  }

  hostUpdate(): void {
    this.unsubscribe ??= this.host.staff?.live.subscribe((news) => this.onNews(news))
  }

  hostDisconnected(): void {
    clearTimeout(this.timer)
    this.unsubscribe?.()
    this.unsubscribe = undefined
  }

  hostConnected(): void {
    this.host.requestUpdate()
  }

  private onNews(news: LiveNews): void {
    if (news.kind !== 'resync' && !this.matters(news)) return
    clearTimeout(this.timer)
    this.timer = setTimeout(this.refresh, gatherMs)
  }
}
