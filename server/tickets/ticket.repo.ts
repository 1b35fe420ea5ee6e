import type { ExpressionBuilder } from 'kysely'
import { hotQuery, param } from '../db/hot-query.ts'
import type { Db } from '../db/index.ts'
import type { Cursor } from '../db/paging.ts'
import type { Database } from '../db/schema.ts'
import type { ContactViewer, Viewer } from '../viewer.ts'
import { isFound, planAccountSearch } from './ticket.search.ts'
import { ticketsVisibleTo, type VisibleTickets } from './ticket.visibility.ts'
import { shapeOf, viewerOfShape } from './viewer-shape.ts'

/** A ticket as lists and pages of contacts need it. */
export interface TicketListRow {
  id: string
  number: number
  subject: string
  pipeline_id: string
  stage_id: string
  is_closed: 0 | 1
  waits_for_contact: 0 | 1
  created_at: string
  last_activity_at: string
  requester_name: string | null
  read_up_to: string | null
  /** What the viewer is to the ticket; null when it is seen through the company. */
  own_role: 'requester' | 'copied' | 'added' | null
}

export interface TicketFoundRow extends TicketListRow {
  account_id: string
  is_hidden: 0 | 1
  closed_at: string | null
  /** The viewer, when the ticket is the viewer's own; null when it is seen through the company. */
  own_contact_id: string | null
}

export interface StaffTicketListRow extends Omit<
  TicketFoundRow,
  'read_up_to' | 'account_id' | 'own_contact_id' | 'own_role' | 'closed_at' | 'waits_for_contact'
> {
  requester_id: string | null
  requester_email: string | null
  requester_company: string | null
  thread_id: string | null
}

const findQuery = hotQuery('ticket_find', (db, key) =>
  found(ticketsVisibleTo(db, viewerOfShape(key)), param<string>('contactId')).where('ticket.id', '=', param<string>('ticketId')),
)

/** One ticket as a contact sees it, or undefined: missing and not visible are the same. */
export async function findTicket(db: Db, viewer: ContactViewer, ticketId: string): Promise<TicketFoundRow | undefined> {
  const { key, values } = shapeOf(viewer)
  const [row] = await findQuery(db, key, { ...values, ticketId })
  return row as TicketFoundRow | undefined
}

function found(visible: VisibleTickets, contactId: string) {
  return visible
    .leftJoin('ticket_read', (join) =>
      join
        .onRef('ticket_read.account_id', '=', 'ticket.account_id')
        .onRef('ticket_read.ticket_id', '=', 'ticket.id')
        .on('ticket_read.contact_id', '=', contactId),
    )
    .leftJoin('ticket_contact as own', (join) =>
      join.onRef('own.account_id', '=', 'ticket.account_id').onRef('own.ticket_id', '=', 'ticket.id').on('own.contact_id', '=', contactId),
    )
    .select(ticketColumns)
    .select(['ticket.waits_for_contact', 'ticket.closed_at', 'ticket_read.read_up_to'])
    .select(['own.contact_id as own_contact_id', 'own.role as own_role'])
    .select((eb) => requesterName(eb as never).as('requester_name'))
}

const ticketColumns = [
  'ticket.account_id',
  'ticket.id',
  'ticket.number',
  'ticket.subject',
  'ticket.pipeline_id',
  'ticket.stage_id',
  'ticket.is_closed',
  'ticket.is_hidden',
  'ticket.created_at',
  'ticket.last_activity_at',
] as const

/** Tickets as staff see them, newest activity first. */
export async function listStaffTickets(
  db: Db,
  viewer: Viewer,
  query: { status: 'all' | 'open' | 'closed'; q?: string | undefined; after?: Cursor | undefined; limit: number },
): Promise<StaffTicketListRow[]> {
  const search = await planAccountSearch(db, viewer.accountId, query.q)
  if (search.findsNothing) return []
  const rows = await staffTickets(ticketsVisibleTo(db, viewer))
    .$if(query.status !== 'all', (qb) => qb.where('ticket.is_closed', '=', query.status === 'closed' ? 1 : 0))
    .$if(search.shape !== '', (qb) => qb.where(isFound(db, search)))
    .$if(query.after !== undefined, (qb) =>
      qb.where((eb) =>
        eb(eb.refTuple('ticket.last_activity_at', 'ticket.id'), '<', eb.tuple(query.after?.at ?? '', query.after?.id ?? '')),
      ),
    )
    .orderBy('ticket.last_activity_at', 'desc')
    .orderBy('ticket.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return rows
}

/** One ticket as staff see it. */
export async function findStaffTicket(db: Db, viewer: Viewer, ticketId: string): Promise<StaffTicketListRow | undefined> {
  return staffTickets(ticketsVisibleTo(db, viewer)).where('ticket.id', '=', ticketId).executeTakeFirst()
}

function staffTickets(visible: VisibleTickets) {
  return visible
    .leftJoin('ticket_contact as requester', (join) =>
      join
        .onRef('requester.account_id', '=', 'ticket.account_id')
        .onRef('requester.ticket_id', '=', 'ticket.id')
        .on('requester.role', '=', 'requester'),
    )
    .leftJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'ticket.account_id').onRef('contact.id', '=', 'requester.contact_id'),
    )
    .leftJoin('contact_address', (join) =>
      join
        .onRef('contact_address.account_id', '=', 'ticket.account_id')
        .onRef('contact_address.contact_id', '=', 'contact.id')
        .on('contact_address.is_primary', '=', 1),
    )
    .leftJoin('company', (join) =>
      join.onRef('company.account_id', '=', 'ticket.account_id').onRef('company.id', '=', 'contact.company_id'),
    )
    .select(ticketColumns)
    .select(['contact.id as requester_id', 'contact.name as requester_name', 'contact_address.email as requester_email'])
    .select('company.name as requester_company')
    .select((eb) =>
      eb
        .selectFrom('thread')
        .select('thread.id')
        .whereRef('thread.account_id', '=', 'ticket.account_id')
        .whereRef('thread.ticket_id', '=', 'ticket.id')
        .orderBy('thread.last_message_at', 'desc')
        .orderBy('thread.id', 'desc')
        .limit(1)
        .as('thread_id'),
    )
}

/** Name of who opened the ticket. */
export function requesterName(eb: ExpressionBuilder<Database, 'ticket'>) {
  return eb
    .selectFrom('ticket_contact as requester')
    .innerJoin('contact', (join) =>
      join.onRef('contact.account_id', '=', 'requester.account_id').onRef('contact.id', '=', 'requester.contact_id'),
    )
    .select('contact.name')
    .whereRef('requester.account_id', '=', 'ticket.account_id')
    .whereRef('requester.ticket_id', '=', 'ticket.id')
    .where('requester.role', '=', 'requester')
    .limit(1)
}
