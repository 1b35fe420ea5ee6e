import type { DownloadLink } from '../../shared/attachments.ts'
import { sendForJson, type Api } from './client.ts'

/** The bytes of an attachment, for a preview in the page. */
export async function getAttachmentContent(api: Api, attachmentId: string, signal?: AbortSignal): Promise<Blob> {
  const response = await api.send({ method: 'GET', path: `/attachments/${encodeURIComponent(attachmentId)}/content`, signal })
  return response.blob()
}

/** An address that gives the file once, within a minute. */
export function postDownloadLink(api: Api, attachmentId: string): Promise<DownloadLink> {
  return sendForJson(api, { method: 'POST', path: `/attachments/${encodeURIComponent(attachmentId)}/download-links`, byUser: true })
}

/** Throws away a file that no message holds yet. */
export function deleteAttachment(api: Api, attachmentId: string): Promise<void> {
  return sendForJson(api, { method: 'DELETE', path: `/attachments/${encodeURIComponent(attachmentId)}` })
}
