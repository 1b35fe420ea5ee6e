import { hotQuery, param } from '../db/hot-query.ts'
import { guarded, type Db, type Timestamp, type Tx } from '../db/index.ts'
import type { ContactViewer } from '../viewer.ts'
import type { ThreadRow } from './thread.table.ts'
import { threadsVisibleTo } from './ticket.visibility.ts'
import { shapeOf, viewerOfShape } from './viewer-shape.ts'

/** A thread as a contact may know it. */
export interface VisibleThreadRow {
  id: string
  subject: string
  /** Never when a note was written. */
  last_public_at: Timestamp
}

/** More than one ticket ever has. */
const threadsMax = 200

const visibleThreadsQuery = hotQuery<string, VisibleThreadRow>('threads_of_ticket', (db, key) =>
  threadsVisibleTo(db, viewerOfShape(key))
    .where('thread.ticket_id', '=', param<string>('ticketId'))
    .select(['thread.id', 'thread.subject', 'thread.last_public_at'])
    .orderBy('thread.last_public_at', 'desc')
    .orderBy('thread.created_at', 'desc')
    .orderBy('thread.id', 'desc')
    .limit(threadsMax)
    .$castTo<VisibleThreadRow>(),
)

/** The threads that a contact sees of a ticket, newest first: one, or all of them where the portal shows earlier ones. */
export async function listVisibleThreads(db: Db, viewer: ContactViewer, ticketId: string): Promise<VisibleThreadRow[]> {
  const { key, values } = shapeOf(viewer)
  return visibleThreadsQuery(db, key, { ...values, ticketId })
}

const newestThreadQuery = hotQuery('thread_newest_visible', (db) =>
  guarded(db)
    .selectFrom('thread')
    .selectAll()
    .where('account_id', '=', param<string>('accountId'))
    .where('ticket_id', '=', param<string>('ticketId'))
    .where('last_public_at', 'is not', null)
    .orderBy('last_public_at', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
)

/** A thread of a ticket that the given row lets the caller see; the newest visible one, else any in the given inbox. */
export async function findThreadForReply(
  tx: Tx,
  ticket: { account_id: string; id: string },
  defaultInboxId: string,
): Promise<ThreadRow | undefined> {
  const [visible] = await newestThreadQuery(tx, 'ticket', { accountId: ticket.account_id, ticketId: ticket.id })
  if (visible) return visible
  return guarded(tx)
    .selectFrom('thread')
    .selectAll()
    .where('account_id', '=', ticket.account_id)
    .where('ticket_id', '=', ticket.id)
    .where('inbox_id', '=', defaultInboxId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Adds a thread to an inbox's portal channel. */
export async function addThread(
  tx: Tx,
  thread: {
    account_id: string
    id: string
    inbox_id: string
    ticket_id: string
    contact_id: string | null
    subject: string
    channelKind: 'portal' | 'form'
    at: Timestamp
  },
): Promise<ThreadRow> {
  const { channelKind, at, ...columns } = thread
  const channels = tx.selectFrom('channel').select('id').where('account_id', '=', thread.account_id).where('inbox_id', '=', thread.inbox_id)
  const channel =
    (await channels.where('kind', '=', channelKind).executeTakeFirst()) ??
    (await channels.where('kind', '=', 'portal').executeTakeFirstOrThrow())
  return guarded(tx)
    .insertInto('thread')
    .values({
      ...columns,
      channel_id: channel.id,
      is_open: 1,
      last_public_at: null,
      last_message_at: at,
      last_inbound_at: null,
      staff_read_up_to: null,
      preview: '',
      created_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** A ticket's threads leave the open inbox with it, and come back with it. */
export async function setThreadsOpen(tx: Tx, ticket: { account_id: string; id: string }, isOpen: boolean): Promise<void> {
  await guarded(tx)
    .updateTable('thread')
    .set({ is_open: isOpen ? 1 : 0 })
    .where('account_id', '=', ticket.account_id)
    .where('ticket_id', '=', ticket.id)
    .execute()
}

/** How far agents have read a thread. */
export async function setStaffReadUpTo(tx: Tx, thread: Pick<ThreadRow, 'account_id' | 'id'>, upTo: Timestamp): Promise<void> {
  await guarded(tx)
    .updateTable('thread')
    .set({ staff_read_up_to: upTo })
    .where('account_id', '=', thread.account_id)
    .where('id', '=', thread.id)
    .execute()
}
