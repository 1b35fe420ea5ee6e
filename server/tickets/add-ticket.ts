import { fold } from '../db/fold.ts'
import { guarded, type Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { recordEvent, type Actor } from '../events/record-event.ts'

/** A ticket to open. */
export interface NewTicket {
  subject: string
  pipelineId: string
  stageId: string
  requester: { id: string; companyId: string | null }
  /** Who filed it for the requester. */
  filedBy?: { id: string }
}

/**
 * Opens a ticket with the account's next number, tied to the requester and to the primary company that the requester has
 * at this moment (invariants 1 and 2). A step: call it inside a write.
 *
 * @returns the new ticket's key and number.
 */
export async function addTicket(
  tx: Tx,
  deps: Pick<Deps, 'newId'>,
  actor: Actor,
  ticket: NewTicket,
  at: string,
): Promise<{ account_id: string; id: string; number: number }> {
  const accountId = actor.accountId
  const id = deps.newId()
  const { last_ticket_number: number } = await tx
    .updateTable('account')
    .set((eb) => ({ last_ticket_number: eb('last_ticket_number', '+', 1) }))
    .where('id', '=', accountId)
    .returning('last_ticket_number')
    .executeTakeFirstOrThrow()
  const tables = guarded(tx)
  const copies = {
    pipeline_id: ticket.pipelineId,
    stage_id: ticket.stageId,
    is_closed: 0,
    is_hidden: 0,
    last_activity_at: at,
    number,
    created_at: at,
  } as const
  await tables
    .insertInto('ticket')
    .values({
      ...copies,
      account_id: accountId,
      id,
      subject: ticket.subject,
      subject_folded: fold(ticket.subject),
    })
    .execute()
  await tables
    .insertInto('ticket_contact')
    .values({ ...copies, account_id: accountId, ticket_id: id, contact_id: ticket.requester.id, role: 'requester' })
    .execute()
  if (ticket.filedBy && ticket.filedBy.id !== ticket.requester.id) {
    await tables
      .insertInto('ticket_contact')
      .values({ ...copies, account_id: accountId, ticket_id: id, contact_id: ticket.filedBy.id, role: 'copied' })
      .execute()
  }
  if (ticket.requester.companyId !== null) {
    await tables
      .insertInto('ticket_company')
      .values({ ...copies, account_id: accountId, ticket_id: id, company_id: ticket.requester.companyId })
      .execute()
  }
  await recordEvent(tx, actor, at, { kind: 'ticket.opened', ticketId: id, isPublic: true, data: { number } })
  return { account_id: accountId, id, number }
}
