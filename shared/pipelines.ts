import { z } from '@hono/zod-openapi'
import { id, localizedText } from './common.ts'
import { limits } from './limits.ts'
import { pipeline } from './tickets.ts'

const nameText = z.string().trim().min(1, 'required').max(limits.nameMaxChars, 'too_long')

/** Words in some languages; English is always there. */
const label = localizedText.refine((labels) => (labels['en'] ?? '').trim() !== '', { path: ['en'], message: 'required' })

export const stageBody = z.strictObject({
  /** Of a stage that is there; left out for a new one. */
  id: id.optional(),
  labels: label,
  /** What customers read in the place of `labels`, by language; null: the same. */
  customerLabels: localizedText.nullable().default(null),
  isClosed: z.boolean(),
})
export type StageBody = z.infer<typeof stageBody>

/** In their order. At least one is open and one closed; that is checked with the rest. */
const stages = z.array(stageBody).max(limits.stagesPerPipelineMax, 'too_many')

export const createPipelineBody = z
  .strictObject({ name: nameText, isConfidential: z.boolean().default(false), stages })
  .openapi('CreatePipeline')
export type CreatePipelineBody = z.infer<typeof createPipelineBody>

/** The whole pipeline as it shall be: a stage that is not named is deleted. */
export const savePipelineBody = z
  .strictObject({ version: z.number().int(), name: nameText, isConfidential: z.boolean(), stages })
  .openapi('SavePipeline')
export type SavePipelineBody = z.infer<typeof savePipelineBody>

/** Every pipeline of the account, in its new order. */
export const orderPipelinesBody = z.strictObject({ pipelineIds: z.array(id).max(limits.pipelinesMax) }).openapi('OrderPipelines')

/** Tickets of one stage to another one; or of the whole pipeline to the first open and the first closed stage of another. */
export const moveTicketsBody = z
  .union([z.strictObject({ fromStageId: id, toStageId: id }), z.strictObject({ toPipelineId: id })])
  .openapi('MoveTickets')
export type MoveTicketsBody = z.infer<typeof moveTicketsBody>

export const movedTickets = z
  .object({
    moved: z.number().int(),
    /** There are more: ask again. */
    hasMore: z.boolean(),
  })
  .openapi('MovedTickets')
export type MovedTickets = z.infer<typeof movedTickets>

/** A rule that names something, for telling whoever wants to delete that. */
export const ruleUse = z.object({
  /** Where it stands. */
  kind: z.enum(['ticketFilter', 'companyRule', 'list']),
  /** Of the portal or the list. */
  id,
  name: z.string(),
})
export type RuleUse = z.infer<typeof ruleUse>

const named = z.object({ id, name: z.string() })

export const propertyUsage = z
  .object({
    /** Tickets, contacts or companies that have a value; `countedMax` means at least as many. */
    values: z.number().int(),
    /** The same by option. */
    options: z.array(z.object({ value: z.string(), values: z.number().int() })),
    rules: z.array(ruleUse),
    /** Portals that show it to customers. */
    portals: z.array(named),
    /** Forms that ask for it. */
    forms: z.array(named),
    countedMax: z.number().int(),
  })
  .openapi('PropertyUsage')
export type PropertyUsage = z.infer<typeof propertyUsage>

export const pipelineUsage = z
  .object({
    stages: z.array(
      z.object({
        id,
        /** Tickets in it; `countedMax` means at least as many. */
        tickets: z.number().int(),
        forms: z.array(named),
        rules: z.array(ruleUse),
      }),
    ),
    /** Portals that show this pipeline by name. */
    portals: z.array(named),
    /** Rules that name the pipeline itself. */
    rules: z.array(ruleUse),
    countedMax: z.number().int(),
  })
  .openapi('PipelineUsage')
export type PipelineUsage = z.infer<typeof pipelineUsage>

export const pipelineList = z.object({ pipelines: z.array(pipeline) })
