import type { TicketSummary } from '../../../shared/tickets.ts'
import { recordEvent, type NewEvent } from '../../../server/events/record-event.ts'
import { write } from '../../../server/events/write.ts'
import { makeLiveHub, type LiveTiming } from '../../../server/live/make-live-hub.ts'
import type { ContactClient } from '../../support/contact-client.ts'
import type { StaffClient } from '../../support/staff-client.ts'
import type { AccountIds } from '../../support/world-rows.ts'
import type { World } from '../../support/world.ts'
import { EventStream } from './event-stream.ts'

/** Opens a live stream and waits until it is ready. */
export async function openStream(client: ContactClient | StaffClient, lastEventId?: string): Promise<EventStream> {
  const stream = new EventStream(
    await client.fetch('/live', lastEventId === undefined ? {} : { headers: { 'Last-Event-ID': lastEventId } }),
  )
  await stream.until((events) => events.some(({ event }) => event === 'ready'))
  return stream
}

/** Gives the world a hub that is not as patient as the real one. @returns its end. */
export function useHub(world: World, timing: Partial<LiveTiming>): () => void {
  const hub = makeLiveHub(world.deps, timing)
  world.deps.hub = hub
  return () => hub.close()
}

/** Opens a ticket with the support form. */
export async function openTicket(client: ContactClient, account: AccountIds, subject = 'The till is stuck'): Promise<TicketSummary> {
  const response = await client.post('/tickets', { formId: account.formId, values: { subject, text: 'It does not open.' } })
  if (response.status !== 201) throw new Error(`form: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { ticket: TicketSummary }).ticket
}

/** Answers a ticket. @returns the id of the message. */
export async function reply(client: ContactClient | StaffClient, ticketId: string, text: string, isInternal = false): Promise<string> {
  const response = await client.post(`/tickets/${ticketId}/messages`, { text, ...(isInternal && { isInternal }) })
  if (response.status !== 201) throw new Error(`reply: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { message: { id: string } }).message.id
}

/** Records events as a use-case would, all in one transaction. */
export async function record(world: World, accountId: string, events: readonly NewEvent[]): Promise<void> {
  await write(world.deps, accountId, async (tx) => {
    for (const event of events) await recordEvent(tx, { kind: 'system', accountId }, world.deps.now(), event)
  })
}
