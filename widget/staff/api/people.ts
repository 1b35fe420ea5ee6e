import type { CompanyEntry, CompanyPage } from '../../../shared/contacts.ts'
import type { Rule } from '../../../shared/filter-rule.ts'
import type {
  AccessMode,
  AccessPreview,
  ContactListEntry,
  ContactPage,
  CreateListBody,
  MemberPage,
  UpdateListBody,
} from '../../../shared/lists.ts'
import type { StaffClient } from './client.ts'

type PageOf = { after?: string; limit?: number }

/** The account's lists of contacts, by name. */
export async function listLists(client: StaffClient, signal?: AbortSignal): Promise<ContactListEntry[]> {
  return (await client.send<{ lists: ContactListEntry[] }>({ path: '/lists', ...(signal ? { signal } : {}) })).lists
}

/** Makes a list. */
export function createList(client: StaffClient, body: CreateListBody): Promise<ContactListEntry> {
  return client.send({ method: 'POST', path: '/lists', body })
}

/** Renames a list or changes its rule. Throws `changed_meanwhile` when somebody saved after `body.version`. */
export function changeList(client: StaffClient, listId: string, body: UpdateListBody): Promise<ContactListEntry> {
  return client.send({ method: 'PATCH', path: `/lists/${listId}`, body })
}

/** Deletes a list. Throws `list_in_use` while a portal lets its members in. */
export function deleteList(client: StaffClient, listId: string): Promise<void> {
  return client.send({ method: 'DELETE', path: `/lists/${listId}` })
}

/** Who is on a list now. */
export function listContactsOnList(client: StaffClient, listId: string, page: PageOf, signal: AbortSignal): Promise<ContactPage> {
  return client.send({ path: `/lists/${listId}/members`, query: { ...page }, signal })
}

/** Puts people on a static list by their addresses. */
export function addToList(client: StaffClient, listId: string, emails: string[]): Promise<{ added: number; alreadyThere: number }> {
  return client.send({ method: 'POST', path: `/lists/${listId}/members`, body: { emails } })
}

/** Takes somebody off a static list. */
export function takeOffList(client: StaffClient, listId: string, contactId: string): Promise<void> {
  return client.send({ method: 'DELETE', path: `/lists/${listId}/members/${contactId}` })
}

/** How many contacts match a rule, or are on a list. */
export function countContacts(
  client: StaffClient,
  asked: { rule: Rule } | { listId: string },
  signal?: AbortSignal,
): Promise<{ count: number; isComplete: boolean }> {
  return client.send({ method: 'POST', path: '/contact-counts', body: asked, ...(signal ? { signal } : {}) })
}

/** Who would get into a portal with these settings. */
export function previewAccess(
  client: StaffClient,
  portalId: string,
  body: { accessMode: AccessMode; accessListIds: string[] },
  signal: AbortSignal,
): Promise<AccessPreview> {
  return client.send({ method: 'POST', path: `/portals/${portalId}/access-previews`, body, signal })
}

/** Who gets into a portal now. */
export function listMembers(
  client: StaffClient,
  portalId: string,
  query: PageOf & { q: string },
  signal: AbortSignal,
): Promise<MemberPage> {
  return client.send({ path: `/portals/${portalId}/members`, query: { ...query }, signal })
}

/** Invites somebody now, or once more. */
export function invite(client: StaffClient, portalId: string, contactId: string): Promise<void> {
  return client.send({ method: 'POST', path: `/portals/${portalId}/invitations`, body: { contactId } })
}

/** Companies with their mail domains. */
export function listCompanies(client: StaffClient, query: PageOf & { q: string }, signal: AbortSignal): Promise<CompanyPage> {
  return client.send({ path: '/companies', query: { ...query }, signal })
}

/** Sets the mail domains of a company. */
export function saveDomains(client: StaffClient, company: CompanyEntry, domains: string[]): Promise<{ domains: string[] }> {
  return client.send({ method: 'PUT', path: `/companies/${company.id}/domains`, body: { domains } })
}
