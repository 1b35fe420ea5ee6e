import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Takes files that are dropped anywhere on its element. */
export class DropController implements ReactiveController {
  isOver = false
  private readonly host: ReactiveControllerHost & HTMLElement
  private readonly onFiles: (files: File[]) => void
  private depth = 0

  constructor(host: ReactiveControllerHost & HTMLElement, onFiles: (files: File[]) => void) {
    this.host = host
    this.onFiles = onFiles
    host.addController(this)
  }

  hostConnected(): void {
    this.host.addEventListener('dragenter', this.onEnter)
    this.host.addEventListener('dragleave', this.onLeave)
    this.host.addEventListener('dragover', this.onOver)
    this.host.addEventListener('drop', this.onDrop)
  }

  hostDisconnected(): void {
    this.host.removeEventListener('dragenter', this.onEnter)
    this.host.removeEventListener('dragleave', this.onLeave)
    this.host.removeEventListener('dragover', this.onOver)
    this.host.removeEventListener('drop', this.onDrop)
    this.set(0)
  }

  private readonly onEnter = (event: DragEvent) => {
    if (hasFiles(event)) this.set(this.depth + 1)
  }

  private readonly onLeave = (event: DragEvent) => {
    if (hasFiles(event)) this.set(Math.max(0, this.depth - 1))
  }

  private readonly onOver = (event: DragEvent) => {
    // Without it the browser opens the file instead.
    if (hasFiles(event)) event.preventDefault()
  }

  private readonly onDrop = (event: DragEvent) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    this.set(0)
    this.onFiles([...(event.dataTransfer?.files ?? [])])
  }

  private set(depth: number): void {
    this.depth = depth
    if (this.isOver === depth > 0) return
    this.isOver = depth > 0
    this.host.requestUpdate()
  }
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}
