import type { TicketQuery } from '../api/tickets.ts'

/** Every event that the elements fire, with what it carries: ids and choices, never objects of the server. */
export interface PortalEvents {
  /** A ticket was chosen. Cancelable: prevent it to open the ticket your own way. */
  'cp-ticket-open': { ticketId: string }
  /** What a list shows, or its order, was changed by its reader. */
  'cp-list-change': TicketQuery
  /** The server took the reply. */
  'cp-reply-sent': { ticketId: string; messageId: string }
  /** The server took a new ticket. */
  'cp-ticket-submitted': { ticketId: string; number: number }
  /** Somebody wants to submit a new ticket. Cancelable. */
  'cp-ticket-new': Record<string, never>
  /** A contact signed in here. */
  'cp-signed-in': { contactId: string }
  /** The contact logged out here. */
  'cp-signed-out': Record<string, never>
  /** Another view of a portal is shown. */
  'cp-view-change': { view: 'list' | 'ticket' | 'new' | 'account' | 'login'; ticketId: string | null }
}

declare global {
  // So that `element.addEventListener('cp-ticket-open', …)` knows its detail.
  interface HTMLElementEventMap {
    'cp-ticket-open': CustomEvent<PortalEvents['cp-ticket-open']>
    'cp-list-change': CustomEvent<PortalEvents['cp-list-change']>
    'cp-reply-sent': CustomEvent<PortalEvents['cp-reply-sent']>
    'cp-ticket-submitted': CustomEvent<PortalEvents['cp-ticket-submitted']>
    'cp-ticket-new': CustomEvent<PortalEvents['cp-ticket-new']>
    'cp-signed-in': CustomEvent<PortalEvents['cp-signed-in']>
    'cp-signed-out': CustomEvent<PortalEvents['cp-signed-out']>
    'cp-view-change': CustomEvent<PortalEvents['cp-view-change']>
  }
}
