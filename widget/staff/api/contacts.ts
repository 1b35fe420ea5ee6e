import type { ContactSessionEntry } from '../../../shared/auth.ts'
import type { EraseContactBody, OpenDeletionRequest, StaffContact } from '../../../shared/own-data.ts'
import type { StaffClient } from './client.ts'

const pathOf = (contactId: string) => `/contacts/${encodeURIComponent(contactId)}`

/** One contact with consents and the wish to be deleted. */
export function getContact(client: StaffClient, contactId: string, signal?: AbortSignal): Promise<StaffContact> {
  return client.send({ path: pathOf(contactId), ...(signal && { signal }) })
}

/** Where the contact is logged in, on every portal. */
export async function listContactSessions(client: StaffClient, contactId: string, signal?: AbortSignal): Promise<ContactSessionEntry[]> {
  const { sessions } = await client.send<{ sessions: ContactSessionEntry[] }>({
    path: `${pathOf(contactId)}/sessions`,
    ...(signal && { signal }),
  })
  return sessions
}

/** Logs the contact out: in one place, or everywhere. */
export function endContactSessions(client: StaffClient, contactId: string, sessionId?: string): Promise<void> {
  return client.send({ method: 'DELETE', path: `${pathOf(contactId)}/sessions${sessionId ? `/${sessionId}` : ''}` })
}

/** The archive with everything about the contact. */
export function exportContact(client: StaffClient, contactId: string): Promise<Blob> {
  return client.sendForBlob(`${pathOf(contactId)}/data-export`, undefined, 'POST')
}

/** Deletes the person for good. */
export function eraseContact(client: StaffClient, contactId: string, body: EraseContactBody): Promise<void> {
  return client.send({ method: 'POST', path: `${pathOf(contactId)}/erasure`, body })
}

/** Contacts who wait to be deleted, the oldest wish first. */
export async function listDeletionRequests(client: StaffClient, signal?: AbortSignal): Promise<OpenDeletionRequest[]> {
  const { requests } = await client.send<{ requests: OpenDeletionRequest[] }>({ path: '/deletion-requests', ...(signal && { signal }) })
  return requests
}
