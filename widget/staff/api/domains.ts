import type { Domain, SeenPage, UpdateDomainBody } from '../../../shared/domains.ts'
import type { StaffClient } from './client.ts'

/** The account's domains, oldest first. */
export async function listDomains(client: StaffClient, signal?: AbortSignal): Promise<Domain[]> {
  return (await client.send<{ domains: Domain[] }>({ path: '/domains', ...(signal ? { signal } : {}) })).domains
}

/** Connects a domain; what is wrong with it is at the field `host`. */
export function connectDomain(client: StaffClient, host: string): Promise<Domain> {
  return client.send({ method: 'POST', path: '/domains', body: { host } })
}

/** Looks at the DNS records of a domain now. */
export function checkDomain(client: StaffClient, domainId: string): Promise<Domain> {
  return client.send({ method: 'POST', path: `/domains/${domainId}/checks`, body: {} })
}

/** Changes the language of a domain. Throws `changed_meanwhile` when somebody saved after `body.version`. */
export function changeDomain(client: StaffClient, domainId: string, body: UpdateDomainBody): Promise<Domain> {
  return client.send({ method: 'PATCH', path: `/domains/${domainId}`, body })
}

/** Disconnects a domain. */
export function disconnectDomain(client: StaffClient, domainId: string): Promise<void> {
  return client.send({ method: 'DELETE', path: `/domains/${domainId}` })
}

/** Pages that asked for a portal, the last first. */
export async function listSeenPages(client: StaffClient, portalId: string, signal?: AbortSignal): Promise<SeenPage[]> {
  const path = `/portals/${portalId}/seen-pages`
  return (await client.send<{ pages: SeenPage[] }>({ path, ...(signal ? { signal } : {}) })).pages
}
