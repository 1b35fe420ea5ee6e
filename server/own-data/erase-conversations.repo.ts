import { sql } from 'kysely'
import { fold } from '../db/fold.ts'
import { guarded, type Tx } from '../db/index.ts'
import { indexTicket } from '../tickets/index-ticket.repo.ts'
import { searchEngine } from '../tickets/ticket.search.ts'
import type { Subject } from './own-rows.repo.ts'
import type { Scrub } from './scrub.ts'

/** What is done to a conversation. */
export interface Cleaning {
  subject: Subject
  scrub: Scrub
  /** Who wrote it from now on. */
  authorName: string
  /** In the place of what the person wrote; null: that stays, scrubbed. */
  deletedText: string | null
}

const previewMaxChars = 140

/** Whether customers besides the person take part in a ticket or have written in it. */
export async function hasOtherPeople(tx: Tx, { accountId, contactId }: Subject, ticketId: string): Promise<boolean> {
  const tables = guarded(tx)
  const linked = await tables
    .selectFrom('ticket_contact')
    .innerJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'ticket_contact.account_id').onRef('contact.id', '=', 'ticket_contact.contact_id'),
    )
    .select('contact.id')
    .where('ticket_contact.account_id', '=', accountId)
    .where('ticket_contact.ticket_id', '=', ticketId)
    .where('contact.id', '!=', contactId)
    .where('contact.erased_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (linked) return true
  const written = await tables
    .selectFrom('message')
    .innerJoin('thread', (join) => join.onRef('thread.account_id', '=', 'message.account_id').onRef('thread.id', '=', 'message.thread_id'))
    .innerJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'message.account_id').onRef('contact.id', '=', 'message.contact_id'),
    )
    .select('message.id')
    .where('message.account_id', '=', accountId)
    .where('thread.ticket_id', '=', ticketId)
    .where('contact.id', '!=', contactId)
    .where('contact.erased_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return written !== undefined
}

/** Takes a ticket away with all that hangs on it. @returns keys of its files in the store. */
export async function deleteTicket(tx: Tx, accountId: string, ticketId: string): Promise<string[]> {
  const tables = guarded(tx)
  const threads = await tables
    .selectFrom('thread')
    .select('id')
    .where('account_id', '=', accountId)
    .where('ticket_id', '=', ticketId)
    .execute()
  const storeKeys: string[] = []
  for (const { id } of threads) storeKeys.push(...(await deleteThread(tx, accountId, id)))
  const ticket = await tables
    .selectFrom('ticket')
    .select('seq')
    .where('account_id', '=', accountId)
    .where('id', '=', ticketId)
    .executeTakeFirst()
  if (ticket) await searchEngine(tx).remove(tx, accountId, ticket.seq)
  for (const table of ['ticket_read', 'ticket_contact', 'ticket_company'] as const) {
    await tables.deleteFrom(table).where('account_id', '=', accountId).where('ticket_id', '=', ticketId).execute()
  }
  await tables.deleteFrom('property_value').where('account_id', '=', accountId).where('object_id', '=', ticketId).execute()
  await tables.deleteFrom('ticket').where('account_id', '=', accountId).where('id', '=', ticketId).execute()
  return storeKeys
}

/** Takes a conversation away. @returns keys of its files in the store. */
export async function deleteThread(tx: Tx, accountId: string, threadId: string): Promise<string[]> {
  const tables = guarded(tx)
  const messages = tables.selectFrom('message').select('id').where('account_id', '=', accountId).where('thread_id', '=', threadId)
  const storeKeys = await deleteFiles(tx, accountId, messages)
  await tables.deleteFrom('message').where('account_id', '=', accountId).where('thread_id', '=', threadId).execute()
  await tables.deleteFrom('thread').where('account_id', '=', accountId).where('id', '=', threadId).execute()
  return storeKeys
}

/** Cleans a ticket that stays. @returns keys of files that went. */
export async function cleanTicket(tx: Tx, cleaning: Cleaning, ticketId: string, isOpenedByPerson: boolean): Promise<string[]> {
  const { accountId } = cleaning.subject
  const tables = guarded(tx)
  const ticket = await tables
    .selectFrom('ticket')
    .select(['subject', 'number'])
    .where('account_id', '=', accountId)
    .where('id', '=', ticketId)
    .executeTakeFirst()
  if (!ticket) return []
  const isGone = isOpenedByPerson && cleaning.deletedText !== null
  const subject = isGone ? `#${ticket.number}` : cleaning.scrub(ticket.subject)
  await tables
    .updateTable('ticket')
    .set({ subject, subject_folded: fold(subject) })
    .where('account_id', '=', accountId)
    .where('id', '=', ticketId)
    .execute()
  const threads = await tables
    .selectFrom('thread')
    .select('id')
    .where('account_id', '=', accountId)
    .where('ticket_id', '=', ticketId)
    .execute()
  const storeKeys: string[] = []
  for (const { id } of threads) storeKeys.push(...(await cleanThread(tx, cleaning, id, isGone ? subject : undefined)))
  await cleanValues(tx, cleaning, ticketId)
  await indexTicket(tx, { account_id: accountId, id: ticketId })
  return storeKeys
}

/** Cleans a conversation that stays. @returns keys of files that went. */
export async function cleanThread(tx: Tx, cleaning: Cleaning, threadId: string, subject?: string): Promise<string[]> {
  const { scrub, authorName, deletedText } = cleaning
  const { accountId, contactId } = cleaning.subject
  const tables = guarded(tx)
  const thread = await tables
    .selectFrom('thread')
    .select('subject')
    .where('account_id', '=', accountId)
    .where('id', '=', threadId)
    .executeTakeFirst()
  if (!thread) return []
  const messages = await tables
    .selectFrom('message')
    .select(['id', 'contact_id', 'author_name', 'text', 'html', 'html_original', 'sanitiser_version'])
    .where('account_id', '=', accountId)
    .where('thread_id', '=', threadId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  let preview = ''
  for (const message of messages) {
    const isOwn = message.contact_id === contactId
    const kept = isOwn && deletedText !== null ? { text: deletedText, html: null, html_original: null, sanitiser_version: null } : message
    const next = {
      author_name: isOwn ? authorName : scrub(message.author_name),
      text: scrub(kept.text),
      html: kept.html === null ? null : scrub(kept.html),
      html_original: kept.html_original === null ? null : scrub(kept.html_original),
      sanitiser_version: kept.sanitiser_version,
    }
    preview = next.text
    await tables.updateTable('message').set(next).where('account_id', '=', accountId).where('id', '=', message.id).execute()
  }
  await tables
    .updateTable('thread')
    .set({ subject: subject ?? scrub(thread.subject), preview: preview.replaceAll(/\s+/g, ' ').trim().slice(0, previewMaxChars) })
    .where('account_id', '=', accountId)
    .where('id', '=', threadId)
    .execute()
  const own = messages.filter(({ contact_id }) => contact_id === contactId).map(({ id }) => id)
  const storeKeys = own.length === 0 ? [] : await deleteFiles(tx, accountId, own)
  await cleanFileNames(
    tx,
    cleaning,
    messages.map(({ id }) => id),
  )
  return storeKeys
}

/** Deletes the person's files that were never sent. @returns their keys in the store. */
export async function deleteDrafts(tx: Tx, accountId: string, attachmentIds: readonly string[]): Promise<string[]> {
  if (attachmentIds.length === 0) return []
  await tx.deleteFrom('download_link').where('account_id', '=', accountId).where('attachment_id', 'in', attachmentIds).execute()
  const rows = await guarded(tx)
    .deleteFrom('attachment')
    .where('account_id', '=', accountId)
    .where('id', 'in', attachmentIds)
    .returning('store_key')
    .execute()
  return rows.map(({ store_key }) => store_key)
}

/** Conversations of the account, whosever, in which one of these addresses stands. */
export async function listThreadsNaming(tx: Tx, accountId: string, addresses: readonly string[]) {
  if (addresses.length === 0) return []
  const holds = (column: string) =>
    sql.join(
      addresses.map((address) => sql`lower(${sql.ref(column)}) like ${likeOf(address)} escape '!'`),
      sql` or `,
    )
  return guarded(tx)
    .selectFrom('thread')
    .leftJoin('message', (join) => join.onRef('message.account_id', '=', 'thread.account_id').onRef('message.thread_id', '=', 'thread.id'))
    .leftJoin('ticket', (join) => join.onRef('ticket.account_id', '=', 'thread.account_id').onRef('ticket.id', '=', 'thread.ticket_id'))
    .where('thread.account_id', '=', accountId)
    .where(
      sql<boolean>`(${holds('message.text')} or ${holds('message.html_original')} or ${holds('message.author_name')} or ${holds('thread.subject')} or ${holds('ticket.subject')})`,
    )
    .select(['thread.id', 'thread.ticket_id'])
    .distinct()
    .execute()
}

/** The person's own values; the text of others, where an address stands in it. */
export async function deleteValues(tx: Tx, { accountId, contactId }: Subject): Promise<void> {
  await guarded(tx).deleteFrom('property_value').where('account_id', '=', accountId).where('object_id', '=', contactId).execute()
}

/** How far the person has read. */
export async function deleteReadings(tx: Tx, { accountId, contactId }: Subject): Promise<void> {
  await guarded(tx).deleteFrom('ticket_read').where('account_id', '=', accountId).where('contact_id', '=', contactId).execute()
}

/** A pattern that finds a text anywhere; `!` escapes. */
export function likeOf(text: string): string {
  return `%${text.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`
}

async function deleteFiles(tx: Tx, accountId: string, messageIds: readonly string[] | object): Promise<string[]> {
  const files = await guarded(tx)
    .selectFrom('attachment')
    .select('id')
    .where('account_id', '=', accountId)
    .where('message_id', 'in', messageIds as readonly string[])
    .execute()
  return deleteDrafts(
    tx,
    accountId,
    files.map(({ id }) => id),
  )
}

async function cleanFileNames(tx: Tx, { subject, scrub }: Cleaning, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  const tables = guarded(tx)
  const files = await tables
    .selectFrom('attachment')
    .select(['id', 'file_name'])
    .where('account_id', '=', subject.accountId)
    .where('message_id', 'in', messageIds)
    .execute()
  for (const { id, file_name } of files) {
    const name = scrub(file_name)
    if (name === file_name) continue
    await tables
      .updateTable('attachment')
      .set({ file_name: name })
      .where('account_id', '=', subject.accountId)
      .where('id', '=', id)
      .execute()
  }
}

async function cleanValues(tx: Tx, { subject, scrub }: Cleaning, ticketId: string): Promise<void> {
  const tables = guarded(tx)
  const rows = await tables
    .selectFrom('property_value')
    .select(['property_id', 'choice', 'text'])
    .where('account_id', '=', subject.accountId)
    .where('object_id', '=', ticketId)
    .where('text', 'is not', null)
    .execute()
  for (const { property_id, choice, text } of rows) {
    const clean = scrub(text ?? '')
    if (clean === text) continue
    await tables
      .updateTable('property_value')
      .set({ text: clean, text_folded: fold(clean) })
      .where('account_id', '=', subject.accountId)
      .where('object_id', '=', ticketId)
      .where('property_id', '=', property_id)
      .where('choice', '=', choice)
      .execute()
  }
}
