import type { TicketAbilities } from '../../shared/tickets.ts'
import { later } from '../later.ts'
import type { Viewer } from '../viewer.ts'

/** What of a ticket decides what may be done to it. */
export interface PolicyTicket {
  is_closed: 0 | 1
  closed_at: string | null
  /** The viewer, when the ticket is the viewer's own; null when it is seen through the company. */
  own_contact_id: string | null
}

/** What a viewer may do to a ticket they can already see. Pure; the answers travel with the ticket. */
export function abilities(viewer: Viewer, ticket: PolicyTicket, now: string): TicketAbilities {
  if (viewer.kind === 'staff') return { reply: true, close: true, reopen: true, copyIn: true }
  if (viewer.kind === 'preview') return abilities(viewer.as, ticket, now)
  if (viewer.kind === 'visitor') return { reply: false, close: false, reopen: false, copyIn: false }
  const isOwn = ticket.own_contact_id === viewer.contactId
  const mayAnswer = isOwn || !viewer.isCompanyReadOnly
  const isOpen = ticket.is_closed === 0
  const { canClose, canInvolveColleagues } = viewer.allows
  return {
    reply: mayAnswer && (isOpen || reopening(viewer, ticket, now).isByReply),
    close: mayAnswer && canClose && isOpen,
    // Whoever may close may take it back, whatever a mere reply does.
    reopen: mayAnswer && canClose && !isOpen,
    copyIn: isOwn && canInvolveColleagues && viewer.companyId !== null,
  }
}

/**
 * What an answer to a closed ticket does (D6). It says nothing of whether this viewer may answer at all.
 *
 * @returns `until`: the last moment of it, where the portal sets one.
 */
export function reopening(
  viewer: Viewer,
  ticket: Pick<PolicyTicket, 'is_closed' | 'closed_at'>,
  now: string,
): { isByReply: boolean; until: string | null } {
  if (viewer.kind !== 'contact' || ticket.is_closed === 0) return { isByReply: false, until: null }
  const { closedPolicy, reopenDays } = viewer.allows
  if (closedPolicy === 'reopen') return { isByReply: true, until: null }
  if (closedPolicy === 'refuse' || ticket.closed_at === null) return { isByReply: false, until: null }
  const until = later(ticket.closed_at, reopenDays * daySeconds)
  return now <= until ? { isByReply: true, until } : { isByReply: false, until: null }
}

const daySeconds = 24 * 3600
