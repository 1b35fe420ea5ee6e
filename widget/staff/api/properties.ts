import type { CreatePropertyBody, Property } from '../../../shared/properties.ts'
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

/** Deletes a property of the account's own. */
export function deleteProperty(client: StaffClient, propertyId: string): Promise<void> {
  return client.send({ method: 'DELETE', path: `/properties/${propertyId}` })
}

/** Shows the tickets of a pipeline to their own contacts only, or to colleagues too. */
export function setConfidential(client: StaffClient, pipelineId: string, isConfidential: boolean): Promise<void> {
  return client.send({ method: 'PUT', path: `/pipelines/${pipelineId}/confidentiality`, body: { isConfidential } })
}
