import type { ReactiveControllerHost } from 'lit'
import type { FilePicker } from './file-picker.ts'

/** Takes files that are dropped on or pasted into an element, and hands them to its picker. */
export class FileDrop {
  /** True while files are held over the element. */
  isOver = false

  private readonly host: ReactiveControllerHost
  private readonly findPicker: () => FilePicker | null

  constructor(host: ReactiveControllerHost, findPicker: () => FilePicker | null) {
    this.host = host
    this.findPicker = findPicker
  }

  readonly over = (event: DragEvent): void => {
    if (!this.findPicker() || !event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    this.setOver(true)
  }

  readonly out = (): void => this.setOver(false)

  readonly drop = (event: DragEvent): void => {
    this.setOver(false)
    this.give(event, event.dataTransfer?.files)
  }

  readonly paste = (event: ClipboardEvent): void => this.give(event, event.clipboardData?.files)

  private give(event: Event, files: FileList | undefined): void {
    const picker = this.findPicker()
    if (!picker || !files?.length) return
    event.preventDefault()
    picker.addFiles(files)
  }

  private setOver(isOver: boolean): void {
    if (this.isOver === isOver) return
    this.isOver = isOver
    this.host.requestUpdate()
  }
}
