import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Quoted mails are folded on the screen; what is printed cannot be unfolded by its reader. */
export class Unfolding implements ReactiveController {
  private readonly host: ReactiveControllerHost & { readonly renderRoot: ParentNode }
  private unfolded: HTMLDetailsElement[] = []

  constructor(host: ReactiveControllerHost & { readonly renderRoot: ParentNode }) {
    this.host = host
    host.addController(this)
  }

  hostConnected(): void {
    window.addEventListener('beforeprint', this.unfold)
    window.addEventListener('afterprint', this.fold)
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeprint', this.unfold)
    window.removeEventListener('afterprint', this.fold)
  }

  private readonly unfold = () => {
    this.unfolded = found<HTMLDetailsElement>(this.host.renderRoot, 'details.quote:not([open])')
    for (const details of this.unfolded) details.open = true
  }

  private readonly fold = () => {
    for (const details of this.unfolded) details.open = false
    this.unfolded = []
  }
}

/** Every element that fits, through shadow roots. */
export function found<Found extends Element>(root: ParentNode, selector: string): Found[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches(selector) ? [element as Found] : []),
    ...(element.shadowRoot ? found<Found>(element.shadowRoot, selector) : []),
  ])
}
