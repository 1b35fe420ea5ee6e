import { sql, type Kysely } from 'kysely'

/** Staff who look at a portal as its customers see it. */
export const preview = {
  name: '0005-preview',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = `
create table preview_session (
  account_id text not null, id text not null, portal_id text not null, contact_id text,
  staff_id text not null, staff_session_id text not null,
  code_hash text not null unique check (length(code_hash) = 64), code_expires_at text not null, redeemed_at text,
  origin text not null default '', jkt text not null default '',
  access_hash text unique check (length(access_hash) = 64),
  created_at text not null, expires_at text not null, ended_at text,
  primary key (account_id, id),
  foreign key (account_id, portal_id) references portal (account_id, id),
  foreign key (account_id, contact_id) references contact (account_id, id),
  foreign key (account_id, staff_id) references staff (account_id, id),
  foreign key (account_id, staff_session_id) references staff_session (account_id, id));
create unique index preview_session_open_streams on preview_session (id);
create index preview_session_expired on preview_session (expires_at);
create index preview_session_staff_session on preview_session (account_id, staff_session_id)
`
  .split(';')
  .map((statement) => statement.trim())
