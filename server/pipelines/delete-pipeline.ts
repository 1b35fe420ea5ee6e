import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../events/record-event.ts'
import { listPipelines } from '../tickets/pipeline.repo.ts'
import { lockStages, removePipeline, setPositions } from './pipeline-rows.repo.ts'
import { factsOf, findPipeline, record } from './save-pipeline.ts'
import { countTicketsIn, listFormsOf, listPortalsOf } from './usage.repo.ts'

/**
 * Deletes a pipeline with its stages. Rules that name it go on as they are. A step: call it inside a write.
 *
 * @throws AppError `not_found`; `pipeline_in_use` while it has tickets, a form begins in it, a portal shows it by name, or
 *   it is the only one.
 */
export async function deletePipeline(tx: Tx, deps: Pick<Deps, 'now'>, actor: Actor, pipelineId: string): Promise<void> {
  const { accountId } = actor
  const pipeline = await findPipeline(tx, accountId, pipelineId)
  const stageIds = pipeline.stages.map(({ id }) => id)
  await lockStages(tx, accountId, pipelineId)
  const isOnly = (await listPipelines(tx, accountId)).length === 1
  const forms = await listFormsOf(tx, accountId, stageIds)
  // Without its last name a list of pipelines would mean all of them.
  const portals = await listPortalsOf(tx, accountId, pipelineId)
  if (isOnly || forms.length > 0 || portals.length > 0) throw new AppError('pipeline_in_use', `pipeline ${pipelineId}`)
  for (const id of stageIds) {
    if ((await countTicketsIn(tx, accountId, id, 1)) > 0) throw new AppError('pipeline_in_use', `stage ${id} has tickets`)
  }
  await removePipeline(tx, accountId, pipelineId, deps.now())
  await record(tx, deps, actor, pipelineId, factsOf(pipeline), {})
}

/**
 * Puts the pipelines of the account into an order: the first one is where tickets begin that name none. A step.
 *
 * @throws AppError `changed_meanwhile` when these are not the account's pipelines.
 */
export async function orderPipelines(tx: Tx, deps: Pick<Deps, 'now'>, actor: Actor, pipelineIds: readonly string[]): Promise<void> {
  const before = await listPipelines(tx, actor.accountId)
  const named = new Set(pipelineIds)
  if (named.size !== pipelineIds.length || named.size !== before.length || before.some(({ id }) => !named.has(id))) {
    throw new AppError('changed_meanwhile')
  }
  await setPositions(tx, actor.accountId, pipelineIds)
  const after = await listPipelines(tx, actor.accountId)
  const names = (list: typeof before) => ({ order: list.map(({ name }) => name) })
  await record(tx, deps, actor, pipelineIds[0] ?? '', names(before), names(after))
}
