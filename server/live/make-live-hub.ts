import { randomInt } from 'node:crypto'
import type { Deps } from '../deps.ts'
import { AccountStreams } from './account-streams.ts'
import type { LiveHub, StreamViewer } from './live-hub.ts'
import { listLastSeqs } from './live.repo.ts'
import { makeLiveStream, type LiveStream } from './live-stream.ts'
import { listStreamViewers } from './stream-viewers.ts'

/** Milliseconds; tests choose shorter ones. */
export interface LiveTiming {
  /** Between two looks at sessions and at accounts whose notification got lost. Default 5 s. */
  checkMs: number
  /** Between two heartbeats. Default 20 s. */
  heartbeatMs: number
  /** Longest life of a stream. Default 10 min. */
  streamMaxMs: number
}

const defaultTiming: LiveTiming = { checkMs: 5_000, heartbeatMs: 20_000, streamMaxMs: 600_000 }
const streamsPerSessionMax = 10
const streamsPerUserMax = 20
/** Streams that began together do not end together. */
const jitterPercent = 10

/** Opens the hub of this process. */
export function makeLiveHub(deps: Pick<Deps, 'db' | 'bus' | 'now' | 'log'>, timing: Partial<LiveTiming> = {}): LiveHub {
  const { checkMs, heartbeatMs, streamMaxMs } = { ...defaultTiming, ...timing }
  const accounts = new Map<string, AccountStreams>()
  const streams = new Set<LiveStream>()
  let isClosed = false

  function drop(stream: LiveStream): void {
    streams.delete(stream)
    const account = accounts.get(stream.viewer.accountId)
    account?.streams.delete(stream)
    if (account?.streams.size === 0) accounts.delete(stream.viewer.accountId)
  }

  async function check(): Promise<void> {
    const now = performance.now()
    for (const stream of streams) if (now >= stream.closesAt) stream.end('reconnect')
    await reauthorise([...streams])
    const lastSeqs = await listLastSeqs(deps.db, [...accounts.keys()])
    for (const [accountId, account] of accounts) {
      const lastSeq = lastSeqs.get(accountId)
      if (account.seq !== null && lastSeq !== undefined && lastSeq > account.seq) account.wake()
    }
  }

  /** Ends the streams of sessions that are over, and gives the others the rights that their viewers have now. */
  async function reauthorise(asked: readonly LiveStream[]): Promise<void> {
    if (asked.length === 0) return
    const viewers = await listStreamViewers(
      deps,
      asked.map(({ viewer }) => viewer),
    )
    for (const stream of asked) {
      const viewer = viewers.get(stream.viewer.sessionId)
      if (!viewer) stream.end('ended')
      else if (rightsOf(viewer) !== rightsOf(stream.viewer)) {
        stream.viewer = viewer
        // Tickets may have come into sight or gone out of it without an event of their own.
        stream.control('resync', null)
      }
    }
  }

  let checking = Promise.resolve()
  const checkTimer = setInterval(() => {
    checking = checking.then(check).catch((error: unknown) => deps.log.error({ err: error }, 'live streams could not be checked'))
  }, checkMs).unref()
  const heartbeatTimer = setInterval(() => {
    for (const stream of streams) stream.heartbeat()
  }, heartbeatMs).unref()
  const unsubscribe = deps.bus.subscribe((accountId) => accounts.get(accountId)?.wake())

  return {
    open(viewer, lastEventId) {
      const lifeMs = (streamMaxMs * (100 - randomInt(jitterPercent + 1))) / 100
      const stream = makeLiveStream(viewer, performance.now() + lifeMs, drop)
      if (isClosed) {
        stream.end('reconnect')
        return stream.readable
      }
      let account = accounts.get(viewer.accountId)
      if (!account) accounts.set(viewer.accountId, (account = new AccountStreams(deps, viewer.accountId, reauthorise)))
      streams.add(stream)
      account.streams.add(stream)
      endOldest(account.streams, (other) => other.sessionId === viewer.sessionId, streamsPerSessionMax)
      endOldest(account.streams, (other) => userOf(other) === userOf(viewer), streamsPerUserMax)
      account.begin(stream, lastEventId)
      return stream.readable
    },
    endSessions(sessionIds) {
      const ended = new Set(sessionIds)
      for (const stream of streams) if (ended.has(stream.viewer.sessionId)) stream.end('ended')
    },
    close() {
      isClosed = true
      clearInterval(checkTimer)
      clearInterval(heartbeatTimer)
      unsubscribe()
      for (const stream of streams) stream.end('reconnect')
    },
  }
}

/** Streams stand in the order in which they were opened. */
function endOldest(streams: ReadonlySet<LiveStream>, isSame: (viewer: StreamViewer) => boolean, max: number): void {
  const same = [...streams].filter(({ viewer }) => isSame(viewer))
  for (const stream of same.slice(0, Math.max(0, same.length - max))) stream.end('reconnect')
}

function userOf(viewer: StreamViewer): string {
  return viewer.kind === 'contact' ? viewer.contactId : viewer.staffId
}

function rightsOf(viewer: StreamViewer): string {
  if (viewer.kind === 'preview') return rightsOf(viewer.as)
  return viewer.kind === 'contact'
    ? JSON.stringify([
        viewer.seesCompany,
        viewer.companyId,
        viewer.companyRule,
        viewer.seesEarlierThreads,
        viewer.pipelineIds,
        viewer.ticketFilter,
      ])
    : JSON.stringify(viewer.permissions)
}
