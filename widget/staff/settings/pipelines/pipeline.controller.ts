import type { ReactiveController } from 'lit'
import type { FieldErrorCode } from '../../../../shared/errors.ts'
import type { PipelineUsage } from '../../../../shared/pipelines.ts'
import type { Pipeline } from '../../../../shared/tickets.ts'
import { toApiError } from '../../api/client.ts'
import { createPipeline, moveAllTickets, readPipelineUsage, savePipeline } from '../../api/pipelines.ts'
import { listPipelines } from '../../api/tickets.ts'
import { errorText } from '../../base/error-text.ts'
import type { StaffElement } from '../../base/staff-element.ts'
import { checkDraft, isChanged, type PipelineDraft, rebase, type StageDraft, toBody, toDraft } from './pipeline-draft.ts'

/** Keeps what is written of a pipeline, and saves it. */
export class PipelineController implements ReactiveController {
  /** The pipeline as the server has it; null: a new one. */
  base: Pipeline | null = null
  draft: PipelineDraft = toDraft(null)
  /** Null: not known. Without it nothing is locked here; the server refuses what does not go. */
  usage: PipelineUsage | null = null
  problems: Readonly<Record<string, FieldErrorCode>> = {}
  /** What went wrong, in words. */
  problem: string | null = null
  /** What somebody else saved meanwhile. */
  theirs: Pipeline | null = null
  /** What is being done now, in words. */
  saving: string | null = null
  wasSaved = false
  private readonly host: StaffElement

  constructor(host: StaffElement) {
    this.host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.saving = null
  }

  get isChanged(): boolean {
    return isChanged(this.base, this.draft)
  }

  /** Begins with what the server has. */
  take(pipeline: Pipeline | null): void {
    this.base = pipeline
    this.draft = toDraft(pipeline)
    this.problems = {}
    this.problem = null
    this.theirs = null
    this.host.requestUpdate()
    void this.loadUsage()
  }

  /** Looks again what hangs on it. */
  async loadUsage(): Promise<void> {
    if (this.base) this.usage = await readPipelineUsage(this.host.staff.client, this.base.id).catch(() => null)
    this.host.requestUpdate()
  }

  usageOf(stage: StageDraft): PipelineUsage['stages'][number] | undefined {
    return this.usage?.stages.find(({ id }) => id === stage.key)
  }

  set(change: Partial<PipelineDraft>): void {
    this.draft = { ...this.draft, ...change }
    this.wasSaved = false
    this.problem = null
    // What is being typed is not scolded; a problem goes as soon as it is mended.
    const found = checkDraft(this.draft)
    this.problems = Object.fromEntries(Object.entries(this.problems).filter(([name]) => name in found))
    this.host.requestUpdate()
  }

  change(key: string, change: Partial<StageDraft>): void {
    this.set({ stages: this.draft.stages.map((stage) => (stage.key === key ? { ...stage, ...change } : stage)) })
  }

  move(from: number, to: number): void {
    const { stages } = this.draft
    const stage = stages[from]
    if (stage) this.set({ stages: stages.toSpliced(from, 1).toSpliced(to, 0, stage) })
  }

  fail(problem: string | null): void {
    this.problem = problem
    this.host.requestUpdate()
  }

  /** Moves the tickets of stages that go, then saves. When somebody else was quicker, what is written goes on top of theirs. */
  async save(): Promise<Pipeline | null> {
    this.problem = null
    this.problems = checkDraft(this.draft)
    this.host.requestUpdate()
    if (this.saving || Object.keys(this.problems).length > 0) return null
    this.tell(this.host.staff.texts.pipelines.saving)
    try {
      const saved = await this.send()
      this.take(saved)
      this.wasSaved = true
      return saved
    } catch (thrown) {
      await this.onFailure(thrown)
      return null
    } finally {
      this.tell(null)
    }
  }

  private async send(): Promise<Pipeline> {
    const { client, texts } = this.host.staff
    const { base, draft } = this
    if (!base) return createPipeline(client, toBody(draft))
    for (const { key, removed } of draft.stages) {
      if (!removed?.to) continue
      const body = { fromStageId: key, toStageId: removed.to }
      await moveAllTickets(client, base.id, body, (moved) => this.tell(texts.pipelines.moving(moved)))
    }
    return savePipeline(client, base.id, { version: base.version, ...toBody(draft) })
  }

  private async onFailure(thrown: unknown): Promise<void> {
    const { client, texts } = this.host.staff
    const error = toApiError(thrown)
    if (error.code === 'changed_meanwhile' && this.base) {
      const theirs = (await listPipelines(client).catch(() => [])).find(({ id }) => id === this.base?.id)
      if (theirs) {
        this.draft = rebase(this.base, this.draft, theirs)
        this.base = theirs
        this.theirs = theirs
        return this.loadUsage()
      }
    }
    if (error.code === 'stage_in_use') await this.loadUsage()
    if (error.fields['stages']) this.problems = { stages: 'required' }
    this.problem = error.code === 'stage_in_use' ? texts.pipelines.stageInUse : errorText(texts, error)
    return undefined
  }

  private tell(saving: string | null): void {
    this.saving = saving
    this.host.requestUpdate()
  }
}
