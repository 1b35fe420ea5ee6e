import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { Attachment } from '../../shared/attachments.ts'
import { inlineImageTypes } from '../../shared/limits.ts'
import { isAbort } from '../api/api-error.ts'
import { define } from '../base/define.ts'
import { themeStyles } from '../base/theme.styles.ts'
import type { Texts } from '../locales/en.ts'
import { buttonStyles } from './button.styles.ts'
import { fileSizeText } from './file-size.ts'
import { fileIcon } from './file-icons.ts'
import { closeIcon, downloadIcon } from './icons.ts'

/** Where files come from; customers and staff have different servers behind it. */
export interface AttachmentSource {
  content: (attachmentId: string, signal: AbortSignal) => Promise<Blob>
  /** An address that gives the file once. */
  link: (attachmentId: string) => Promise<string>
}

/** Words that a file needs. */
export type AttachmentTexts = Pick<Texts, 'download' | 'openImage' | 'close' | 'downloadFailed'>

// Larger pictures are shown as files: a preview is no reason to move that much.
const previewMaxBytes = 8 * 1024 * 1024

/**
 * One file of a message: a picture as thumbnail that opens large, everything else as a chip with name and size.
 * Internal part; not for host pages.
 *
 * @element cp-attachment
 */
export class AttachmentView extends LitElement {
  static override properties: PropertyDeclarations = {
    attachment: { attribute: false },
    source: { attribute: false },
    texts: { attribute: false },
    locale: {},
    inText: { attribute: false },
    alt: {},
    preview: { state: true },
    isOpen: { state: true },
    hasFailed: { state: true },
    isBroken: { state: true },
  }

  declare attachment: Attachment
  declare source: AttachmentSource
  declare texts: AttachmentTexts
  declare locale: string
  /** A picture that stands in the text of its message, in its own size and without its name. */
  declare inText: boolean
  declare alt: string
  declare private preview: string
  declare private isOpen: boolean
  declare private hasFailed: boolean
  /** The bytes are no picture after all. */
  declare private isBroken: boolean
  private readonly observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) void this.loadPreview()
  })
  private loading: AbortController | undefined

  constructor() {
    super()
    this.locale = 'en'
    this.inText = false
    this.alt = ''
    this.preview = ''
    this.isOpen = false
    this.hasFailed = false
    this.isBroken = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    // Before the first update of an element that was defined late its properties are not there yet.
    if (this.hasUpdated) this.watchForPreview()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.observer.disconnect()
    this.loading?.abort()
    this.loading = undefined
    if (this.preview) URL.revokeObjectURL(this.preview)
    this.preview = ''
  }

  protected override firstUpdated(): void {
    this.watchForPreview()
  }

  protected override render(): TemplateResult {
    const { fileName, sizeBytes } = this.attachment
    const size = html`<span class="size">${fileSizeText(sizeBytes, this.locale)}</span>`
    const failure = html`<span class="failure" role="alert">${this.hasFailed ? this.texts.downloadFailed : nothing}</span>`
    if (!this.isPicture) {
      return html`<button class="chip" type="button" title=${this.texts.download(fileName)} @click=${this.download}>
          ${fileIcon}<bdi>${fileName}</bdi>${size}${downloadIcon}
        </button>
        ${failure}`
    }
    const isShown = this.preview !== '' && !this.isBroken
    const image = html`<img src=${this.preview} alt=${this.inText ? this.alt : ''} @error=${() => (this.isBroken = true)} />`
    return html`<button
        class="thumbnail ${this.inText && isShown ? 'in-text' : ''}"
        type="button"
        aria-haspopup="dialog"
        title=${this.texts.openImage(fileName)}
        @click=${this.open}
      >
        <span class="picture">${isShown ? image : nothing}</span>
        ${this.inText && isShown ? nothing : html`<span class="caption"><bdi>${fileName}</bdi>${size}</span>`}
      </button>
      ${failure} ${this.isOpen ? this.renderDialog() : nothing}`
  }

  private renderDialog(): TemplateResult {
    const { fileName } = this.attachment
    return html`<dialog aria-label=${fileName} @close=${() => (this.isOpen = false)} @click=${this.closeOutside}>
      <div class="bar">
        <bdi>${fileName}</bdi>
        <button class="icon-button" type="button" aria-label=${this.texts.download(fileName)} @click=${this.download}>
          ${downloadIcon}
        </button>
        <button class="icon-button" type="button" aria-label=${this.texts.close} @click=${this.close}>${closeIcon}</button>
      </div>
      ${this.preview ? html`<img src=${this.preview} alt=${fileName} />` : nothing}
    </dialog>`
  }

  /** Loads the picture now, in sight or not. */
  async show(): Promise<void> {
    await this.updateComplete
    if (this.isPicture) await this.loadPreview()
    await this.updateComplete
    await this.renderRoot.querySelector('img')?.decode()
  }

  private get isPicture(): boolean {
    return inlineImageTypes.includes(this.attachment.mediaType) && this.attachment.sizeBytes <= previewMaxBytes
  }

  private watchForPreview(): void {
    if (this.isPicture && !this.preview) this.observer.observe(this)
  }

  private async loadPreview(): Promise<void> {
    if (this.preview || this.loading) return
    this.loading = new AbortController()
    try {
      const blob = await this.source.content(this.attachment.id, this.loading.signal)
      if (this.isConnected) this.preview = URL.createObjectURL(blob)
      this.observer.disconnect()
    } catch (thrown) {
      // Without preview the frame stays empty; opening the file tries again.
      if (isAbort(thrown)) return
      this.observer.unobserve(this)
    } finally {
      this.loading = undefined
    }
  }

  private readonly open = async () => {
    if (!this.preview) await this.loadPreview()
    if (!this.preview || this.isBroken) {
      await this.download()
      return
    }
    this.isOpen = true
    await this.updateComplete
    this.renderRoot.querySelector('dialog')?.showModal()
  }

  private readonly close = () => this.renderRoot.querySelector('dialog')?.close()

  private readonly closeOutside = (event: MouseEvent) => {
    if (event.target === event.currentTarget) this.close()
  }

  private readonly download = async () => {
    this.hasFailed = false
    try {
      const url = new URL(await this.source.link(this.attachment.id))
      if (url.protocol !== 'https:' && url.protocol !== 'http:') return
      // The answer is an attachment, so the page stays where it is.
      const link = document.createElement('a')
      link.href = url.href
      link.rel = 'noopener'
      link.download = this.attachment.fileName
      link.click()
    } catch {
      this.hasFailed = true
    }
  }

  static override styles = [
    themeStyles,
    buttonStyles,
    css`
      :host {
        display: inline-block;
        max-inline-size: 100%;
        container-type: normal;
      }
      .chip {
        display: inline-flex;
        align-items: center;
        gap: calc(var(--space) * 2);
        max-inline-size: 100%;
        min-block-size: 34px;
        padding: calc(var(--space) * 1) calc(var(--space) * 2.5);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: none;
        font-size: var(--size-small);
      }
      .chip:hover,
      .thumbnail:hover .caption {
        background: var(--hover);
      }
      .chip svg {
        color: var(--muted);
      }
      bdi {
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .size {
        flex: none;
        color: var(--muted);
        unicode-bidi: plaintext;
        white-space: nowrap;
      }
      .thumbnail {
        display: block;
        inline-size: 12em;
        max-inline-size: 100%;
        padding: 0;
        overflow: hidden;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: none;
        font-size: var(--size-small);
      }
      .picture {
        display: block;
        block-size: 7.5em;
        background: var(--raised);
      }
      .picture img {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }
      .thumbnail.in-text {
        inline-size: auto;
        border: 0;
      }
      .in-text .picture {
        block-size: auto;
        background: none;
      }
      .in-text .picture img {
        inline-size: auto;
        max-inline-size: 100%;
        block-size: auto;
        max-block-size: 30em;
        border-radius: var(--radius);
      }
      .caption {
        display: flex;
        justify-content: space-between;
        gap: calc(var(--space) * 2);
        padding: calc(var(--space) * 1) calc(var(--space) * 2);
        border-block-start: 1px solid var(--line);
      }
      .failure {
        color: var(--danger);
        font-size: var(--size-small);
      }
      dialog {
        max-inline-size: min(96vi, 1400px);
        max-block-size: 94vb;
        padding: calc(var(--space) * 2);
        border: 0;
        border-radius: var(--radius);
        background: Canvas;
        color: CanvasText;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 65%);
      }
      dialog img {
        display: block;
        max-inline-size: 100%;
        max-block-size: 82vb;
        margin-inline: auto;
      }
      .bar {
        display: flex;
        align-items: center;
        gap: calc(var(--space) * 1);
        padding-block-end: calc(var(--space) * 2);
      }
      .bar bdi {
        flex: 1;
        font-weight: 550;
      }
    `,
  ]
}

define('cp-attachment', AttachmentView)

declare global {
  interface HTMLElementTagNameMap {
    'cp-attachment': AttachmentView
  }
}
