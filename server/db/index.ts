import type { Kysely, Transaction } from 'kysely'
import type { Database } from './schema.ts'

/** ISO 8601, UTC, milliseconds. Sorts as text in both databases. */
export type Timestamp = string

/** Tables a customer can see part of. Only `*.visibility.ts` and `*.repo.ts` may read them directly. */
export type GuardedTable =
  | 'ticket'
  | 'ticket_contact'
  | 'ticket_company'
  | 'thread'
  | 'message'
  | 'attachment'
  | 'property_value'
  | 'search_document'

/** What everything else holds: the guarded tables are not in its type, so touching one does not compile. */
export type Open = Omit<Database, GuardedTable>
export type Db = Kysely<Open>
/** A `Tx` parameter means: call me inside `transact`. */
export type Tx = Transaction<Open>

/** Opens the guarded tables. Imported by visibility and repo files only; tests/architecture holds the list. */
export function guarded(db: Db): Kysely<Database> {
  return db as unknown as Kysely<Database>
}
