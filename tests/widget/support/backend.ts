import type { Deed } from '../../support/deeds.ts'
import type { Fault } from '../../support/fault-switch.ts'
import type { BackendFacts } from '../../support/widget-backend.ts'

/** A real backend of one test, with a world of its own. Close it when the test is over. */
export interface Backend extends BackendFacts {
  /** Number of this backend: `/__backends/{id}/site/…` is the backend on the page's own origin. */
  id: string
  /** Replaces all faults; requests that were held go on. */
  setFaults: (...faults: Fault[]) => Promise<void>
  /** `METHOD /path?query` of every request that came so far. */
  listRequests: () => Promise<string[]>
  /** Does what somebody else does meanwhile, and answers what the server said. */
  act: <Answer = unknown>(deed: Deed) => Promise<Answer>
  close: () => Promise<void>
}

/** Starts a backend whose portal allows this page's origin. */
export async function openBackend(): Promise<Backend> {
  const { id, ...facts } = (await (await call('POST', '/__backends')).json()) as BackendFacts & { id: string }
  const path = `/__backends/${id}`
  return {
    id,
    ...facts,
    setFaults: async (...faults) => void (await call('PUT', `${path}/faults`, faults)),
    listRequests: async () => (await (await call('GET', `${path}/requests`)).json()) as string[],
    act: async <Answer>(deed: Deed) => (await (await call('POST', `${path}/deeds`, deed)).json()) as Answer,
    close: async () => void (await call('DELETE', path)),
  }
}

async function call(method: string, path: string, body?: unknown): Promise<Response> {
  const response = await fetch(path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response
}
