import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Closer to the end than this counts as reading the newest. */
const nearEndPx = 60

/** Keeps the place of a scrolled list: at the end while the reader is there, on the same message otherwise. */
export class ScrollKeeper implements ReactiveController {
  isAtEnd = true
  private readonly host: ReactiveControllerHost & { renderRoot: Element | ShadowRoot | DocumentFragment }
  private readonly selector: string
  private scroller: HTMLElement | null = null
  private readonly resize = new ResizeObserver(() => {
    if (this.isAtEnd) this.toEnd()
  })
  private fromEnd: number | null = null
  private endHeight = 0
  private endRoom = 0
  private endTop = 0

  constructor(host: ReactiveControllerHost & { renderRoot: Element | ShadowRoot | DocumentFragment }, selector: string) {
    this.host = host
    this.selector = selector
    host.addController(this)
  }

  hostUpdated(): void {
    const scroller = this.host.renderRoot.querySelector<HTMLElement>(this.selector)
    if (scroller !== this.scroller) {
      this.resize.disconnect()
      this.scroller = scroller
      if (scroller) this.resize.observe(scroller)
      const list = scroller?.querySelector('ol')
      if (list) this.resize.observe(list)
    }
    if (!scroller) return
    if (this.fromEnd !== null && scroller.scrollHeight - scroller.scrollTop !== this.fromEnd) {
      scroller.scrollTop = scroller.scrollHeight - this.fromEnd
      this.fromEnd = null
    } else if (this.isAtEnd) this.toEnd()
  }

  hostDisconnected(): void {
    this.resize.disconnect()
    this.scroller = null
  }

  /** Counts as being at the end until the reader scrolls away. */
  toEndOnce(): void {
    this.isAtEnd = true
    this.fromEnd = null
  }

  /** The next change above what is seen does not move it. */
  holdPlaceOnce(): void {
    if (this.scroller) this.fromEnd = this.scroller.scrollHeight - this.scroller.scrollTop
    this.isAtEnd = false
  }

  /** Shows the newest. */
  toEnd(): void {
    this.isAtEnd = true
    if (!this.scroller) return
    this.endHeight = this.scroller.scrollHeight
    this.endRoom = this.scroller.clientHeight
    this.scroller.scrollTop = this.endHeight
    this.endTop = this.scroller.scrollTop
  }

  /** To be called on every scroll event of the list. */
  onScroll(): void {
    const { scroller } = this
    if (!scroller) return
    // The list grew or its room shrank, and nobody scrolled up: this event tells of the change, not of the reader's wish.
    const hasChanged = scroller.scrollHeight !== this.endHeight || scroller.clientHeight !== this.endRoom
    if (this.isAtEnd && hasChanged && scroller.scrollTop >= this.endTop) this.toEnd()
    else this.isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEndPx
  }
}
