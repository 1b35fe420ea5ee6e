import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely'
import type { ListTicketsQuery } from '../../shared/tickets.ts'
import { compileFilter, linkPlace } from '../db/compile-filter.ts'
import { guarded, type Db } from '../db/index.ts'
import type { Database } from '../db/schema.ts'
import type { ContactViewer, StaffViewer, Viewer } from '../viewer.ts'
import type { TicketCompanyRow, TicketContactRow } from './ticket.table.ts'
import { newestVisibleThread } from './visible-thread.ts'

/**
 * The one place that says who can see which tickets, threads, messages and files.
 *
 * Lists, counts, detail, search, attachments and live updates all start from these queries.
 * A rule that is not here does not exist. Deny is the default: a viewer with no rule sees nothing.
 */
declare const visible: unique symbol

/** A ticket query that has passed the visibility rule. Only this file can make one. */
export type VisibleTickets = SelectQueryBuilder<Database, 'ticket', object> & { readonly [visible]: 'tickets' }
/** The same tickets along the index of one list: `link` carries the copies that a list filters and sorts by. */
export type VisibleTicketList = SelectQueryBuilder<Linked, 'ticket' | 'link', object> & { readonly [visible]: 'list' }
export type VisibleThreads = SelectQueryBuilder<Database, 'thread', object> & { readonly [visible]: 'threads' }
export type VisibleMessages = SelectQueryBuilder<Database, 'message', object> & { readonly [visible]: 'messages' }
export type VisibleAttachments = SelectQueryBuilder<Database, 'attachment', object> & { readonly [visible]: 'attachments' }

export type Linked = Database & { link: Omit<TicketContactRow, 'contact_id' | 'role'> & Partial<TicketContactRow & TicketCompanyRow> }

/**
 * Tickets that exist for this viewer: own, and the company's where the portal's mode allows and the pipeline is not
 * confidential; within the portal's pipelines and filter, not hidden.
 */
export function ticketsVisibleTo(db: Db, viewer: Viewer): VisibleTickets {
  return ticketsFor(db, viewer, 0)
}

/** Tickets that this contact would see had staff not hidden them: only for saying, without a word about which, that something is gone. */
export function ticketsHiddenFrom(db: Db, viewer: ContactViewer): VisibleTickets {
  return ticketsFor(db, viewer, 1)
}

function ticketsFor(db: Db, viewer: Viewer, isHidden: 0 | 1): VisibleTickets {
  const inAccount = guarded(db).selectFrom('ticket').where('ticket.account_id', '=', viewer.accountId)
  switch (viewer.kind) {
    case 'staff':
      return (seesEverything(viewer) ? inAccount : inAccount.where(nothing)) as unknown as VisibleTickets
    case 'contact': {
      const shown = inAccount.where('ticket.is_hidden', '=', isHidden)
      const piped = viewer.pipelineIds.length > 0 ? shown.where('ticket.pipeline_id', 'in', viewer.pipelineIds) : shown
      const { ticketFilter } = viewer
      const filtered = ticketFilter ? piped.where((eb) => compileFilter(eb, ticketFilter, 'ticket')) : piped
      if (viewer.seesEverything) return filtered as unknown as VisibleTickets
      return filtered.where((eb) => {
        const own = eb.exists(
          eb
            .selectFrom('ticket_contact')
            .select('ticket_contact.ticket_id')
            .where('ticket_contact.account_id', '=', viewer.accountId)
            .whereRef('ticket_contact.ticket_id', '=', 'ticket.id')
            .where(unindexed('ticket_contact.contact_id'), '=', viewer.contactId),
        )
        const companyId = visibleCompany(viewer)
        if (companyId === null) return own
        const ofCompany = eb.exists(
          eb
            .selectFrom('ticket_company')
            .select('ticket_company.ticket_id')
            .where('ticket_company.account_id', '=', viewer.accountId)
            .whereRef('ticket_company.ticket_id', '=', 'ticket.id')
            .where(unindexed('ticket_company.company_id'), '=', companyId),
        )
        const isOpenToCompany = eb.not(eb('ticket.pipeline_id', 'in', confidentialPipelines(db, viewer.accountId)))
        const matches = matchingContact(db, viewer)
        return eb.or([own, eb.and([ofCompany, isOpenToCompany, ...(matches ? [eb.exists(matches)] : [])])])
      }) as unknown as VisibleTickets
    }
    case 'preview':
      return ticketsVisibleTo(db, viewer.as)
    case 'visitor':
      return inAccount.where(nothing) as unknown as VisibleTickets
  }
}

/** Every ticket of an account in the shape of a contact's links, for those who look at a portal as nobody. */
function everyTicket(db: Db, accountId: string) {
  return guarded(db)
    .selectFrom('ticket')
    .select([
      'account_id',
      'id as ticket_id',
      'last_activity_at',
      'pipeline_id',
      'stage_id',
      'is_closed',
      'is_hidden',
      'number',
      'created_at',
    ])
    .select(sql<null>`null`.as('role'))
    .where('account_id', '=', accountId)
    .as('link')
}

/** What of the links the index of the newest activity has: reading it is enough. */
const indexedColumns = (['account_id', 'ticket_id', 'last_activity_at', 'pipeline_id', 'stage_id', 'is_closed', 'is_hidden'] as const).map(
  (column) => `link.${column}` as const,
)

/**
 * True of every link, and the condition of one of the indexes that lists are read along: with it the planner has no other to take.
 * PostgreSQL knows no better when it plans for whoever asks, and would read a company's whole range to sort it.
 */
const onlyIn = {
  activity: sql<boolean>`link.last_activity_at > ''`,
  created: sql<boolean>`link.created_at > ''`,
  number: sql<boolean>`link.number > 0`,
}

/** How a list is gone along. */
export interface ListAlong {
  /** What the caller sorts it by: its index is the one that filters may use. */
  sort?: ListTicketsQuery['sort'] | undefined
  /** Look at no more than so many, those of the newest activity. */
  newest?: number | undefined
  /** Only tickets whose ids stand in the column `value` of this table: each is looked up, no index is walked. */
  among?: AmongTable | undefined
}

/** Ids of tickets as a table, and how the database is kept from reading the links first. */
export interface AmongTable {
  table: RawBuilder<{ value: string }>
  /** `cross`: the tables of a cross join are read in their order. `lateral`: a subquery is run for each. */
  join: 'cross' | 'lateral'
}

/** The links of the tickets in a table, looked up ticket by ticket. */
function linksAmong(db: Db, accountId: string, links: 'ticket_contact' | 'ticket_company', { table, join }: AmongTable) {
  const found = guarded(db).selectFrom(table.as('found'))
  if (join === 'cross')
    return found.crossJoin(`${links} as link` as 'ticket_contact as link').whereRef('link.ticket_id', '=', 'found.value')
  // The offset is a fence: who the list is of is asked afterwards, or it would be the list that is read.
  const ofOne = guarded(db)
    .selectFrom(`${links} as link` as 'ticket_contact as link')
    .selectAll('link')
    .where('link.account_id', '=', accountId)
    .where(sql<boolean>`link.ticket_id = found.value`)
    .offset(0)
  return found.crossJoinLateral(ofOne.as('link'))
}

/**
 * A contact's list: *My tickets* or *Organization tickets* (S76, S77), each one range of an index.
 * Asking for the company's tickets without the right to see them gives an empty list.
 */
export function ticketListVisibleTo(
  db: Db,
  viewer: ContactViewer,
  view: 'mine' | 'company',
  { sort, newest, among }: ListAlong = {},
): VisibleTicketList {
  const companyId = visibleCompany(viewer)
  const matches = matchingContact(db, viewer)
  const tables = guarded(db)
  const linked = <Table extends 'ticket_contact' | 'ticket_company'>(table: Table) =>
    (among ? linksAmong(db, viewer.accountId, table, among) : tables.selectFrom(`${table} as link`)) as unknown as SelectQueryBuilder<
      Database & { link: Database[Table] },
      'link',
      object
    >
  const everything = () =>
    among
      ? tables
          .selectFrom(among.table.as('found'))
          .crossJoin(everyTicket(db, viewer.accountId))
          .whereRef('link.ticket_id', '=', 'found.value')
      : tables.selectFrom(everyTicket(db, viewer.accountId))
  const own = () => linked('ticket_contact').where('link.contact_id', '=', viewer.contactId)
  const ofCompany = () => linked('ticket_company').where('link.company_id', '=', companyId)
  const range = (viewer.seesEverything ? everything() : view === 'mine' ? own() : ofCompany()) as unknown as SelectQueryBuilder<
    Linked,
    'link',
    object
  >
  const inAccount = range.where('link.account_id', '=', viewer.accountId)
  const isWalked = !among && !viewer.seesEverything
  const ordered = isWalked ? inAccount.where(onlyIn[newest === undefined ? (sort ?? 'activity') : 'activity']) : inAccount
  const some =
    newest === undefined
      ? ordered
      : (tables
          .selectFrom(
            ordered
              .select(indexedColumns)
              .orderBy('link.last_activity_at', 'desc')
              .orderBy('link.ticket_id', 'desc')
              .limit(newest)
              .as('link'),
          )
          .where('link.account_id', '=', viewer.accountId) as unknown as typeof inAccount)
  const links =
    view === 'mine' || viewer.seesEverything
      ? some
      : companyId === null
        ? some.where(nothing)
        : some
            .where((eb) => eb.not(eb('link.pipeline_id', 'in', confidentialPipelines(db, viewer.accountId))))
            .$if(matches !== undefined, (qb) => qb.where((eb) => eb.exists(matches ?? (qb as never))))
  const joined = links
    .innerJoin('ticket', (join) => join.onRef('ticket.account_id', '=', 'link.account_id').onRef('ticket.id', '=', 'link.ticket_id'))
    .where('link.is_hidden', '=', 0)
  const piped = viewer.pipelineIds.length > 0 ? joined.where('link.pipeline_id', 'in', viewer.pipelineIds) : joined
  const { ticketFilter } = viewer
  const filtered = ticketFilter ? piped.where((eb) => compileFilter(eb, ticketFilter, linkPlace(sort))) : piped
  return filtered as unknown as VisibleTicketList
}

/**
 * Threads that exist for this viewer: for a contact the newest visible one of each visible ticket, or, where the portal
 * shows earlier threads, every one with a public message.
 */
export function threadsVisibleTo(db: Db, viewer: Viewer): VisibleThreads {
  const inAccount = guarded(db).selectFrom('thread').where('thread.account_id', '=', viewer.accountId)
  switch (viewer.kind) {
    case 'staff':
      return (seesEverything(viewer) ? inAccount : inAccount.where(nothing)) as unknown as VisibleThreads
    case 'contact':
      return inAccount
        .where((eb) =>
          eb.exists(
            ticketsVisibleTo(db, viewer)
              .select('ticket.id')
              .whereRef('ticket.id', '=', eb.ref('thread.ticket_id') as never),
          ),
        )
        .where((eb) =>
          viewer.seesEarlierThreads
            ? eb('thread.last_public_at', 'is not', null)
            : eb('thread.id', '=', newestVisibleThread(guarded(db), eb.ref('thread.account_id'), eb.ref('thread.ticket_id'))),
        ) as unknown as VisibleThreads
    case 'preview':
      return threadsVisibleTo(db, viewer.as)
    case 'visitor':
      return inAccount.where(nothing) as unknown as VisibleThreads
  }
}

/** Messages of visible threads; internal notes are for staff only. */
export function messagesVisibleTo(db: Db, viewer: Viewer): VisibleMessages {
  const ofVisibleThreads = guarded(db)
    .selectFrom('message')
    .where('message.account_id', '=', viewer.accountId)
    .where((eb) =>
      eb.exists(
        threadsVisibleTo(db, viewer)
          .select('thread.id')
          .whereRef('thread.id', '=', eb.ref('message.thread_id') as never),
      ),
    )
  return (viewer.kind === 'staff'
    ? ofVisibleThreads
    : ofVisibleThreads.where('message.direction', '!=', 'internal')) as unknown as VisibleMessages
}

/** Files of visible messages, and the drafts that this very session uploaded. */
export function attachmentsVisibleTo(db: Db, viewer: Viewer): VisibleAttachments {
  const inAccount = guarded(db).selectFrom('attachment').where('attachment.account_id', '=', viewer.accountId)
  if (viewer.kind === 'preview') return attachmentsVisibleTo(db, viewer.as)
  if (viewer.kind === 'visitor') return inAccount.where(nothing) as unknown as VisibleAttachments
  return inAccount.where((eb) =>
    eb.or([
      eb.and([eb('attachment.message_id', 'is', null), eb('attachment.session_id', '=', viewer.sessionId)]),
      eb.exists(
        messagesVisibleTo(db, viewer)
          .select('message.id')
          .whereRef('message.id', '=', eb.ref('attachment.message_id') as never),
      ),
    ]),
  ) as unknown as VisibleAttachments
}

function seesEverything(viewer: StaffViewer): boolean {
  return viewer.permissions.includes('inbox.answer')
}

/**
 * The viewer's own row, there only while it matches the rule for seeing the company's tickets.
 *
 * @returns undefined when the portal asks for no match.
 */
export function matchingContact(db: Db, viewer: ContactViewer) {
  const { companyRule } = viewer
  if (!companyRule) return undefined
  return guarded(db)
    .selectFrom('contact')
    .leftJoin('company', (join) =>
      join.onRef('company.account_id', '=', 'contact.account_id').onRef('company.id', '=', 'contact.company_id'),
    )
    .select('contact.id')
    .where('contact.account_id', '=', viewer.accountId)
    .where('contact.id', '=', viewer.contactId)
    .where((eb) => compileFilter(eb, companyRule, 'contact'))
}

/** Pipelines whose tickets nobody sees through the company. */
function confidentialPipelines(db: Db, accountId: string) {
  return guarded(db)
    .selectFrom('pipeline')
    .select('pipeline.id')
    .where('pipeline.account_id', '=', accountId)
    .where('pipeline.is_confidential', '=', 1)
}

function visibleCompany(viewer: ContactViewer): string | null {
  return viewer.seesCompany ? viewer.companyId : null
}

/**
 * A column of the few links of one ticket, asked for so that they are found by the ticket: PostgreSQL takes the list of a
 * company for short, and would read all of it.
 */
function unindexed(column: string) {
  return sql<string>`${sql.ref(column)} || ''`
}

function nothing() {
  return sql<boolean>`1 = 0`
}
