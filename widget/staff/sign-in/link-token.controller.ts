import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** The one-time token that stands behind the # of a mailed link: it is taken out of the address, and of the history, at once. */
export class LinkTokenController implements ReactiveController {
  token = ''
  private readonly host: ReactiveControllerHost
  private readonly onToken: () => void

  /** @param onToken A token came, the first or another. */
  constructor(host: ReactiveControllerHost, onToken: () => void) {
    this.host = host
    this.onToken = onToken
    host.addController(this)
  }

  hostConnected(): void {
    addEventListener('hashchange', this.take)
    this.take()
  }

  hostDisconnected(): void {
    removeEventListener('hashchange', this.take)
  }

  /** The page may be open already when somebody follows another link to it. */
  private readonly take = () => {
    const token = location.hash.slice(1)
    if (!token) return
    this.token = token
    history.replaceState(history.state, '', location.pathname + location.search)
    this.host.requestUpdate()
    this.onToken()
  }
}
