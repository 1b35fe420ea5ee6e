import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Draws its host once a minute while the page is seen, so that “2 minutes ago” stays true. */
export class MinuteTick implements ReactiveController {
  private readonly host: ReactiveControllerHost
  private timer: ReturnType<typeof setInterval> | undefined

  constructor(host: ReactiveControllerHost) {
    this.host = host
    host.addController(this)
  }

  hostConnected(): void {
    this.timer = setInterval(() => {
      if (document.visibilityState === 'visible') this.host.requestUpdate()
    }, 60_000)
  }

  hostDisconnected(): void {
    clearInterval(this.timer)
  }
}
