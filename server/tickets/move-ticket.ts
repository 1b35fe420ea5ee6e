import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import type { StaffViewer } from '../viewer.ts'
import { findFirstStage, findStage } from './pipeline.repo.ts'
import { findStaffTicket } from './ticket.repo.ts'
import { setThreadsOpen } from './thread.repo.ts'
import { touchTicket } from './touch-ticket.ts'

/** Where a ticket goes: to one stage, or to the first open or closed stage of its pipeline. */
export type Destination = { stageId: string } | { isClosed: 0 | 1 }

/**
 * Moves a ticket to a stage: closing and reopening are moves too. Moving it to where it is changes nothing.
 *
 * @throws AppError `ticket_not_found`, `not_found` when the account has no such stage.
 */
export async function moveTicket(deps: Deps, viewer: StaffViewer, ticketId: string, to: Destination): Promise<void> {
  await write(deps, viewer.accountId, async (tx) => {
    const ticket = await findStaffTicket(tx, viewer, ticketId)
    if (!ticket) throw new AppError('ticket_not_found')
    if ('isClosed' in to && to.isClosed === ticket.is_closed) return
    const stage =
      'stageId' in to
        ? await findStage(tx, viewer.accountId, to.stageId)
        : await findFirstStage(tx, viewer.accountId, { pipelineId: ticket.pipeline_id, isClosed: to.isClosed })
    if (!stage) throw new AppError('not_found', 'stage')
    if (stage.id === ticket.stage_id) return

    const at = deps.now()
    await touchTicket(
      tx,
      { account_id: viewer.accountId, id: ticketId },
      {
        stage: { id: stage.id, pipelineId: stage.pipeline_id, isClosed: stage.is_closed, at },
        // The customer sees open or closed; a step between two open stages is none of their business.
        ...(stage.is_closed !== ticket.is_closed && { lastActivityAt: at }),
      },
    )
    if (stage.is_closed !== ticket.is_closed) {
      await setThreadsOpen(tx, { account_id: viewer.accountId, id: ticketId }, stage.is_closed === 0)
    }
    await recordEvent(tx, viewer, at, {
      kind: 'ticket.changed',
      ticketId,
      isPublic: true,
      data: { fromStageId: ticket.stage_id, toStageId: stage.id },
    })
  })
}
