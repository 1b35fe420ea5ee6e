import { guarded, type Db, type Timestamp, type Tx } from '../db/index.ts'
import { hotQuery, param } from '../db/hot-query.ts'
import { attachmentsVisibleTo, type VisibleAttachments } from '../tickets/ticket.visibility.ts'
import { shapeOf, viewerOfShape } from '../tickets/viewer-shape.ts'
import type { Viewer } from '../viewer.ts'
import type { AttachmentRow } from './attachment.table.ts'

const shownColumns = [
  'attachment.id',
  'attachment.message_id',
  'attachment.file_name',
  'attachment.media_type',
  'attachment.content_id',
  'attachment.size_bytes',
] as const

/** A file as its readers see it. */
export type ShownAttachment = Pick<AttachmentRow, 'id' | 'message_id' | 'file_name' | 'media_type' | 'content_id' | 'size_bytes'>
/** A file that may be read. */
export type StoredAttachment = ShownAttachment & Pick<AttachmentRow, 'account_id' | 'store_key'>

/** The files of these messages that the viewer may see, in the order of their upload. */
export async function listAttachments(db: Db, viewer: Viewer, messageIds: readonly string[]): Promise<ShownAttachment[]> {
  const first = messageIds[0]
  if (first === undefined) return []
  if (viewer.kind !== 'contact' || messageIds.length > 50) return selectShown(attachmentsVisibleTo(db, viewer), messageIds).execute()
  const { key, values } = shapeOf(viewer)
  // Three lengths, the rest filled with the first id: one compiled statement each, not one for every number of messages.
  const length = messageIds.length <= 5 ? 5 : messageIds.length <= 25 ? 25 : 50
  const ids = Object.fromEntries(Array.from({ length }, (_, index) => [`message${index}`, messageIds[index] ?? first]))
  return listForContact(db, `${key} ${length}`, { ...values, ...ids })
}

const listForContact = hotQuery<string, ShownAttachment>('attachment_list', (db, key) => {
  const [shape = '', length] = key.split(' ')
  const ids = Array.from({ length: Number(length) }, (_, index) => param<string>(`message${index}`))
  return selectShown(attachmentsVisibleTo(db, viewerOfShape(shape)), ids)
})

function selectShown(visible: VisibleAttachments, messageIds: readonly string[]) {
  return visible.select(shownColumns).where('attachment.message_id', 'in', messageIds).orderBy('attachment.id')
}

/** One file of those that are visible, with what it takes to read it. */
export async function findAttachment(visible: VisibleAttachments, attachmentId: string): Promise<StoredAttachment | undefined> {
  return visible
    .select([...shownColumns, 'attachment.account_id', 'attachment.store_key'])
    .where('attachment.id', '=', attachmentId)
    .executeTakeFirst()
}

/** Adds a draft. */
export async function addDraft(tx: Tx, row: AttachmentRow): Promise<void> {
  await guarded(tx).insertInto('attachment').values(row).execute()
}

/** How many drafts a session has, and how large they are together. */
export async function countDrafts(db: Db, accountId: string, sessionId: string): Promise<{ drafts: number; sizeBytes: number }> {
  const row = await guarded(db)
    .selectFrom('attachment')
    .select((eb) => [eb.fn.countAll<number>().as('drafts'), eb.fn.sum<number | null>('size_bytes').as('size_bytes')])
    .where('account_id', '=', accountId)
    .where('session_id', '=', sessionId)
    .where('message_id', 'is', null)
    .executeTakeFirstOrThrow()
  return { drafts: row.drafts, sizeBytes: row.size_bytes ?? 0 }
}

/** Gives the session's own unused drafts to a message. What is not returned was not one of them. */
export async function claimDrafts(
  tx: Tx,
  of: { accountId: string; sessionId: string },
  attachmentIds: readonly string[],
  messageId: string,
): Promise<ShownAttachment[]> {
  return guarded(tx)
    .updateTable('attachment')
    .set({ message_id: messageId })
    .where('account_id', '=', of.accountId)
    .where('id', 'in', attachmentIds)
    .where('session_id', '=', of.sessionId)
    .where('message_id', 'is', null)
    .returning(['id', 'message_id', 'file_name', 'media_type', 'content_id', 'size_bytes'])
    .execute()
}

/** Removes one draft of the session. @returns its key in the store, or undefined when there is no such draft. */
export async function removeDraft(
  tx: Tx,
  of: { accountId: string; sessionId: string },
  attachmentId: string,
): Promise<{ store_key: string } | undefined> {
  const drafts = guarded(tx)
    .selectFrom('attachment')
    .select('id')
    .where('account_id', '=', of.accountId)
    .where('id', '=', attachmentId)
    .where('session_id', '=', of.sessionId)
    .where('message_id', 'is', null)
  await tx.deleteFrom('download_link').where('account_id', '=', of.accountId).where('attachment_id', 'in', drafts).execute()
  // The conditions stand in the statement itself: PostgreSQL looks at them again when a reply claimed the draft meanwhile.
  return guarded(tx)
    .deleteFrom('attachment')
    .where('account_id', '=', of.accountId)
    .where('id', '=', attachmentId)
    .where('session_id', '=', of.sessionId)
    .where('message_id', 'is', null)
    .returning('store_key')
    .executeTakeFirst()
}

/** Drafts made before a time, of every account, oldest first; at most 100. */
export async function listDraftsBefore(db: Db, before: Timestamp): Promise<Pick<AttachmentRow, 'account_id' | 'id' | 'session_id'>[]> {
  return guarded(db)
    .selectFrom('attachment')
    .select(['account_id', 'id', 'session_id'])
    .where('message_id', 'is', null)
    .where('created_at', '<', before)
    .orderBy('created_at')
    .limit(100)
    .execute()
}

/** Which of these keys belong to a row, of whatever account. */
export async function listKnownKeys(db: Db, storeKeys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await guarded(db).selectFrom('attachment').select(['account_id', 'store_key']).where('store_key', 'in', storeKeys).execute()
  return new Set(rows.map((row) => row.store_key))
}
