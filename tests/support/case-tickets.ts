import { guarded } from '../../server/db/index.ts'
import type { SubmitFormResult } from '../../shared/forms.ts'
import type { AccountIds } from './world-rows.ts'
import type { World } from './world.ts'

/** Words that must never reach a contact. */
export const noteText = 'between us: the customer is impossible'

/** One of each kind of ticket, by a name that is also in its subject. */
export type CaseTickets = Record<
  'anna' | 'annaClosed' | 'annaHidden' | 'annaSales' | 'annaTwoThreads' | 'ben' | 'cleo' | 'dan' | 'phone' | 'boltAnna',
  { id: string; subject: string; messageId: string | null; attachmentId: string | null }
>

/** Files one ticket of each kind through the public door; what no route can make yet (a second thread) is put in its tables. */
export async function makeCaseTickets(world: World): Promise<CaseTickets> {
  const { acme, bolt } = world
  const agent = await world.staff('agent')
  const cases: Partial<CaseTickets> = {}

  const file = async (name: keyof CaseTickets, who: keyof AccountIds['contacts'], account = acme) => {
    const client = await world.contact(who, account)
    const upload = await client.fetch('/attachments?fileName=proof.txt', {
      method: 'POST',
      body: `bytes of ${name}`,
      headers: { 'Content-Type': 'text/plain' },
    })
    const { id: attachmentId } = (await upload.json()) as { id: string }
    const subject = `Case ${name} of ${account.slug}`
    const response = await client.post('/tickets', {
      formId: account.formId,
      values: { subject, text: `Public words of ${name}` },
      attachmentIds: [attachmentId],
    })
    const { ticket } = (await response.json()) as SubmitFormResult
    const detail = (await (await client.get(`/tickets/${ticket.id}`)).json()) as { messages: { id: string }[] }
    cases[name] = { id: ticket.id, subject, messageId: detail.messages[0]?.id ?? null, attachmentId }
    return ticket.id
  }

  await file('anna', 'anna')
  const closedId = await file('annaClosed', 'anna')
  const hiddenId = await file('annaHidden', 'anna')
  const salesId = await file('annaSales', 'anna')
  const twoThreadsId = await file('annaTwoThreads', 'anna')
  await file('ben', 'ben')
  await file('cleo', 'cleo')
  await file('dan', 'dan')
  await file('boltAnna', 'anna', bolt)

  await agent.post(`/tickets/${closedId}/closure`)
  await agent.json('PUT', `/tickets/${hiddenId}/hidden`, { isHidden: true })
  await agent.json('PUT', `/tickets/${salesId}/stage`, { stageId: acme.salesStageId })
  const phone = await agent.post('/tickets', { email: acme.email('anna'), subject: 'Case phone' })
  const { id: phoneId } = (await phone.json()) as { id: string }
  cases.phone = { id: phoneId, subject: 'Case phone', messageId: null, attachmentId: null }
  for (const ticket of Object.values(cases)) {
    if (ticket.id === cases.boltAnna?.id) continue
    await agent.post(`/tickets/${ticket.id}/messages`, { text: noteText, isInternal: true })
  }
  await addOlderThread(world, twoThreadsId)
  return cases as CaseTickets
}

/** What the older thread says: the portal shows only the newest (D1). */
export const olderThreadText = 'words of the older thread'

async function addOlderThread(world: World, ticketId: string): Promise<void> {
  const tables = guarded(world.deps.db)
  const { accountId, otherInboxId, contacts } = world.acme
  const channel = await tables
    .selectFrom('channel')
    .select('id')
    .where('account_id', '=', accountId)
    .where('inbox_id', '=', otherInboxId)
    .executeTakeFirstOrThrow()
  const id = world.deps.newId()
  const at = '2026-01-02T00:00:00.000Z'
  await tables
    .insertInto('thread')
    .values({
      account_id: accountId,
      id,
      inbox_id: otherInboxId,
      channel_id: channel.id,
      ticket_id: ticketId,
      contact_id: contacts.anna,
      subject: 'Older thread',
      is_open: 1,
      last_public_at: at,
      last_message_at: at,
      last_inbound_at: at,
      staff_read_up_to: null,
      preview: olderThreadText,
      created_at: at,
    })
    .execute()
  await tables
    .insertInto('message')
    .values({
      account_id: accountId,
      id: world.deps.newId(),
      thread_id: id,
      direction: 'inbound',
      contact_id: contacts.anna,
      staff_id: null,
      author_name: 'Anna',
      text: olderThreadText,
      created_at: at,
    })
    .execute()
}
