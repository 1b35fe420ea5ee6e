import type { Attachment } from '../../shared/attachments.ts'
import type { StaffMessage } from '../../shared/threads.ts'
import type { PublicMessage } from '../../shared/tickets.ts'
import type { MessageRow } from '../tickets/thread.table.ts'
import type { ContactViewer } from '../viewer.ts'

/** A message as a contact sees it: named field by field, so that nothing internal slips through. */
export function presentPublicMessage(row: MessageRow, viewer: ContactViewer, attachments: Attachment[]): PublicMessage {
  if (row.direction === 'internal') throw new Error(`internal message ${row.id} on its way to a contact`)
  return {
    id: row.id,
    from: row.contact_id === null ? 'staff' : row.contact_id === viewer.contactId ? 'me' : 'contact',
    authorName: row.author_name,
    text: row.text,
    html: row.html,
    createdAt: row.created_at,
    attachments,
  }
}

/** A message as staff see it. */
export function presentStaffMessage(row: MessageRow, attachments: Attachment[]): StaffMessage {
  return {
    id: row.id,
    direction: row.direction,
    authorName: row.author_name,
    text: row.text,
    html: row.html,
    createdAt: row.created_at,
    attachments,
  }
}
