import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Single keys that act while no text field has the focus and no dialog is open. */
export class ShortcutsController implements ReactiveController {
  private readonly acts: Record<string, () => void>

  /** `acts`: `KeyboardEvent.key` → what it does. */
  constructor(host: ReactiveControllerHost, acts: Record<string, () => void>) {
    this.acts = acts
    host.addController(this)
  }

  hostConnected(): void {
    addEventListener('keydown', this.onKeyDown)
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.onKeyDown)
  }

  private readonly onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const path = event.composedPath()
    if (isTyping(path[0]) || path.some((node) => node instanceof HTMLDialogElement)) return
    const act = this.acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
}

function isTyping(target: EventTarget | undefined): boolean {
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button', 'submit'].includes(target.type)
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  )
}
