import type { StageBody } from '../../shared/pipelines.ts'
import type { Tx } from '../db/index.ts'
import { hasRowLocks } from '../db/row-locks.ts'
import type { Deps } from '../deps.ts'

type PlacedStage = StageBody & { position: number }

/** Adds a pipeline behind the others. */
export async function insertPipeline(tx: Tx, row: { account_id: string; id: string; name: string; is_confidential: 0 | 1 }): Promise<void> {
  const last = await tx
    .selectFrom('pipeline')
    .select((eb) => eb.fn.max('position').as('position'))
    .where('account_id', '=', row.account_id)
    .executeTakeFirst()
  await tx
    .insertInto('pipeline')
    .values({ ...row, position: Number(last?.position ?? -1) + 1 })
    .execute()
}

/** Changes a pipeline that still has the version. False when somebody was quicker. */
export async function updatePipeline(
  tx: Tx,
  pipeline: { account_id: string; id: string; version: number },
  changes: { name: string; is_confidential: 0 | 1 },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('pipeline')
    .set({ ...changes, version: pipeline.version + 1 })
    .where('account_id', '=', pipeline.account_id)
    .where('id', '=', pipeline.id)
    .where('version', '=', pipeline.version)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

/** Nobody puts a ticket into a stage of the pipeline until the transaction ends. */
export async function lockStages(tx: Tx, accountId: string, pipelineId: string): Promise<void> {
  if (!hasRowLocks(tx)) return
  await tx
    .selectFrom('stage')
    .select('id')
    .where('account_id', '=', accountId)
    .where('pipeline_id', '=', pipelineId)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Adds stages. */
export async function insertStages(
  tx: Tx,
  deps: Pick<Deps, 'newId'>,
  { accountId, pipelineId }: { accountId: string; pipelineId: string },
  stages: readonly PlacedStage[],
): Promise<void> {
  if (stages.length === 0) return
  const rows = stages.map((stage) => ({ account_id: accountId, id: deps.newId(), pipeline_id: pipelineId, ...columnsOf(stage) }))
  await tx.insertInto('stage').values(rows).execute()
}

/** Changes a stage. */
export async function updateStage(tx: Tx, accountId: string, stageId: string, stage: PlacedStage): Promise<void> {
  await tx.updateTable('stage').set(columnsOf(stage)).where('account_id', '=', accountId).where('id', '=', stageId).execute()
}

/** Deletes stages that hold no ticket. */
export async function removeStages(tx: Tx, accountId: string, stageIds: readonly string[], at: string): Promise<void> {
  if (stageIds.length === 0) return
  await tx.updateTable('stage').set({ deleted_at: at }).where('account_id', '=', accountId).where('id', 'in', stageIds).execute()
}

/** Deletes a pipeline that holds no ticket, and its stages. */
export async function removePipeline(tx: Tx, accountId: string, pipelineId: string, at: string): Promise<void> {
  await tx
    .updateTable('stage')
    .set({ deleted_at: at })
    .where('account_id', '=', accountId)
    .where('pipeline_id', '=', pipelineId)
    .where('deleted_at', 'is', null)
    .execute()
  await tx.updateTable('pipeline').set({ deleted_at: at }).where('account_id', '=', accountId).where('id', '=', pipelineId).execute()
}

/** Puts pipelines into an order. */
export async function setPositions(tx: Tx, accountId: string, pipelineIds: readonly string[]): Promise<void> {
  for (const [position, id] of pipelineIds.entries()) {
    await tx.updateTable('pipeline').set({ position }).where('account_id', '=', accountId).where('id', '=', id).execute()
  }
}

function columnsOf({ labels, customerLabels, isClosed, position }: PlacedStage) {
  const worded = tidy(customerLabels ?? {})
  return {
    labels: JSON.stringify(tidy(labels)),
    customer_labels: Object.keys(worded).length > 0 ? JSON.stringify(worded) : null,
    is_closed: isClosed ? (1 as const) : (0 as const),
    position,
  }
}

/** Without the languages in which nothing is said. */
function tidy(labels: Record<string, string>): Record<string, string> {
  const said = Object.entries(labels).map(([language, text]) => [language, text.trim()] as const)
  return Object.fromEntries(said.filter(([, text]) => text !== ''))
}
