import { liveEventKinds } from '../../shared/live.ts'
import { guarded, type Db } from '../db/index.ts'
import type { EventRow } from '../events/event.table.ts'

/** What streams need of an event. */
export type StreamEvent = Pick<EventRow, 'seq' | 'kind' | 'ticket_id' | 'thread_id' | 'message_id' | 'is_public' | 'data'>

/** The account's events behind a place in its history, in their order; at most `limit`. */
export async function listEventsAfter(
  db: Db,
  accountId: string,
  seq: number,
  limit: number,
  only: 'all' | 'live' | 'public' = 'all',
): Promise<StreamEvent[]> {
  return db
    .selectFrom('event')
    .select(['seq', 'kind', 'ticket_id', 'thread_id', 'message_id', 'is_public', 'data'])
    .where('account_id', '=', accountId)
    .where('seq', '>', seq)
    .$if(only !== 'all', (qb) => qb.where('kind', 'in', [...liveEventKinds]))
    .$if(only === 'public', (qb) => qb.where('is_public', '=', 1))
    .orderBy('seq')
    .limit(limit)
    .execute()
}

/** Sequence of the newest event of each account. */
export async function listLastSeqs(db: Db, accountIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (accountIds.length === 0) return new Map()
  const rows = await db.selectFrom('account').select(['id', 'last_event_seq']).where('id', 'in', accountIds).execute()
  return new Map(rows.map((row) => [row.id, row.last_event_seq]))
}

/** The contacts and companies of a ticket. */
export interface TicketLinks {
  contactIds: ReadonlySet<string>
  companyIds: ReadonlySet<string>
}

/**
 * Who might see these tickets: only a first sieve, so that an event is not asked about for every open stream. Who does
 * see them, ticket.visibility.ts says.
 */
export async function listTicketLinks(db: Db, accountId: string, ticketIds: readonly string[]): Promise<ReadonlyMap<string, TicketLinks>> {
  const linksByTicket = new Map<string, { contactIds: Set<string>; companyIds: Set<string> }>()
  if (ticketIds.length === 0) return linksByTicket
  for (const ticketId of ticketIds) linksByTicket.set(ticketId, { contactIds: new Set(), companyIds: new Set() })
  const rows = await guarded(db)
    .selectFrom('ticket_contact')
    .select((eb) => ['ticket_id', 'contact_id as party_id', eb.val<string>('contact').as('of')])
    .where('account_id', '=', accountId)
    .where('ticket_id', 'in', ticketIds)
    .unionAll(
      guarded(db)
        .selectFrom('ticket_company')
        .select((eb) => ['ticket_id', 'company_id as party_id', eb.val<string>('company').as('of')])
        .where('account_id', '=', accountId)
        .where('ticket_id', 'in', ticketIds),
    )
    .execute()
  for (const row of rows) {
    const links = linksByTicket.get(row.ticket_id)
    if (row.of === 'company') links?.companyIds.add(row.party_id)
    else links?.contactIds.add(row.party_id)
  }
  return linksByTicket
}
