import type { Attachment } from '../../shared/attachments.ts'
import type { AttachmentRow } from './attachment.table.ts'

export type PresentableAttachment = Pick<AttachmentRow, 'id' | 'file_name' | 'media_type' | 'size_bytes' | 'content_id'>

/** A file as it goes over the wire: never its key in the store, its session or its hash. */
export function presentAttachment(row: PresentableAttachment): Attachment {
  return { id: row.id, fileName: row.file_name, mediaType: row.media_type, sizeBytes: row.size_bytes, contentId: row.content_id }
}

/** The files of each message, in the order of their upload. A message without files has no entry. */
export function presentAttachmentsByMessage(
  rows: readonly (PresentableAttachment & { message_id: string | null })[],
): ReadonlyMap<string, Attachment[]> {
  const byMessage = new Map<string, Attachment[]>()
  for (const row of rows) {
    if (row.message_id === null) continue
    const files = byMessage.get(row.message_id)
    if (files) files.push(presentAttachment(row))
    else byMessage.set(row.message_id, [presentAttachment(row)])
  }
  return byMessage
}
