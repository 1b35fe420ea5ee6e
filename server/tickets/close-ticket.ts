import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { write } from '../events/write.ts'
import type { ContactViewer } from '../viewer.ts'
import { enterStage } from './move-ticket.ts'
import { findFirstStage } from './pipeline.repo.ts'
import { markTicketRead } from './read-state.ts'
import { abilities } from './ticket.policy.ts'
import { findTicket, type TicketFoundRow } from './ticket.repo.ts'
import { lockTicket } from './touch-ticket.ts'

/**
 * Closes a ticket for a customer, or opens it again: the first closed or open stage of its pipeline (B9). Who may close may
 * open again, whatever the portal lets a reply to a closed ticket do. Doing it twice is doing it once.
 *
 * @returns the ticket as it now is.
 * @throws AppError `ticket_not_found`, `not_allowed` when the portal does not let contacts close or the contact may not
 *   answer this ticket.
 */
export async function setTicketClosed(
  deps: Pick<Deps, 'db' | 'bus' | 'now'>,
  viewer: ContactViewer,
  ticketId: string,
  isClosed: 0 | 1,
): Promise<TicketFoundRow> {
  const at = deps.now()
  return write(deps, viewer.accountId, async (tx) => {
    if (!(await findTicket(tx, viewer, ticketId))) throw new AppError('ticket_not_found')
    await lockTicket(tx, { account_id: viewer.accountId, id: ticketId })
    const ticket = await findTicket(tx, viewer, ticketId)
    if (!ticket) throw new AppError('ticket_not_found')
    const can = abilities(viewer, ticket, at)
    if (!can.close && !can.reopen) throw new AppError('not_allowed')
    if (ticket.is_closed === isClosed) return ticket
    const stage = await findFirstStage(tx, viewer.accountId, { pipelineId: ticket.pipeline_id, isClosed })
    if (!stage) throw new AppError('not_allowed', `pipeline ${ticket.pipeline_id} has no stage to go to`)
    // Opened again it waits for the team, whoever wrote last.
    await enterStage(tx, viewer, ticket, stage, at, isClosed === 0 ? { lastMessageBy: 'contact' } : {})
    // Their own doing is no news to them.
    await markTicketRead(tx, ticket, viewer.contactId, at, at)
    return {
      ...ticket,
      stage_id: stage.id,
      is_closed: isClosed,
      closed_at: isClosed === 1 ? at : null,
      last_activity_at: at > ticket.last_activity_at ? at : ticket.last_activity_at,
      read_up_to: at,
      waits_for_contact: isClosed === 0 ? 0 : ticket.waits_for_contact,
    }
  })
}
