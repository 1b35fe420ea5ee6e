import type { SettingsFile, PipelineInFile, PropertyInFile } from '../../shared/settings-file.ts'
import type { PropertyOption } from '../../shared/properties.ts'
import type { Db } from '../db/index.ts'
import { deletePipeline, orderPipelines } from '../pipelines/delete-pipeline.ts'
import { createPipeline, savePipeline } from '../pipelines/save-pipeline.ts'
import { changeProperty } from '../tickets/change-property.ts'
import { createProperty, removeProperty } from '../tickets/create-property.ts'
import { listPipelines } from '../tickets/pipeline.repo.ts'
import { listProperties } from '../tickets/property.repo.ts'
import { addInbox } from '../threads/save-inbox.ts'
import { attempt, changedIn, isSame, type FileContext } from './file-context.ts'
import { bookOf, listInboxes } from './names.ts'
import { problemAt, SettingsFileError } from './problem.ts'

/** Inboxes by name, properties, pipelines with their stages. */
export async function ticketsToFile(
  db: Db,
  accountId: string,
): Promise<Required<Pick<SettingsFile, 'inboxes' | 'properties' | 'pipelines'>>> {
  const inboxes = [...bookOf(await listInboxes(db, accountId)).idOf.keys()].sort()
  return {
    inboxes: inboxes.map((name) => ({ name })),
    properties: await propertiesToFile(db, accountId),
    pipelines: await pipelinesToFile(db, accountId),
  }
}

async function propertiesToFile(db: Db, accountId: string): Promise<PropertyInFile[]> {
  return (await listProperties(db, accountId)).map(({ object, key, type, labels, options }) => ({
    object,
    key,
    type,
    labels: JSON.parse(labels) as Record<string, string>,
    ...(type === 'choice' || type === 'choices' ? { options: JSON.parse(options) as PropertyOption[] } : {}),
  }))
}

async function pipelinesToFile(db: Db, accountId: string): Promise<PipelineInFile[]> {
  const pipelines = await listPipelines(db, accountId)
  const names = bookOf(pipelines).nameOf
  return pipelines.map(({ id, isConfidential, stages }) => ({
    name: names.get(id) ?? '',
    isConfidential,
    stages: stages.map(({ labels, customerLabels, isClosed }) => ({ labels, customerLabels, isClosed })),
  }))
}

/** Inboxes are added; nothing deletes one. */
export async function inboxesFromFile(context: FileContext, wanted: NonNullable<SettingsFile['inboxes']>): Promise<void> {
  for (const { name } of wanted) {
    const known = bookOf(await listInboxes(context.tx, context.accountId)).idOf
    if (!known.has(name)) await attempt(context, `inboxes.${name}`, () => addInbox(context.tx, context.deps, context.viewer, name))
  }
}

/** Properties by object and key; options that the file does not name stay, behind its own. */
export async function propertiesFromFile(context: FileContext, wanted: readonly PropertyInFile[]): Promise<void> {
  const { tx, deps, viewer, accountId, prune } = context
  const rows = await listProperties(tx, accountId)
  for (const property of wanted) {
    const path = `properties.${property.object}.${property.key}`
    const row = rows.find(({ object, key }) => object === property.object && key === property.key)
    if (!row) {
      await attempt(context, path, () => createProperty(deps, viewer, { options: [], ...property }))
      continue
    }
    if (row.type !== property.type) {
      context.problems.push(
        problemAt(`${path}.type`, 'not_a_choice', `cannot become ${property.type}: a property keeps its type (${row.type}).`),
      )
      continue
    }
    const now = { labels: JSON.parse(row.labels) as Record<string, string>, options: JSON.parse(row.options) as PropertyOption[] }
    const named = new Set(property.options?.map(({ value }) => value))
    const kept = prune ? [] : now.options.filter(({ value }) => !named.has(value))
    const changes = changedIn(now, { labels: property.labels, ...(property.options && { options: [...property.options, ...kept] }) })
    if (Object.keys(changes).length === 0) continue
    const body = { version: row.version, dropsUsed: false, ...changes }
    await attempt(context, path, () => changeProperty(tx, deps, viewer, row.id, body))
  }
  if (!prune) return
  const named = new Set(wanted.map(({ object, key }) => `${object}.${key}`))
  for (const { id, object, key } of rows) {
    if (!named.has(`${object}.${key}`)) await attempt(context, `properties.${object}.${key}`, () => removeProperty(deps, viewer, id))
  }
}

/** Pipelines by name, their stages by English name, in the order of the file; what it does not name stays, behind its own. */
export async function pipelinesFromFile(context: FileContext, wanted: readonly PipelineInFile[], dropsStages = false): Promise<void> {
  const { tx, deps, viewer, accountId } = context
  for (const pipeline of wanted) await attempt(context, `pipelines.${pipeline.name}`, () => savePipelineOf(context, pipeline, dropsStages))
  if (context.problems.length > 0) return
  const now = await listPipelines(tx, accountId)
  const { idOf } = bookOf(now)
  const ids = wanted.flatMap(({ name }) => idOf.get(name) ?? [])
  const order = [...ids, ...now.map(({ id }) => id).filter((id) => !ids.includes(id))]
  const isOther = order.some((id, index) => now[index]?.id !== id)
  if (isOther) await attempt(context, 'pipelines', () => orderPipelines(tx, deps, viewer, order))
}

/** Deletes the stages and pipelines that the file does not name. Comes last: forms and portals have let go of them by then. */
export async function prunePipelines(context: FileContext, wanted: readonly PipelineInFile[]): Promise<void> {
  await pipelinesFromFile(context, wanted, true)
  const { nameOf } = bookOf(await listPipelines(context.tx, context.accountId))
  const named = new Set(wanted.map(({ name }) => name))
  for (const [id, name] of nameOf) {
    if (named.has(name)) continue
    await attempt(context, `pipelines.${name}`, () => deletePipeline(context.tx, context.deps, context.viewer, id))
  }
}

async function savePipelineOf(context: FileContext, wanted: PipelineInFile, dropsStages: boolean): Promise<void> {
  const { tx, deps, viewer, accountId } = context
  const { name, isConfidential, stages } = wanted
  const english = stages?.map(({ labels }) => labels['en'] ?? '') ?? []
  const twice = english.findIndex((one, index) => english.indexOf(one) < index)
  if (twice >= 0) throw new SettingsFileError([problemAt(`pipelines.${name}.stages.${english[twice]}`, 'duplicate')])
  const all = await listPipelines(tx, accountId)
  const id = bookOf(all).idOf.get(name)
  const now = all.find((one) => one.id === id)
  if (!now) {
    const fresh = (stages ?? []).map((stage) => ({ customerLabels: null, ...stage }))
    await createPipeline(tx, deps, viewer, { name, isConfidential: isConfidential ?? false, stages: fresh })
    return
  }
  const known = bookOf(now.stages.map((stage) => ({ id: stage.id, name: stage.labels['en'] ?? '' })))
  const placed = stages?.map((stage) => {
    const stageId = known.idOf.get(stage.labels['en'] ?? '')
    const before = now.stages.find((one) => one.id === stageId)
    return {
      ...(stageId !== undefined && { id: stageId }),
      ...stage,
      customerLabels: stage.customerLabels === undefined ? (before?.customerLabels ?? null) : stage.customerLabels,
    }
  })
  const named = new Set(placed?.map((stage) => stage.id))
  const bare = now.stages.map(({ pipelineId: _pipeline, ...stage }) => stage)
  const after = placed ? [...placed, ...(dropsStages ? [] : bare.filter((stage) => !named.has(stage.id)))] : bare
  const body = { name: now.name, isConfidential: isConfidential ?? now.isConfidential, stages: after }
  if (isSame({ name: now.name, isConfidential: now.isConfidential, stages: bare }, body)) return
  await savePipeline(tx, deps, viewer, now.id, { version: now.version, ...body })
}
