import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { pageOf, parseRoute, type StaffRoute } from '../base/routes.ts'

/** Keeps a page from being left by accident. */
export interface LeaveGuard {
  /** True while the page holds something that leaving would lose. */
  holds(): boolean
  /** Asks the reader; true when they want to leave. */
  ask(): Promise<boolean>
}

/** Follows the address: real links below /staff change the page without loading it. */
export class RouterController implements ReactiveController {
  route: StaffRoute = parseRoute(new URL(location.href))
  private readonly host: ReactiveControllerHost & HTMLElement
  private readonly guard: LeaveGuard
  private href = location.href

  constructor(host: ReactiveControllerHost & HTMLElement, guard: LeaveGuard) {
    this.host = host
    this.guard = guard
    host.addController(this)
  }

  hostConnected(): void {
    this.host.addEventListener('click', this.onClick)
    addEventListener('popstate', this.onPopState)
    this.read()
  }

  hostDisconnected(): void {
    this.host.removeEventListener('click', this.onClick)
    removeEventListener('popstate', this.onPopState)
  }

  /** Goes to an address below /staff. */
  async go(href: string, how: 'push' | 'replace' = 'push'): Promise<void> {
    const url = new URL(href, location.href)
    const next = parseRoute(url)
    if (pageOf(next) !== pageOf(this.route) && this.guard.holds() && !(await this.guard.ask())) return
    if (url.href === location.href) how = 'replace'
    if (how === 'push') history.pushState(null, '', url)
    else history.replaceState(null, '', url)
    this.read()
  }

  private read(): void {
    this.href = location.href
    this.route = parseRoute(new URL(location.href))
    this.host.requestUpdate()
  }

  private readonly onPopState = () => void this.goBack()

  private async goBack(): Promise<void> {
    const next = parseRoute(new URL(location.href))
    if (pageOf(next) !== pageOf(this.route) && this.guard.holds()) {
      const wanted = location.href
      // The browser has already gone back; the page stays where it was until the answer is known.
      history.pushState(null, '', this.href)
      if (!(await this.guard.ask())) return
      history.replaceState(null, '', wanted)
    }
    this.read()
  }

  private readonly onClick = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement)
    if (!link?.href || link.target || link.hasAttribute('download')) return
    const url = new URL(link.href)
    if (url.origin !== location.origin || parseRoute(url).page === 'unknown') return
    event.preventDefault()
    void this.go(url.href)
  }
}
