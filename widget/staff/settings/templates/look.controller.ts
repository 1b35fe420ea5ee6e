import type { ReactiveController } from 'lit'
import type { TemplatePreview } from '../../../../shared/pages.ts'
import { isAbort, type StaffApiError, toApiError } from '../../api/client.ts'
import type { StaffElement } from '../../base/staff-element.ts'

const typingPauseMs = 350

/** Asks for a look at what is being written, after each pause in typing. The one before stays until the new one is there. */
export class LookController implements ReactiveController {
  look: TemplatePreview | null = null
  error: StaffApiError | null = null
  isPending = false
  private asked = ''
  private timer: ReturnType<typeof setTimeout> | undefined
  private abort: AbortController | undefined
  private readonly host: StaffElement

  constructor(host: StaffElement) {
    this.host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.stop()
    this.asked = ''
  }

  /** @param what Says what is looked at: asked again only when that is another. */
  want(what: string, ask: (signal: AbortSignal) => Promise<TemplatePreview>): void {
    if (what === this.asked) return
    const isFirst = this.asked === ''
    this.asked = what
    this.stop()
    this.isPending = true
    this.timer = setTimeout(() => void this.run(ask), isFirst ? 0 : typingPauseMs)
  }

  /** Asks once more. */
  again(): void {
    this.asked = ''
    this.host.requestUpdate()
  }

  /** Nothing is looked at any more. */
  forget(): void {
    this.stop()
    this.asked = ''
    this.look = null
    this.error = null
  }

  private stop(): void {
    clearTimeout(this.timer)
    this.abort?.abort()
  }

  private async run(ask: (signal: AbortSignal) => Promise<TemplatePreview>): Promise<void> {
    const abort = new AbortController()
    this.abort = abort
    try {
      this.look = await ask(abort.signal)
      this.error = null
    } catch (thrown) {
      if (isAbort(thrown) || abort.signal.aborted) return
      this.error = toApiError(thrown)
    }
    this.isPending = false
    this.host.requestUpdate()
  }
}
