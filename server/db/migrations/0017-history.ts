import { sql, type Kysely } from 'kysely'

/** What the history shows lies between the events of all tickets: an index of its own, without those. */
export const history = {
  name: '0017-history',
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create index event_history on event (account_id, seq) where ticket_id is null`.execute(db)
  },
}
