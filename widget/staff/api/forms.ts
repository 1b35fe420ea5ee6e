import type { FormContent, StaffForm, UpdateFormBody } from '../../../shared/forms.ts'
import type { StaffClient } from './client.ts'

/** The account's support forms, in their order. */
export async function listForms(client: StaffClient, signal?: AbortSignal): Promise<StaffForm[]> {
  return (await client.send<{ forms: StaffForm[] }>({ path: '/forms', ...(signal ? { signal } : {}) })).forms
}

/** Makes a form. */
export function createForm(client: StaffClient, body: FormContent): Promise<StaffForm> {
  return client.send({ method: 'POST', path: '/forms', body })
}

/** Saves a form. Throws `changed_meanwhile` when somebody saved after `body.version`. */
export function saveForm(client: StaffClient, formId: string, body: UpdateFormBody): Promise<StaffForm> {
  return client.send({ method: 'PUT', path: `/forms/${formId}`, body })
}

/** Makes another form of the same content. */
export function duplicateForm(client: StaffClient, formId: string, name: string): Promise<StaffForm> {
  return client.send({ method: 'POST', path: `/forms/${formId}/copies`, body: { name } })
}

/** Deletes a form. Throws `form_in_use` while a portal has it. */
export function deleteForm(client: StaffClient, formId: string): Promise<void> {
  return client.send({ method: 'DELETE', path: `/forms/${formId}` })
}

/** Connects a form to a portal. Throws `form_incomplete` for one that lacks ticket properties or an inbox. */
export function connectForm(client: StaffClient, portalId: string, formId: string, isDefault: boolean): Promise<StaffForm> {
  return client.send({ method: 'PUT', path: `/portals/${portalId}/forms/${formId}`, body: { isDefault } })
}

/** Takes a form from a portal. */
export function disconnectForm(client: StaffClient, portalId: string, formId: string): Promise<StaffForm> {
  return client.send({ method: 'DELETE', path: `/portals/${portalId}/forms/${formId}` })
}

/** Makes an inbox. */
export function createInbox(client: StaffClient, name: string): Promise<{ id: string; name: string }> {
  return client.send({ method: 'POST', path: '/inboxes', body: { name } })
}

/** Gives an inbox another name. */
export function renameInbox(client: StaffClient, inboxId: string, name: string): Promise<{ id: string; name: string }> {
  return client.send({ method: 'PATCH', path: `/inboxes/${inboxId}`, body: { name } })
}
