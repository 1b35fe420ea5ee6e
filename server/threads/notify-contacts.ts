import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { homeOf } from '../mail/templates/portal-link.ts'
import { ticketLink } from '../mail/templates/ticket-link.ts'
import { mailLanguage } from '../mail/templates/mail-content.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { composeMail } from '../portal/compose-mail.ts'
import { contactViewer } from '../portal/contact-viewer.ts'
import { isLetIn } from '../portal/portal-access.repo.ts'
import { listPortals } from '../portal/portal.repo.ts'
import { listTicketContacts } from '../tickets/ticket-contact.repo.ts'
import { findTicket } from '../tickets/ticket.repo.ts'

/**
 * Queues a mail to every contact of a ticket, with a link and without the ticket's content (B25).
 * Who may not see the ticket in any portal that is on, or is let into none of those (D8), gets none: mails are bound by the
 * same visibility (D5).
 */
export async function notifyContacts(
  tx: Tx,
  deps: Deps,
  accountId: string,
  ticketId: string,
  kind: 'new_reply' | 'ticket_received',
): Promise<void> {
  const contacts = await listTicketContacts(tx, accountId, ticketId)
  if (contacts.length === 0) return
  const portals = (await listPortals(tx, accountId)).filter((portal) => portal.is_on === 1)
  const at = deps.now()
  for (const contact of contacts) {
    for (const portal of portals) {
      const ticket = await findTicket(tx, contactViewer(portal, contact, '', at), ticketId)
      if (!ticket || !(await isLetIn(tx, portal, contact.id, at))) continue
      const mail = await composeMail(tx, portal, kind, mailLanguage(contact.language ?? portal.language), {
        link: ticketLink(homeOf(portal), deps.config.publicUrl, ticket.id),
        values: { name: contact.name, number: String(ticket.number), subject: ticket.subject },
      })
      await queueMail(tx, deps, accountId, { to: contact.email, ...mail })
      // One mail a person, however many portals show the ticket.
      break
    }
  }
}
