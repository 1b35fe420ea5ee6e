import type { PublicPortal } from '../../shared/portal.ts'
import { ApiError, readApiError } from './api-error.ts'
import { fetchTransport } from './transport.ts'

const asked = new Set<string>()

/** What any page may know of a portal. No header of ours goes along, so that the entry's preload is used: once, WebKit would use it for ever. */
export async function getPublicPortal(base: string, signal?: AbortSignal): Promise<PublicPortal> {
  const cache = asked.has(base) ? 'no-store' : 'default'
  asked.add(base)
  const response = await fetchTransport('same-origin')({ method: 'GET', url: base, headers: {}, signal, cache })
  if (!response.ok) throw await readApiError(response)
  try {
    return (await response.json()) as PublicPortal
  } catch {
    throw new ApiError('offline')
  }
}
