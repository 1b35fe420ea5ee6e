import type { LoadJob } from './load-job.ts'

/** Streams to open. Sent to the client as JSON. */
export interface StreamJob {
  url: string
  portalKey: string
  sessions: LoadJob['sessions']
  streamsPerSession: number
}

/** When each stream heard of each message: message id → times, in ms since 1970. */
export type Arrivals = Record<string, number[]>
