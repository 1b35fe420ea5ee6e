import type { Generated } from 'kysely'

/**
 * The words of a ticket, kept to look at tickets one by one in the order of a list when a search matches many. The index of
 * all terms stands beside it: the table `search_index` in SQLite, the column `terms` in PostgreSQL.
 */
export interface SearchDocumentRow {
  /** The ticket's. */
  seq: number
  account_id: string
  /** The newest visible thread when it was written; null: there was none. */
  thread_id: string | null
  /** Words of number and subject, each between blanks, as `storedWords` writes them; so are the others. */
  head: string
  /** Of the newest visible thread. */
  newest: string
  /** Of the visible threads before it. */
  earlier: string
  /** PostgreSQL alone: a tsvector. */
  terms: Generated<unknown>
}
