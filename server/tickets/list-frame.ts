import { builtInProperties, type ResolvedRule } from '../../shared/filter-rule.ts'
import { holds } from '../../shared/filter-match.ts'
import { listFilterProperties } from '../../shared/list-filter.ts'
import type { LocalizedText } from '../../shared/common.ts'
import type { PropertyOption } from '../../shared/properties.ts'
import type { Pipeline, Stage } from '../../shared/tickets.ts'
import type { Db } from '../db/index.ts'
import { readPipelineIds } from '../portal/contact-viewer.ts'
import type { PortalRow } from '../portal/portal.table.ts'
import { readStoredRule } from '../portal/stored-rule.ts'
import { listPipelines } from './pipeline.repo.ts'
import { presentProperties } from './property.presenter.ts'
import { listProperties, ownPropertyName } from './property.repo.ts'
import { knownProperty, type KnownProperty } from './resolve-rule.ts'

/** A property that the admin shows to customers. */
export interface ShownProperty extends KnownProperty {
  name: string
  labels: LocalizedText
  /** What it may be, for choices. Pipelines that the portal shows no ticket of are not among them. */
  choices: PropertyOption[] | null
}

/** What a portal shows of its tickets besides the usual. */
export interface ListFrame {
  /** In the admin's order. */
  properties: readonly ShownProperty[]
  /** Every stage of the account by its id, worded for customers; null: the portal says open or closed. */
  stages: ReadonlyMap<string, Stage> | null
  /** Those that a ticket of this portal can be in. */
  offeredStages: readonly Stage[] | null
}

/** What of a portal its frame is made of. */
export type FramedPortal = Pick<
  PortalRow,
  'account_id' | 'status_display' | 'shown_properties' | 'shown_labels' | 'pipeline_ids' | 'ticket_filter'
>

/** Of a portal that shows nothing but the usual. */
export const plainFrame: ListFrame = { properties: [], stages: null, offeredStages: null }

/** Reads what a portal shows; asks nothing where that is only the usual. */
export async function readListFrame(db: Db, portal: FramedPortal): Promise<ListFrame> {
  const hasStages = portal.status_display === 'stages'
  const names = portal.shown_properties === '[]' ? [] : (JSON.parse(portal.shown_properties) as string[])
  if (!hasStages && names.length === 0) return plainFrame
  const listed = hasStages || names.includes('ticket.pipeline') ? await listPipelines(db, portal.account_id) : []
  const pipelines = listed.map((pipeline) => ({ ...pipeline, stages: pipeline.stages.map(wordForCustomers) }))
  const stages = pipelines.flatMap((pipeline) => pipeline.stages)
  const offered = pipelines.map((pipeline) => offeredOf(pipeline, portal)).filter((pipeline) => pipeline !== undefined)
  return {
    properties: names.length === 0 ? [] : await readShown(db, portal, names, offered),
    stages: hasStages ? new Map(stages.map((stage) => [stage.id, stage])) : null,
    offeredStages: hasStages ? offered.flatMap((pipeline) => pipeline.stages) : null,
  }
}

/** What a contact may narrow the list of a portal by. To everything else the list is blind, whether it exists or not. */
export function filterableProperties(frame: ListFrame): ReadonlyMap<string, KnownProperty> {
  const known = new Map<string, KnownProperty>()
  for (const name of listFilterProperties) {
    if (name !== 'ticket.stage') known.set(name, builtInProperties[name])
    else if (frame.offeredStages) known.set(name, { type: 'choice', options: frame.offeredStages.map(({ id }) => id) })
  }
  for (const { name, labels: _labels, choices: _choices, ...property } of frame.properties) known.set(name, property)
  return known
}

/** A stage as customers read it, in each language: what staff wrote for them, else the stage's own label. */
function wordForCustomers(stage: Stage): Stage {
  return stage.customerLabels ? { ...stage, labels: { ...stage.labels, ...stage.customerLabels } } : stage
}

/** Properties that were deleted since are left out. */
async function readShown(db: Db, portal: FramedPortal, names: readonly string[], pipelines: readonly Pipeline[]): Promise<ShownProperty[]> {
  const rows = names.some((name) => name !== 'ticket.pipeline') ? await listProperties(db, portal.account_id) : []
  const called = portal.shown_labels === '{}' ? {} : (JSON.parse(portal.shown_labels) as Record<string, LocalizedText>)
  const labelled = new Map(presentProperties(rows, pipelines).map((property) => [property.name, property]))
  const own = new Map(rows.map((row) => [ownPropertyName(row), knownProperty(row)]))
  return names.flatMap((name): ShownProperty[] => {
    const property = labelled.get(name)
    if (!property) return []
    const { options, type } = property
    const labels = { ...property.labels, ...called[name] }
    return [
      { ...(own.get(name) ?? { type, ...(options && { options: options.map(({ value }) => value) }) }), name, labels, choices: options },
    ]
  })
}

/** A pipeline with the stages that tickets of the portal can be in; undefined: none. */
function offeredOf(pipeline: Pipeline, portal: FramedPortal): Pipeline | undefined {
  const pipelineIds = readPipelineIds(portal.pipeline_ids)
  if (pipelineIds.length > 0 && !pipelineIds.includes(pipeline.id)) return undefined
  const filter = readStoredRule(portal.ticket_filter)
  const stages = filter ? pipeline.stages.filter((stage) => canMatch(filter, stage)) : pipeline.stages
  return stages.length > 0 ? { ...pipeline, stages } : undefined
}

/** Whether some ticket of a stage could match, as far as pipeline, stage and status decide it. */
function canMatch(rule: ResolvedRule, stage: Stage): boolean {
  const facts: Partial<Record<string, string>> = {
    'ticket.pipeline': stage.pipelineId,
    'ticket.stage': stage.id,
    'ticket.status': stage.isClosed ? 'closed' : 'open',
  }
  return rule.groups.some(({ conditions }) =>
    conditions.every((condition) => {
      const fact = facts[condition.property]
      // None of these asks for the time.
      return fact === undefined || holds(condition, fact, { now: '', timeZone: 'UTC' })
    }),
  )
}
