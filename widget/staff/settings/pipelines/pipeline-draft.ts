import type { FieldErrorCode } from '../../../../shared/errors.ts'
import type { SavePipelineBody } from '../../../../shared/pipelines.ts'
import type { Pipeline, Stage } from '../../../../shared/tickets.ts'

/** Words per language. Languages that the page has no field for stay as they are. */
type Words = Readonly<Record<string, string>>

/** A stage that is being written. */
export interface StageDraft {
  /** Its id, or a name of its own until it has one. */
  key: string
  isNew: boolean
  labels: Words
  customerLabels: Words
  isClosed: boolean
  /** It goes when the pipeline is saved; its tickets to `to`, where it has any. */
  removed: { to: string | null } | null
}

/** A pipeline that is being written. */
export interface PipelineDraft {
  name: string
  isConfidential: boolean
  stages: readonly StageDraft[]
}

let made = 0

/** A stage that nobody has written yet. */
export function newStage(isClosed: boolean): StageDraft {
  made += 1
  return { key: `new-${made}`, isNew: true, labels: { en: '' }, customerLabels: {}, isClosed, removed: null }
}

/** A pipeline as it is; null: a new one. */
export function toDraft(pipeline: Pipeline | null): PipelineDraft {
  if (!pipeline) return { name: '', isConfidential: false, stages: [newStage(false), newStage(true)] }
  return { name: pipeline.name, isConfidential: pipeline.isConfidential, stages: pipeline.stages.map(toStage) }
}

function toStage({ id, labels, customerLabels, isClosed }: Stage): StageDraft {
  return { key: id, isNew: false, labels, customerLabels: customerLabels ?? {}, isClosed, removed: null }
}

/** The body that saves a draft. */
export function toBody(draft: PipelineDraft): Omit<SavePipelineBody, 'version'> {
  return {
    name: draft.name.trim(),
    isConfidential: draft.isConfidential,
    stages: keptStages(draft).map((stage) => {
      const customerLabels = said(stage.customerLabels)
      return {
        ...(stage.isNew ? {} : { id: stage.key }),
        labels: said(stage.labels),
        customerLabels: Object.keys(customerLabels).length > 0 ? customerLabels : null,
        isClosed: stage.isClosed,
      }
    }),
  }
}

/** Stages that stay. */
export function keptStages(draft: PipelineDraft): StageDraft[] {
  return draft.stages.filter(({ removed }) => !removed)
}

/** Whether saving would change something. */
export function isChanged(pipeline: Pipeline | null, draft: PipelineDraft): boolean {
  const before = pipeline ? toDraft(pipeline) : { name: '', isConfidential: false, stages: [] }
  const isUntouched = !pipeline && draft.name.trim() === '' && draft.stages.every(({ labels }) => Object.keys(said(labels)).length === 0)
  return !isUntouched && JSON.stringify(toBody(before)) !== JSON.stringify(toBody(draft))
}

/** What can be seen to be wrong before the server is asked, by field: `name`, `stages`, `<key>.labels`. */
export function checkDraft(draft: PipelineDraft): Record<string, FieldErrorCode> {
  const problems: Record<string, FieldErrorCode> = {}
  if (draft.name.trim() === '') problems['name'] = 'required'
  const kept = keptStages(draft)
  for (const { key, labels } of kept) if (!labels['en']?.trim()) problems[`${key}.labels`] = 'required'
  if (!kept.some(({ isClosed }) => isClosed) || !kept.some(({ isClosed }) => !isClosed)) problems['stages'] = 'required'
  return problems
}

/**
 * What is written here on top of what somebody else saved meanwhile: each field that was changed here stays, every other
 * one is theirs; their new stages come last, and those that they deleted are gone.
 */
export function rebase(base: Pipeline, mine: PipelineDraft, theirs: Pipeline): PipelineDraft {
  const before = toDraft(base)
  const now = toDraft(theirs)
  const pick = <Value>(was: Value, own: Value, other: Value) => (JSON.stringify(was) === JSON.stringify(own) ? other : own)
  const known = new Set(before.stages.map(({ key }) => key))
  const kept = mine.stages.flatMap((stage) => {
    const was = before.stages.find(({ key }) => key === stage.key)
    const other = now.stages.find(({ key }) => key === stage.key)
    if (stage.isNew || !was) return [stage]
    if (!other) return []
    return [
      {
        ...stage,
        labels: pick(was.labels, stage.labels, other.labels),
        customerLabels: pick(was.customerLabels, stage.customerLabels, other.customerLabels),
        isClosed: pick(was.isClosed, stage.isClosed, other.isClosed),
      },
    ]
  })
  return {
    name: pick(before.name, mine.name, now.name),
    isConfidential: pick(before.isConfidential, mine.isConfidential, now.isConfidential),
    stages: [...kept, ...now.stages.filter(({ key }) => !known.has(key) && !kept.some((stage) => stage.key === key))],
  }
}

function said(words: Words): Record<string, string> {
  const trimmed = Object.entries(words).map(([language, text]) => [language, text.trim()] as const)
  return Object.fromEntries(trimmed.filter(([, text]) => text !== ''))
}
