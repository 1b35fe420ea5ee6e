import type { Attachment } from '../../shared/attachments.ts'
import { ApiError } from './api-error.ts'
import { sendForJson, type Api } from './client.ts'
import type { Transport } from './transport.ts'

/** Sends one file and tells how far it is, from 0 to 1. Abort the signal to cancel. */
export function uploadAttachment(api: Api, file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Attachment> {
  return sendForJson(api, {
    method: 'POST',
    path: '/attachments',
    query: { fileName: file.name },
    raw: { body: file, contentType: file.type || 'application/octet-stream' },
    // Sent again after a renewed token or nonce it is still the same upload.
    idempotencyKey: crypto.randomUUID(),
    byUser: true,
    signal,
    transport: progressTransport(onProgress),
  })
}

/** XMLHttpRequest, because `fetch` does not tell how much of a body has left. */
function progressTransport(onProgress: (share: number) => void): Transport {
  return ({ method, url, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest()
      const abort = () => xhr.abort()
      const settle = (act: () => void) => {
        signal?.removeEventListener('abort', abort)
        act()
      }
      xhr.open(method, url)
      for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
      xhr.upload.onprogress = (event) => onProgress(event.total ? event.loaded / event.total : 0)
      xhr.onload = () => settle(() => resolve(toResponse(xhr)))
      xhr.onerror = () => settle(() => reject(new ApiError('offline')))
      xhr.onabort = () => settle(() => reject(new DOMException('Cancelled', 'AbortError')))
      signal?.addEventListener('abort', abort, { once: true })
      if (signal?.aborted) {
        settle(() => reject(new DOMException('Cancelled', 'AbortError')))
        return
      }
      xhr.send((body as Blob | undefined) ?? null)
    })
}

function toResponse(xhr: XMLHttpRequest): Response {
  const headers = new Headers()
  for (const name of ['DPoP-Nonce', 'Retry-After', 'X-Request-Id']) {
    // Asking for a header that CORS does not expose logs an error in some browsers; these three are exposed.
    const value = xhr.getResponseHeader(name)
    if (value !== null) headers.set(name, value)
  }
  const hasBody = xhr.status !== 204 && xhr.status !== 304
  return new Response(hasBody ? xhr.responseText : null, { status: xhr.status, headers })
}
