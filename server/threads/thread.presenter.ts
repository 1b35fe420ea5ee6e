import type { ThreadPage, ThreadSummary } from '../../shared/threads.ts'
import { writeCursor } from '../db/paging.ts'
import type { ThreadListRow } from './thread.repo.ts'

/** A thread as staff see it in the inbox. */
export function presentThread(row: ThreadListRow): ThreadSummary {
  return {
    id: row.id,
    inboxId: row.inbox_id,
    channelKind: row.channel_kind,
    subject: row.subject,
    ticketId: row.ticket_id,
    ticketNumber: row.ticket_number,
    contactName: row.contact_name,
    companyName: row.company_name,
    preview: row.preview,
    lastMessageAt: row.last_message_at,
    isOpen: row.is_open === 1,
    isUnread: row.last_inbound_at !== null && row.last_inbound_at > (row.staff_read_up_to ?? ''),
  }
}

/** A page of them. `rows` holds one more than `limit` when there is a next page. */
export function presentThreadPage(rows: ThreadListRow[], limit: number): ThreadPage {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    threads: shown.map(presentThread),
    next: rows.length > limit && last ? writeCursor({ at: last.last_message_at, id: last.id }) : null,
  }
}
