import type { SignedIn } from '../data/sessions.ts'
import { startClient } from './client.ts'
import { toPlain } from './credentials.ts'
import type { LoadJob, LoadRequest, LoadResult } from './load-job.ts'

/** Requests to send to a server. */
export interface Load {
  url: string
  portalKey?: string
  sessions?: readonly SignedIn[]
  requests: LoadRequest[]
  connections: number
  /** How many are sent before the measurement. */
  warmup: number
  count: number
  /** CPU time that is read before and after; of the server, of the database. */
  cpuMs?: readonly (() => number)[]
}

/** What a load showed. Times in ms. */
export interface Measured {
  count: number
  perSecond: number
  p50: number
  p95: number
  p99: number
  /** CPU a request of each of `cpuMs`. */
  cpu: number[]
  bytesEach: number
}

/** Sends a load from a process of its own. */
export async function measure(load: Load): Promise<Measured> {
  const client = startClient('load-client.ts')
  try {
    client.send(jobOf(load))
    await client.message()
    const before = (load.cpuMs ?? []).map((read) => read())
    client.send('go')
    const { elapsedMs, latenciesMs, bytesEach } = (await client.message()) as LoadResult
    const cpu = (load.cpuMs ?? []).map((read, index) => (read() - (before[index] ?? 0)) / load.count)
    const at = (share: number) => latenciesMs[Math.min(latenciesMs.length - 1, Math.floor(latenciesMs.length * share))] ?? 0
    return { count: load.count, perSecond: (load.count / elapsedMs) * 1000, p50: at(0.5), p95: at(0.95), p99: at(0.99), cpu, bytesEach }
  } finally {
    client.end()
  }
}

function jobOf({ url, portalKey, sessions = [], requests, connections, warmup, count }: Load): LoadJob {
  return {
    url,
    ...(portalKey && { portalKey }),
    sessions: toPlain(sessions),
    requests,
    connections,
    warmup,
    count,
  }
}
