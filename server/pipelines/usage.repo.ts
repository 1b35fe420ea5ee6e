import type { PipelineUsage } from '../../shared/pipelines.ts'
import { guarded, type Db, type Tx } from '../db/index.ts'
import { listPlacedRules, namesChoice, usesWhere } from '../portal/rule-use.repo.ts'
import { readPipelineIds } from '../portal/contact-viewer.ts'
import type { Pipeline } from '../../shared/tickets.ts'

/** Tickets of a stage are counted so far. */
export const countedMax = 10_000

/** How many tickets are in a stage; `atMost` means at least as many. */
export async function countTicketsIn(db: Db, accountId: string, stageId: string, atMost = countedMax): Promise<number> {
  const some = guarded(db)
    .selectFrom('ticket')
    .select('id')
    .where('account_id', '=', accountId)
    .where('stage_id', '=', stageId)
    .limit(atMost)
  const row = await guarded(db)
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Some tickets of a stage, oldest first, with what moving them needs. */
export function listTicketsIn(tx: Tx, accountId: string, stageId: string, limit: number) {
  return guarded(tx)
    .selectFrom('ticket')
    .select(['account_id', 'id', 'stage_id', 'is_closed'])
    .where('account_id', '=', accountId)
    .where('stage_id', '=', stageId)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** The same of one ticket, once it is locked. */
export function readTicketPlace(tx: Tx, accountId: string, ticketId: string) {
  return guarded(tx)
    .selectFrom('ticket')
    .select(['account_id', 'id', 'stage_id', 'is_closed'])
    .where('account_id', '=', accountId)
    .where('id', '=', ticketId)
    .executeTakeFirst()
}

/** Forms whose tickets begin in one of these stages. */
export async function listFormsOf(db: Db, accountId: string, stageIds: readonly string[]) {
  if (stageIds.length === 0) return []
  return db
    .selectFrom('form')
    .select(['id', 'name', 'stage_id'])
    .where('account_id', '=', accountId)
    .where('stage_id', 'in', stageIds)
    .orderBy('name')
    .execute()
}

/** Portals that show a pipeline by name. */
export async function listPortalsOf(db: Db, accountId: string, pipelineId: string): Promise<{ id: string; name: string }[]> {
  const portals = await db
    .selectFrom('portal')
    .select(['id', 'title as name', 'pipeline_ids'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute()
  return portals.filter((portal) => readPipelineIds(portal.pipeline_ids).includes(pipelineId)).map(({ id, name }) => ({ id, name }))
}

/** What hangs on a pipeline and its stages. */
export async function readPipelineUsage(db: Db, accountId: string, pipeline: Pipeline): Promise<PipelineUsage> {
  const stageIds = pipeline.stages.map(({ id }) => id)
  const forms = await listFormsOf(db, accountId, stageIds)
  const rules = await listPlacedRules(db, accountId)
  const stages: PipelineUsage['stages'] = []
  for (const id of stageIds) {
    stages.push({
      id,
      tickets: await countTicketsIn(db, accountId, id),
      forms: forms.filter((form) => form.stage_id === id).map((form) => ({ id: form.id, name: form.name })),
      rules: usesWhere(rules, (condition) => namesChoice(condition, 'ticket.stage', id)),
    })
  }
  return {
    stages,
    portals: await listPortalsOf(db, accountId, pipeline.id),
    rules: usesWhere(rules, (condition) => namesChoice(condition, 'ticket.pipeline', pipeline.id)),
    countedMax,
  }
}
