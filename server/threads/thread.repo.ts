import { sql } from 'kysely'
import { fold } from '../db/fold.ts'
import type { Db } from '../db/index.ts'
import type { Cursor } from '../db/paging.ts'
import { threadsVisibleTo, type VisibleThreads } from '../tickets/ticket.visibility.ts'
import type { StaffViewer } from '../viewer.ts'

/** A thread as the agents' inbox needs it. */
export interface ThreadListRow {
  account_id: string
  id: string
  inbox_id: string
  ticket_id: string | null
  contact_id: string | null
  channel_kind: string
  subject: string
  ticket_number: number | null
  contact_name: string | null
  company_name: string | null
  preview: string
  last_message_at: string
  last_inbound_at: string | null
  staff_read_up_to: string | null
  is_open: 0 | 1
}

/** Threads of the agents' inbox, newest message first; one more than `limit` when there is a next page. */
export function listThreads(
  db: Db,
  viewer: StaffViewer,
  query: {
    inboxId?: string | undefined
    state: 'open' | 'closed' | 'all'
    q?: string | undefined
    after?: Cursor | undefined
    limit: number
  },
): Promise<ThreadListRow[]> {
  const words = fold(query.q ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 6)
  return withPeople(threadsVisibleTo(db, viewer))
    .$if(query.inboxId !== undefined, (qb) => qb.where('thread.inbox_id', '=', query.inboxId ?? ''))
    .$if(query.state !== 'all', (qb) => qb.where('thread.is_open', '=', query.state === 'open' ? 1 : 0))
    .$if(words.length > 0, (qb) => {
      let searched = qb
      for (const word of words) {
        const pattern = `%${word.replaceAll(/[!%_]/g, '!$&')}%`
        searched = searched.where((eb) =>
          eb.or([
            sql<boolean>`ticket.subject_folded like ${pattern} escape '!'`,
            sql<boolean>`contact.name_folded like ${pattern} escape '!'`,
            sql<boolean>`cast(ticket.number as text) = ${word.replace(/^#/, '')}`,
          ]),
        )
      }
      return searched
    })
    .$if(query.after !== undefined, (qb) =>
      qb.where((eb) => eb(eb.refTuple('thread.last_message_at', 'thread.id'), '<', eb.tuple(query.after?.at ?? '', query.after?.id ?? ''))),
    )
    .orderBy('thread.last_message_at', 'desc')
    .orderBy('thread.id', 'desc')
    .limit(query.limit + 1)
    .execute()
}

/** One thread of the agents' inbox. */
export function findThread(db: Db, viewer: StaffViewer, threadId: string): Promise<ThreadListRow | undefined> {
  return withPeople(threadsVisibleTo(db, viewer)).where('thread.id', '=', threadId).executeTakeFirst()
}

/** The account's inboxes with how many threads are open and how many of those no agent has read. */
export async function listInboxes(db: Db, viewer: StaffViewer) {
  const inboxes = await db.selectFrom('inbox').select(['id', 'name']).where('account_id', '=', viewer.accountId).orderBy('name').execute()
  const counts = await threadsVisibleTo(db, viewer)
    .where('thread.is_open', '=', 1)
    .select((eb) => [
      'thread.inbox_id',
      eb.fn.countAll<number>().as('open_count'),
      sql<number>`sum(case when thread.last_inbound_at > coalesce(thread.staff_read_up_to, '') then 1 else 0 end)`.as('unread_count'),
    ])
    .groupBy('thread.inbox_id')
    .execute()
  return inboxes.map((inbox) => {
    const count = counts.find((row) => row.inbox_id === inbox.id)
    return { ...inbox, openCount: Number(count?.open_count ?? 0), unreadCount: Number(count?.unread_count ?? 0) }
  })
}

function withPeople(visible: VisibleThreads) {
  return visible
    .innerJoin('channel', (join) =>
      join.onRef('channel.account_id', '=', 'thread.account_id').onRef('channel.id', '=', 'thread.channel_id'),
    )
    .leftJoin('ticket', (join) => join.onRef('ticket.account_id', '=', 'thread.account_id').onRef('ticket.id', '=', 'thread.ticket_id'))
    .leftJoin('contact', (join) => join.onRef('contact.account_id', '=', 'thread.account_id').onRef('contact.id', '=', 'thread.contact_id'))
    .leftJoin('company', (join) =>
      join.onRef('company.account_id', '=', 'thread.account_id').onRef('company.id', '=', 'contact.company_id'),
    )
    .select([
      'thread.account_id',
      'thread.id',
      'thread.inbox_id',
      'thread.ticket_id',
      'thread.contact_id',
      'channel.kind as channel_kind',
      'thread.subject',
      'ticket.number as ticket_number',
      'contact.name as contact_name',
      'company.name as company_name',
      'thread.preview',
      'thread.last_message_at',
      'thread.last_inbound_at',
      'thread.staff_read_up_to',
      'thread.is_open',
    ])
}
