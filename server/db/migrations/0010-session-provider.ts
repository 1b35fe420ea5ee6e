import { sql, type Kysely } from 'kysely'

/** Which provider vouched for the person of a session, so that it ends with the trust in that provider. */
export const sessionProvider = {
  name: '0010-session-provider',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = `
alter table session add column provider_id text;
create index session_provider on session (account_id, provider_id) where provider_id is not null
`
  .split(';')
  .map((statement) => statement.trim())
