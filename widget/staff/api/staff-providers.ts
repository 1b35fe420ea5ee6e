import type { CreateStaffProviderBody, StaffProvider, UpdateStaffProviderBody } from '../../../shared/staff-provider.ts'
import type { StaffClient } from './client.ts'

const path = '/account/staff-providers'

/** With which providers the account's staff may sign in. */
export async function listStaffProviders(client: StaffClient, signal?: AbortSignal): Promise<StaffProvider[]> {
  return (await client.send<{ providers: StaffProvider[] }>({ path, ...(signal && { signal }) })).providers
}

/** Lets staff sign in with one more. */
export function addStaffProvider(client: StaffClient, body: CreateStaffProviderBody): Promise<StaffProvider> {
  return client.send({ method: 'POST', path, body })
}

/** Saves what changed. Throws `changed_meanwhile` when somebody saved after `body.version`. */
export function saveStaffProvider(client: StaffClient, providerId: string, body: UpdateStaffProviderBody): Promise<StaffProvider> {
  return client.send({ method: 'PATCH', path: `${path}/${providerId}`, body })
}

/** Ends the trust in a provider. */
export function removeStaffProvider(client: StaffClient, providerId: string): Promise<void> {
  return client.send({ method: 'DELETE', path: `${path}/${providerId}` })
}
