import { deleteAttachment, getAttachmentContent, postDownloadLink } from '../api/attachments.ts'
import type { Api } from '../api/client.ts'
import { uploadAttachment } from '../api/upload.ts'
import type { AttachmentSource } from '../ui/attachment.ts'
import type { FileTarget } from '../ui/file-picker.ts'

/** Where the files of messages come from. Links that the server gives without an origin are its own. */
export function attachmentSource(api: Api, origin: string): AttachmentSource {
  return {
    content: (attachmentId, signal) => getAttachmentContent(api, attachmentId, signal),
    link: async (attachmentId) => new URL((await postDownloadLink(api, attachmentId)).url, origin).href,
  }
}

/** Where picked files go. */
export function fileTarget(api: Api): FileTarget {
  return {
    upload: (file, onProgress, signal) => uploadAttachment(api, file, onProgress, signal),
    discard: (attachmentId) => deleteAttachment(api, attachmentId),
  }
}
