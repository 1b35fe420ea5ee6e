import { css, html, nothing, type PropertyDeclarations } from 'lit'
import type { Attachment } from '../../../shared/attachments.ts'
import { inlineImageTypes } from '../../../shared/limits.ts'
import { define } from '../../base/define.ts'
import { fileSizeText } from '../../ui/file-size.ts'
import { createDownloadLink } from '../api/attachments.ts'
import { controlStyles } from '../base/control.styles.ts'
import { icon } from '../base/icons.ts'
import { StaffElement } from '../base/staff-element.ts'
import { stateStyles } from '../base/state.styles.ts'
import { PreviewController } from './preview.controller.ts'

/**
 * A file of a message: images as thumbnails that open large, everything else as a chip that saves it.
 *
 * @element cp-staff-file
 */
export class StaffFile extends StaffElement {
  static override styles = [
    controlStyles,
    stateStyles,
    css`
      :host {
        display: block;
        max-inline-size: 100%;
      }
      .chip {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        max-inline-size: 100%;
        min-block-size: 32px;
        padding: 4px 10px;
        border: 1px solid var(--cp-border);
        border-radius: 8px;
        background: var(--staff-surface);
        font-size: 13px;
        cursor: pointer;
      }
      .chip:hover {
        background: var(--staff-hover);
      }
      .name {
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .size {
        color: var(--cp-muted);
        white-space: nowrap;
      }
      .thumb {
        display: block;
        padding: 0;
        border: 1px solid var(--cp-border);
        border-radius: 8px;
        background: var(--staff-sunken);
        overflow: hidden;
        cursor: zoom-in;
      }
      .thumb img {
        display: block;
        inline-size: 176px;
        block-size: 120px;
        object-fit: cover;
      }
      .thumb .bone {
        inline-size: 176px;
        block-size: 120px;
        border-radius: 0;
      }
      dialog {
        inline-size: fit-content;
        max-inline-size: calc(100vw - 32px);
      }
      dialog img {
        display: block;
        max-inline-size: 100%;
        max-block-size: calc(100dvh - 160px);
        margin-inline: auto;
        border-radius: 6px;
      }
    `,
  ]
  static override properties: PropertyDeclarations = { file: { attribute: false }, hasFailed: { state: true }, isOpen: { state: true } }

  declare file: Attachment
  declare private hasFailed: boolean
  declare private isOpen: boolean
  private readonly preview = new PreviewController(this)

  constructor() {
    super()
    this.hasFailed = false
    this.isOpen = false
  }

  protected override firstUpdated(): void {
    if (inlineImageTypes.includes(this.file.mediaType)) this.preview.start(this.staff.client, this.file)
  }

  override render() {
    const { conversation } = this.texts
    const isImage = inlineImageTypes.includes(this.file.mediaType) && !this.preview.hasFailed
    return html`
      ${
        isImage
          ? html`<button
              class="thumb"
              type="button"
              aria-label=${conversation.openImage(this.file.fileName)}
              title=${this.file.fileName}
              @click=${this.open}
            >
              ${this.preview.url ? html`<img src=${this.preview.url} alt="" />` : html`<span class="bone"></span>`}
            </button>`
          : this.renderChip()
      }
      ${this.hasFailed ? html`<p class="problem" role="alert">${conversation.downloadFailed}</p>` : nothing}
      ${this.isOpen ? this.renderLarge() : nothing}
    `
  }

  private renderChip() {
    return html`<button class="chip" type="button" title=${this.texts.conversation.download(this.file.fileName)} @click=${this.download}>
      ${icon('file')}<span class="name">${this.file.fileName}</span
      ><span class="size">${fileSizeText(this.file.sizeBytes, this.staff.language)}</span>
    </button>`
  }

  private renderLarge() {
    return html`<dialog aria-labelledby="title" @close=${() => (this.isOpen = false)} @click=${this.onBackdrop}>
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id="title">${this.file.fileName}</h2>
          <button
            class="button quiet icon"
            type="button"
            aria-label=${this.texts.app.close}
            @click=${() => this.renderRoot.querySelector('dialog')?.close()}
          >
            ${icon('close')}
          </button>
        </div>
        ${this.preview.url ? html`<img src=${this.preview.url} alt=${this.file.fileName} />` : nothing}
        <div class="dialog-actions">${this.renderChip()}</div>
      </div>
    </dialog>`
  }

  private async open(): Promise<void> {
    if (!this.preview.url) return
    this.isOpen = true
    await this.updateComplete
    this.renderRoot.querySelector('dialog')?.showModal()
  }

  private onBackdrop(event: Event): void {
    if (event.target === event.currentTarget) (event.target as HTMLDialogElement).close()
  }

  private async download(): Promise<void> {
    this.hasFailed = false
    try {
      const { url } = await createDownloadLink(this.staff.client, this.file.id)
      Object.assign(document.createElement('a'), { href: url, download: this.file.fileName }).click()
    } catch {
      this.hasFailed = true
    }
  }
}

define('cp-staff-file', StaffFile)
