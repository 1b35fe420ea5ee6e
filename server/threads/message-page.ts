import { writeCursor } from '../db/paging.ts'
import { messagesPerPage } from '../tickets/message.repo.ts'
import type { MessageRow } from '../tickets/thread.table.ts'

/** Cuts the rows of `listMessages` to one page, and says where the older ones begin. */
export function pageOfMessages(rows: MessageRow[]): { messages: MessageRow[]; olderMessages: string | null } {
  if (rows.length <= messagesPerPage) return { messages: rows, olderMessages: null }
  const messages = rows.slice(1)
  const oldest = messages[0]
  return { messages, olderMessages: oldest ? writeCursor({ at: oldest.created_at, id: oldest.id }) : null }
}
