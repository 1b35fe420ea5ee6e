import { html, nothing, svg, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import type { Attachment } from '../../shared/attachments.ts'
import { isAbort, toApiError, type ApiError } from '../api/api-error.ts'
import { define } from '../base/define.ts'
import { FormField } from '../base/form-field.ts'
import { themeStyles } from '../base/theme.styles.ts'
import type { FileTexts } from '../locales/en/files.ts'
import type { StartTexts } from '../locales/en/start.ts'
import { buttonStyles } from './button.styles.ts'
import { kindNames, mayBeAllowed } from './file-kinds.ts'
import { filePickerStyles } from './file-picker.styles.ts'
import { fileSizeText } from './file-size.ts'
import { fileIcon } from './file-icons.ts'
import { checkIcon, closeIcon, icon, warningIcon } from './icons.ts'

const clipIcon = icon(svg`<path d="m13 7.3-5.3 5.2a3.2 3.2 0 0 1-4.5-4.5l5.6-5.5a2.1 2.1 0 0 1 3 3L6.3 11a1.05 1.05 0 0 1-1.5-1.5l5-4.9"/>`)
const retryIcon = icon(svg`<path d="M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3"/>`)

/** What may be attached, announced before anything is uploaded. */
export interface FileLimits {
  attachmentMaxBytes: number
  attachmentsPerMessageMax: number
  attachmentTypes: readonly string[]
}

/** Where files go; customers and staff have different servers behind it. */
export interface FileTarget {
  upload: (file: File, onProgress: (share: number) => void, signal: AbortSignal) => Promise<Attachment>
  /** Throws an uploaded file away that no message holds. */
  discard: (attachmentId: string) => Promise<void>
}

interface Item {
  file: File
  /** `refused`: trying again would not help. */
  state: 'uploading' | 'done' | 'failed' | 'refused'
  share: number
  message: string
  attachment?: Attachment
  abort: AbortController
}

/**
 * Files for a message: added by button, drop or paste, uploaded at once, each with progress, cancel and retry.
 * Takes part in a form as a list of attachment ids. Internal part; not for host pages.
 *
 * @element cp-file-picker
 * @fires change - A file was added, removed, or its state changed.
 */
export class FilePicker extends FormField {
  static override styles = [themeStyles, buttonStyles, filePickerStyles]
  static override properties: PropertyDeclarations = {
    texts: { attribute: false },
    locale: {},
    limits: { attribute: false },
    target: { attribute: false },
    label: {},
    isRoomy: { type: Boolean, attribute: 'roomy' },
    items: { state: true },
  }

  declare texts: StartTexts & FileTexts
  declare locale: string
  declare limits: FileLimits
  declare target: FileTarget
  /** What the button is called; default: *Add files*. */
  declare label: string
  /** Shows a place to drop files at and the allowed types. */
  declare isRoomy: boolean
  declare private items: readonly Item[]

  constructor() {
    super()
    this.locale = 'en'
    this.label = ''
    this.isRoomy = false
    this.items = []
  }

  /** Files that the server has. */
  get attachments(): Attachment[] {
    return this.items.flatMap((item) => item.attachment ?? [])
  }

  /** What was picked and taken by the server. */
  get files(): File[] {
    return this.items.flatMap((item) => (item.attachment ? item.file : []))
  }

  /** True while a file is on its way. */
  get isUploading(): boolean {
    return this.items.some((item) => item.state === 'uploading')
  }

  /** True when a file could not be uploaded and was neither tried again nor removed. */
  get hasProblems(): boolean {
    return this.items.some((item) => item.state === 'failed' || item.state === 'refused')
  }

  /** Checks the files and starts to upload those that may be. */
  addFiles(files: Iterable<File>): void {
    for (const file of files) {
      const item: Item = { file, state: 'uploading', share: 0, message: '', abort: new AbortController() }
      const refusal = this.findRefusal(file)
      this.items = [...this.items, item]
      if (refusal) this.patch(item, { state: 'refused', message: refusal })
      else void this.upload(item)
    }
    this.changed()
  }

  /** Forgets all files; those on the server now belong to a message. */
  clear(): void {
    for (const item of this.items) item.abort.abort()
    this.items = []
    this.changed()
  }

  /** Uploads everything again: another session cannot use what was uploaded in the one before. */
  uploadAgain(): void {
    for (const item of this.items) if (item.state !== 'refused') void this.upload(item)
    this.changed()
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('button.add-button')?.focus()
  }

  override formResetCallback(): void {
    for (const item of this.items) this.takeOut(item)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const item of this.items) item.abort.abort()
  }

  protected override updated(_changed: PropertyValues): void {
    const data = new FormData()
    for (const { id } of this.attachments) data.append(this.name, id)
    this.internals.setFormValue(data)
    const anchor = this.renderRoot.querySelector<HTMLElement>('button') ?? undefined
    if (this.required && this.items.length === 0) this.internals.setValidity({ valueMissing: true }, this.texts.fieldError.required, anchor)
    else if (this.hasProblems) this.internals.setValidity({ customError: true }, this.texts.replyHasBadFiles, anchor)
    else this.internals.setValidity({})
  }

  protected override render(): TemplateResult {
    const { texts, limits } = this
    const size = fileSizeText(limits.attachmentMaxBytes, this.locale)
    return html`<div class="picker ${this.isRoomy ? 'roomy' : ''}">
      <div class="add">
        <button class="button add-button" type="button" aria-describedby="limits" ?disabled=${this.disabled} @click=${this.choose}>
          ${clipIcon}${this.label || texts.addFiles}
        </button>
        <span class="help" id="limits">
          ${texts.fileLimits(limits.attachmentsPerMessageMax, size)}
          ${this.isRoomy ? texts.fileTypes(kindNames(limits.attachmentTypes)) : nothing}
        </span>
        <input type="file" multiple hidden accept=${limits.attachmentTypes.join(',')} @change=${this.take} />
      </div>
      ${
        this.items.length > 0
          ? html`<ul class="files" aria-label=${texts.files}>
              ${this.items.map((item) => this.renderItem(item))}
            </ul>`
          : nothing
      }
    </div>`
  }

  private renderItem(item: Item): TemplateResult {
    const { texts } = this
    const isBad = item.state === 'failed' || item.state === 'refused'
    const percent = new Intl.NumberFormat(this.locale, { style: 'percent' }).format(item.share)
    const state = {
      uploading: texts.uploading(percent),
      done: fileSizeText(item.file.size, this.locale),
      failed: item.message,
      refused: item.message,
    }
    return html`<li class="file ${isBad ? 'bad' : item.state}">
      ${isBad ? warningIcon : item.state === 'done' ? checkIcon : fileIcon}
      <span class="name">
        <bdi>${item.file.name}</bdi>
        <span class="state" role=${isBad ? 'alert' : nothing}>${state[item.state]}</span>
      </span>
      ${
        item.state === 'failed'
          ? html`<button
              class="icon-button"
              type="button"
              aria-label="${texts.tryAgain}: ${item.file.name}"
              @click=${() => this.upload(item)}
            >
              ${retryIcon}
            </button>`
          : html`<span></span>`
      }
      <button
        class="icon-button"
        type="button"
        aria-label=${item.state === 'uploading' ? `${texts.cancel}: ${item.file.name}` : texts.remove(item.file.name)}
        @click=${() => this.takeOut(item)}
      >
        ${closeIcon}
      </button>
      ${item.state === 'uploading' ? html`<progress max="1" .value=${item.share} aria-label=${item.file.name}></progress>` : nothing}
    </li>`
  }

  private readonly choose = () => this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click()

  private readonly take = (event: Event) => {
    const input = event.target as HTMLInputElement
    this.addFiles(input.files ?? [])
    // The same file may be chosen again.
    input.value = ''
  }

  private findRefusal(file: File): string | undefined {
    const { texts, limits } = this
    const taken = this.items.filter((item) => item.state !== 'refused').length
    if (taken >= limits.attachmentsPerMessageMax) return texts.fileTooMany(limits.attachmentsPerMessageMax)
    if (file.size === 0) return texts.fileEmpty
    if (file.size > limits.attachmentMaxBytes) return texts.fileTooLarge(fileSizeText(limits.attachmentMaxBytes, this.locale))
    return mayBeAllowed(file, limits.attachmentTypes) ? undefined : this.typeRefused
  }

  private async upload(item: Item): Promise<void> {
    item.abort.abort()
    const abort = new AbortController()
    const { attachment: _former, ...rest } = item
    const fresh: Item = { ...rest, state: 'uploading', share: 0, message: '', abort }
    this.items = this.items.map((other) => (other === item ? fresh : other))
    let current = fresh
    try {
      const attachment = await this.target.upload(item.file, (share) => (current = this.patch(current, { share })), abort.signal)
      this.patch(current, { state: 'done', share: 1, attachment })
    } catch (thrown) {
      if (isAbort(thrown)) return
      const error = toApiError(thrown)
      const isFinal = ['attachment_too_large', 'attachment_type_refused', 'attachment_empty', 'body_too_large'].includes(error.code)
      this.patch(current, { state: isFinal ? 'refused' : 'failed', message: this.words(error) })
    }
    this.changed()
  }

  private words(error: ApiError): string {
    const { texts, limits } = this
    switch (error.code) {
      case 'attachment_too_large':
      case 'body_too_large':
        return texts.fileTooLarge(fileSizeText(limits.attachmentMaxBytes, this.locale))
      case 'attachment_type_refused':
        return this.typeRefused
      case 'attachment_empty':
        return texts.fileEmpty
      case 'attachment_incomplete':
        return texts.fileCutOff
      case 'too_many_attachments':
        return texts.fileTooMany(limits.attachmentsPerMessageMax)
      case 'storage_full':
        return texts.fileNoRoom
      case 'offline':
        return texts.fileOffline
      default:
        return texts.fileFailed
    }
  }

  private get typeRefused(): string {
    return `${this.texts.fileTypeRefused}. ${this.texts.fileTypes(kindNames(this.limits.attachmentTypes))}`
  }

  private takeOut(item: Item): void {
    item.abort.abort()
    this.items = this.items.filter((other) => other !== item)
    // What cannot be thrown away now is swept by the server after a day.
    if (item.attachment) this.target.discard(item.attachment.id).catch(() => undefined)
    this.changed()
    this.focus()
  }

  private patch(item: Item, part: Partial<Item>): Item {
    const next = { ...item, ...part }
    this.items = this.items.map((other) => (other === item ? next : other))
    return next
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'))
  }
}

define('cp-file-picker', FilePicker)

declare global {
  interface HTMLElementTagNameMap {
    'cp-file-picker': FilePicker
  }
}
