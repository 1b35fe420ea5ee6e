import type { MovedTickets, MoveTicketsBody } from '../../shared/pipelines.ts'
import type { Stage } from '../../shared/tickets.ts'
import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import { enterStage } from '../tickets/move-ticket.ts'
import { findFirstStage, findStage } from '../tickets/pipeline.repo.ts'
import { lockTicket } from '../tickets/touch-ticket.ts'
import type { StageRow } from '../tickets/ticket.table.ts'
import type { StaffViewer } from '../viewer.ts'
import { findPipeline } from './save-pipeline.ts'
import { listTicketsIn, readTicketPlace } from './usage.repo.ts'

/** Tickets of one transaction: others write in between. */
const batchRows = 100
/** Tickets of one request: whoever asks says how far it is, and asks again. */
const requestRows = 1000

/**
 * Moves tickets out of a stage, or out of a whole pipeline, some at a time. Each move is one like any other: it is in the
 * ticket's history, and whoever looks at the ticket sees it at once.
 *
 * @throws AppError `not_found` when the account has no such pipeline or stage; `invalid_request` when they would go to
 *   where they are.
 */
export async function moveTickets(deps: Deps, viewer: StaffViewer, pipelineId: string, body: MoveTicketsBody): Promise<MovedTickets> {
  const { accountId } = viewer
  const { stages } = await findPipeline(deps.db, accountId, pipelineId)
  let moved = 0
  for (const from of stagesOf(stages, pipelineId, body)) {
    for (;;) {
      if (moved >= requestRows) return { moved, hasMore: true }
      const step = await write(deps, accountId, (tx) => moveSome(tx, deps, viewer, from, body))
      moved += step
      if (step === 0) break
    }
  }
  return { moved, hasMore: false }
}

function stagesOf(stages: readonly Stage[], pipelineId: string, body: MoveTicketsBody): readonly Stage[] {
  if ('toPipelineId' in body) {
    if (body.toPipelineId === pipelineId) return refuse('toPipelineId')
    return stages
  }
  if (body.fromStageId === body.toStageId) return refuse('toStageId')
  const from = stages.filter(({ id }) => id === body.fromStageId)
  if (from.length === 0) throw new AppError('not_found', 'stage')
  return from
}

/** One batch. @returns how many were there. */
async function moveSome(tx: Tx, deps: Pick<Deps, 'now'>, viewer: StaffViewer, from: Stage, body: MoveTicketsBody): Promise<number> {
  const { accountId } = viewer
  const to = await findTarget(tx, accountId, from, body)
  if (!to) throw new AppError('not_found', 'stage')
  const tickets = await listTicketsIn(tx, accountId, from.id, batchRows)
  const at = deps.now()
  for (const ticket of tickets) {
    await lockTicket(tx, ticket)
    // Read again: somebody may have moved it before the lock was ours.
    const now = await readTicketPlace(tx, accountId, ticket.id)
    if (now?.stage_id === from.id) await enterStage(tx, viewer, now, to, at)
  }
  if (tickets.length > 0) {
    const data = { pipelineId: from.pipelineId, movedTickets: tickets.length, from: from.labels['en'], to: enOf(to) }
    await recordEvent(tx, viewer, at, { kind: 'pipeline.changed', isPublic: false, data })
  }
  return tickets.length
}

function findTarget(tx: Tx, accountId: string, from: Stage, body: MoveTicketsBody): Promise<StageRow | undefined> {
  return 'toPipelineId' in body
    ? findFirstStage(tx, accountId, { pipelineId: body.toPipelineId, isClosed: from.isClosed ? 1 : 0 })
    : findStage(tx, accountId, body.toStageId)
}

function enOf(stage: StageRow): string {
  return (JSON.parse(stage.labels) as Record<string, string>)['en'] ?? ''
}

function refuse(field: string): never {
  throw new AppError('invalid_request', field, { fields: { [field]: 'not_a_choice' } })
}
