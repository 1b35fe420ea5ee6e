import { sql } from 'kysely'
import { hotQuery, hotWrite, param } from '../db/hot-query.ts'
import { guarded, type Db, type Timestamp, type Tx } from '../db/index.ts'
import type { Cursor } from '../db/paging.ts'
import type { ContactViewer, Viewer } from '../viewer.ts'
import { sanitiseHtml, sanitiserVersion } from './sanitise-html.ts'
import type { MessageRow, ThreadRow } from './thread.table.ts'
import { messagesVisibleTo, threadsVisibleTo, type VisibleMessages } from './ticket.visibility.ts'
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

/** When a message that the contact sees of a ticket was written. */
export async function findMessageTime(db: Db, viewer: ContactViewer, ticketId: string, messageId: string): Promise<Timestamp | undefined> {
  const row = await messagesVisibleTo(db, viewer)
    .where('message.id', '=', messageId)
    .where('message.thread_id', 'in', threadsVisibleTo(db, viewer).where('thread.ticket_id', '=', ticketId).select('thread.id'))
    .select('message.created_at')
    .executeTakeFirst()
  return row?.created_at
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
      html_original: param('html_original'),
      sanitiser_version: param('sanitiser_version'),
      created_at: param('created_at'),
    }),
)

/** Times only move forward: of two writers, the one that began first may be the one that comes second. */
const moveThread = hotWrite('thread_move', (db, direction: MessageRow['direction']) => {
  const at = param<string>('created_at')
  const forward = (column: string) => {
    const before = sql.ref<Timestamp | null>(column)
    return sql<Timestamp>`case when ${before} > ${at} then ${before} else ${at} end`
  }
  return guarded(db)
    .updateTable('thread')
    .set({
      last_message_at: forward('last_message_at'),
      preview: sql<string>`case when last_message_at > ${at} and preview <> '' then preview else ${param<string>('preview')} end`,
      ...(direction !== 'internal' && { last_public_at: forward('last_public_at') }),
      // A customer's message opens the thread again and makes it unread for agents.
      ...(direction === 'inbound' && { last_inbound_at: forward('last_inbound_at'), is_open: 1 as const }),
      ...(direction === 'outbound' && { staff_read_up_to: forward('staff_read_up_to') }),
    })
    .where('account_id', '=', param<string>('account_id'))
    .where('id', '=', param<string>('thread_id'))
})

const previewMaxChars = 140

/** A message to add. Of a mail `html` is the markup as it came; then `text` may be left out. */
export interface NewMessage extends Omit<MessageRow, 'account_id' | 'thread_id' | 'text'> {
  text?: string
  /** Content-IDs of the pictures that come with it. */
  contentIds?: readonly string[]
}

/** Adds a message to a thread that the caller may see and moves the thread's times. Markup is kept as it came, and made safe. */
export async function addMessage(tx: Tx, thread: Pick<ThreadRow, 'account_id' | 'id'>, message: NewMessage): Promise<MessageRow> {
  const { contentIds = [], text, html, ...columns } = message
  // PostgreSQL keeps no NUL, and neither database half a character.
  const original = html === null ? null : html.replaceAll('\0', '').toWellFormed()
  const safe = original === null ? null : sanitiseHtml(original, contentIds)
  const row: MessageRow = {
    ...columns,
    account_id: thread.account_id,
    thread_id: thread.id,
    text: text ?? safe?.text ?? '',
    html: safe?.html ?? null,
  }
  await insertMessage(tx, 'message', { ...row, html_original: original, sanitiser_version: safe ? sanitiserVersion : null })
  const preview = row.text.replaceAll(/\s+/g, ' ').trim().slice(0, previewMaxChars)
  await moveThread(tx, row.direction, { ...row, preview })
  return row
}

/** Messages whose markup an older sanitiser made safe, of every account, with the Content-IDs of their files. */
export async function listOutdatedMarkup(db: Db, version: number, limit: number) {
  const tables = guarded(db)
  const messages = await tables
    .selectFrom('message')
    .select(['account_id', 'id', 'html_original'])
    .where('sanitiser_version', '<', version)
    .orderBy('sanitiser_version')
    .limit(limit)
    .execute()
  if (messages.length === 0) return []
  const files = await tables
    .selectFrom('attachment')
    .select(['account_id', 'message_id', 'content_id'])
    .where((eb) =>
      eb(eb.refTuple('account_id', 'message_id'), 'in', messages.map((message) => eb.tuple(message.account_id, message.id)) as never),
    )
    .where('content_id', 'is not', null)
    .execute()
  return messages.map(({ account_id, id, html_original }) => ({
    account_id,
    id,
    html: html_original ?? '',
    contentIds: files.flatMap((file) => (file.account_id === account_id && file.message_id === id ? (file.content_id ?? []) : [])),
  }))
}

/** Puts markup that was made safe anew in the place of the old. */
export async function replaceMarkup(
  tx: Tx,
  message: { account_id: string; id: string },
  markup: { html: string; sanitiser_version: number },
): Promise<void> {
  await guarded(tx)
    .updateTable('message')
    .set(markup)
    .where('account_id', '=', message.account_id)
    .where('id', '=', message.id)
    .where('sanitiser_version', '<', markup.sanitiser_version)
    .execute()
}
