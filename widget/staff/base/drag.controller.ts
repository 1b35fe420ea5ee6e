import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Moves entries of a list by dragging their handles, with mouse, pen or finger. Who cannot drag has buttons. */
export class DragController implements ReactiveController {
  /** Index of what is being dragged. */
  at: number | null = null
  private readonly host: ReactiveControllerHost
  private readonly rows: () => readonly HTMLElement[]
  private readonly move: (from: number, to: number) => void

  constructor(host: ReactiveControllerHost, rows: () => readonly HTMLElement[], move: (from: number, to: number) => void) {
    this.host = host
    this.rows = rows
    this.move = move
    host.addController(this)
  }

  hostDisconnected(): void {
    this.at = null
  }

  /** Begins at a handle. */
  start(event: PointerEvent, index: number): void {
    if (event.button !== 0) return
    event.preventDefault()
    const handle = event.currentTarget as HTMLElement
    handle.setPointerCapture(event.pointerId)
    this.at = index
    this.host.requestUpdate()
  }

  /** Follows the pointer: what it has passed the middle of makes room. */
  follow(event: PointerEvent): void {
    if (this.at === null) return
    const middles = this.rows().map((row) => {
      const { top, height } = row.getBoundingClientRect()
      return top + height / 2
    })
    const before = middles.filter((middle, index) => index !== this.at && middle < event.clientY).length
    if (before === this.at) return
    this.move(this.at, before)
    this.at = before
  }

  /** Lets go. */
  readonly end = (): void => {
    if (this.at === null) return
    this.at = null
    this.host.requestUpdate()
  }
}
