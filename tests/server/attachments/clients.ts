import type { Attachment } from '../../../shared/attachments.ts'
import type { TicketDetail, TicketSummary } from '../../../shared/tickets.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import type { World } from '../../support/world.ts'

export type Client = ContactClient | StaffClient

/** Uploads a file the way a browser does. */
export function upload(client: Client, name: string, content: Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
  return client.fetch(`/attachments?fileName=${encodeURIComponent(name)}`, {
    method: 'POST',
    body: new Uint8Array(content),
    headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': String(content.byteLength), ...headers },
  })
}

/** Uploads a file that must be taken. */
export async function uploaded(client: Client, name = 'notes.txt', content: Uint8Array = Buffer.from('some notes')): Promise<Attachment> {
  const response = await upload(client, name, content)
  if (response.status !== 201) throw new Error(`upload of ${name}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Attachment
}

/** Opens a ticket with the support form. */
export async function openedTicket(world: World, client: ContactClient, attachmentIds: string[] = []): Promise<TicketSummary> {
  const account = client.portalKey === world.acme.portalKey ? world.acme : world.bolt
  const response = await client.post('/tickets', {
    formId: account.formId,
    values: { subject: 'The till is stuck', text: 'It does not open.' },
    attachmentIds,
  })
  if (response.status !== 201) throw new Error(`form: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { ticket: TicketSummary }).ticket
}

/** The files of a ticket as a contact sees them. */
export async function filesOf(client: ContactClient, ticketId: string): Promise<Attachment[]> {
  const detail = (await (await client.get(`/tickets/${ticketId}`)).json()) as TicketDetail
  return detail.messages.flatMap((message) => message.attachments)
}

/** Status and code of an answer. */
export async function outcome(response: Response): Promise<string> {
  const body = (await response.json()) as { code?: string }
  return `${response.status} ${body.code ?? ''}`.trim()
}
