import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Attachment } from '../../../shared/attachments.ts'
import { readFileContent } from '../api/attachments.ts'
import type { StaffClient } from '../api/client.ts'

/** Larger images are fetched only when somebody saves them. */
const previewMaxBytes = 8 * 1024 * 1024

/** Fetches an image when it comes near the screen, as a blob of the page's own. */
export class PreviewController implements ReactiveController {
  url: string | null = null
  hasFailed = false
  private readonly host: ReactiveControllerHost & HTMLElement
  private readonly abort = new AbortController()
  private observer: IntersectionObserver | null = null

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.host = host
    host.addController(this)
  }

  /** Begins to watch; the bytes follow when the element is seen. */
  start(client: StaffClient, file: Attachment): void {
    if (file.sizeBytes > previewMaxBytes) {
      this.hasFailed = true
      this.host.requestUpdate()
      return
    }
    this.observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return
      this.observer?.disconnect()
      void this.load(client, file)
    })
    this.observer.observe(this.host)
  }

  hostDisconnected(): void {
    this.observer?.disconnect()
    this.abort.abort()
    if (this.url) URL.revokeObjectURL(this.url)
  }

  private async load(client: StaffClient, file: Attachment): Promise<void> {
    try {
      const blob = await readFileContent(client, file.id, this.abort.signal)
      // The server's word on the type may be a download's; a blob of a listed image type renders nothing else.
      this.url = URL.createObjectURL(new Blob([blob], { type: file.mediaType }))
    } catch {
      this.hasFailed = true
    }
    this.host.requestUpdate()
  }
}
