import type { TicketAbilities } from '../../shared/tickets.ts'
import type { Viewer } from '../viewer.ts'

/** What a viewer may do to a ticket they can already see. Pure; the answers travel with the ticket. */
export function abilities(viewer: Viewer, ticket: { is_closed: 0 | 1; own_contact_id?: string | null }): TicketAbilities {
  if (viewer.kind === 'staff') return { reply: true, close: true, reopen: true, copyIn: true }
  const isOpen = ticket.is_closed === 0
  const reply = viewer.kind === 'contact' && isOpen && (!viewer.isCompanyReadOnly || ticket.own_contact_id === viewer.contactId)
  return { reply, close: false, reopen: false, copyIn: false }
}
