import type { OutboxPage } from '../../../shared/mail.ts'
import type { PortalSettings, UpdatePortalBody } from '../../../shared/portal.ts'
import type { StaffClient } from './client.ts'

/** The portals of the account. */
export async function listPortals(client: StaffClient, signal?: AbortSignal): Promise<PortalSettings[]> {
  const answer = await client.send<{ portals: PortalSettings[] }>({ path: '/portals', ...(signal ? { signal } : {}) })
  return answer.portals
}

/** One portal as it is now. */
export function findPortal(client: StaffClient, portalId: string): Promise<PortalSettings> {
  return client.send({ path: `/portals/${portalId}` })
}

/** Saves what changed. Throws `changed_meanwhile` when somebody saved after `body.version`. */
export function savePortal(client: StaffClient, portalId: string, body: UpdatePortalBody): Promise<PortalSettings> {
  return client.send({ method: 'PATCH', path: `/portals/${portalId}`, body })
}

/** Mails that wait or were kept, newest first. */
export function listMails(client: StaffClient, after: string | undefined, signal: AbortSignal): Promise<OutboxPage> {
  return client.send({ path: '/mails', query: { after }, signal })
}
