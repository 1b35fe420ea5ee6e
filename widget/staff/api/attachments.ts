import type { Attachment, DownloadLink } from '../../../shared/attachments.ts'
import { parseErrorBody, type StaffClient, StaffApiError } from './client.ts'

/**
 * Uploads one file as a draft of this session. By XMLHttpRequest, because fetch tells nothing of its progress.
 * `onProgress` gets shares from 0 to 1. Aborting `signal` ends the upload with an AbortError.
 */
export function uploadFile(client: StaffClient, file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Attachment> {
  return client.again(false, () => uploadOnce(client.url('/attachments', { fileName: file.name }), file, onProgress, signal))
}

/** Throws a draft away. */
export function deleteDraftFile(client: StaffClient, attachmentId: string): Promise<void> {
  return client.send({ method: 'DELETE', path: `/attachments/${attachmentId}` })
}

/** A one-time address that saves the file. */
export function createDownloadLink(client: StaffClient, attachmentId: string): Promise<DownloadLink> {
  return client.send({ method: 'POST', path: `/attachments/${attachmentId}/download-links` })
}

/** The bytes, for a preview from a blob of the page's own. */
export function readFileContent(client: StaffClient, attachmentId: string, signal?: AbortSignal): Promise<Blob> {
  return client.sendForBlob(`/attachments/${attachmentId}/content`, signal)
}

function uploadOnce(url: string, file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = () => {
      request.abort()
      reject(new DOMException('The upload was given up', 'AbortError'))
    }
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    request.upload.addEventListener('progress', (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0))
    request.addEventListener('error', () => reject(new StaffApiError('unreachable')))
    request.addEventListener('load', () => {
      signal.removeEventListener('abort', abort)
      if (request.status !== 201) return reject(parseErrorBody(request.responseText, request.getResponseHeader('retry-after')))
      try {
        resolve(JSON.parse(request.responseText) as Attachment)
      } catch {
        reject(new StaffApiError('bad_answer'))
      }
    })
    request.open('POST', url)
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    request.send(file)
  })
}
