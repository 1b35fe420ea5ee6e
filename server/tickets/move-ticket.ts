import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent, type Actor } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import type { StaffViewer } from '../viewer.ts'
import { findFirstStage, findStage } from './pipeline.repo.ts'
import { findStaffTicket } from './ticket.repo.ts'
import { setThreadsOpen } from './thread.repo.ts'
import type { StageRow, TicketRow } from './ticket.table.ts'
import { lockTicket, touchTicket, type TicketChange } from './touch-ticket.ts'

/** Where a ticket goes: to one stage, or to the first open or closed stage of its pipeline. */
export type Destination = { stageId: string } | { isClosed: 0 | 1 }

/**
 * Moves a ticket to a stage: closing and reopening are moves too. Moving it to where it is changes nothing.
 *
 * @throws AppError `ticket_not_found`, `not_found` when the account has no such stage.
 */
export async function moveTicket(deps: Deps, viewer: StaffViewer, ticketId: string, to: Destination): Promise<void> {
  await write(deps, viewer.accountId, async (tx) => {
    if (!(await findStaffTicket(tx, viewer, ticketId))) throw new AppError('ticket_not_found')
    await lockTicket(tx, { account_id: viewer.accountId, id: ticketId })
    // Read again: a customer may have opened or closed it before the lock was ours.
    const ticket = await findStaffTicket(tx, viewer, ticketId)
    if (!ticket) throw new AppError('ticket_not_found')
    if ('isClosed' in to && to.isClosed === ticket.is_closed) return
    const stage =
      'stageId' in to
        ? await findStage(tx, viewer.accountId, to.stageId)
        : await findFirstStage(tx, viewer.accountId, { pipelineId: ticket.pipeline_id, isClosed: to.isClosed })
    if (!stage) throw new AppError('not_found', 'stage')
    if (stage.id === ticket.stage_id) return
    await enterStage(tx, viewer, { ...ticket, account_id: viewer.accountId }, stage, deps.now())
  })
}

/**
 * Puts a ticket into a stage; its threads leave the open inbox or come back when that opens or closes it. A step: call it
 * inside a write.
 *
 * @param also What else changes with it.
 * @returns false, and changes nothing, when somebody else opened or closed it meanwhile.
 */
export async function enterStage(
  tx: Tx,
  actor: Actor,
  ticket: Pick<TicketRow, 'account_id' | 'id' | 'stage_id' | 'is_closed'>,
  stage: StageRow,
  at: string,
  also: TicketChange = {},
): Promise<boolean> {
  const isTurned = stage.is_closed !== ticket.is_closed
  const change: TicketChange = {
    stage: { id: stage.id, pipelineId: stage.pipeline_id, isClosed: stage.is_closed, at },
    // The customer sees open or closed; a step between two open stages is none of their business.
    ...(isTurned && { lastActivityAt: at }),
    ...also,
  }
  if (!(await touchTicket(tx, ticket, change, { isClosed: ticket.is_closed }))) return false
  if (isTurned) await setThreadsOpen(tx, ticket, stage.is_closed === 0)
  await recordEvent(tx, actor, at, {
    kind: 'ticket.changed',
    ticketId: ticket.id,
    isPublic: true,
    data: { fromStageId: ticket.stage_id, toStageId: stage.id },
  })
  return true
}
