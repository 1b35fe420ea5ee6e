import { SqliteAdapter, sql, type Expression, type RawBuilder, type SqlBool } from 'kysely'
import { param } from '../db/hot-query.ts'
import type { Db, Tx } from '../db/index.ts'
import type { ContactViewer } from '../viewer.ts'
import { postgresSearch } from './search.postgres.ts'
import { sqliteSearch } from './search.sqlite.ts'
import type { SearchDocumentRow } from './search.table.ts'
import { readSearch, searchTerms, wordPattern, type Scope, type SearchTerm, type SearchWord } from './search-words.ts'
import { ticketListVisibleTo, type AmongTable, type ListAlong, type VisibleTicketList } from './ticket.visibility.ts'

/** What the two databases do differently. */
export interface SearchEngine {
  /** Ids of at most so many tickets of the account that have all of the terms, in no order. Visibility is still to be asked. */
  find: (db: Db, accountId: string, terms: readonly SearchTerm[], most: number) => Promise<string[]>
  /** Puts a ticket's document in the place of the one before. */
  write: (tx: Tx, document: Omit<SearchDocumentRow, 'terms'>, terms: readonly string[]) => Promise<void>
  /** Takes a ticket's document away. */
  remove: (tx: Tx, accountId: string, seq: number) => Promise<void>
  /** Writes over what the database still holds of documents and rows that are gone. */
  purge: (db: Db) => Promise<void>
  /** LIKE without regard to the case of ASCII letters. */
  isLike: (text: Expression<unknown>, pattern: string) => RawBuilder<SqlBool>
  /** How each found ticket is looked up. */
  join: AmongTable['join']
  /** The texts of a JSON array as a table with the column `value`. */
  tableOf: (json: string) => RawBuilder<{ value: string }>
}

/** The engine of this database. */
export function searchEngine(db: Db): SearchEngine {
  return db.getExecutor().adapter instanceof SqliteAdapter ? sqliteSearch : postgresSearch
}

/**
 * How a search is carried out. When few tickets have the words, these are looked at and sorted. When many have them, the
 * list is walked in its own order and each ticket asked for the words, which comes soon upon the first page.
 */
export interface SearchPlan {
  /** What changes the text of the query. Empty: nothing is searched for. */
  shape: string
  /** Parameters of the query. */
  values: Record<string, unknown>
  /** Nothing can be found: the query need not be asked. */
  findsNothing: boolean
  /** The query looks at every ticket that was found: counting it is cheap. */
  looksAtAll: boolean
}

/** With more matches than this the list is walked. */
const fewMax = 1000

const everything: SearchPlan = { shape: '', values: {}, findsNothing: false, looksAtAll: false }

/** Plans a search in a contact's list. */
export function planSearch(db: Db, viewer: ContactViewer, view: 'mine' | 'company', text: string | undefined): Promise<SearchPlan> {
  const own: Scope = view === 'mine' ? `contact ${viewer.contactId}` : `company ${viewer.companyId}`
  const scope = viewer.seesEverything ? (`account ${viewer.accountId}` as const) : own
  return plan(db, { accountId: viewer.accountId, scope, seesEarlier: viewer.seesEarlierThreads }, text)
}

/** Plans a search in all tickets of an account. */
export function planAccountSearch(db: Db, accountId: string, text: string | undefined): Promise<SearchPlan> {
  return plan(db, { accountId, scope: `account ${accountId}`, seesEarlier: true }, text)
}

async function plan(
  db: Db,
  { accountId, scope, seesEarlier }: { accountId: string; scope: Scope; seesEarlier: boolean },
  text: string | undefined,
): Promise<SearchPlan> {
  if (text === undefined || text.trim() === '') return everything
  const words = readSearch(text)
  const found = words.length === 0 ? [] : await searchEngine(db).find(db, accountId, searchTerms(words, scope, seesEarlier), fewMax + 1)
  if (found.length <= fewMax) {
    return { shape: 'found', values: { foundIds: JSON.stringify(found) }, findsNothing: found.length === 0, looksAtAll: true }
  }
  const shape = `${seesEarlier ? 'all' : 'newest'} ${words.length}`
  return { shape, values: patternsOf(words), findsNothing: false, looksAtAll: false }
}

function patternsOf(words: readonly SearchWord[]): Record<string, unknown> {
  return Object.fromEntries(words.map((word, index) => [`word${index}`, wordPattern(word)]))
}

/**
 * A contact's list, of tickets that the planned search finds: for a hot query whose key holds the plan's shape.
 *
 * @param along As in `ticketListVisibleTo`; the few that a search has found are all looked at.
 */
export function searchedList(
  db: Db,
  viewer: ContactViewer,
  view: 'mine' | 'company',
  shape: string,
  along: ListAlong = {},
): VisibleTicketList {
  if (shape === 'found') return ticketListVisibleTo(db, viewer, view, { sort: along.sort, among: foundTable(db) })
  const list = ticketListVisibleTo(db, viewer, view, along)
  return shape === '' ? list : (list.where(hasWords(shape, (name) => param(name))) as typeof list)
}

function foundTable(db: Db): AmongTable {
  const { tableOf, join } = searchEngine(db)
  return { table: tableOf(param('foundIds')), join }
}

/** Whether a query's ticket is one that the planned search finds. */
export function isFound(db: Db, { shape, values }: SearchPlan): Expression<SqlBool> {
  if (shape === '') return sql<SqlBool>`1 = 1`
  if (shape !== 'found') return hasWords(shape, (name) => values[name])
  return sql<SqlBool>`ticket.id in (select value from ${searchEngine(db).tableOf(String(values['foundIds']))} as found)`
}

function hasWords(shape: string, valueOf: (name: string) => unknown): Expression<SqlBool> {
  const [threads, count] = shape.split(' ')
  const text = threads === 'all' ? sql`document.head || document.newest || document.earlier` : sql`document.head || document.newest`
  const tests = Array.from({ length: Number(count) }, (_, index) => sql`${text} like ${valueOf(`word${index}`)}`)
  // A value and not a condition of existence: the planner must not turn the search round and begin with all documents.
  return sql<SqlBool>`(select case when ${sql.join(tests, sql` and `)} then 1 else 0 end from search_document document
    where document.seq = ticket.seq and document.account_id = ticket.account_id) = 1`
}
