import type { PublicPortal } from '../../shared/portal.ts'
import { ApiError, readApiError } from './api-error.ts'
import { fetchTransport } from './transport.ts'

/** What any page may know of a portal. No header of ours goes along, so that the entry's preload is used. */
export async function getPublicPortal(base: string, signal?: AbortSignal): Promise<PublicPortal> {
  const response = await fetchTransport('same-origin')({ method: 'GET', url: base, headers: {}, signal })
  if (!response.ok) throw await readApiError(response)
  try {
    return (await response.json()) as PublicPortal
  } catch {
    throw new ApiError('offline')
  }
}
