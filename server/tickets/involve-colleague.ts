import type { Tx } from '../db/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { write } from '../events/write.ts'
import type { ContactViewer } from '../viewer.ts'
import { countColleagueLookup, findColleague } from './find-colleague.ts'
import { indexTicket } from './index-ticket.repo.ts'
import { addTicketContact, listTicketContacts, removeCopiedContact } from './ticket-contact.repo.ts'
import { abilities } from './ticket.policy.ts'
import { findTicket, type TicketFoundRow } from './ticket.repo.ts'
import { lockTicket } from './touch-ticket.ts'

/**
 * Copies a colleague of the own company in on the own ticket (B10): from now on it is among theirs, whatever the company sees.
 * Who is on the ticket already stays what they are.
 *
 * @throws AppError `ticket_not_found`, `not_allowed` when the ticket is not the contact's own or the portal does not let
 *   colleagues be involved, `contact_not_found`, `too_many_requests`.
 */
export async function copyColleagueIn(
  deps: Pick<Deps, 'db' | 'bus' | 'now'>,
  viewer: ContactViewer,
  ticketId: string,
  email: string,
): Promise<void> {
  await countColleagueLookup(deps, viewer)
  const at = deps.now()
  await write(deps, viewer.accountId, async (tx) => {
    const ticket = await findLocked(tx, viewer, ticketId)
    if (!abilities(viewer, ticket, at).copyIn) throw new AppError('not_allowed')
    const colleague = await findColleague(tx, viewer, email)
    if (!colleague) throw new AppError('contact_not_found')
    if (!(await addTicketContact(tx, ticket, colleague.id, 'copied'))) return
    await indexTicket(tx, ticket)
    await recordEvent(tx, viewer, at, { kind: 'ticket.changed', ticketId, isPublic: true, data: { copiedIn: colleague.id } })
  })
}

/**
 * Takes somebody out who was copied in: a colleague, or oneself.
 *
 * @throws AppError `ticket_not_found`, `contact_not_found` when the ticket has no such contact, `not_allowed` for the requester,
 *   for whom the team added, for people of another company, and where the portal does not let colleagues be involved.
 */
export async function takeColleagueOut(
  deps: Pick<Deps, 'db' | 'bus' | 'now'>,
  viewer: ContactViewer,
  ticketId: string,
  contactId: string,
): Promise<void> {
  const at = deps.now()
  await write(deps, viewer.accountId, async (tx) => {
    const ticket = await findLocked(tx, viewer, ticketId)
    const person = (await listTicketContacts(tx, viewer.accountId, ticketId)).find(({ id }) => id === contactId)
    if (!person) throw new AppError('contact_not_found')
    const isMe = contactId === viewer.contactId
    const isColleague = abilities(viewer, ticket, at).copyIn && person.company_id === viewer.companyId
    if (person.role !== 'copied' || !(isMe || isColleague)) throw new AppError('not_allowed')
    await removeCopiedContact(tx, ticket, contactId)
    await indexTicket(tx, ticket)
    await recordEvent(tx, viewer, at, { kind: 'ticket.changed', ticketId, isPublic: true, data: { takenOut: contactId } })
  })
}

/** A visible ticket behind its lock: the copies of it that a new link gets are those of now. */
async function findLocked(tx: Tx, viewer: ContactViewer, ticketId: string): Promise<TicketFoundRow> {
  if (!(await findTicket(tx, viewer, ticketId))) throw new AppError('ticket_not_found')
  await lockTicket(tx, { account_id: viewer.accountId, id: ticketId })
  const ticket = await findTicket(tx, viewer, ticketId)
  if (!ticket) throw new AppError('ticket_not_found')
  return ticket
}
