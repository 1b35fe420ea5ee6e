import { hotQuery, hotWrite, param } from '../db/hot-query.ts'
import { guarded, type Db, type Tx } from '../db/index.ts'
import type { Cursor } from '../db/paging.ts'
import type { Viewer } from '../viewer.ts'
import type { MessageRow, ThreadRow } from './thread.table.ts'
import { messagesVisibleTo, type VisibleMessages } from './ticket.visibility.ts'
import { shapeOf, viewerOfShape } from './viewer-shape.ts'

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
  'message.html',
  'message.created_at',
] as const

/** Key: the viewer's shape, then whether older messages are asked for. */
const messagesQuery = hotQuery('messages_of_thread', (db, key) => {
  const [shape = '', before] = key.split(' ')
  const cursor = before === undefined ? undefined : { at: param<string>('beforeAt'), id: param<string>('beforeId') }
  return newestFirst(messagesVisibleTo(db, viewerOfShape(shape)), param('threadId'), cursor)
})

/** The newest messages of a thread, oldest first, one more than a page when there are older ones. */
export async function listMessages(db: Db, viewer: Viewer, threadId: string, before: Cursor | undefined): Promise<MessageRow[]> {
  if (viewer.kind !== 'contact') return (await newestFirst(messagesVisibleTo(db, viewer), threadId, before).execute()).toReversed()
  const { key, values } = shapeOf(viewer)
  const rows = await messagesQuery(db, before ? `${key} before` : key, { ...values, threadId, beforeAt: before?.at, beforeId: before?.id })
  return rows.toReversed()
}

function newestFirst(visible: VisibleMessages, threadId: string, before: Cursor | undefined) {
  return visible
    .where('message.thread_id', '=', threadId)
    .$if(before !== undefined, (qb) =>
      qb.where((eb) => eb(eb.refTuple('message.created_at', 'message.id'), '<', eb.tuple(before?.at ?? '', before?.id ?? ''))),
    )
    .select(messageColumns)
    .orderBy('message.created_at', 'desc')
    .orderBy('message.id', 'desc')
    .limit(messagesPerPage + 1)
}

const insertMessage = hotWrite('message_add', (db) =>
  guarded(db)
    .insertInto('message')
    .values({
      account_id: param('account_id'),
      id: param('id'),
      thread_id: param('thread_id'),
      direction: param('direction'),
      contact_id: param('contact_id'),
      staff_id: param('staff_id'),
      author_name: param('author_name'),
      text: param('text'),
      html: param('html'),
      created_at: param('created_at'),
    }),
)

const moveThread = hotWrite('thread_move', (db, direction: MessageRow['direction']) => {
  const at = param<string>('created_at')
  return guarded(db)
    .updateTable('thread')
    .set({
      last_message_at: at,
      preview: param<string>('preview'),
      ...(direction !== 'internal' && { last_public_at: at }),
      // A customer's message opens the thread again and makes it unread for agents.
      ...(direction === 'inbound' && { last_inbound_at: at, is_open: 1 as const }),
      ...(direction === 'outbound' && { staff_read_up_to: at }),
    })
    .where('account_id', '=', param<string>('account_id'))
    .where('id', '=', param<string>('thread_id'))
})

const previewMaxChars = 140

/** Adds a message to a thread that the caller may see and moves the thread's times. */
export async function addMessage(
  tx: Tx,
  thread: Pick<ThreadRow, 'account_id' | 'id'>,
  message: Omit<MessageRow, 'account_id' | 'thread_id'>,
): Promise<MessageRow> {
  const row: MessageRow = { ...message, account_id: thread.account_id, thread_id: thread.id }
  await insertMessage(tx, 'message', { ...row })
  const preview = row.text.replaceAll(/\s+/g, ' ').trim().slice(0, previewMaxChars)
  await moveThread(tx, row.direction, { ...row, preview })
  return row
}
