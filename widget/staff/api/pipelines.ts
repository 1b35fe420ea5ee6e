import type { CreatePipelineBody, MovedTickets, MoveTicketsBody, PipelineUsage, SavePipelineBody } from '../../../shared/pipelines.ts'
import type { Pipeline } from '../../../shared/tickets.ts'
import type { StaffClient } from './client.ts'

/** Makes a pipeline, behind the others. */
export function createPipeline(client: StaffClient, body: CreatePipelineBody): Promise<Pipeline> {
  return client.send({ method: 'POST', path: '/pipelines', body })
}

/** Saves a pipeline as it shall be. Throws `changed_meanwhile` when somebody saved after `body.version`. */
export function savePipeline(client: StaffClient, pipelineId: string, body: SavePipelineBody): Promise<Pipeline> {
  return client.send({ method: 'PUT', path: `/pipelines/${pipelineId}`, body })
}

/** Deletes a pipeline that holds no ticket. */
export function deletePipeline(client: StaffClient, pipelineId: string): Promise<void> {
  return client.send({ method: 'DELETE', path: `/pipelines/${pipelineId}` })
}

/** Puts the pipelines into an order. */
export async function orderPipelines(client: StaffClient, pipelineIds: string[]): Promise<Pipeline[]> {
  const { pipelines } = await client.send<{ pipelines: Pipeline[] }>({ method: 'PUT', path: '/pipeline-order', body: { pipelineIds } })
  return pipelines
}

/** What hangs on a pipeline and its stages. */
export function readPipelineUsage(client: StaffClient, pipelineId: string): Promise<PipelineUsage> {
  return client.send({ path: `/pipelines/${pipelineId}/usage` })
}

/** Moves tickets until none is left. `onProgress`: how many so far. */
export async function moveAllTickets(
  client: StaffClient,
  pipelineId: string,
  body: MoveTicketsBody,
  onProgress: (moved: number) => void,
): Promise<void> {
  let moved = 0
  for (;;) {
    const step = await client.send<MovedTickets>({ method: 'POST', path: `/pipelines/${pipelineId}/ticket-moves`, body })
    moved += step.moved
    onProgress(moved)
    if (!step.hasMore) return
  }
}
