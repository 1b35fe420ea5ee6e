import { sql, type ExpressionBuilder } from 'kysely'
import type { ListTicketsQuery } from '../../shared/tickets.ts'
import { operandsOf, ruleOfShape, type BoundRule } from '../db/bind-filter.ts'
import { compileFilter, linkPlace } from '../db/compile-filter.ts'
import { hotQuery, param } from '../db/hot-query.ts'
import { guarded, type Db } from '../db/index.ts'
import type { ContactViewer } from '../viewer.ts'
import type { ListCursor, ListSort } from './list-cursor.ts'
import { requesterName, type TicketListRow } from './ticket.repo.ts'
import { planSearch, searchedList } from './ticket.search.ts'
import type { Linked, VisibleTicketList } from './ticket.visibility.ts'
import { shapeOf, viewerOfShape } from './viewer-shape.ts'

/** What a contact's list is narrowed to. */
export interface ListNarrowing {
  view: ListTicketsQuery['view']
  status: ListTicketsQuery['status']
  q?: string | undefined
  /** Conditions that all hold; null: none. */
  where?: BoundRule | null
}

export interface ListPageQuery extends ListNarrowing, Partial<ListSort> {
  after?: ListCursor | undefined
  limit: number
}

/** What changes the text of a narrowed list. */
interface NarrowShape {
  /** Key of its shape. */
  viewer: string
  view: 'mine' | 'company'
  status: 'all' | 'open' | 'closed'
  /** Of the planned search. */
  search: string
  where: string
}

interface PageShape extends NarrowShape, ListSort {
  hasCursor: boolean
}

/** Copies in the links, each first in an index of its own after the contact or company. */
const sortColumns = { activity: 'link.last_activity_at', created: 'link.created_at', number: 'link.number' } as const

const pageQuery = hotQuery('ticket_list', (db, key) => {
  const shape = JSON.parse(key) as PageShape
  const { view, sort, order, hasCursor } = shape
  const column = sortColumns[sort]
  const after = order === 'desc' ? '<' : '>'
  return narrow(searchedList(db, viewerOfShape(shape.viewer), view, shape.search, { sort }), shape, sort)
    .$if(hasCursor, (qb) =>
      // A number is one ticket's alone.
      sort === 'number'
        ? qb.where(column, after, param<number>('afterValue'))
        : qb.where((eb) =>
            eb(eb.refTuple(column, 'link.ticket_id'), after, eb.tuple(param<string>('afterValue'), param<string>('afterId')) as never),
          ),
    )
    .select(['ticket.id', 'ticket.number', 'ticket.subject', 'ticket.is_closed', 'ticket.created_at', 'ticket.last_activity_at'])
    .select(['ticket.pipeline_id', 'ticket.stage_id', 'ticket.waits_for_contact'])
    .select((eb) => readUpTo(eb as never).as('read_up_to'))
    .select((eb) => (view === 'mine' ? eb.ref('link.role') : ownRole(eb as never)).as('own_role'))
    .select((eb) => requesterName(eb as never).as('requester_name'))
    .orderBy(column, order)
    .$if(sort !== 'number', (qb) => qb.orderBy('link.ticket_id', order))
    .limit(param<number>('limit'))
})

/** A contact's tickets in order; one row more than `limit` when there is a next page. */
export async function listTickets(db: Db, viewer: ContactViewer, query: ListPageQuery): Promise<TicketListRow[]> {
  const { shape, values, findsNothing } = await shapeOfNarrowing(db, viewer, query)
  if (findsNothing) return []
  const key: PageShape = {
    ...shape,
    sort: query.sort ?? 'activity',
    order: query.order ?? 'desc',
    hasCursor: query.after !== undefined,
  }
  const page = { afterValue: query.after?.value, afterId: query.after?.id, limit: query.limit + 1 }
  return (await pageQuery(db, JSON.stringify(key), { ...values, ...page })) as TicketListRow[]
}

/** A count ends when it has found so many tickets… */
export const countMax = 100
/** …or looked at so many. */
const lookedMax = 5000

const countQuery = hotQuery('ticket_count', (db, key) => {
  const shape = JSON.parse(key) as NarrowShape
  const some = narrow(searchedList(db, viewerOfShape(shape.viewer), shape.view, shape.search, { newest: lookedMax }), shape)
    .select('ticket.id')
    .limit(countMax)
  return guarded(db)
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('found'))
})

/** Whether there is more than what a count looks at, be it visible or not. */
const beyondQuery = hotQuery('ticket_count_beyond', (db, view) =>
  view === 'mine'
    ? guarded(db)
        .selectFrom('ticket_contact')
        .select('ticket_id')
        .where('account_id', '=', param<string>('accountId'))
        .where('contact_id', '=', param<string>('contactId'))
        .where(sql<boolean>`last_activity_at > ''`)
        .orderBy('last_activity_at', 'desc')
        .limit(1)
        .offset(lookedMax)
    : guarded(db)
        .selectFrom('ticket_company')
        .select('ticket_id')
        .where('account_id', '=', param<string>('accountId'))
        .where('company_id', '=', param<string>('companyId'))
        .where(sql<boolean>`last_activity_at > ''`)
        .orderBy('last_activity_at', 'desc')
        .limit(1)
        .offset(lookedMax),
)

/** How many tickets a contact's list has, `countMax` meaning at least that many; null when that is too much to look at. */
export async function countListed(db: Db, viewer: ContactViewer, narrowing: ListNarrowing): Promise<number | null> {
  const { shape, values, findsNothing, looksAtAll } = await shapeOfNarrowing(db, viewer, narrowing)
  if (findsNothing) return 0
  const [row] = await countQuery(db, JSON.stringify(shape), values)
  const found = Number(row?.found ?? 0)
  if (found >= countMax) return countMax
  if (looksAtAll) return found
  const beyond = await beyondQuery(db, narrowing.view, values)
  return beyond.length > 0 ? null : found
}

/** A visible list with the status and the conditions of its shape; values as `shapeOfNarrowing` names them. */
function narrow(list: VisibleTicketList, { status, where }: NarrowShape, sort?: ListSort['sort']) {
  return list
    .$if(status !== 'all', (qb) => qb.where('link.is_closed', '=', status === 'closed' ? 1 : 0))
    .$if(where !== '', (qb) => qb.where((eb) => compileFilter(eb, ruleOfShape(where, 'where'), linkPlace(sort))))
}

async function shapeOfNarrowing(db: Db, viewer: ContactViewer, narrowing: ListNarrowing) {
  const { key, values } = shapeOf(viewer)
  const { view, status, where } = narrowing
  const search = await planSearch(db, viewer, view, narrowing.q)
  const all: Record<string, unknown> = { ...values, ...search.values }
  if (where) for (const [index, operand] of operandsOf(where).entries()) all[`where${index}`] = operand
  const shape: NarrowShape = { viewer: key, view, status, search: search.shape, where: where?.shape ?? '' }
  return { shape, values: all, findsNothing: search.findsNothing, looksAtAll: search.looksAtAll }
}

/** How far the viewer has read a ticket. Asked for each row of the page: a join would let the planner give up the order of the index. */
function readUpTo(eb: ExpressionBuilder<Linked, 'link'>) {
  return eb
    .selectFrom('ticket_read')
    .select('ticket_read.read_up_to')
    .whereRef('ticket_read.account_id', '=', 'link.account_id')
    .whereRef('ticket_read.ticket_id', '=', 'link.ticket_id')
    .where('ticket_read.contact_id', '=', param<string>('contactId'))
}

/** What the viewer is to a ticket that is seen through the company. */
function ownRole(eb: ExpressionBuilder<Linked, 'link'>) {
  return (
    eb
      .selectFrom('ticket_contact as own')
      .select('own.role')
      .whereRef('own.account_id', '=', 'link.account_id')
      .whereRef('own.ticket_id', '=', 'link.ticket_id')
      // No bare column: PostgreSQL would look through everything that the contact has instead of the ticket's few contacts.
      .where(sql<string>`coalesce(own.contact_id, '')`, '=', param<string>('contactId'))
  )
}
