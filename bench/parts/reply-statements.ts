import Sqlite from 'better-sqlite3'
import { openDatabase } from '../../server/db/open.ts'
import { makeMemoryBus } from '../../server/live/memory-bus.ts'
import { makeIds } from '../../server/new-id.ts'
import { contactViewer } from '../../server/portal/contact-viewer.ts'
import { findPortalByKey } from '../../server/portal/portal.repo.ts'
import { replyToTicket } from '../../server/threads/reply-to-ticket.ts'
import { companyId, type Viewer } from '../data/people.ts'
import { replyText } from './reply-text.ts'

interface Statement {
  sql: string
  parameters: readonly unknown[]
}

/** What one reply runs, and which of its values have to be new each time. */
interface RecordedReply {
  statements: Statement[]
  messageId: string
  key: string
}

/** Writes one reply to each ticket through the server's own code and notes the statements. */
export async function recordReplies(databaseUrl: string, viewer: Viewer, ticketIds: readonly string[]): Promise<RecordedReply[]> {
  const seen: Statement[] = []
  const { db } = openDatabase(databaseUrl, ({ sql, parameters }) => seen.push({ sql, parameters }))
  const deps = { db, bus: makeMemoryBus(), newId: makeIds(), now: () => new Date().toISOString() }
  try {
    const portal = await findPortalByKey(db, viewer.portalKey)
    if (!portal) throw new Error(`There is no portal ${viewer.portalKey}.`)
    const contact = contactViewer(portal, { id: viewer.contactId, name: 'A customer', company_id: companyId }, '', new Date().toISOString())
    const recorded: RecordedReply[] = []
    for (const ticketId of ticketIds) {
      seen.length = 0
      const key = `recorded-${ticketId}`
      const reply = { text: replyText, attachmentIds: [] }
      const { message } = await replyToTicket(deps, contact, portal, ticketId, reply, { key, requestHash: 'f'.repeat(64) })
      recorded.push({ statements: seen.filter(({ sql }) => !/^(begin|commit)/.test(sql)), messageId: message.id, key })
    }
    return recorded
  } finally {
    await db.destroy()
  }
}

/**
 * Runs the same statements, prepared, each reply in one transaction, with the same durability: the most that any server could do.
 *
 * @returns replies a second.
 */
export function replayReplies(path: string, recorded: readonly RecordedReply[], count: number): number {
  const sqlite = new Sqlite(path)
  try {
    for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'cache_size = -65536']) sqlite.pragma(pragma)
    const prepared = recorded.map((reply) => ({
      ...reply,
      statements: reply.statements.map(({ sql, parameters }) => ({
        statement: sqlite.prepare(sql),
        parameters,
        isEvent: /into "event"/.test(sql),
      })),
    }))
    const newId = makeIds()
    const writeOne = sqlite.transaction((index: number) => {
      const reply = prepared[index % prepared.length]
      if (!reply) throw new Error('nothing was recorded')
      const fresh = new Map<unknown, unknown>([
        [reply.messageId, newId()],
        [reply.key, `replayed-${index}`],
      ])
      let seq: unknown
      for (const { statement, parameters, isEvent } of reply.statements) {
        // The place in the account's history comes from a statement before; it is the second column.
        const values = parameters.map((value, at) => (isEvent && at === 1 ? seq : (fresh.get(value) ?? value)))
        if (!statement.reader) statement.run(values)
        else seq = (statement.all(values)[0] as { last_event_seq?: unknown } | undefined)?.last_event_seq ?? seq
      }
    })
    const warmup = 200
    for (let index = 0; index < warmup; index += 1) writeOne.immediate(index)
    const startedAt = performance.now()
    for (let index = warmup; index < warmup + count; index += 1) writeOne.immediate(index)
    return (count / (performance.now() - startedAt)) * 1000
  } finally {
    sqlite.close()
  }
}
