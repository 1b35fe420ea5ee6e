import type { SubmitFormBody, SubmitFormResult, SupportForm } from '../../shared/forms.ts'
import { sendForJson, type Api } from './client.ts'

/** The form that the portal is connected to. */
export function getForm(api: Api, signal?: AbortSignal): Promise<SupportForm> {
  return sendForJson(api, { method: 'GET', path: '/form', signal })
}

/** Opens a ticket from a filled-in form. The same key never opens a second one. */
export function postTicket(api: Api, body: SubmitFormBody, idempotencyKey: string): Promise<SubmitFormResult> {
  return sendForJson(api, { method: 'POST', path: '/tickets', json: body, idempotencyKey, byUser: true })
}
