import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit'

/** Fetches the code of a page. One and the same function for one page. */
export type LoadPage = () => Promise<unknown>

/** Fetches the code of a page when it is first looked at. */
export class LazyPageController implements ReactiveController {
  private readonly states = new Map<LoadPage, 'loading' | 'ready' | 'failed'>()
  private readonly host: ReactiveControllerHost

  constructor(host: ReactiveControllerHost) {
    this.host = host
    host.addController(this)
  }

  hostConnected(): void {}

  /** Draws the page, or what stands there while its code is on the way or did not come. */
  render(
    load: LoadPage,
    drawn: { page: () => TemplateResult; pending: () => TemplateResult; failed: (again: () => void) => TemplateResult },
  ) {
    const state = this.states.get(load)
    if (state === 'ready') return drawn.page()
    if (state === 'failed') return drawn.failed(() => void this.fetch(load))
    if (!state) void this.fetch(load)
    return drawn.pending()
  }

  private async fetch(load: LoadPage): Promise<void> {
    this.states.set(load, 'loading')
    try {
      await load()
      this.states.set(load, 'ready')
    } catch {
      this.states.set(load, 'failed')
    }
    this.host.requestUpdate()
  }
}
