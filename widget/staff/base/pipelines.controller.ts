import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Pipeline, Stage } from '../../../shared/tickets.ts'
import { setConfidential } from '../api/properties.ts'
import { listPipelines } from '../api/tickets.ts'
import type { StaffScope } from './staff-scope.ts'
import { textIn } from './text-in.ts'

/** The account's pipelines and stages; empty until they are there. */
export class PipelinesController implements ReactiveController {
  list: Pipeline[] = []
  private readonly host: ReactiveControllerHost & { staff: StaffScope }
  private isAsked = false

  constructor(host: ReactiveControllerHost & { staff: StaffScope }) {
    this.host = host
    host.addController(this)
  }

  hostUpdate(): void {
    if (this.isAsked || !this.host.staff) return
    this.isAsked = true
    void this.load()
  }

  /** The stage of this id, once it is known. */
  stage(stageId: string): Stage | undefined {
    return this.list.flatMap((pipeline) => pipeline.stages).find((stage) => stage.id === stageId)
  }

  /** Whether only their own contacts see the tickets of a pipeline; answers whether that was saved. */
  async setConfidential(pipelineId: string, isConfidential: boolean): Promise<boolean> {
    const put = (value: boolean) => {
      this.list = this.list.map((one) => (one.id === pipelineId ? { ...one, isConfidential: value } : one))
      this.host.requestUpdate()
    }
    put(isConfidential)
    try {
      await setConfidential(this.host.staff.client, pipelineId, isConfidential)
      return true
    } catch {
      put(!isConfidential)
      return false
    }
  }

  private async load(): Promise<void> {
    try {
      this.list = await listPipelines(this.host.staff.client)
      this.host.requestUpdate()
    } catch {
      // Names of stages only decorate; the next update asks again.
      this.isAsked = false
    }
  }
}

/** The name of a stage in the reader's language, else in English. */
export function stageName(stage: Stage, language: string): string {
  return textIn(stage.labels, language)
}
