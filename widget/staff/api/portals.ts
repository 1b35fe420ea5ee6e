import type { Explanation, RuleMatch, UnsavedSettings } from '../../../shared/explanations.ts'
import type { Rule } from '../../../shared/filter-rule.ts'
import type { OutboxPage } from '../../../shared/mail.ts'
import type { PortalSettings, UpdatePortalBody } from '../../../shared/portal.ts'
import type { StartedPreview } from '../../../shared/preview.ts'
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

/** How many tickets match a rule now. */
export function countMatches(
  client: StaffClient,
  portalId: string,
  rule: Rule,
  signal: AbortSignal,
): Promise<{ count: number; isComplete: boolean }> {
  return client.send({ method: 'POST', path: `/portals/${portalId}/ticket-counts`, body: { rule }, signal })
}

/** Begins a look at a portal, as a contact or with every ticket; answers the address to open within a minute. */
export function startPreview(client: StaffClient, portalId: string, contactId: string | null): Promise<StartedPreview> {
  return client.send({ method: 'POST', path: `/portals/${portalId}/previews`, body: { contactId } })
}

/** Why a contact sees a ticket in a portal, or does not; null: whether it is there at all. `unsaved`: as if these were saved. */
export function explainTicket(
  client: StaffClient,
  portalId: string,
  contactId: string | null,
  ticketId: string,
  unsaved?: UnsavedSettings,
): Promise<Explanation> {
  return client.send({ method: 'POST', path: `/portals/${portalId}/explanations`, body: { contactId, ticketId, unsaved } })
}

/** Whether a contact matches a rule about contacts. */
export function matchContact(client: StaffClient, portalId: string, contactId: string, rule: Rule): Promise<RuleMatch> {
  return client.send({ method: 'POST', path: `/portals/${portalId}/contact-matches`, body: { contactId, rule } })
}

/** Mails that wait or were kept, newest first. */
export function listMails(client: StaffClient, after: string | undefined, signal: AbortSignal): Promise<OutboxPage> {
  return client.send({ path: '/mails', query: { after }, signal })
}
