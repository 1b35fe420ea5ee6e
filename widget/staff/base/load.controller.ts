import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { isAbort, type StaffApiError, toApiError } from '../api/client.ts'

/** The four states of a screen, drawn by its element. */
export interface LoadTemplates<Data, Drawn> {
  pending: () => Drawn
  error: (error: StaffApiError) => Drawn
  empty: () => Drawn
  /** `isStale`: newer data is on its way; dim, do not empty. */
  data: (data: Data, isStale: boolean) => Drawn
}

/** Loads one thing for its element: the newest call wins, and what is shown stays until the new one is there. */
export class LoadController<Data> implements ReactiveController {
  data: Data | undefined
  error: StaffApiError | undefined
  isPending = false
  private readonly host: ReactiveControllerHost
  private abort: AbortController | undefined
  private last: ((signal: AbortSignal) => Promise<Data>) | undefined

  constructor(host: ReactiveControllerHost) {
    this.host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.abort?.abort()
  }

  /** Loads by `load`. `isQuiet`: a refresh that nobody asked for; its failure keeps what is shown. */
  async run(load: (signal: AbortSignal) => Promise<Data>, isQuiet = false): Promise<void> {
    this.abort?.abort()
    const abort = new AbortController()
    this.abort = abort
    this.last = load
    if (!isQuiet) {
      this.isPending = true
      this.error = undefined
      this.host.requestUpdate()
    }
    try {
      const data = await load(abort.signal)
      if (abort.signal.aborted) return
      this.data = data
      this.error = undefined
    } catch (error) {
      if (abort.signal.aborted || isAbort(error)) return
      if (!isQuiet || this.data === undefined) this.error = toApiError(error)
    }
    this.isPending = false
    this.host.requestUpdate()
  }

  /** Does the last load again. */
  async retry(): Promise<void> {
    if (this.last) await this.run(this.last)
  }

  /** Forgets what is shown: the next load begins with the skeleton. */
  clear(): void {
    this.abort?.abort()
    this.data = undefined
    this.error = undefined
    this.isPending = false
    this.host.requestUpdate()
  }

  /** Changes what is shown without asking the server. */
  replace(data: Data): void {
    this.data = data
    this.host.requestUpdate()
  }

  /** Draws the state that holds now. */
  render<Drawn>(templates: LoadTemplates<Data, Drawn>, isEmpty: (data: Data) => boolean = () => false): Drawn {
    if (this.error) return templates.error(this.error)
    if (this.data === undefined) return templates.pending()
    return isEmpty(this.data) ? templates.empty() : templates.data(this.data, this.isPending)
  }
}
