import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import type { StaffViewer } from '../viewer.ts'
import { findStaffTicket } from './ticket.repo.ts'
import { touchTicket } from './touch-ticket.ts'

/**
 * Hides a ticket from the portal, or shows it again.
 *
 * @throws AppError `ticket_not_found`.
 */
export async function hideTicket(deps: Deps, viewer: StaffViewer, ticketId: string, isHidden: boolean): Promise<void> {
  await write(deps, viewer.accountId, async (tx) => {
    const ticket = await findStaffTicket(tx, viewer, ticketId)
    if (!ticket) throw new AppError('ticket_not_found')
    const flag = isHidden ? 1 : 0
    if (ticket.is_hidden === flag) return
    await touchTicket(tx, { account_id: viewer.accountId, id: ticketId }, { isHidden: flag })
    await recordEvent(tx, viewer, deps.now(), { kind: 'ticket.changed', ticketId, isPublic: true, data: { isHidden } })
  })
}
