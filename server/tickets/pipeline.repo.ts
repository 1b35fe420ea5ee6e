import type { Selectable } from 'kysely'
import type { Pipeline } from '../../shared/tickets.ts'
import { hotQuery, param } from '../db/hot-query.ts'
import type { Db, Tx } from '../db/index.ts'
import type { PipelineRow, StageRow } from './ticket.table.ts'

const pipelinesQuery = hotQuery<'all', Selectable<Pick<PipelineRow, 'id' | 'name' | 'is_confidential'>>>('pipelines', (db) =>
  db
    .selectFrom('pipeline')
    .select(['id', 'name', 'is_confidential'])
    .where('account_id', '=', param<string>('accountId'))
    .orderBy('position'),
)

const stagesQuery = hotQuery<'all', Pick<StageRow, 'id' | 'pipeline_id' | 'labels' | 'is_closed'>>('stages', (db) =>
  db
    .selectFrom('stage')
    .select(['id', 'pipeline_id', 'labels', 'is_closed'])
    .where('account_id', '=', param<string>('accountId'))
    .orderBy('position'),
)

/** The account's pipelines with their stages, in order. Lists of portals that show stages ask for them each time. */
export async function listPipelines(db: Db, accountId: string): Promise<Pipeline[]> {
  const pipelines = await pipelinesQuery(db, 'all', { accountId })
  const stages = await stagesQuery(db, 'all', { accountId })
  return pipelines.map((pipeline) => ({
    id: pipeline.id,
    name: pipeline.name,
    isConfidential: pipeline.is_confidential === 1,
    stages: stages
      .filter((stage) => stage.pipeline_id === pipeline.id)
      .map((stage) => ({
        id: stage.id,
        pipelineId: stage.pipeline_id,
        labels: JSON.parse(stage.labels) as Record<string, string>,
        isClosed: stage.is_closed === 1,
      })),
  }))
}

/** One stage of the account. */
export function findStage(db: Db, accountId: string, stageId: string): Promise<StageRow | undefined> {
  return db
    .selectFrom('stage')
    .select(['account_id', 'id', 'pipeline_id', 'labels', 'is_closed', 'position'])
    .where('account_id', '=', accountId)
    .where('id', '=', stageId)
    .executeTakeFirst()
}

/** The first open or first closed stage of a pipeline; without a pipeline, of the account's first one. */
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
    .select(['stage.account_id', 'stage.id', 'stage.pipeline_id', 'stage.labels', 'stage.is_closed', 'stage.position'])
    .where('stage.account_id', '=', accountId)
    .where('stage.is_closed', '=', wanted.isClosed)
    .$if(wanted.pipelineId !== undefined, (qb) => qb.where('stage.pipeline_id', '=', wanted.pipelineId ?? ''))
    .orderBy('pipeline.position')
    .orderBy('stage.position')
    .limit(1)
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
    .set({ is_confidential: isConfidential ? 1 : 0 })
    .where('account_id', '=', accountId)
    .where('id', '=', pipelineId)
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}
