import type { AccountSettings } from '../../../shared/account.ts'
import type { PropertyUsage } from '../../../shared/pipelines.ts'
import type { ChangePropertyBody, CreatePropertyBody, Property, PropertyValue, PropertyValues } from '../../../shared/properties.ts'
import type { StaffClient } from './client.ts'

/** Everything that rules may ask for: what every account has, then its own. */
export async function listProperties(client: StaffClient, signal?: AbortSignal): Promise<Property[]> {
  const answer = await client.send<{ properties: Property[] }>({ path: '/properties', ...(signal ? { signal } : {}) })
  return answer.properties
}

/** Gives tickets, contacts or companies a property. */
export function createProperty(client: StaffClient, body: CreatePropertyBody): Promise<Property> {
  return client.send({ method: 'POST', path: '/properties', body })
}

/** Changes what a property and its options are called, and which options there are. */
export function changeProperty(client: StaffClient, propertyId: string, body: ChangePropertyBody): Promise<Property> {
  return client.send({ method: 'PATCH', path: `/properties/${propertyId}`, body })
}

/** What hangs on a property. */
export function readPropertyUsage(client: StaffClient, propertyId: string): Promise<PropertyUsage> {
  return client.send({ path: `/properties/${propertyId}/usage` })
}

/** Deletes a property of the account's own. */
export function deleteProperty(client: StaffClient, propertyId: string): Promise<void> {
  return client.send({ method: 'DELETE', path: `/properties/${propertyId}` })
}

/** What a ticket has for the account's own properties. */
export function readTicketValues(client: StaffClient, ticketId: string, signal: AbortSignal): Promise<PropertyValues> {
  return client.send({ path: `/tickets/${ticketId}/properties`, signal })
}

/** Gives a ticket one value; null: unknown. */
export function setTicketValue(client: StaffClient, ticketId: string, name: string, value: PropertyValue): Promise<PropertyValues> {
  return client.send({ method: 'PUT', path: `/tickets/${ticketId}/properties`, body: { values: { [name]: value } } })
}

/** The account, for its admins. */
export function readAccount(client: StaffClient, signal: AbortSignal): Promise<AccountSettings> {
  return client.send({ path: '/account', signal })
}

/** Says where the account's days begin. */
export function setTimeZone(client: StaffClient, timeZone: string): Promise<AccountSettings> {
  return client.send({ method: 'PATCH', path: '/account', body: { timeZone } })
}

/** Shows the tickets of a pipeline to their own contacts only, or to colleagues too. */
export function setConfidential(client: StaffClient, pipelineId: string, isConfidential: boolean): Promise<void> {
  return client.send({ method: 'PUT', path: `/pipelines/${pipelineId}/confidentiality`, body: { isConfidential } })
}
