import type { FieldErrorCode } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { CreatePipelineBody, SavePipelineBody, StageBody } from '../../shared/pipelines.ts'
import type { Pipeline, Stage } from '../../shared/tickets.ts'
import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent, type Actor } from '../events/record-event.ts'
import { listPipelines } from '../tickets/pipeline.repo.ts'
import { insertStages, lockStages, removeStages, updatePipeline, updateStage, insertPipeline } from './pipeline-rows.repo.ts'
import { countTicketsIn, listFormsOf } from './usage.repo.ts'

type Made = Pick<Deps, 'now' | 'newId'>

/**
 * Gives an account a pipeline, behind the others. A step: call it inside a write.
 *
 * @throws AppError `invalid_request` naming the field: no open or no closed stage, a stage that has an id, one too many.
 */
export async function createPipeline(tx: Tx, deps: Made, actor: Actor, body: CreatePipelineBody): Promise<Pipeline> {
  const { accountId } = actor
  const problems = problemsOf(body.stages)
  for (const [index, { id }] of body.stages.entries()) if (id !== undefined) problems[`stages.${index}.id`] = 'not_a_choice'
  const others = await listPipelines(tx, accountId)
  if (others.length >= limits.pipelinesMax) problems['name'] = 'too_many'
  refuse(problems)
  const pipelineId = deps.newId()
  await insertPipeline(tx, { account_id: accountId, id: pipelineId, name: body.name, is_confidential: body.isConfidential ? 1 : 0 })
  await insertStages(
    tx,
    deps,
    { accountId, pipelineId },
    body.stages.map((stage, position) => ({ ...stage, position })),
  )
  const made = await findPipeline(tx, accountId, pipelineId)
  await record(tx, deps, actor, pipelineId, {}, factsOf(made))
  return made
}

/**
 * Saves a pipeline as it shall be: what its stages are called, by us and for customers, their order, new ones; one that is
 * not named is deleted. A step: call it inside a write.
 *
 * @throws AppError `not_found`; `changed_meanwhile` when somebody saved since `version`; `stage_in_use` when a stage that
 *   would go, or turn from open to closed or back, has tickets, or one that would go a form; `invalid_request` as above.
 */
export async function savePipeline(tx: Tx, deps: Made, actor: Actor, pipelineId: string, body: SavePipelineBody): Promise<Pipeline> {
  const { accountId } = actor
  const before = await findPipeline(tx, accountId, pipelineId)
  const known = new Map(before.stages.map((stage) => [stage.id, stage]))
  const problems = problemsOf(body.stages)
  const named = new Set<string>()
  for (const [index, { id }] of body.stages.entries()) {
    if (id === undefined) continue
    if (!known.has(id) || named.has(id)) problems[`stages.${index}.id`] = 'not_a_choice'
    named.add(id)
  }
  if (before.version !== body.version) throw new AppError('changed_meanwhile')
  refuse(problems)
  const gone = before.stages.filter(({ id }) => !named.has(id))
  const turned = body.stages.filter(({ id, isClosed }) => id !== undefined && known.get(id)?.isClosed !== isClosed)
  await lockStages(tx, accountId, pipelineId)
  for (const id of [...gone.map((stage) => stage.id), ...turned.map((stage) => stage.id ?? '')]) {
    if ((await countTicketsIn(tx, accountId, id, 1)) > 0) throw new AppError('stage_in_use', `stage ${id} has tickets`)
  }
  const forms = await listFormsOf(
    tx,
    accountId,
    gone.map(({ id }) => id),
  )
  if (forms.length > 0) throw new AppError('stage_in_use', `forms begin in it: ${forms.map(({ id }) => id).join(' ')}`)
  const isSaved = await updatePipeline(
    tx,
    { account_id: accountId, id: pipelineId, version: body.version },
    { name: body.name, is_confidential: body.isConfidential ? 1 : 0 },
  )
  if (!isSaved) throw new AppError('changed_meanwhile')
  await removeStages(
    tx,
    accountId,
    gone.map(({ id }) => id),
    deps.now(),
  )
  const placed = body.stages.map((stage, position) => ({ ...stage, position }))
  for (const stage of placed) if (stage.id !== undefined) await updateStage(tx, accountId, stage.id, stage)
  await insertStages(
    tx,
    deps,
    { accountId, pipelineId },
    placed.filter(({ id }) => id === undefined),
  )
  const after = await findPipeline(tx, accountId, pipelineId)
  await record(tx, deps, actor, pipelineId, factsOf(before), factsOf(after))
  return after
}

/** A pipeline of the account. @throws AppError `not_found`. */
export async function findPipeline(tx: Parameters<typeof listPipelines>[0], accountId: string, pipelineId: string): Promise<Pipeline> {
  const found = (await listPipelines(tx, accountId)).find(({ id }) => id === pipelineId)
  if (!found) throw new AppError('not_found', 'pipeline')
  return found
}

/** Keeps in the history what of a pipeline is another than before. */
export async function record(
  tx: Tx,
  deps: Pick<Deps, 'now'>,
  actor: Actor,
  pipelineId: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Promise<void> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  const pick = (values: Record<string, unknown>) => Object.fromEntries(changed.map((name) => [name, values[name] ?? null]))
  const data = { pipelineId, before: pick(before), after: pick(after) }
  await recordEvent(tx, actor, deps.now(), { kind: 'pipeline.changed', isPublic: false, data })
}

/** What the history tells of a pipeline. */
export function factsOf(pipeline: Pipeline): Record<string, unknown> {
  return {
    name: pipeline.name,
    isConfidential: pipeline.isConfidential,
    stages: pipeline.stages.map(({ labels }) => labels['en'] ?? ''),
    closedStages: pipeline.stages.filter(({ isClosed }) => isClosed).map(({ labels }) => labels['en'] ?? ''),
    translations: translationsOf(pipeline.stages),
    customerLabels: pipeline.stages.flatMap(({ labels, customerLabels }) =>
      customerLabels ? [{ [labels['en'] ?? '']: customerLabels }] : [],
    ),
  }
}

function translationsOf(stages: readonly Stage[]): Record<string, string>[] {
  return stages.map(({ labels: { en: _english, ...others } }) => others).filter((others) => Object.keys(others).length > 0)
}

/** At least one open and one closed, whatever else is wrong. */
function problemsOf(stages: readonly StageBody[]): Record<string, FieldErrorCode> {
  const isWhole = stages.some(({ isClosed }) => isClosed) && stages.some(({ isClosed }) => !isClosed)
  return isWhole ? {} : { stages: 'required' }
}

function refuse(problems: Record<string, FieldErrorCode>): void {
  if (Object.keys(problems).length > 0) throw new AppError('invalid_request', JSON.stringify(problems), { fields: problems })
}
