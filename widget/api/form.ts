import type { SubmitFormBody, SubmitFormResult, SupportForm } from '../../shared/forms.ts'
import { sendForJson, type Api } from './client.ts'

/** A form of the portal: the one of this key, else the default one. */
export function getForm(api: Api, key?: string, signal?: AbortSignal): Promise<SupportForm> {
  return sendForJson(api, { method: 'GET', path: key ? `/form?form=${encodeURIComponent(key)}` : '/form', signal })
}

/** Opens a ticket from a filled-in form. The same key never opens a second one. */
export function postTicket(api: Api, body: SubmitFormBody, idempotencyKey: string): Promise<SubmitFormResult> {
  return sendForJson(api, { method: 'POST', path: '/tickets', json: body, idempotencyKey, byUser: true })
}
