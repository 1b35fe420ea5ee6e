import type { Selectable } from 'kysely'
import type { Pipeline, Stage } from '../../shared/tickets.ts'
import { hotQuery, param } from '../db/hot-query.ts'
import type { Db, Tx } from '../db/index.ts'
import { hasRowLocks } from '../db/row-locks.ts'
import type { PipelineRow, StageRow } from './ticket.table.ts'

const pipelinesQuery = hotQuery<'all', Pick<Selectable<PipelineRow>, 'id' | 'name' | 'is_confidential' | 'version'>>('pipelines', (db) =>
  db
    .selectFrom('pipeline')
    .select(['id', 'name', 'is_confidential', 'version'])
    .where('account_id', '=', param<string>('accountId'))
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .orderBy('id'),
)

type ListedStage = Pick<StageRow, 'id' | 'pipeline_id' | 'labels' | 'customer_labels' | 'is_closed'>

const stagesQuery = hotQuery<'all', ListedStage>('stages', (db) =>
  db
    .selectFrom('stage')
    .select(['id', 'pipeline_id', 'labels', 'customer_labels', 'is_closed'])
    .where('account_id', '=', param<string>('accountId'))
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .orderBy('id'),
)

/** The account's pipelines with their stages, in order. Lists of portals that show stages ask for them each time. */
export async function listPipelines(db: Db, accountId: string): Promise<Pipeline[]> {
  const pipelines = await pipelinesQuery(db, 'all', { accountId })
  const stages = await stagesQuery(db, 'all', { accountId })
  return pipelines.map((pipeline) => ({
    id: pipeline.id,
    name: pipeline.name,
    isConfidential: pipeline.is_confidential === 1,
    version: pipeline.version,
    stages: stages.filter((stage) => stage.pipeline_id === pipeline.id).map(presentStage),
  }))
}

function presentStage(row: ListedStage): Stage {
  return {
    id: row.id,
    pipelineId: row.pipeline_id,
    labels: JSON.parse(row.labels) as Record<string, string>,
    customerLabels: row.customer_labels === null ? null : (JSON.parse(row.customer_labels) as Record<string, string>),
    isClosed: row.is_closed === 1,
  }
}

const stageColumns = [
  'stage.account_id',
  'stage.id',
  'stage.pipeline_id',
  'stage.labels',
  'stage.customer_labels',
  'stage.is_closed',
  'stage.position',
  'stage.deleted_at',
] as const

/** One stage of the account. Whoever writes keeps it from being deleted until the transaction ends. */
export function findStage(db: Db, accountId: string, stageId: string): Promise<StageRow | undefined> {
  return db
    .selectFrom('stage')
    .select(stageColumns)
    .where('account_id', '=', accountId)
    .where('id', '=', stageId)
    .where('deleted_at', 'is', null)
    .$if(hasRowLocks(db), (qb) => qb.forKeyShare())
    .executeTakeFirst()
}

/** The first open or first closed stage of a pipeline; without a pipeline, of the account's first one. Kept as by `findStage`. */
export function findFirstStage(
  db: Db,
  accountId: string,
  wanted: { pipelineId?: string | undefined; isClosed: 0 | 1 },
): Promise<StageRow | undefined> {
  return db
    .selectFrom('stage')
    .innerJoin('pipeline', (join) =>
      join.onRef('pipeline.account_id', '=', 'stage.account_id').onRef('pipeline.id', '=', 'stage.pipeline_id'),
    )
    .select(stageColumns)
    .where('stage.account_id', '=', accountId)
    .where('stage.is_closed', '=', wanted.isClosed)
    .where('stage.deleted_at', 'is', null)
    .where('pipeline.deleted_at', 'is', null)
    .$if(wanted.pipelineId !== undefined, (qb) => qb.where('stage.pipeline_id', '=', wanted.pipelineId ?? ''))
    .orderBy('pipeline.position')
    .orderBy('pipeline.id')
    .orderBy('stage.position')
    .orderBy('stage.id')
    .limit(1)
    .$if(hasRowLocks(db), (qb) => qb.forKeyShare('stage'))
    .executeTakeFirst()
}

/** Whether only a ticket's own contacts see it in this pipeline. */
export async function isConfidentialPipeline(db: Db, accountId: string, pipelineId: string): Promise<boolean> {
  const row = await db
    .selectFrom('pipeline')
    .select('is_confidential')
    .where('account_id', '=', accountId)
    .where('id', '=', pipelineId)
    .executeTakeFirst()
  return row?.is_confidential === 1
}

/** Makes a pipeline confidential, or open to colleagues again. False when the account has none of this id. */
export async function setConfidential(tx: Tx, accountId: string, pipelineId: string, isConfidential: boolean): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('pipeline')
    .set((eb) => ({ is_confidential: isConfidential ? 1 : 0, version: eb('version', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('id', '=', pipelineId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

/** What rules of before may still name: pipelines and stages that were deleted, with what they were called. */
export async function listDeletedPlaces(
  db: Db,
  accountId: string,
): Promise<{ pipelines: { id: string; name: string }[]; stages: { id: string; labels: Record<string, string> }[] }> {
  const pipelines = await db
    .selectFrom('pipeline')
    .select(['id', 'name'])
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is not', null)
    .execute()
  const stages = await db
    .selectFrom('stage')
    .select(['id', 'labels'])
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is not', null)
    .execute()
  return { pipelines, stages: stages.map(({ id, labels }) => ({ id, labels: JSON.parse(labels) as Record<string, string> })) }
}
