import type { Deps } from '../deps.ts'
import type { EventKind } from '../events/event.table.ts'
import type { StreamViewer } from './live-hub.ts'
import { listEventsAfter, listLastSeqs, listTicketLinks, type StreamEvent, type TicketLinks } from './live.repo.ts'
import type { LiveStream } from './live-stream.ts'
import { isForContacts, listVisibleEvents, takenOutBy, type VisibleEvent } from './visible-events.ts'

const batchSize = 200
/** Missed events that are told one by one; behind more the reader loads everything again. */
const replayMax = 500
/** Events looked at to find those. */
const replayReadMax = 2_000

/** After these somebody may have lost a right: sessions are looked at before anything else is told. */
const accessKinds = new Set<EventKind>(['session.revoked', 'session.reused', 'contact.signed_out', 'staff.signed_out', 'portal.changed'])

/** The open streams of one account, and how far its history has been told to them. Everything happens in one line, step by step. */
export class AccountStreams {
  readonly streams = new Set<LiveStream>()
  /** The newest event that was told; null before the first look. */
  seq: number | null = null
  private readonly deps: Pick<Deps, 'db' | 'now' | 'log'>
  private readonly accountId: string
  private readonly reauthorise: (streams: readonly LiveStream[]) => Promise<void>
  private line: Promise<void> = Promise.resolve()
  private isWoken = false

  constructor(deps: Pick<Deps, 'db' | 'now' | 'log'>, accountId: string, reauthorise: (streams: readonly LiveStream[]) => Promise<void>) {
    this.deps = deps
    this.accountId = accountId
    this.reauthorise = reauthorise
  }

  /** Something happened in the account. */
  wake(): void {
    if (this.isWoken) return
    this.isWoken = true
    this.inLine(async () => {
      this.isWoken = false
      await this.tellNew()
    })
  }

  /** Gives a stream its place in the history: what it missed, then whatever comes. */
  begin(stream: LiveStream, lastEventId: string | undefined): void {
    this.inLine(async () => {
      try {
        const seq = await this.tellNew()
        const from = readSeq(lastEventId)
        const missed = from === undefined ? [] : from === null || from > seq ? null : await this.listMissed(stream.viewer, from, seq)
        // Its id is the place that the stream goes on from, so a reader cut off during what follows asks for it again.
        stream.control('ready', from !== undefined && from !== null && missed !== null ? from : seq)
        if (missed === null) stream.control('resync', seq)
        else tell(stream, missed)
        stream.isStarted = true
      } catch (error) {
        stream.end('reconnect')
        throw error
      }
    })
  }

  private inLine(step: () => Promise<void>): void {
    this.line = this.line
      .then(step)
      .catch((error: unknown) => this.deps.log.error({ err: error, accountId: this.accountId }, 'live events could not be told'))
  }

  /** What a viewer missed between two places, or null when it is too much to tell. */
  private async listMissed(viewer: StreamViewer, from: number, to: number): Promise<VisibleEvent[] | null> {
    const only = viewer.kind === 'staff' ? 'live' : 'public'
    const events = await listEventsAfter(this.deps.db, this.accountId, from, replayReadMax + 1, only)
    if (events.length > replayReadMax) return null
    const visible: VisibleEvent[] = []
    for (let start = 0; start < events.length; start += batchSize) {
      const batch = events.slice(start, start + batchSize).filter((event) => event.seq <= to)
      visible.push(...(await listVisibleEvents(this.deps.db, viewer, batch)))
      if (visible.length > replayMax) return null
    }
    return visible
  }

  /** Tells every started stream what is new. @returns the place that has been reached. */
  private async tellNew(): Promise<number> {
    if (this.seq === null) this.seq = (await listLastSeqs(this.deps.db, [this.accountId])).get(this.accountId) ?? 0
    for (;;) {
      const events = await listEventsAfter(this.deps.db, this.accountId, this.seq, batchSize)
      const last = events.at(-1)
      if (!last) return this.seq
      // Everything that can fail comes first: when it does, nobody has been told and the next look begins here again.
      const told = await this.listForStreams(events)
      for (const { stream, visible } of told) tell(stream, visible)
      this.seq = last.seq
    }
  }

  private async listForStreams(events: readonly StreamEvent[]): Promise<{ stream: LiveStream; visible: VisibleEvent[] }[]> {
    if (events.some(({ kind }) => accessKinds.has(kind))) await this.reauthorise([...this.streams])
    const forContacts = events.filter(isForContacts)
    const ticketIds = [...new Set(forContacts.map(({ ticket_id }) => ticket_id))].filter((id) => id !== null)
    const links = await listTicketLinks(this.deps.db, this.accountId, ticketIds)
    const takenOut = new Set(forContacts.map(takenOutBy))
    const candidates = [...this.streams].filter(
      ({ isStarted, viewer }) => isStarted && (mightSee(viewer, links) || (viewer.kind === 'contact' && takenOut.has(viewer.contactId))),
    )
    await this.reauthorise(candidates)
    // Tabs of one person and agents with the same rights see the same: asked once.
    const visibleByRights = new Map<string, VisibleEvent[]>()
    const told: { stream: LiveStream; visible: VisibleEvent[] }[] = []
    for (const stream of candidates) {
      if (stream.isClosed) continue
      const key = keyOf(stream.viewer)
      let visible = visibleByRights.get(key)
      if (!visible) visibleByRights.set(key, (visible = await listVisibleEvents(this.deps.db, stream.viewer, events)))
      if (visible.length > 0) told.push({ stream, visible })
    }
    return told
  }
}

function tell(stream: LiveStream, events: readonly VisibleEvent[]): void {
  for (const { seq, event } of events) {
    if (event) stream.send(seq, event)
    else stream.control('resync', seq)
  }
}

function mightSee(viewer: StreamViewer, links: ReadonlyMap<string, TicketLinks>): boolean {
  if (viewer.kind === 'staff') return true
  if (viewer.kind === 'preview') return viewer.as.seesEverything ? links.size > 0 : mightSee(viewer.as, links)
  for (const { contactIds, companyIds } of links.values()) {
    if (contactIds.has(viewer.contactId) || (viewer.seesCompany && viewer.companyId !== null && companyIds.has(viewer.companyId)))
      return true
  }
  return false
}

function keyOf(viewer: StreamViewer): string {
  if (viewer.kind === 'preview') return `${viewer.as.seesEverything ? 'everything' : ''}${keyOf(viewer.as)}`
  return viewer.kind === 'staff'
    ? JSON.stringify(viewer.permissions)
    : JSON.stringify([
        viewer.contactId,
        viewer.seesCompany,
        viewer.companyId,
        viewer.companyRule,
        viewer.seesEarlierThreads,
        viewer.pipelineIds,
        viewer.ticketFilter,
      ])
}

/** Undefined: there was none. Null: not one of ours. */
function readSeq(lastEventId: string | undefined): number | null | undefined {
  if (lastEventId === undefined || lastEventId === '') return undefined
  return /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : null
}
