import type { Attachment } from '../../../shared/attachments.ts'
import { limits } from '../../../shared/limits.ts'
import { deleteDraftFile, uploadFile } from '../api/attachments.ts'
import { isAbort, StaffApiError, type StaffClient, toApiError } from '../api/client.ts'

/** One file below the text. */
export interface UploadItem {
  /** Of this page only; the server's id comes with `attachment`. */
  key: string
  name: string
  sizeBytes: number
  state: 'uploading' | 'done' | 'failed'
  /** From 0 to 1. */
  share: number
  /** Absent after a reload: then the file cannot be sent again. */
  file?: File
  attachment?: Attachment
  error?: StaffApiError
  abort?: AbortController
}

/** The files of one draft, on their way and arrived. */
export class UploadList {
  items: UploadItem[]
  private readonly client: StaffClient
  private readonly onChange: () => void

  /** `kept`: files that were attached before a reload. */
  constructor(client: StaffClient, kept: Attachment[], onChange: () => void) {
    this.client = client
    this.onChange = onChange
    this.items = kept.map((attachment) => ({
      key: attachment.id,
      name: attachment.fileName,
      sizeBytes: attachment.sizeBytes,
      state: 'done',
      share: 1,
      attachment,
    }))
  }

  /** Files that the server has. */
  get attachments(): Attachment[] {
    return this.items.flatMap((item) => item.attachment ?? [])
  }

  /** The files behind `attachments`, in their order; undefined for those from before a reload. */
  get originals(): (File | undefined)[] {
    return this.items.filter((item) => item.attachment).map((item) => item.file)
  }

  get isUploading(): boolean {
    return this.items.some((item) => item.state === 'uploading')
  }

  get hasFailed(): boolean {
    return this.items.some((item) => item.state === 'failed')
  }

  /** Begins to upload; answers how many did not fit any more. */
  add(files: File[]): number {
    const room = Math.max(0, limits.attachmentsPerMessageMax - this.items.length)
    for (const file of files.slice(0, room)) {
      const item: UploadItem = { key: crypto.randomUUID(), name: file.name, sizeBytes: file.size, state: 'uploading', share: 0, file }
      this.items = [...this.items, item]
      if (file.size > limits.attachmentMaxBytes) this.fail(item, new StaffApiError('attachment_too_large'))
      else if (file.size === 0) this.fail(item, new StaffApiError('attachment_empty'))
      else void this.upload(item)
    }
    this.onChange()
    return Math.max(0, files.length - room)
  }

  /** Gives up an upload, or throws an arrived file away. */
  remove(key: string): void {
    const item = this.items.find((one) => one.key === key)
    if (!item) return
    item.abort?.abort()
    // The server sweeps drafts anyway; asking it now only saves room.
    if (item.attachment) void deleteDraftFile(this.client, item.attachment.id).catch(() => undefined)
    this.items = this.items.filter((one) => one !== item)
    this.onChange()
  }

  /** Uploads a failed file again. */
  retry(key: string): void {
    const item = this.items.find((one) => one.key === key)
    if (item?.file && item.state === 'failed') void this.upload(item)
    this.onChange()
  }

  /** Forgets the files without throwing them away: a message has them now. */
  clear(): void {
    this.items = []
    this.onChange()
  }

  private async upload(item: UploadItem): Promise<void> {
    if (!item.file) return
    item.abort = new AbortController()
    item.state = 'uploading'
    item.share = 0
    delete item.error
    try {
      item.attachment = await uploadFile(this.client, item.file, (share) => this.progress(item, share), item.abort.signal)
      item.state = 'done'
      item.share = 1
    } catch (error) {
      if (isAbort(error)) return
      this.fail(item, toApiError(error))
    }
    this.onChange()
  }

  private progress(item: UploadItem, share: number): void {
    item.share = share
    this.onChange()
  }

  private fail(item: UploadItem, error: StaffApiError): void {
    item.state = 'failed'
    item.error = error
  }
}
