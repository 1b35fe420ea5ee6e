import { hotQuery, param } from '../db/hot-query.ts'
import { guarded, type Db, type Timestamp, type Tx } from '../db/index.ts'
import type { Cursor } from '../db/paging.ts'
import type { ContactViewer, Viewer } from '../viewer.ts'
import type { MessageRow, ThreadRow } from './thread.table.ts'
import { messagesVisibleTo, threadsVisibleTo } from './ticket.visibility.ts'
import { shapeOf } from './viewer-shape.ts'

/** Newest messages that one page of a conversation holds. */
export const messagesPerPage = 50

const messageColumns = [
  'message.account_id',
  'message.id',
  'message.thread_id',
  'message.direction',
  'message.contact_id',
  'message.staff_id',
  'message.author_name',
  'message.text',
  'message.created_at',
] as const

const visibleThreadQuery = hotQuery('thread_of_ticket', (db, key) =>
  threadsVisibleTo(db, shapeOf(JSON.parse(key) as ContactViewer).viewer)
    .where('thread.ticket_id', '=', param<string>('ticketId'))
    .select('thread.id'),
)

/** The id of the thread that a contact sees of a ticket; undefined when there is none. */
export async function findVisibleThreadId(db: Db, viewer: ContactViewer, ticketId: string): Promise<string | undefined> {
  const shape = shapeOf(viewer)
  const [row] = await visibleThreadQuery(db, shapeKey(viewer), { ...shape.values, ticketId })
  return row?.id
}

const messagesQuery = hotQuery('messages_of_thread', (db, key) => {
  const { viewer, hasBefore } = JSON.parse(key) as { viewer: ContactViewer; hasBefore: boolean }
  return newestFirst(messagesVisibleTo(db, shapeOf(viewer).viewer), hasBefore)
})

/** The newest messages of a thread, oldest first, one more than a page when there are older ones. */
export async function listMessages(db: Db, viewer: Viewer, threadId: string, before: Cursor | undefined): Promise<MessageRow[]> {
  const values = { threadId, limit: messagesPerPage + 1, beforeAt: before?.at, beforeId: before?.id }
  if (viewer.kind === 'contact') {
    const shape = shapeOf(viewer)
    const key = JSON.stringify({ viewer: keyViewer(viewer), hasBefore: before !== undefined })
    return (await messagesQuery(db, key, { ...shape.values, ...values })).toReversed()
  }
  const rows = await messagesVisibleTo(db, viewer)
    .where('message.thread_id', '=', threadId)
    .$if(before !== undefined, (qb) =>
      qb.where((eb) => eb(eb.refTuple('message.created_at', 'message.id'), '<', eb.tuple(before?.at ?? '', before?.id ?? ''))),
    )
    .select(messageColumns)
    .orderBy('message.created_at', 'desc')
    .orderBy('message.id', 'desc')
    .limit(messagesPerPage + 1)
    .execute()
  return rows.toReversed()
}

function newestFirst(visible: ReturnType<typeof messagesVisibleTo>, hasBefore: boolean) {
  return visible
    .where('message.thread_id', '=', param<string>('threadId'))
    .$if(hasBefore, (qb) =>
      qb.where((eb) =>
        eb(eb.refTuple('message.created_at', 'message.id'), '<', eb.tuple(param<string>('beforeAt'), param<string>('beforeId'))),
      ),
    )
    .select(messageColumns)
    .orderBy('message.created_at', 'desc')
    .orderBy('message.id', 'desc')
    .limit(param<number>('limit'))
}

/** Shapes differ only in these; the ids are blanked so that the key is the same for every contact. */
function keyViewer(viewer: ContactViewer): ContactViewer {
  const seesCompany = viewer.seesCompany && viewer.companyId !== null
  return {
    kind: 'contact',
    accountId: '',
    portalId: '',
    contactId: '',
    sessionId: '',
    name: '',
    companyId: seesCompany ? '-' : null,
    seesCompany,
    pipelineIds: viewer.pipelineIds.map(() => ''),
  }
}

function shapeKey(viewer: ContactViewer): string {
  return JSON.stringify(keyViewer(viewer))
}

/** A thread of a ticket that the given row lets the caller see; the newest visible one, else any in the given inbox. */
export async function findThreadForReply(
  tx: Tx,
  ticket: { account_id: string; id: string },
  defaultInboxId: string,
): Promise<ThreadRow | undefined> {
  const ofTicket = guarded(tx)
    .selectFrom('thread')
    .selectAll()
    .where('account_id', '=', ticket.account_id)
    .where('ticket_id', '=', ticket.id)
  const visible = await ofTicket
    .where('last_public_at', 'is not', null)
    .orderBy('last_public_at', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return visible ?? (await ofTicket.where('inbox_id', '=', defaultInboxId).orderBy('created_at', 'desc').limit(1).executeTakeFirst())
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

const previewMaxChars = 140

/** Adds a message to a thread that the caller may see and moves the thread's times. */
export async function addMessage(
  tx: Tx,
  thread: Pick<ThreadRow, 'account_id' | 'id'>,
  message: Omit<MessageRow, 'account_id' | 'thread_id'>,
): Promise<MessageRow> {
  const row: MessageRow = { ...message, account_id: thread.account_id, thread_id: thread.id }
  await guarded(tx).insertInto('message').values(row).execute()
  await guarded(tx)
    .updateTable('thread')
    .set({
      last_message_at: row.created_at,
      preview: row.text.replaceAll(/\s+/g, ' ').trim().slice(0, previewMaxChars),
      ...(row.direction !== 'internal' && { last_public_at: row.created_at }),
      // A customer's message opens the thread again and makes it unread for agents.
      ...(row.direction === 'inbound' && { last_inbound_at: row.created_at, is_open: 1 as const }),
      ...(row.direction === 'outbound' && { staff_read_up_to: row.created_at }),
    })
    .where('account_id', '=', thread.account_id)
    .where('id', '=', thread.id)
    .execute()
  return row
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
