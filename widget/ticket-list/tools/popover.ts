const gap = 4
const edge = 8
/** A click on the button that closes a panel by itself must not open it again. */
const sameClickMs = 100

/** One panel in the top layer, opened below the button that asked for it; the browser closes it on Escape and on clicks elsewhere. */
export class Popover {
  private readonly find: () => HTMLElement | null
  private anchor: HTMLElement | undefined
  private closed: { anchor: HTMLElement; at: number } | undefined

  constructor(find: () => HTMLElement | null) {
    this.find = find
  }

  /** False when the very click on `anchor` has just closed the panel. */
  mayOpen(anchor: HTMLElement): boolean {
    return this.closed?.anchor !== anchor || performance.now() - this.closed.at > sameClickMs
  }

  /** Shows the panel, which has been drawn, and puts the focus into it. */
  open(anchor: HTMLElement): void {
    const panel = this.find()
    if (!panel) return
    this.anchor = anchor
    anchor.focus()
    if (!panel.matches(':popover-open')) panel.showPopover()
    anchor.setAttribute('aria-expanded', 'true')
    this.place()
    this.focusFirst()
  }

  close(): void {
    const panel = this.find()
    if (panel?.matches(':popover-open')) panel.hidePopover()
  }

  /** After other content was drawn into the panel. */
  redrawn(): void {
    this.place()
    this.focusFirst()
  }

  /** Call it when the panel says that it closes. */
  noticeClosing(): void {
    if (!this.anchor) return
    const { anchor } = this
    anchor.setAttribute('aria-expanded', 'false')
    this.closed = { anchor, at: performance.now() }
    // Whoever worked in the panel goes on where it was opened; the browser's own way back fails where the panel was drawn anew.
    if (this.find()?.matches(':focus-within')) queueMicrotask(() => anchor.isConnected && anchor.focus())
  }

  private focusFirst(): void {
    const panel = this.find()
    const first = panel?.querySelector<HTMLElement>('[data-first]') ?? panel?.querySelector<HTMLElement>('button, input, select')
    first?.focus()
  }

  private place(): void {
    const { anchor } = this
    const panel = this.find()
    if (!anchor || !panel) return
    const at = anchor.getBoundingClientRect()
    const { clientWidth, clientHeight } = document.documentElement
    const { offsetWidth: width, offsetHeight: height } = panel
    const start = getComputedStyle(anchor).direction === 'rtl' ? at.right - width : at.left
    const fitsBelow = at.bottom + gap + height <= clientHeight || at.top - gap - height < 0
    // Set through the object model: the page's policy forbids `style` attributes, not this.
    panel.style.left = `${scrollX + Math.max(edge, Math.min(start, clientWidth - width - edge))}px`
    panel.style.top = `${scrollY + (fitsBelow ? at.bottom + gap : at.top - gap - height)}px`
  }
}
