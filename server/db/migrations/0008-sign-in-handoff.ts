import { sql, type Kysely } from 'kysely'

/** Sign-ins that go through a window of ours and a provider's pages, from their start in an element to its session. */
export const signInHandoff = {
  name: '0008-sign-in-handoff',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = `
create table sign_in_attempt (
  account_id text not null, id text not null unique, portal_id text not null, provider_id text not null,
  state text not null, jkt text not null, origin text not null, challenge text not null, return_url text,
  cookie_hash text, protocol_sealed text, identity_sealed text, confirm_hash text,
  code_hash text, code_sealed text, code_expires_at text,
  created_at text not null, expires_at text not null,
  primary key (account_id, id),
  foreign key (account_id, portal_id) references portal (account_id, id),
  foreign key (account_id, provider_id) references identity_provider (account_id, id));
create index sign_in_attempt_provider on sign_in_attempt (account_id, provider_id);
create index sign_in_attempt_expires on sign_in_attempt (expires_at)
`
  .split(';')
  .map((statement) => statement.trim())
